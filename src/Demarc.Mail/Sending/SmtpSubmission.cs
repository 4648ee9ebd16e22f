using System.Net;
using System.Net.Sockets;

namespace Demarc.Mail.Sending;

/// <summary>
/// Hands a message to a server that sends it on (RFC 6409, RFC 5321). One call is one connection and one message. What the network and
/// the server do is told in the outcome and never thrown; thrown are faults in what was given (<see cref="MessageFault"/>) and the
/// caller's cancellation before the final dot.
/// </summary>
public sealed class SmtpSubmission
{
    private readonly TimeProvider _clock;
    private readonly Func<SubmissionServer, CancellationToken, ValueTask<Stream>> _dial;

    /// <param name="dial">Connects; null for TCP.</param>
    public SmtpSubmission(TimeProvider? clock = null, Func<SubmissionServer, CancellationToken, ValueTask<Stream>>? dial = null)
    {
        _clock = clock ?? TimeProvider.System;
        _dial = dial ?? DialAsync;
    }

    /// <param name="message">As <see cref="MessageWriter"/> writes it, without doubled dots and final dot.</param>
    public async Task<SubmissionOutcome> SendAsync(SubmissionServer server, Envelope envelope, ReadOnlyMemory<byte> message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(server);
        ArgumentNullException.ThrowIfNull(envelope);
        var octets = new MessageOctets(message);
        var transcript = new SmtpTranscript(Secrets.Of(server.Login));
        var ending = new Ending(server, envelope, transcript);
        if (server.Security == SubmissionSecurity.None && !server.AllowUnencrypted && !IsLoopback(server.Host)) return ending.At(SubmissionPhase.Connect, SubmissionTrouble.UnencryptedNotAllowed);
        var (stream, trouble) = await ConnectAsync(server, cancellationToken).ConfigureAwait(false);
        if (stream is null) return ending.At(SubmissionPhase.Connect, trouble);
        await using var connection = new SmtpConnection(stream, transcript, _clock);
        transcript.Note($"connected to {server.Host}:{server.Port}");
        // A name such as localhost may lead elsewhere.
        if (server.Security == SubmissionSecurity.None && !server.AllowUnencrypted && !IsLoopback(stream)) return ending.At(SubmissionPhase.Connect, SubmissionTrouble.UnencryptedNotAllowed);
        var session = new SmtpSession(server, connection, ending);
        var outcome = await session.OpenAsync(cancellationToken).ConfigureAwait(false)
            ?? await new SmtpTransfer(server, envelope, octets, connection, session.Extensions, ending, transcript).RunAsync(cancellationToken).ConfigureAwait(false);
        if (outcome.Trouble is SubmissionTrouble.None or SubmissionTrouble.Replied && outcome.Reply is not { Code: 421 }) await LeaveAsync(server, connection).ConfigureAwait(false);
        return outcome with { Transcript = transcript.Lines };
    }

    /// <summary>Says goodbye. The outcome stands; neither failure nor cancellation changes it.</summary>
    private static async Task LeaveAsync(SubmissionServer server, SmtpConnection connection) =>
        await connection.AskAsync("QUIT", server.Timeouts.Quit, CancellationToken.None).ConfigureAwait(false);

    private async Task<(Stream? Stream, SubmissionTrouble Trouble)> ConnectAsync(SubmissionServer server, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(server.Timeouts.Connect, _clock);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        try
        {
            return (await _dial(server, linked.Token).ConfigureAwait(false), SubmissionTrouble.None);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return (null, SubmissionTrouble.TimedOut);
        }
        catch (SocketException fault)
        {
            return (null, fault.SocketErrorCode switch
            {
                SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain or SocketError.NoRecovery => SubmissionTrouble.NameNotFound,
                SocketError.ConnectionRefused => SubmissionTrouble.ConnectionRefused,
                SocketError.TimedOut => SubmissionTrouble.TimedOut,
                SocketError.HostUnreachable or SocketError.NetworkUnreachable or SocketError.NetworkDown or SocketError.HostDown => SubmissionTrouble.Unreachable,
                _ => SubmissionTrouble.ConnectFailed,
            });
        }
        catch (IOException)
        {
            return (null, SubmissionTrouble.ConnectFailed);
        }
    }

    private static async ValueTask<Stream> DialAsync(SubmissionServer server, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(server.Host, server.Port, cancellationToken).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));

    private static bool IsLoopback(Stream stream) =>
        stream is not NetworkStream { Socket.RemoteEndPoint: IPEndPoint end } || IPAddress.IsLoopback(end.Address.IsIPv4MappedToIPv6 ? end.Address.MapToIPv4() : end.Address);
}
