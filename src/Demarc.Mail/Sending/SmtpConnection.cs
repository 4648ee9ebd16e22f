using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Demarc.Mail.Sending;

/// <summary>
/// One connection to a server: says lines, waits for replies, changes to TLS. Every wait has a limit; whatever the network does becomes a
/// <see cref="SubmissionTrouble"/>. Only the caller's own cancellation is thrown.
/// </summary>
internal sealed class SmtpConnection(Stream stream, SmtpTranscript transcript, TimeProvider clock) : IAsyncDisposable
{
    private readonly ReplyReader _replies = new(transcript);
    private Stream _stream = stream;

    /// <summary>Octets that came before they were asked for.</summary>
    public int Waiting => _replies.Waiting;

    /// <summary>Waits for a reply.</summary>
    public async ValueTask<SmtpAnswer> ReadAsync(TimeSpan limit, CancellationToken cancellationToken)
    {
        var answer = SmtpAnswer.Of(SubmissionTrouble.None);
        var trouble = await WithinAsync(limit, async token => answer = await _replies.ReadAsync(_stream, token).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
        return trouble == SubmissionTrouble.None ? answer : SmtpAnswer.Of(trouble);
    }

    /// <summary>Says a line and waits for the reply.</summary>
    /// <param name="shown">What the transcript says instead, where the line holds a secret.</param>
    public async ValueTask<SmtpAnswer> AskAsync(string line, TimeSpan limit, CancellationToken cancellationToken, string? shown = null)
    {
        transcript.Client(shown ?? line);
        var trouble = await WriteAsync(Encoding.UTF8.GetBytes(line + "\r\n"), limit, cancellationToken).ConfigureAwait(false);
        // A server that hangs up often says why before it does.
        var answer = await ReadAsync(trouble == SubmissionTrouble.None ? limit : LastWord, cancellationToken).ConfigureAwait(false);
        return answer.Reply is null && trouble != SubmissionTrouble.None ? SmtpAnswer.Of(trouble) : answer;
    }

    /// <summary>How long to look for the last words of a server that takes no more.</summary>
    public static TimeSpan LastWord { get; } = TimeSpan.FromSeconds(2);

    public async ValueTask<SubmissionTrouble> WriteAsync(ReadOnlyMemory<byte> octets, TimeSpan limit, CancellationToken cancellationToken) =>
        await WithinAsync(limit, async token =>
        {
            await _stream.WriteAsync(octets, token).ConfigureAwait(false);
            await _stream.FlushAsync(token).ConfigureAwait(false);
        }, cancellationToken).ConfigureAwait(false);

    /// <summary>Changes to TLS. The detail tells a person which certificate was rejected and why.</summary>
    public async ValueTask<(SubmissionTrouble Trouble, string? Detail)> EncryptAsync(SubmissionServer server, CancellationToken cancellationToken)
    {
        string? rejected = null;
        var encrypted = new SslStream(_stream, leaveInnerStreamOpen: false);
        _stream = encrypted;
        var options = new SslClientAuthenticationOptions
        {
            TargetHost = server.Host,
            CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
            // Nothing is fetched from places a stranger's certificate names.
            CertificateChainPolicy = new X509ChainPolicy { RevocationMode = X509RevocationMode.NoCheck, DisableCertificateDownloads = true },
            RemoteCertificateValidationCallback = (_, certificate, _, errors) => (rejected = Judge(server, certificate, errors)) is null,
        };
        var trouble = await WithinAsync(server.Timeouts.Tls, token => new ValueTask(encrypted.AuthenticateAsClientAsync(options, token)), cancellationToken).ConfigureAwait(false);
        if (rejected is not null) return (SubmissionTrouble.CertificateRejected, rejected);
        if (trouble is SubmissionTrouble.None) transcript.Note($"{encrypted.SslProtocol} {encrypted.NegotiatedCipherSuite}");
        return (trouble is SubmissionTrouble.Closed ? SubmissionTrouble.TlsFailed : trouble, null);
    }

    public ValueTask DisposeAsync() => _stream.DisposeAsync();

    /// <summary>Null where the certificate is good.</summary>
    private static string? Judge(SubmissionServer server, X509Certificate? certificate, SslPolicyErrors errors)
    {
        if (certificate is null) return "none";
        var print = Convert.ToHexStringLower(SHA256.HashData(certificate.GetRawCertData()));
        if (server.PinnedSha256 is { } pin) return print == pin ? null : $"SHA-256 {print}, not pinned";
        return errors == SslPolicyErrors.None ? null : $"SHA-256 {print}, {errors}";
    }

    private async ValueTask<SubmissionTrouble> WithinAsync(TimeSpan limit, Func<CancellationToken, ValueTask> step, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(limit, clock);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        try
        {
            await step(linked.Token).ConfigureAwait(false);
            return SubmissionTrouble.None;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return SubmissionTrouble.TimedOut;
        }
        catch (AuthenticationException)
        {
            return SubmissionTrouble.TlsFailed;
        }
        catch (Exception fault) when (fault is IOException or SocketException or ObjectDisposedException)
        {
            // A read that was cancelled may surface as a fault of the connection.
            cancellationToken.ThrowIfCancellationRequested();
            return timeout.IsCancellationRequested ? SubmissionTrouble.TimedOut : SubmissionTrouble.Closed;
        }
    }
}
