using Demarc.Desk.Cases;
using Demarc.Desk.Intake;
using Demarc.Desk.Post;
using Demarc.Desk.Store;
using Demarc.Desk.Tests.Intake;
using Demarc.Desk.Tests.Store;

namespace Demarc.Desk.Tests.Post;

/// <summary>A mail's way out of the desk.</summary>
public sealed class OutboxTests : IAsyncLifetime
{
    private readonly PostDesk _desk = new();

    [Fact]
    public async Task A_mail_is_sent_once_when_the_undo_time_is_over()
    {
        var opened = _desk.Case();
        var mail = _desk.Queue(opened);
        (mail.State, mail.Due - mail.Made).ShouldBe((OutgoingState.Waiting, TimeSpan.FromSeconds(30)));
        (await _desk.Send()).ShouldBe(new OutboxRound(0, 0));
        (await _desk.SendLater()).ShouldBe(new OutboxRound(1, 1));
        (await _desk.SendLater()).ShouldBe(new OutboxRound(0, 0));
        var (to, message) = _desk.Server.Taken.ShouldHaveSingleItem();
        to.ShouldBe(["li@example.net"]);
        message.ShouldContain(mail.MessageId);
        var sent = _desk.Outbox.Find(mail.Id)!;
        (sent.State, sent.Remaining.Count, sent.Attempts).ShouldBe((OutgoingState.Sent, 0, 1));
        sent.Outcome!.Split('\n').Length.ShouldBe(2);
        _desk.Open.Desk.Cases.Get(opened.Id).WaitingFor.ShouldBe(WaitingFor.Customer);
        var turn = _desk.Open.Desk.Threads.Turns(opened.Id)[^1];
        (turn.Id, turn.Direction, turn.Channel, turn.Author).ShouldBe((mail.Turn, "out", "mail", OpenDesk.Somebody.Name));
        _desk.Outbox.Attempts(mail.Id).ShouldHaveSingleItem().Ending.ShouldBe("accepted");
    }

    [Fact]
    public async Task A_mail_called_back_in_time_leaves_nothing_behind()
    {
        var opened = _desk.Case();
        var mail = _desk.Queue(opened, "这封信写错了，请当没有收到过。");
        _desk.Outbox.Undo(OpenDesk.Somebody, mail.Id).ShouldBeTrue();
        _desk.Outbox.Undo(OpenDesk.Somebody, mail.Id).ShouldBeFalse();
        (await _desk.SendLater()).Tried.ShouldBe(0);
        _desk.Outbox.Find(mail.Id)!.State.ShouldBe(OutgoingState.Undone);
        _desk.Open.Desk.Threads.Turns(opened.Id).Count.ShouldBe(1);
        _desk.Open.Desk.Finder.Search("写错了").ShouldBeEmpty();
    }

    [Fact]
    public async Task A_mail_that_is_due_cannot_be_called_back()
    {
        var mail = _desk.Queue(_desk.Case());
        _desk.Clock.Advance(TimeSpan.FromSeconds(30));
        _desk.Outbox.Undo(OpenDesk.Somebody, mail.Id).ShouldBeFalse();
        (await _desk.Send()).Taken.ShouldBe(1);
    }

    [Fact]
    public async Task The_customers_answer_to_it_finds_the_case()
    {
        var opened = _desk.Case();
        var mail = _desk.Queue(opened);
        await _desk.SendLater();
        var result = _desk.Open.Desk.Intake.Receive((Mails.Letter("换了标题", "抓好了。\n\n> 请您在客户端抓包，并告诉我们时间点。") with { InReplyTo = mail.MessageId }).Octets());
        (result.Kind, result.Case!.Id).ShouldBe((IntakeEnd.Added, opened.Id));
        _desk.Open.Desk.Cases.Get(opened.Id).WaitingFor.ShouldBe(WaitingFor.Us);
    }

    [Fact]
    public async Task An_answer_quicker_than_the_outbox_keeps_the_case_waiting_for_us()
    {
        var opened = _desk.Case();
        _desk.Queue(opened);
        _desk.Clock.Advance(TimeSpan.FromSeconds(10));
        _desk.Receive(Mails.Letter($"Re: {opened.Number}", "又有新情况，请先看这个。"));
        await _desk.SendLater();
        _desk.Open.Desk.Cases.Get(opened.Id).WaitingFor.ShouldBe(WaitingFor.Us);
    }

    [Fact]
    public async Task A_refused_mail_stands_in_the_log_and_the_case_waits_for_us()
    {
        var opened = _desk.Case();
        _desk.Open.Desk.Cases.Set(OpenDesk.Somebody, opened.Id, "waiting-for", WaitingFor.Customer);
        var mail = _desk.Queue(opened);
        _desk.Server.Recipient = _ => "550 5.1.1 no such user";
        await _desk.SendLater();
        _desk.Outbox.Find(mail.Id)!.State.ShouldBe(OutgoingState.Failed);
        _desk.Outbox.Undecided().Select(it => it.Id).ShouldBe([mail.Id]);
        var entry = _desk.Open.Desk.Cases.Log(opened.Id).ShouldHaveSingleItem();
        (entry.Kind, entry.Turn).ShouldBe((EntryKind.Result, mail.Turn));
        entry.Text.ShouldContain("no such user");
        entry.Text.ShouldContain("被拒绝");
        _desk.Open.Desk.Cases.Get(opened.Id).WaitingFor.ShouldBe(WaitingFor.Us);
        _desk.Clock.Advance(TimeSpan.FromDays(1));
        (await _desk.Send()).Tried.ShouldBe(0);
    }

    [Fact]
    public async Task Of_several_recipients_only_those_put_off_are_sent_to_again()
    {
        var opened = _desk.Case(Mails.Letter("x", "请看这个问题。") with { Cc = [new("wang@example.net"), new("gone@example.net")] });
        var mail = _desk.Queue(opened);
        _desk.Server.Recipient = address => address switch { "wang@example.net" => "451 4.2.1 later", "gone@example.net" => "550 5.1.1 gone", _ => "250 Ok" };
        (await _desk.SendLater()).Taken.ShouldBe(1);
        var first = _desk.Outbox.Find(mail.Id)!;
        (first.State, first.Due).ShouldBe((OutgoingState.Waiting, _desk.Clock.GetUtcNow().AddMinutes(1)));
        first.Remaining.ShouldBe(["wang@example.net"]);
        _desk.Open.Desk.Cases.Log(opened.Id).Count.ShouldBe(1, "who is gone is told at once");
        _desk.Server.Recipient = _ => "250 Ok";
        _desk.Clock.Advance(TimeSpan.FromMinutes(1));
        await _desk.Send();
        _desk.Server.Taken.Select(it => string.Join(' ', it.To)).ShouldBe(["li@example.net", "wang@example.net"]);
        var last = _desk.Outbox.Find(mail.Id)!;
        (last.State, last.Sent is not null).ShouldBe((OutgoingState.Failed, true), "one of three never got it");
        last.Remaining.ShouldBe(["gone@example.net"]);
        _desk.Open.Desk.Cases.Log(opened.Id).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Trouble_that_may_pass_is_tried_again_on_schedule_and_given_up_after_two_days()
    {
        var opened = _desk.Case();
        var mail = _desk.Queue(opened);
        _desk.Server.Greeting = () => "421 4.3.2 closing";
        await _desk.SendLater();
        var waits = new List<double>();
        for (var tries = 0; tries < 100 && _desk.Outbox.Find(mail.Id) is { State: OutgoingState.Waiting } waiting; tries++)
        {
            waits.Add((waiting.Due - _desk.Clock.GetUtcNow()).TotalMinutes);
            _desk.Open.Desk.Cases.Log(opened.Id).ShouldBeEmpty();
            _desk.Clock.Advance(waiting.Due - _desk.Clock.GetUtcNow());
            await _desk.Send();
        }

        waits.Take(7).ShouldBe([1, 5, 15, 30, 60, 120, 120]);
        waits.Sum().ShouldBeInRange(2700, 2880);
        _desk.Outbox.Find(mail.Id)!.State.ShouldBe(OutgoingState.Failed);
        _desk.Open.Desk.Cases.Log(opened.Id).Count.ShouldBe(1);
        _desk.Server.Greeting = () => "220 back";
        _desk.Outbox.Decide(OpenDesk.Somebody, mail.Id, again: true);
        (await _desk.Send()).Taken.ShouldBe(1);
        _desk.Outbox.Find(mail.Id)!.State.ShouldBe(OutgoingState.Sent);
    }

    [Fact]
    public async Task A_server_that_falls_silent_after_the_final_dot_leaves_the_decision_to_a_person()
    {
        var opened = _desk.Case();
        var mail = _desk.Queue(opened);
        _desk.Server.Final = () => Task.FromResult<string?>(null);
        await _desk.SendLater();
        _desk.Outbox.Find(mail.Id)!.State.ShouldBe(OutgoingState.Unknown);
        _desk.Open.Desk.Cases.Log(opened.Id).ShouldHaveSingleItem().Text.ShouldContain("可能已被接收");
        _desk.Clock.Advance(TimeSpan.FromDays(3));
        (await _desk.Send()).Tried.ShouldBe(0);
        _desk.Server.Taken.Count.ShouldBe(1);
        _desk.Outbox.Decide(OpenDesk.Somebody, mail.Id, again: false);
        _desk.Outbox.Find(mail.Id)!.State.ShouldBe(OutgoingState.Sent);
        Should.Throw<DeskFault>(() => _desk.Outbox.Decide(OpenDesk.Somebody, mail.Id, again: true));
    }

    [Fact]
    public async Task A_row_found_in_sending_is_of_a_process_that_died_and_is_not_sent_again()
    {
        var opened = _desk.Case();
        var mail = _desk.Queue(opened);
        _desk.Open.Desk.Store.Write(OpenDesk.Somebody, writing => { writing.Do("UPDATE outgoing SET state = 'sending'"); });
        (await _desk.SendLater()).ShouldBe(new OutboxRound(0, 0));
        _desk.Outbox.Find(mail.Id)!.State.ShouldBe(OutgoingState.Unknown);
        _desk.Server.Taken.ShouldBeEmpty();
        _desk.Open.Desk.Cases.Log(opened.Id).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_login_that_fails_keeps_all_mail_and_stops_the_round()
    {
        var (first, second) = (_desk.Case(), _desk.Case(Mails.Letter("second", "text")));
        _desk.Queue(first);
        _desk.Queue(second);
        _desk.Server.Greeting = () => "530 5.7.0 authentication required";
        _desk.Open.Desk.Settings.Set(OpenDesk.Somebody, "smtp-login", "desk");
        _desk.Outbox.Settings.SetPassword(OpenDesk.Somebody, "geheim");
        var round = await _desk.SendLater();
        _desk.Outbox.Of(first.Id).Concat(_desk.Outbox.Of(second.Id)).ShouldAllBe(mail => mail.State == OutgoingState.Waiting);
        if (round.Trouble is not null) round.Tried.ShouldBe(1);
    }

    [Fact]
    public async Task Without_a_server_mail_waits_and_says_why()
    {
        _desk.Open.Desk.Settings.Set(OpenDesk.Somebody, "smtp-host", null);
        var mail = _desk.Queue(_desk.Case());
        (await _desk.SendLater()).Trouble!.Zh.ShouldBe("尚未设置发件服务器：smtp-host");
        _desk.Outbox.Find(mail.Id)!.State.ShouldBe(OutgoingState.Waiting);
    }

    [Fact]
    public void The_password_is_a_file_of_its_owner_and_nowhere_in_the_database()
    {
        _desk.Open.Desk.Settings.Set(OpenDesk.Somebody, "smtp-login", "desk");
        _desk.Outbox.Settings.SetPassword(OpenDesk.Somebody, "S3cret-Pässword");
        _desk.Outbox.Settings.Server()!.Login!.Name.ShouldBe("desk");
        var file = Path.Combine(_desk.Open.Folder, "smtp.password");
        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);
            Should.Throw<DeskFault>(() => _desk.Outbox.Settings.Server()).Text.En.ShouldContain("chmod 600");
        }

        foreach (var database in Directory.GetFiles(_desk.Open.Folder, "desk.db*")) System.Text.Encoding.UTF8.GetString(File.ReadAllBytes(database)).ShouldNotContain("S3cret");
        _desk.Outbox.Settings.SetPassword(OpenDesk.Somebody, null);
        File.Exists(file).ShouldBeFalse();
    }

    [Fact]
    public async Task The_service_sends_until_it_is_stopped()
    {
        var mail = _desk.Queue(_desk.Case());
        _desk.Clock.Advance(TimeSpan.FromMinutes(1));
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var running = new OutboxService(_desk.Outbox, TimeProvider.System).RunAsync(stop.Token);
        for (var tries = 0; tries < 600 && _desk.Outbox.Find(mail.Id)!.State != OutgoingState.Sent; tries++) await Task.Delay(50, TestContext.Current.CancellationToken);
        await stop.CancelAsync();
        await running;
        _desk.Outbox.Find(mail.Id)!.State.ShouldBe(OutgoingState.Sent);
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _desk.DisposeAsync();
}
