using System.Buffers.Binary;

namespace Demarc.Captures.Formats;

/// <summary>
/// pcapng: several sections of either byte order, each with interfaces of their own link type and clock. Blocks that are no packet
/// (names, statistics, secrets, comments) are passed over, but for what an interface says it dropped. Source: draft-ietf-opsawg-pcapng.
/// </summary>
internal sealed class PcapngFile(OctetReader octets) : CaptureFile(octets)
{
    private const uint Section = 0x0A0D0D0A;
    private const uint OrderMagic = 0x1A2B3C4D;
    private const int MostInterfaces = 10_000;
    private const int Least = 12;

    private readonly List<Interface> _interfaces = [];
    private bool _big;

    public static bool Begins(ReadOnlySpan<byte> head) =>
        BinaryPrimitives.ReadUInt32LittleEndian(head) == Section && (BinaryPrimitives.ReadUInt32LittleEndian(head[8..]) == OrderMagic || BinaryPrimitives.ReadUInt32BigEndian(head[8..]) == OrderMagic);

    public override bool Next(out CapturedPacket packet)
    {
        packet = default;
        while (!Octets.AtEnd && Problem is null)
        {
            if (!Octets.Has(Least)) return Cut("a block");
            var head = Octets.Peek(Least);
            var type = Number(head);
            if (BinaryPrimitives.ReadUInt32LittleEndian(head) == Section)
            {
                _big = BinaryPrimitives.ReadUInt32BigEndian(head[8..]) == OrderMagic;
                _interfaces.Clear();
                type = Section;
            }

            var length = Number(head[4..]);
            if (length < Least || length % 4 != 0) return Damaged();
            if (length > MostOctets + 4096)
            {
                // Names, secrets and what nobody knows may be as large as they like; they are not held.
                if (type is 1 or 2 or 3 or 6) return Damaged();
                if (!Octets.Skip(length)) return Cut("a block");
                continue;
            }

            if (!Octets.Has((int)length)) return Cut("a block");
            var body = Octets.Take((int)length)[8..^4];
            switch (type)
            {
                case 1:
                    AddInterface(body);
                    break;
                case 5:
                    Statistics(body);
                    break;
                case 6 when Enhanced(body, out packet) || Problem is not null:
                    return Problem is null;
                case 2 when Obsolete(body, out packet) || Problem is not null:
                    return Problem is null;
                case 3 when Simple(body, out packet) || Problem is not null:
                    return Problem is null;
            }
        }

        return false;
    }

    /// <summary>Interface, time, lengths, octets.</summary>
    private bool Enhanced(ReadOnlySpan<byte> body, out CapturedPacket packet)
    {
        packet = default;
        if (body.Length < 20) return Damaged();
        var (high, low) = (Number(body[4..]), Number(body[8..]));
        return Packet(body[20..], Number(body), ((ulong)high << 32) | low, Number(body[12..]), Number(body[16..]), out packet);
    }

    /// <summary>The form before 2009: the interface has 16 bits and a count of drops follows it.</summary>
    private bool Obsolete(ReadOnlySpan<byte> body, out CapturedPacket packet)
    {
        packet = default;
        if (body.Length < 20) return Damaged();
        var on = _big ? BinaryPrimitives.ReadUInt16BigEndian(body) : BinaryPrimitives.ReadUInt16LittleEndian(body);
        var (high, low) = (Number(body[4..]), Number(body[8..]));
        return Packet(body[20..], on, ((ulong)high << 32) | low, Number(body[12..]), Number(body[16..]), out packet);
    }

    /// <summary>No time and no interface but the first.</summary>
    private bool Simple(ReadOnlySpan<byte> body, out CapturedPacket packet)
    {
        packet = default;
        if (body.Length < 4) return Damaged();
        var length = Number(body);
        return Packet(body[4..], 0, null, (uint)Math.Min(length, (uint)body.Length - 4), length, out packet);
    }

    /// <summary>False for a packet of an interface the section does not have: it counts as a frame and says nothing.</summary>
    private bool Packet(ReadOnlySpan<byte> octets, uint on, ulong? time, uint captured, uint length, out CapturedPacket packet)
    {
        packet = default;
        if (captured > octets.Length || length > int.MaxValue) return Damaged();
        Frames++;
        if (on >= _interfaces.Count) return false;
        var from = _interfaces[(int)on];
        packet = new() { Frame = Frames, Nanoseconds = from.Nanoseconds(time), Link = from.Link, Length = (int)Math.Max(length, captured), Octets = octets[..(int)captured] };
        return true;
    }

    private void AddInterface(ReadOnlySpan<byte> body)
    {
        if (body.Length < 8 || _interfaces.Count >= MostInterfaces) return;
        var link = _big ? BinaryPrimitives.ReadUInt16BigEndian(body) : BinaryPrimitives.ReadUInt16LittleEndian(body);
        var (resolution, offset) = ((byte)6, 0L);
        for (var options = body[8..]; Option(ref options, out var code, out var value);)
        {
            if (code == 9 && value.Length >= 1) resolution = value[0];
            if (code == 14 && value.Length >= 8) offset = _big ? BinaryPrimitives.ReadInt64BigEndian(value) : BinaryPrimitives.ReadInt64LittleEndian(value);
        }

        _interfaces.Add(new(link, resolution, offset));
    }

    /// <summary>What an interface dropped (isb_ifdrop).</summary>
    private void Statistics(ReadOnlySpan<byte> body)
    {
        if (body.Length < 12) return;
        for (var options = body[12..]; Option(ref options, out var code, out var value);)
        {
            if (code != 5 || value.Length < 8) continue;
            var dropped = _big ? BinaryPrimitives.ReadUInt64BigEndian(value) : BinaryPrimitives.ReadUInt64LittleEndian(value);
            if (dropped < 1UL << 50) Dropped = (Dropped ?? 0) + (long)dropped;
        }
    }

    private bool Option(ref ReadOnlySpan<byte> options, out int code, out ReadOnlySpan<byte> value)
    {
        code = 0;
        value = default;
        if (options.Length < 4) return false;
        code = _big ? BinaryPrimitives.ReadUInt16BigEndian(options) : BinaryPrimitives.ReadUInt16LittleEndian(options);
        var length = _big ? BinaryPrimitives.ReadUInt16BigEndian(options[2..]) : BinaryPrimitives.ReadUInt16LittleEndian(options[2..]);
        if (code == 0 || 4 + length > options.Length) return false;
        value = options.Slice(4, length);
        options = options[Math.Min(options.Length, 4 + ((length + 3) & ~3))..];
        return true;
    }

    private uint Number(ReadOnlySpan<byte> octets) => _big ? BinaryPrimitives.ReadUInt32BigEndian(octets) : BinaryPrimitives.ReadUInt32LittleEndian(octets);

    /// <param name="Link">Link type.</param>
    /// <param name="Resolution">Negative power of ten, or of two where the top bit is set (if_tsresol).</param>
    /// <param name="Offset">Seconds to add to every time (if_tsoffset).</param>
    private readonly record struct Interface(int Link, byte Resolution, long Offset)
    {
        private readonly long _factor = Factor(Resolution, Offset);
        private readonly ulong _most = Factor(Resolution, Offset) is > 0 and var factor ? (ulong)(long.MaxValue / factor) : 0;

        public long? Nanoseconds(ulong? units)
        {
            if (units is not { } count) return null;
            return _factor > 0 && count <= _most ? (long)count * _factor : Rare(count);
        }

        /// <summary>Apart from the others, as numbers of so many bits are not compiled ahead of time.</summary>
        private long? Rare(ulong count)
        {
            var power = Resolution & 0x7F;
            var nano = (Resolution & 0x80) != 0 ? power > 63 ? 0 : (Int128)count * 1_000_000_000 >> power
                : power <= 9 ? (Int128)count * Power(9 - power) : power > 27 ? 0 : (Int128)count / Power(power - 9);
            nano += (Int128)Offset * 1_000_000_000;
            return nano < 0 || nano > long.MaxValue ? null : (long)nano;
        }

        /// <summary>Nanoseconds of a unit that is so many whole ones, counted from 1970; 0 for others.</summary>
        private static long Factor(byte resolution, long offset) => resolution <= 9 && offset == 0 ? Power(9 - resolution) : 0;

        private static long Power(int ten)
        {
            var power = 1L;
            for (; ten > 0; ten--) power *= 10;
            return power;
        }
    }
}
