using System.Buffers.Binary;
using Demarc.Captures.Decoding;
using Demarc.Wire;

namespace Demarc.Captures.Connections;

/// <summary>One TCP segment, without its payload.</summary>
internal readonly record struct Segment
{
    public required int Frame { get; init; }
    public required long? Nanoseconds { get; init; }
    public required TcpFlags Flags { get; init; }
    public required uint Sequence { get; init; }
    public required uint Acknowledgement { get; init; }
    public required int Window { get; init; }

    /// <summary>Payload on the wire.</summary>
    public required int Length { get; init; }
    public required ushort? Identification { get; init; }
    public int? Mss { get; init; }
    public int? WindowScale { get; init; }
    public bool SackPermitted { get; init; }
    public bool Timestamps { get; init; }

    /// <summary>Of all that a copy of the packet shares and a resent one hardly does: identification, numbers, flags, window, timestamps.</summary>
    public required ulong Likeness { get; init; }

    public bool Is(TcpFlags flag) => (Flags & flag) != TcpFlags.None;

    public bool IsSyn => (Flags & (TcpFlags.Syn | TcpFlags.Ack)) == TcpFlags.Syn;

    public bool IsSynAck => (Flags & (TcpFlags.Syn | TcpFlags.Ack)) == (TcpFlags.Syn | TcpFlags.Ack);

    /// <summary>Reads the segment a datagram carries, and its ends; false where its header was not captured whole.</summary>
    public static bool TryRead(in Datagram datagram, int frame, long? time, out Segment segment, out End source, out End destination)
    {
        (segment, source, destination) = (default, default, default);
        if (!TcpView.TryParse(datagram.Payload, out var tcp).IsComplete) return false;
        int? mss = null, scale = null;
        var (sack, timestamps, stamp) = (false, false, 0u);
        for (var options = tcp.Options; options.Next(out var kind, out var value);)
        {
            switch (kind)
            {
                case TcpOptionKind.MaximumSegmentSize when value.Length == 2:
                    mss = BinaryPrimitives.ReadUInt16BigEndian(value);
                    break;
                case TcpOptionKind.WindowScale when value.Length == 1:
                    scale = Math.Min(value[0], (byte)14);
                    break;
                case TcpOptionKind.SackPermitted:
                    sack = true;
                    break;
                case TcpOptionKind.Timestamps when value.Length == 8:
                    (timestamps, stamp) = (true, BinaryPrimitives.ReadUInt32BigEndian(value));
                    break;
            }
        }

        source = new(datagram.Source, tcp.SourcePort);
        destination = new(datagram.Destination, tcp.DestinationPort);
        segment = new()
        {
            Frame = frame,
            Nanoseconds = time,
            Flags = tcp.Flags,
            Sequence = tcp.Sequence,
            Acknowledgement = tcp.Acknowledgement,
            Window = tcp.Window,
            Length = Math.Max(0, datagram.PayloadLength - tcp.HeaderLength),
            Identification = datagram.Identification,
            Mss = mss,
            WindowScale = scale,
            SackPermitted = sack,
            Timestamps = timestamps,
            Likeness = Mix(Mix(((ulong)tcp.Sequence << 32) | tcp.Acknowledgement, ((ulong)(datagram.Identification ?? 0) << 32) | ((ulong)tcp.Window << 16) | (byte)tcp.Flags), ((ulong)stamp << 32) | (uint)datagram.PayloadLength),
        };
        return true;
    }

    private static ulong Mix(ulong one, ulong two)
    {
        var mixed = (one ^ (two * 0x9E37_79B9_7F4A_7C15)) * 0xBF58_476D_1CE4_E5B9;
        return mixed ^ (mixed >> 29);
    }
}
