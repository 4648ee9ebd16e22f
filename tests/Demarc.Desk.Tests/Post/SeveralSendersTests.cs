using Demarc.Desk.Post;
using Demarc.Desk.Tests.Intake;
using Demarc.Desk.Tests.Store;

namespace Demarc.Desk.Tests.Post;

/// <summary>Several processes over one file, as far as one process can show it; the crash tests have real ones.</summary>
public sealed class SeveralSendersTests
{
    [Fact]
    public async Task Several_desks_on_one_folder_send_every_mail_once_and_one_at_a_time()
    {
        const int Mails_ = 6;
        await using var desk = new PostDesk();
        for (var i = 0; i < Mails_; i++) desk.Queue(desk.Case(Mails.Letter($"case {i}", $"text {i}")));
        desk.Server.Final = async () =>
        {
            await Task.Delay(30);
            return "250 Ok";
        };
        using var other = new OpenDesk(desk.Open.Folder);
        desk.Clock.Advance(TimeSpan.FromMinutes(1));
        other.Clock.Advance(TimeSpan.FromMinutes(1));
        var stop = TestContext.Current.CancellationToken;
        Outbox[] senders = [desk.Outbox, PostDesk.NewOutbox(desk.Open.Desk), PostDesk.NewOutbox(other.Desk), PostDesk.NewOutbox(other.Desk)];
        for (var rounds = 0; rounds < 50 && desk.Outbox.NextDue() is not null; rounds++) await Task.WhenAll(senders.Select(sender => Task.Run(() => sender.SendDueAsync(stop), stop)));
        desk.Server.Taken.Count.ShouldBe(Mails_);
        desk.Server.Taken.Select(it => it.Message).Distinct().Count().ShouldBe(Mails_);
        desk.Server.MostAtOnce.ShouldBe(1);
    }
}
