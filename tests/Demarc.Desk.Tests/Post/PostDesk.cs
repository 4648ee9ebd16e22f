using System.Globalization;
using Demarc.Desk.Cases;
using Demarc.Desk.Post;
using Demarc.Desk.Tests.Intake;
using Demarc.Desk.Tests.Store;
using Demarc.Mail.Reading;
using Demarc.Mail.Sending;
using Demarc.Testing.Mail;

namespace Demarc.Desk.Tests.Post;

/// <summary>A desk with an outbox and a server to send by.</summary>
internal sealed class PostDesk : IAsyncDisposable
{
    public PostDesk()
    {
        foreach (var (name, value) in new[] { ("smtp-host", "127.0.0.1"), ("smtp-port", Server.Port.ToString(CultureInfo.InvariantCulture)), ("smtp-security", "none"), ("mail-name", "工单") }) Open.Desk.Settings.Set(OpenDesk.Somebody, name, value);
        Outbox = NewOutbox(Open.Desk);
    }

    public OpenDesk Open { get; } = new();

    public MailServer Server { get; } = new();

    public Outbox Outbox { get; }

    public SteppedClock Clock => Open.Clock;

    public static Outbox NewOutbox(CaseDesk desk) => new(desk, new SubmissionSettings(desk.Settings, desk.Home));

    /// <summary>A case that a customer's mail opened.</summary>
    public CaseRecord Case(OutgoingMessage? letter = null) => Open.Desk.Intake.Receive((letter ?? Mails.Letter("页面打不开", "您好，页面一直打不开，请帮忙看看。")).Octets()).Case!;

    public void Receive(OutgoingMessage letter) => Open.Desk.Intake.Receive(letter.Octets());

    public OutgoingMail Queue(CaseRecord to, string text = "请您在客户端抓包，并告诉我们时间点。") => Outbox.Queue(OpenDesk.Somebody, Outbox.Composer.ReplyAll(to.Id) with { Text = text });

    /// <summary>The message of a queued mail, read back.</summary>
    public MailMessage Message(OutgoingMail mail) => MessageReader.Read(Open.Desk.Evidence.Shelf.Read(mail.RawSha256));

    public Task<OutboxRound> Send() => Outbox.SendDueAsync(TestContext.Current.CancellationToken);

    /// <summary>Sends what is due once the undo time is over.</summary>
    public Task<OutboxRound> SendLater()
    {
        Clock.Advance(TimeSpan.FromSeconds(31));
        return Send();
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        Open.Dispose();
    }
}
