using System.Text;
using Demarc.Mail.Sending;

namespace Demarc.Mail.Tests.Sending;

/// <summary>A server's words cut short at any place, or with any octet changed, give an outcome that claims no more than they say.</summary>
public sealed class DamagedRepliesTests
{
    private const string BeforeFinal =
        "220 mail.example.com ESMTP\r\n250-mail.example.com\r\n250-SIZE 100000\r\n250-AUTH PLAIN LOGIN\r\n250 8BITMIME\r\n235 2.7.0 ok\r\n250 2.1.0 Ok\r\n250 2.1.5 Ok\r\n354 go\r\n";

    private const string All = BeforeFinal + "250 2.0.0 Ok: queued as ABC123\r\n221 2.0.0 Bye\r\n";
    private static readonly byte[] Message = MessageWriter.Write(Letters.Plain);

    [Fact]
    public async Task Cut_short_anywhere_the_end_is_told_truly()
    {
        var accepted = All.IndexOf("\r\n221", StringComparison.Ordinal) + 2;
        for (var length = 0; length <= All.Length; length++)
        {
            var outcome = await SendAsync(Encoding.ASCII.GetBytes(All[..length]));
            var wanted = length < BeforeFinal.Length ? SubmissionEnd.TryAgain : length < accepted ? SubmissionEnd.Unknown : SubmissionEnd.Accepted;
            outcome.End.ShouldBe(wanted, $"{length} octets");
            if (wanted != SubmissionEnd.Accepted) outcome.Trouble.ShouldBe(SubmissionTrouble.Closed);
        }
    }

    [Fact]
    public async Task With_any_octet_changed_nothing_is_thrown_and_nothing_claimed_without_a_good_reply()
    {
        var random = new Random(9);
        for (var at = 0; at < All.Length; at++)
        {
            foreach (var octet in new[] { (byte)'\n', (byte)'5', (byte)'-', (byte)0, (byte)random.Next(256) })
            {
                var words = Encoding.ASCII.GetBytes(All);
                words[at] = octet;
                var outcome = await SendAsync(words);
                outcome.En.ShouldNotBeNullOrEmpty();
                outcome.Zh.ShouldNotBeNullOrEmpty();
                outcome.Transcript.ShouldAllBe(line => !line.Any(char.IsControl));
                (outcome.End == SubmissionEnd.Accepted).ShouldBe(outcome.Reply is { IsPositive: true } && outcome.Phase == SubmissionPhase.Done, $"octet {at}");
            }
        }
    }

    [Fact]
    public async Task Noise_never_throws()
    {
        var random = new Random(10);
        for (var turn = 0; turn < 300; turn++)
        {
            var noise = new byte[random.Next(0, 6000)];
            random.NextBytes(noise);
            var from = random.Next(All.Length);
            var outcome = await SendAsync([.. Encoding.ASCII.GetBytes(All[..from]), .. noise]);
            (outcome.End == SubmissionEnd.Accepted).ShouldBe(outcome.Phase == SubmissionPhase.Done && outcome.Reply!.IsPositive);
        }
    }

    private static async Task<SubmissionOutcome> SendAsync(byte[] words)
    {
        var submission = new SmtpSubmission(dial: (_, _) => new ValueTask<Stream>(new Canned(words)));
        var server = new SubmissionServer { Host = "127.0.0.1", Port = 25, Security = SubmissionSecurity.None, Login = SubmissionLogin.Password("noc", "hunter2hunter2") };
        return await submission.SendAsync(server, Letters.To("alice@example.net"), Message, CancellationToken.None);
    }

    /// <summary>Says what it holds, a line at a time as a server does, and hears nothing.</summary>
    private sealed class Canned(byte[] words) : MemoryStream(words, writable: false)
    {
        private readonly byte[] _words = words;

        public override bool CanWrite => true;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var rest = _words.AsSpan((int)Position);
            var line = rest.IndexOf((byte)'\n') + 1;
            return ValueTask.FromResult(Read(buffer.Span[..Math.Min(buffer.Length, line > 0 ? line : rest.Length)]));
        }

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => ValueTask.CompletedTask;
    }
}
