using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Demarc.Probing.Ports.Linux;

namespace Demarc.Probing.Local;

/// <summary>The way a packet to one address would go.</summary>
/// <param name="Gateway">Next hop; null when the address is on the link.</param>
/// <param name="DeviceIndex">The device's number.</param>
/// <param name="Source">Address it would leave with.</param>
/// <param name="Metric">Preference among routes, where one is set.</param>
/// <param name="Mtu">Path MTU the kernel remembers for it, or one set on the route.</param>
internal sealed record RouteAnswer(IPAddress? Gateway, int DeviceIndex, IPAddress? Source, int? Metric, int? Mtu);

/// <summary>A device as the kernel describes it.</summary>
/// <param name="State"><c>up</c> or <c>down</c>.</param>
internal sealed record LinkAnswer(string Name, int? Mtu, string? State);

/// <summary>
/// Asks the kernel for the route to an address and for a device (rtnetlink), of the calling thread's network namespace. Needs no
/// privilege and heeds every routing rule.
/// </summary>
internal static class RouteQuery
{
    private const int Netlink = 16, ProtocolRoute = 0, Request = 1;
    private const int NewLink = 16, GetLink = 18, NewRoute = 24, GetRoute = 26;
    private const int RouteBody = 12, LinkBody = 16, Header = 16;
    private const int MostAttributes = 128;
    private static readonly TimeSpan Wait = TimeSpan.FromMilliseconds(200);

    /// <summary>The route; null when there is none or the kernel does not say.</summary>
    public static RouteAnswer? Ask(IPAddress target) => Exchange(RouteQuestion(target)) is { } answer ? ParseRoute(answer) : null;

    /// <summary>The device of a number; null when there is none or the kernel does not say.</summary>
    public static LinkAnswer? AskLink(int index) => Exchange(LinkQuestion(index)) is { } answer ? ParseLink(answer) : null;

    /// <summary>nlmsghdr, rtmsg and one attribute, RTA_DST.</summary>
    public static byte[] RouteQuestion(IPAddress target)
    {
        var octets = target.GetAddressBytes();
        var message = Question(GetRoute, RouteBody + 4 + octets.Length);
        message[Header] = (byte)(target.AddressFamily == AddressFamily.InterNetworkV6 ? Libc.Inet6 : Libc.Inet);
        message[Header + 1] = (byte)(octets.Length * 8);
        BitConverter.TryWriteBytes(message.AsSpan(Header + RouteBody), (ushort)(4 + octets.Length));
        BitConverter.TryWriteBytes(message.AsSpan(Header + RouteBody + 2), (ushort)1);
        octets.CopyTo(message.AsSpan(Header + RouteBody + 4));
        return message;
    }

    /// <summary>Reads a route; null for an error message and for what is no route.</summary>
    public static RouteAnswer? ParseRoute(ReadOnlySpan<byte> message)
    {
        var answer = new RouteAnswer(null, 0, null, null, null);
        var attributes = new Attributes(message, NewRoute, RouteBody);
        while (attributes.Next(out var kind, out var value)) answer = With(answer, kind, value);
        return answer.DeviceIndex > 0 ? answer : null;
    }

    /// <summary>Reads a device; null for what is none.</summary>
    public static LinkAnswer? ParseLink(ReadOnlySpan<byte> message)
    {
        var answer = new LinkAnswer("", null, null);
        var attributes = new Attributes(message, NewLink, LinkBody);
        while (attributes.Next(out var kind, out var value))
        {
            answer = (kind, value.Length) switch
            {
                (3, > 1 and <= 16) => answer with { Name = Encoding.UTF8.GetString(value[..^1]) },
                (4, 4) when BitConverter.ToInt32(value) is > 0 and var mtu => answer with { Mtu = mtu },

                // IF_OPER_UNKNOWN 0 is what devices without a notion of it say while they work.
                (16, 1) => answer with { State = value[0] is 0 or 6 ? "up" : "down" },
                _ => answer,
            };
        }

        return answer.Name.Length > 0 ? answer : null;
    }

    private static byte[] LinkQuestion(int index)
    {
        var message = Question(GetLink, LinkBody);
        BitConverter.TryWriteBytes(message.AsSpan(Header + 4), index);
        return message;
    }

    private static byte[] Question(int kind, int body)
    {
        var message = new byte[Header + body];
        BitConverter.TryWriteBytes(message, (uint)message.Length);
        BitConverter.TryWriteBytes(message.AsSpan(4), (ushort)kind);
        BitConverter.TryWriteBytes(message.AsSpan(6), (ushort)Request);
        return message;
    }

    private static byte[]? Exchange(byte[] question)
    {
        if (!OperatingSystem.IsLinux()) return null;
        var fd = Libc.Socket(Netlink, Libc.SockRaw, ProtocolRoute);
        if (fd < 0) return null;
        try
        {
            if (Libc.Send(fd, question) < 0 || Libc.WaitFor(fd, Libc.PollIn, Wait) <= 0) return null;
            var answer = new byte[16384];
            var length = Libc.Receive(fd, answer);
            return length <= 0 ? null : answer[..length];
        }
        finally
        {
            Libc.Close(fd);
        }
    }

    private static RouteAnswer With(RouteAnswer answer, int kind, ReadOnlySpan<byte> value) => (kind, value.Length) switch
    {
        (4, 4) => answer with { DeviceIndex = BitConverter.ToInt32(value) },
        (5, 4 or 16) => answer with { Gateway = new(value) },
        (6, 4) => answer with { Metric = BitConverter.ToInt32(value) },
        (7, 4 or 16) => answer with { Source = new(value) },
        (8, _) => answer with { Mtu = MtuOf(value) },

        // RTA_VIA: a next hop of the other family, led by the family's number.
        (18, 6 or 18) when BinaryPrimitives.ReadUInt16LittleEndian(value) is Libc.Inet or Libc.Inet6 => answer with { Gateway = new(value[2..]) },
        _ => answer,
    };

    /// <summary>RTAX_MTU among the metrics.</summary>
    private static int? MtuOf(ReadOnlySpan<byte> metrics)
    {
        var attributes = new Attributes(metrics);
        while (attributes.Next(out var kind, out var value))
        {
            if (kind == 2 && value.Length == 4) return (int)Math.Min(BitConverter.ToUInt32(value), int.MaxValue);
        }

        return null;
    }

    /// <summary>The attributes of a message, one after the other; ends where a length makes no sense.</summary>
    private ref struct Attributes
    {
        private readonly ReadOnlySpan<byte> _octets;
        private int _at, _count;

        public Attributes(ReadOnlySpan<byte> octets) => _octets = octets;

        public Attributes(ReadOnlySpan<byte> message, int kind, int body)
        {
            if (message.Length < Header + body || BitConverter.ToUInt16(message[4..]) != kind) return;
            var length = (int)Math.Min(BitConverter.ToUInt32(message), (uint)message.Length);
            if (length >= Header + body) _octets = message[(Header + body)..length];
        }

        public bool Next(out int kind, out ReadOnlySpan<byte> value)
        {
            kind = 0;
            value = default;
            if (_at + 4 > _octets.Length || _count++ >= MostAttributes) return false;
            int size = BitConverter.ToUInt16(_octets[_at..]);
            if (size < 4 || _at + size > _octets.Length) return false;
            kind = BitConverter.ToUInt16(_octets[(_at + 2)..]) & 0x3fff;
            value = _octets.Slice(_at + 4, size - 4);
            _at += (size + 3) & ~3;
            return true;
        }
    }
}
