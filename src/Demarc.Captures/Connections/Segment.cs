using System.Buffers.Binary;
using Demarc.Captures.Decoding;
using Demarc.Wire;

namespace Demarc.Captures.Connections;

/// <summary>One TCP segment as it was captured.</summary>
internal readonly ref struct Segment
{
    public required int Frame { get; init; }

    /// <summary>Nanoseconds since 1970; <see cref="NoTime"/> where the file keeps none.</summary>
    public required long Time { get; init; }
    public required TcpFlags Flags { get; init; }
    public required uint Sequence { get; init; }
    public required uint Acknowledgement { get; init; }
    public required ushort Window { get; init; }

    /// <summary>Payload on the wire; <see cref="Payload"/> may be less of it.</summary>
    public required int Length { get; init; }
    public ReadOnlySpan<byte> Payload { get; init; }
    public byte Ttl { get; init; }
    public bool CongestionMarked { get; init; }

    /// <summary>Part of a packet that was cut on the way; its length is not known.</summary>
    public bool IsFragment { get; init; }
    public ushort? Identification { get; init; }
    public ushort? Mss { get; init; }
    public byte? WindowScale { get; init; }
    public bool SackPermitted { get; init; }
    public bool HasTimestamps { get; init; }
    public uint TimestampValue { get; init; }

    /// <summary>First and last number of the first block the receiver says it has (RFC 2018); both 0 where there is none.</summary>
    public uint SackFrom { get; init; }
    public uint SackTo { get; init; }

    /// <summary>End of the second block; what the first must lie within to report a duplicate (RFC 2883).</summary>
    public uint SecondSackFrom { get; init; }
    public uint SecondSackTo { get; init; }

    public const long NoTime = long.MinValue / 4;

    public bool Is(TcpFlags flag) => (Flags & flag) != TcpFlags.None;

    public bool IsSyn => (Flags & (TcpFlags.Syn | TcpFlags.Ack)) == TcpFlags.Syn;

    public bool IsSynAck => (Flags & (TcpFlags.Syn | TcpFlags.Ack)) == (TcpFlags.Syn | TcpFlags.Ack);

    /// <summary>SYN and FIN take a number each.</summary>
    public bool IsMark => (Flags & (TcpFlags.Syn | TcpFlags.Fin)) != TcpFlags.None;

    /// <summary>Of all that a copy of the packet shares and a resent one hardly does: identification, numbers, flags, window, timestamps, SACK.</summary>
    public ulong Likeness => SackTo == 0 ? OfHeader : Mix(OfHeader, ((ulong)SackFrom << 32) | SackTo);

    private ulong OfHeader => Mix(Mix(((ulong)Sequence << 32) | Acknowledgement, ((ulong)(Identification ?? 0) << 32) | ((ulong)Window << 16) | (byte)Flags), ((ulong)TimestampValue << 32) | (uint)Length);

    /// <summary>Reads the segment a datagram carries; false where its header was not captured whole.</summary>
    public static bool TryRead(in Datagram datagram, int frame, long? time, out Segment segment)
    {
        segment = default;
        if (!TcpView.TryParse(datagram.Payload, out var tcp).IsComplete) return false;
        ushort? mss = null;
        byte? scale = null;
        var (sack, timestamps, stamp) = (false, false, 0u);
        var (from, to, secondFrom, secondTo) = (0u, 0u, 0u, 0u);
        for (var options = tcp.Options; options.Next(out var kind, out var value);)
        {
            switch (kind)
            {
                case TcpOptionKind.Timestamps when value.Length == 8:
                    (timestamps, stamp) = (true, BinaryPrimitives.ReadUInt32BigEndian(value));
                    break;
                case TcpOptionKind.MaximumSegmentSize when value.Length == 2:
                    mss = BinaryPrimitives.ReadUInt16BigEndian(value);
                    break;
                case TcpOptionKind.WindowScale when value.Length == 1:
                    scale = Math.Min(value[0], (byte)14);
                    break;
                case TcpOptionKind.SackPermitted:
                    sack = true;
                    break;
                case TcpOptionKind.Sack when value.Length >= 8:
                    (from, to) = (BinaryPrimitives.ReadUInt32BigEndian(value), BinaryPrimitives.ReadUInt32BigEndian(value[4..]));
                    if (value.Length >= 16) (secondFrom, secondTo) = (BinaryPrimitives.ReadUInt32BigEndian(value[8..]), BinaryPrimitives.ReadUInt32BigEndian(value[12..]));
                    break;
            }
        }

        segment = new()
        {
            Frame = frame,
            Time = time ?? NoTime,
            Flags = tcp.Flags,
            Sequence = tcp.Sequence,
            Acknowledgement = tcp.Acknowledgement,
            Window = tcp.Window,
            Length = Math.Max(0, datagram.PayloadLength - tcp.HeaderLength),
            Payload = tcp.Payload,
            Ttl = datagram.Ttl,
            CongestionMarked = datagram.CongestionMarked,
            IsFragment = datagram.IsFragment,
            Identification = datagram.Identification,
            Mss = mss,
            WindowScale = scale,
            SackPermitted = sack,
            HasTimestamps = timestamps,
            TimestampValue = stamp,
            SackFrom = from,
            SackTo = to,
            SecondSackFrom = secondFrom,
            SecondSackTo = secondTo,
        };
        return true;
    }

    private static ulong Mix(ulong one, ulong two)
    {
        var mixed = (one ^ (two * 0x9E37_79B9_7F4A_7C15)) * 0xBF58_476D_1CE4_E5B9;
        return mixed ^ (mixed >> 29);
    }
}
