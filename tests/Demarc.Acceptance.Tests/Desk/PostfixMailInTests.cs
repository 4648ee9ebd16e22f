using System.Text;
using Demarc.Desk;
using Demarc.Desk.Sqlite;
using Demarc.Mail.Sending;
using Demarc.Reasoning;
using Demarc.Testing.Mail;

namespace Demarc.Acceptance.Tests.Desk;

/// <summary>Debian's Postfix hands each mail to <c>demarc case mail-in</c>, as its pipe(8) does for the real one.</summary>
public sealed class PostfixMailInTests : IDisposable
{
    private const string Desk = "case@desk.example";

    // Postfix runs the command as a user without a home; the desk's folder is made by that user.
    private readonly string _folder = Directory.CreateTempSubdirectory("demarc-postfix-").FullName;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private string Home => Path.Combine(_folder, "home");

    [Fact]
    public async Task A_mail_that_postfix_pipes_in_becomes_a_case_and_its_answer_a_turn_of_it()
    {
        await using var postfix = await StartAsync();
        var first = Letter("邮箱网页打不开", "您好，从中午开始页面一直转圈，请帮忙看看。", "<first@example.net>");
        await SendAsync(postfix, first);
        using var desk = await OpenAsync(postfix, turns: 1);
        var opened = desk.Cases.List(new()).ShouldHaveSingleItem().Case;
        opened.Title.ShouldBe("邮箱网页打不开");
        var turn = desk.Threads.Turns(opened.Id).ShouldHaveSingleItem();
        (turn.Author, turn.Address, turn.Body).ShouldBe(("李女士", "li@example.net", "您好，从中午开始页面一直转圈，请帮忙看看。"));

        await SendAsync(postfix, Letter("Re: 邮箱网页打不开", "现在好了一会儿，又打不开了。", "<second@example.net>") with { InReplyTo = "<first@example.net>" });
        await TurnsAsync(desk, postfix, 2);
        desk.Cases.List(new()).Count.ShouldBe(1, "the answer went to the case of the first mail");
        postfix.Log.ShouldContain("status=sent");
    }

    [Fact]
    public async Task While_the_desk_cannot_take_mail_postfix_keeps_it_and_brings_it_again()
    {
        await File.WriteAllTextAsync(Home, "a file where the desk's folder should be", Stop);
        await using var postfix = await StartAsync();
        await SendAsync(postfix, Letter("Later", "The desk's disk was away when this came.", "<later@example.net>"));
        await UntilAsync(postfix, () => postfix.Log.Contains("status=deferred", StringComparison.Ordinal));
        postfix.Log.ShouldNotContain("status=bounced");
        File.Delete(Home);
        for (var turn = 0; turn < 20 && !Directory.Exists(Home); turn++)
        {
            await postfix.FlushAsync(Stop);
            await Task.Delay(1000, Stop);
        }

        using var desk = await OpenAsync(postfix, turns: 1);
        desk.Cases.List(new()).ShouldHaveSingleItem().Case.Title.ShouldBe("Later");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private Task<PostfixServer> StartAsync()
    {
        if (PostfixServer.Missing() is { } reason) Assert.Skip(reason);
        var program = Path.Combine(AppContext.BaseDirectory, "demarc.dll");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(_folder, (UnixFileMode)0b111_111_111);
        var dotnet = Path.Combine(Path.GetFullPath(Path.Combine(System.Runtime.InteropServices.RuntimeEnvironment.GetRuntimeDirectory(), "../../..")), "dotnet");
        return PostfixServer.StartAsync(
            new()
            {
                Pipes = new Dictionary<string, string>(StringComparer.Ordinal) { [Desk] = $"DEMARC_HOME='{Home}' exec '{dotnet}' '{program}' case mail-in" },
                Settings = ["queue_run_delay = 1s", "minimal_backoff_time = 1s", "maximal_backoff_time = 2s"],
            },
            Stop);
    }

    private static OutgoingMessage Letter(string subject, string text, string id) => new()
    {
        From = new("li@example.net", "李女士"), To = [new(Desk)], Subject = subject, Date = new(2026, 3, 2, 9, 0, 0, TimeSpan.FromHours(8)), MessageId = id, Text = text,
    };

    private static async Task SendAsync(PostfixServer postfix, OutgoingMessage letter)
    {
        var outcome = await new SmtpSubmission().SendAsync(new() { Host = "127.0.0.1", Port = postfix.Port, Security = SubmissionSecurity.None }, Envelope.Of(letter), MessageWriter.Write(letter), Stop);
        outcome.End.ShouldBe(SubmissionEnd.Accepted, outcome.En);
    }

    private async Task<CaseDesk> OpenAsync(PostfixServer postfix, int turns)
    {
        await UntilAsync(postfix, () => File.Exists(Path.Combine(Home, "desk.key")));
        var desk = LocalDesk.Open(Home, TimeProvider.System, CauseCatalogue.BuiltIn, "0.0.0-test");
        await TurnsAsync(desk, postfix, turns);
        return desk;
    }

    private static Task TurnsAsync(CaseDesk desk, PostfixServer postfix, int count) =>
        UntilAsync(postfix, () => desk.Store.Read(reading => reading.Number("SELECT COUNT(*) FROM turn")) == count && Encoding.UTF8.GetByteCount(postfix.Log) > 0 && postfix.Log.Split("status=sent").Length > count);

    private static async Task UntilAsync(PostfixServer postfix, Func<bool> done)
    {
        for (var turn = 0; turn < 400; turn++)
        {
            if (done()) return;
            await Task.Delay(100, Stop);
        }

        throw new TimeoutException($"it did not come to that in 40 s. The log: {postfix.Log}");
    }
}
