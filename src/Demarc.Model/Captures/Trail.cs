namespace Demarc.Model;

/// <summary>One connection packet by packet.</summary>
/// <param name="Client"><c>address:port</c>.</param>
/// <param name="Server"><c>address:port</c>.</param>
/// <param name="Rows">Its packets, the first so many of them.</param>
/// <param name="Beyond">Packets beyond those.</param>
public sealed record Trail(string Client, string Server, IReadOnlyList<TrailRow> Rows, long Beyond)
{
    /// <summary>Time of its first packet in seconds since 1970.</summary>
    public double Began { get; init; }

    /// <summary>Times of the first and last packet of the whole capture, in seconds since 1970; null where the file keeps none.</summary>
    public double? CaptureBegan { get; init; }
    public double? CaptureEnded { get; init; }

    /// <summary>Initial sequence numbers; null where the SYN was not captured.</summary>
    public uint? ClientStart { get; init; }
    public uint? ServerStart { get; init; }
}

/// <summary>One packet of a connection. Numbers count from the SYN, or from the first segment seen.</summary>
/// <param name="Frame">Its frame.</param>
/// <param name="Seconds">Since the first packet of the connection; null where the file keeps no times.</param>
/// <param name="FromClient">Which way it went.</param>
/// <param name="Flags"><c>SYN ACK</c>.</param>
/// <param name="Sequence">First number.</param>
/// <param name="Length">Payload octets.</param>
/// <param name="Acknowledged">How far the sender has the other direction; null without the flag.</param>
/// <param name="Window">Window as sent, scaled where the scale is known.</param>
/// <param name="Note">What it was, by a finding's name: <c>retransmission out-of-order copy zero-window keep-alive probe duplicate-ack gap reset</c>; null for nothing special.</param>
public sealed record TrailRow(int Frame, double? Seconds, bool FromClient, string Flags, long Sequence, int Length, long? Acknowledged, long Window, string? Note);
