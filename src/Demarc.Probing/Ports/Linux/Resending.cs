namespace Demarc.Probing.Ports.Linux;

/// <summary>
/// Tells a send that failed from one that only reported an earlier probe's ICMP error, and sent nothing. As long as reading the
/// queue shows that errors did wait, more may have come since: sending goes on. A failure with nothing waiting is this host's own.
/// </summary>
internal struct Resending
{
    private const int Most = 256;
    private const int MostQuiet = 32;
    private int _tries, _quiet;

    /// <summary>Whether to send again after a failure.</summary>
    /// <param name="result">The negative errno.</param>
    /// <param name="waiting">ICMP errors that waited on the socket and were read now.</param>
    public bool IsWorthwhile(int result, int waiting)
    {
        if (!Errno.MayBePending(result) || ++_tries >= Most) return false;

        // The failed call took an error off the socket whose queue entry was read before, or never found room in a full queue.
        // A failure of this host itself stays, however often it is tried.
        return waiting > 0 || ++_quiet < MostQuiet;
    }
}
