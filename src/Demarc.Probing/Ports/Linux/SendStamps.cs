namespace Demarc.Probing.Ports.Linux;

/// <summary>
/// Kernel stamps of leaving, of one socket. The kernel numbers what is sent and puts a stamp with that number on the error
/// queue; this side counts along.
/// </summary>
internal sealed class SendStamps(int fd)
{
    private const int Many = 32;
    private const int MostWaiting = 4096;
    private readonly Dictionary<int, Flight> _waiting = [];
    private int _next;

    /// <summary>So many stamps wait to be read that the socket would soon have no room for answers.</summary>
    public bool AreMany => _waiting.Count >= Many;

    /// <summary>A packet was handed over.</summary>
    public void Sent(Flight flight)
    {
        // A device that makes no stamps leaves them all waiting.
        if (_waiting.Count >= MostWaiting) _waiting.Clear();
        _waiting[_next++] = flight;
    }

    /// <summary>The kernel tells when a packet left.</summary>
    public void Left(uint number, TimeSpan? at)
    {
        if (!_waiting.Remove(unchecked((int)number), out var flight) || at is not { } left) return;
        flight.SentAt = left;
        flight.Stamps = Stamps.Kernel;
    }

    /// <summary>A call that failed may or may not have taken a number, so numbers begin anew.</summary>
    public void Restart()
    {
        _ = Libc.Set(fd, Libc.SolSocket, Libc.SoTimestamping, 0);
        _ = Libc.Set(fd, Libc.SolSocket, Libc.SoTimestamping, Libc.StampAll);
        _waiting.Clear();
        _next = 0;
    }
}
