using System.Net.Sockets;

namespace Demarc.Probing.Services;

/// <summary>
/// Bytes to and from a stream within a deadline. What ends it is kept as a word: <c>closed</c>, <c>reset</c>, <c>timeout</c> or
/// <c>broken</c>; nothing throws but a caller's giving up.
/// </summary>
public sealed class ByteExchange(Stream stream)
{
    private const int Largest = 1 << 20;

    /// <summary>How the stream ended, as far as it has.</summary>
    public string? Ended { get; private set; }

    /// <summary>Sends all; false where the stream ended first.</summary>
    public async Task<bool> SendAsync(ReadOnlyMemory<byte> octets, Deadline deadline)
    {
        if (Ended is not null) return false;
        try
        {
            await stream.WriteAsync(octets, deadline.Token);
            await stream.FlushAsync(deadline.Token);
            return true;
        }
        catch (Exception e) when (Expected(e))
        {
            Ended = Word(e, deadline);
            return false;
        }
    }

    /// <summary>What comes next; 0 where the stream ended or time ran out, which <see cref="Ended"/> tells.</summary>
    public async Task<int> ReceiveAsync(Memory<byte> into, Deadline deadline)
    {
        if (Ended is not null) return 0;
        try
        {
            var count = await stream.ReadAsync(into, deadline.Token);
            if (count == 0) Ended = "closed";
            return count;
        }
        catch (Exception e) when (Expected(e))
        {
            Ended = Word(e, deadline);
            return 0;
        }
    }

    /// <summary>Exactly so many octets; null where fewer came.</summary>
    public async Task<byte[]?> ReceiveExactlyAsync(int count, Deadline deadline)
    {
        if (count > Largest) return null;
        var octets = new byte[count];
        for (var have = 0; have < count;)
        {
            var more = await ReceiveAsync(octets.AsMemory(have), deadline);
            if (more == 0) return null;
            have += more;
        }

        return octets;
    }

    /// <summary>Faults of networks, as streams throw them.</summary>
    public static bool Expected(Exception e) => e is IOException or SocketException or ObjectDisposedException or OperationCanceledException or InvalidOperationException or System.Security.Authentication.AuthenticationException;

    /// <summary>The word for a fault; throws where the caller gave up.</summary>
    public static string Word(Exception e, Deadline deadline)
    {
        deadline.ThrowIfCancelled();
        if (e is OperationCanceledException) return "timeout";
        for (var cause = e; cause is not null; cause = cause.InnerException)
        {
            if (cause is SocketException socket)
            {
                return socket.SocketErrorCode switch
                {
                    SocketError.ConnectionReset or SocketError.ConnectionAborted or SocketError.Shutdown => "reset",
                    SocketError.TimedOut => "timeout",
                    _ => "broken",
                };
            }
        }

        return e is EndOfStreamException ? "closed" : "broken";
    }
}
