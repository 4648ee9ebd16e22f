using System.Buffers.Binary;

namespace Demarc.Lab.Packets;

/// <summary>
/// One IP packet on its way through the lab: its octets, when it is where it is, and which way it goes. Read once into the
/// few offsets boxes need; setters keep the checksums right. Buffers come from a <see cref="PacketPool"/>.
/// </summary>
public sealed class Packet
{
    private byte[] _buffer;
    private int _length;

    internal Packet(int room) => _buffer = new byte[room];

    /// <summary>Nanoseconds since the lab's start at which the packet is where it is.</summary>
    public long At { get; set; }

    /// <summary>Whether it goes to the right, towards the server.</summary>
    public bool ToServer { get; set; }

    /// <summary>The octets of the packet.</summary>
    public Span<byte> Octets => _buffer.AsSpan(0, _length);

    public int Length => _length;

    /// <summary>Whether <see cref="Read"/> made sense of it.</summary>
    public bool IsIp { get; private set; }

    public bool IsV6 { get; private set; }

    public byte Protocol { get; private set; }

    /// <summary>Where the transport header begins.</summary>
    public int TransportAt { get; private set; }

    /// <summary>A fragment other than the first: no transport header.</summary>
    public bool IsLaterFragment { get; private set; }

    /// <summary>The transport header is here, and sound: a view of it is whole.</summary>
    public bool HasTransport { get; private set; }

    public bool IsTcp => Protocol == IpProtocol.Tcp && HasTransport;

    public bool IsUdp => Protocol == IpProtocol.Udp && HasTransport;

    public bool IsIcmp => (IsV6 ? Protocol == IpProtocol.Icmpv6 : Protocol == IpProtocol.Icmp) && HasTransport;

    /// <summary>An ICMP error, which quotes a packet.</summary>
    public bool IsIcmpError => IsIcmp && (IsV6 ? Transport[0] < 128 : Transport[0] is 3 or 4 or 5 or 11 or 12);

    /// <summary>The router whose errors and boxes made it: that one does not lower its TTL.</summary>
    internal object? Birthplace { get; set; }

    internal object? Segment { get; set; }

    internal int Stage { get; set; }

    internal int Room => _buffer.Length;

    public Span<byte> Transport => _buffer.AsSpan(TransportAt, _length - TransportAt);

    public byte Ttl
    {
        get => _buffer[IsV6 ? 7 : 8];
        set
        {
            var at = IsV6 ? 7 : 8;
            if (!IsV6) Adjust(10, (ushort)(_buffer[8] << 8), (ushort)(value << 8));
            _buffer[at] = value;
        }
    }

    public UInt128 Source
    {
        get => Address(IsV6 ? 8 : 12);
        set => SetAddress(IsV6 ? 8 : 12, value);
    }

    public UInt128 Destination
    {
        get => Address(IsV6 ? 24 : 16);
        set => SetAddress(IsV6 ? 24 : 16, value);
    }

    public ushort SourcePort
    {
        get => Word(TransportAt);
        set => SetPort(TransportAt, value);
    }

    public ushort DestinationPort
    {
        get => Word(TransportAt + 2);
        set => SetPort(TransportAt + 2, value);
    }

    public bool DontFragment => IsV6 || (_buffer[6] & 0x40) != 0;

    /// <summary>Offset of the transport checksum from the packet's start; 0 where there is none.</summary>
    public int ChecksumAt => !HasTransport ? 0 : Protocol switch
    {
        IpProtocol.Tcp => TransportAt + 16,
        IpProtocol.Udp => TransportAt + 6,
        IpProtocol.Icmp or IpProtocol.Icmpv6 => TransportAt + 2,
        _ => 0,
    };

    /// <summary>Whether the transport checksum covers the addresses too.</summary>
    public bool CoversAddresses => Protocol is IpProtocol.Tcp or IpProtocol.Icmpv6 || (Protocol == IpProtocol.Udp && Word(TransportAt + 6) != 0);

    /// <summary>Puts other octets in, unread.</summary>
    public void Fill(ReadOnlySpan<byte> octets)
    {
        SetLength(octets.Length);
        octets.CopyTo(_buffer);
    }

    /// <summary>Sets the length; what lies beyond the old one is undefined.</summary>
    public void SetLength(int length)
    {
        if (length > _buffer.Length) Array.Resize(ref _buffer, Math.Max(length, _buffer.Length * 2));
        _length = length;
    }

    /// <summary>The whole buffer, to be read into from a device.</summary>
    internal Span<byte> Reserve(int room)
    {
        if (room > _buffer.Length) Array.Resize(ref _buffer, room);
        return _buffer.AsSpan(0, room);
    }

    /// <summary>Reads the headers; false for what is no whole IP packet.</summary>
    public bool Read()
    {
        (IsIp, HasTransport, IsLaterFragment) = (false, false, false);
        if (_length < 20) return false;
        if (_buffer[0] >> 4 == 4) ReadV4();
        else if (_buffer[0] >> 4 == 6) ReadV6();
        if (!IsIp) return false;
        var need = Protocol switch { IpProtocol.Tcp => 20, IpProtocol.Udp or IpProtocol.Icmp or IpProtocol.Icmpv6 => 8, _ => int.MaxValue };
        HasTransport = !IsLaterFragment && _length - (long)TransportAt >= need;
        if (HasTransport && Protocol == IpProtocol.Tcp) HasTransport = Wire.TcpView.TryParse(Transport, out _).IsComplete;
        return true;
    }

    private void ReadV4()
    {
        var header = (_buffer[0] & 15) * 4;
        var total = Word(2);
        if (header < 20 || total < header || total > _length) return;
        _length = total;
        (IsV6, IsIp, Protocol, TransportAt) = (false, true, _buffer[9], header);
        IsLaterFragment = (Word(6) & 0x1fff) != 0;
    }

    private void ReadV6()
    {
        if (_length < 40 || Word(4) + 40 > _length) return;
        _length = Word(4) + 40;
        (IsV6, IsIp, Protocol, TransportAt) = (true, true, _buffer[6], 40);
        for (var i = 0; i < 8 && Protocol is 0 or 43 or 44 or 60 && TransportAt + 8 <= _length; i++)
        {
            if (Protocol == 44) IsLaterFragment |= (Word(TransportAt + 2) & 0xfff8) != 0;
            var extension = Protocol == 44 ? 8 : (_buffer[TransportAt + 1] + 1) * 8;
            Protocol = _buffer[TransportAt];
            TransportAt = Math.Min(_length, TransportAt + extension);
        }
    }

    private UInt128 Address(int at) =>
        IsV6 ? BinaryPrimitives.ReadUInt128BigEndian(_buffer.AsSpan(at)) : Addresses.OfV4(BinaryPrimitives.ReadUInt32BigEndian(_buffer.AsSpan(at)));

    private void SetAddress(int at, UInt128 address)
    {
        Span<byte> octets = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(octets, address);
        if (!IsV6) octets = octets[12..];
        var checksum = HasTransport && CoversAddresses ? ChecksumAt : 0;
        for (var i = 0; i < octets.Length; i += 2)
        {
            var (before, after) = (Word(at + i), BinaryPrimitives.ReadUInt16BigEndian(octets[i..]));
            if (!IsV6) Adjust(10, before, after);
            if (checksum > 0) Adjust(checksum, before, after);
        }

        octets.CopyTo(_buffer.AsSpan(at));
    }

    private void SetPort(int at, ushort port)
    {
        if (Protocol == IpProtocol.Tcp || (Protocol == IpProtocol.Udp && Word(TransportAt + 6) != 0)) Adjust(ChecksumAt, Word(at), port);
        SetWord(at, port);
    }

    internal ushort Word(int at) => BinaryPrimitives.ReadUInt16BigEndian(_buffer.AsSpan(at));

    internal void SetWord(int at, ushort value) => BinaryPrimitives.WriteUInt16BigEndian(_buffer.AsSpan(at), value);

    /// <summary>Changes the checksum at a place as a covered word goes from one value to another.</summary>
    internal void Adjust(int checksumAt, ushort before, ushort after) =>
        SetWord(checksumAt, Wire.Checksum.Updated(Word(checksumAt), before, after));
}
