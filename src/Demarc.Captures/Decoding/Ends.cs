using System.Buffers.Binary;
using System.Globalization;
using System.Net;

namespace Demarc.Captures.Decoding;

/// <summary>
/// A host and a port in one number, so that telling connections apart costs no more than comparing numbers: an IPv4 address as it
/// is, any other host by its place in a list.
/// </summary>
internal sealed class Ends
{
    /// <summary>Listed hosts; more than so many different ones are taken for one another's.</summary>
    private const int MostListed = 2_000_000;

    private const ulong Listed = 1UL << 63;

    private readonly Dictionary<UInt128, int> _places = new(new SeededHash.OfAddresses());
    private readonly List<UInt128> _hosts = [];

    /// <summary>The end at an address of 4 or 16 octets.</summary>
    public ulong Of(ReadOnlySpan<byte> address, ushort port)
    {
        return address.Length == 4 ? ((ulong)BinaryPrimitives.ReadUInt32BigEndian(address) << 16) | port : OfSix(address, port);
    }

    /// <summary>Apart from the others, as numbers of so many bits are not compiled ahead of time.</summary>
    private ulong OfSix(ReadOnlySpan<byte> address, ushort port)
    {
        var host = BinaryPrimitives.ReadUInt128BigEndian(address);
        if (!_places.TryGetValue(host, out var place))
        {
            if (_hosts.Count >= MostListed) place = MostListed - 1;
            else
            {
                _places[host] = place = _hosts.Count;
                _hosts.Add(host);
            }
        }

        return Listed | ((ulong)place << 16) | port;
    }

    public static ushort Port(ulong end) => (ushort)end;

    /// <summary>Two ends of one host have the same number here.</summary>
    public static ulong Host(ulong end) => end >> 16;

    /// <summary><c>192.0.2.1:443</c>, <c>[2001:db8::1]:443</c>.</summary>
    public string Text(ulong end) => ((end & Listed) != 0 ? $"[{HostText(end)}]:" : $"{HostText(end)}:") + Port(end).ToString(CultureInfo.InvariantCulture);

    public string HostText(ulong end)
    {
        Span<byte> octets = stackalloc byte[16];
        if ((end & Listed) == 0)
        {
            BinaryPrimitives.WriteUInt32BigEndian(octets, (uint)(end >> 16));
            return new IPAddress(octets[..4]).ToString();
        }

        BinaryPrimitives.WriteUInt128BigEndian(octets, _hosts[(int)((end & ~Listed) >> 16)]);
        return new IPAddress(octets).ToString();
    }
}
