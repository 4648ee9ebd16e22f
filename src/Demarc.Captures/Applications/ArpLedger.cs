using System.Buffers.Binary;

namespace Demarc.Captures.Applications;

/// <summary>Who answers for which IPv4 address on the segment (RFC 826): addresses that nobody has, and those that two stations claim.</summary>
internal sealed class ArpLedger
{
    private const int Most = 4096;
    private const int Length = 28;
    private const int Request = 1;
    private const int Reply = 2;

    private readonly Dictionary<uint, Address> _addresses = [];

    public IEnumerable<Address> All => _addresses.Values.OrderBy(it => it.FirstFrame);

    /// <summary>Takes an ARP packet, from its hardware type on.</summary>
    public void Add(ReadOnlySpan<byte> octets, int frame)
    {
        if (octets.Length < Length || BinaryPrimitives.ReadUInt32BigEndian(octets) != 0x0001_0800 || octets[4] != 6 || octets[5] != 4) return;
        var (operation, sender, target) = (BinaryPrimitives.ReadUInt16BigEndian(octets[6..]), BinaryPrimitives.ReadUInt32BigEndian(octets[14..]), BinaryPrimitives.ReadUInt32BigEndian(octets[24..]));
        if (operation is not (Request or Reply)) return;
        var mac = Mac(octets[8..14]);
        if (sender != 0 && mac != 0 && Find(sender, frame) is { } it) it.Claim(mac, frame);
        if (operation == Request && target != sender && Find(target, frame) is { } asked)
        {
            asked.Asked++;
            if (asked.AskedFrame == 0) asked.AskedFrame = frame;
        }
    }

    private Address? Find(uint address, int frame)
    {
        if (_addresses.TryGetValue(address, out var known)) return known;
        if (_addresses.Count >= Most) return null;
        return _addresses[address] = new() { Value = address, FirstFrame = frame };
    }

    private static ulong Mac(ReadOnlySpan<byte> octets)
    {
        var mac = ((ulong)BinaryPrimitives.ReadUInt16BigEndian(octets) << 32) | BinaryPrimitives.ReadUInt32BigEndian(octets[2..]);
        return mac == 0xFFFF_FFFF_FFFF ? 0 : mac;
    }

    /// <summary>What is known of one address.</summary>
    internal sealed class Address
    {
        public required uint Value { get; init; }
        public required int FirstFrame { get; init; }
        public int Asked { get; set; }
        public int AskedFrame { get; set; }

        /// <summary>Stations that claimed it, with the frame of each one's first claim; more than two are as bad as two.</summary>
        public List<(ulong Mac, int Frame)> Claims { get; } = [];

        /// <summary>A station claimed it again after another one had: two have it at once, it was not handed on.</summary>
        public bool Disputed { get; private set; }

        private ulong _last;

        public void Claim(ulong mac, int frame)
        {
            var known = Claims.Exists(claim => claim.Mac == mac);
            if (!known && Claims.Count < 4) Claims.Add((mac, frame));
            if (known && _last != mac) Disputed = true;
            _last = mac;
        }
    }
}
