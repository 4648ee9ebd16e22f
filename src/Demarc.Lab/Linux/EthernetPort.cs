using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Demarc.Lab.Packets;

namespace Demarc.Lab.Linux;

/// <summary>
/// The lab's end of a veth pair, through a packet socket: where TUN is closed, and where a scenario needs neighbours.
/// Every question for a neighbour is answered with the address of one router.
/// </summary>
internal sealed class EthernetPort : LabPort
{
    private const int HeaderLength = 14;
    private const ushort TypeIpv4 = 0x0800;
    private const ushort TypeArp = 0x0806;
    private const ushort TypeIpv6 = 0x86dd;
    private static readonly byte[] RouterMac = [0x02, 0x64, 0x65, 0x6d, 0x00, 0x01];
    private static readonly byte[] DoubleMac = [0x02, 0x64, 0x65, 0x6d, 0x00, 0x02];
    private readonly byte[] _frame = new byte[HeaderLength + 65536];
    private readonly byte[] _hostMac;
    private readonly HashSet<UInt128> _own;
    private readonly bool _doubled;

    private EthernetPort(int descriptor, byte[] hostMac, IEnumerable<UInt128> own, bool doubled)
        : base(descriptor) => (_hostMac, _own, _doubled) = (hostMac, [.. own], doubled);

    /// <param name="labPath">The namespace that holds the lab's ends.</param>
    /// <param name="name">The interface there.</param>
    /// <param name="own">Addresses of the host: nobody else answers for them, unless <paramref name="doubled"/>.</param>
    public static EthernetPort Open(string labPath, string name, byte[] hostMac, IEnumerable<UInt128> own, bool doubled) =>
        NamespaceThread.Run(labPath, () => Make(name, hostMac, own, doubled));

    public override int Read(Span<byte> into)
    {
        var length = ReadRaw(_frame);
        if (length <= 0) return length;
        if (length < HeaderLength) return -1;
        var type = BinaryPrimitives.ReadUInt16BigEndian(_frame.AsSpan(12));
        var payload = _frame.AsSpan(HeaderLength, length - HeaderLength);
        if (type == TypeArp) AnswerArp(payload);
        else if (type == TypeIpv6 && IsSolicitation(payload)) AnswerSolicitation(payload);
        else if (type is TypeIpv4 or TypeIpv6 && payload.Length <= into.Length)
        {
            payload.CopyTo(into);
            return payload.Length;
        }

        return -1;
    }

    public override void Write(ReadOnlySpan<byte> packet) => Frame(packet, packet[0] >> 4 == 6 ? TypeIpv6 : TypeIpv4, RouterMac);

    private void Frame(ReadOnlySpan<byte> payload, ushort type, byte[] source)
    {
        Span<byte> frame = stackalloc byte[HeaderLength + payload.Length];
        _hostMac.CopyTo(frame);
        source.CopyTo(frame[6..]);
        BinaryPrimitives.WriteUInt16BigEndian(frame[12..], type);
        payload.CopyTo(frame[HeaderLength..]);
        WriteRaw(frame);
    }

    private void AnswerArp(ReadOnlySpan<byte> question)
    {
        if (question.Length < 28 || BinaryPrimitives.ReadUInt16BigEndian(question[6..]) != 1) return;
        var wanted = question.Slice(24, 4);
        var own = _own.Contains(Addresses.OfV4(BinaryPrimitives.ReadUInt32BigEndian(wanted)));
        if (own && !_doubled) return;
        var mac = own ? DoubleMac : RouterMac;
        Span<byte> answer = stackalloc byte[28];
        question[..28].CopyTo(answer);
        BinaryPrimitives.WriteUInt16BigEndian(answer[6..], 2);
        mac.CopyTo(answer[8..]);
        wanted.CopyTo(answer[14..]);
        question.Slice(8, 10).CopyTo(answer[18..]);
        Frame(answer, TypeArp, mac);
    }

    private static bool IsSolicitation(ReadOnlySpan<byte> packet) => packet.Length >= 64 && packet[6] == IpProtocol.Icmpv6 && packet[40] is 133 or 135;

    /// <summary>Neighbour discovery (RFC 4861 4.4). A question with no source address is the host's own check for doubles.</summary>
    private void AnswerSolicitation(ReadOnlySpan<byte> question)
    {
        if (question[40] != 135 || question.Slice(8, 16).IndexOfAnyExcept((byte)0) < 0) return;
        var wanted = BinaryPrimitives.ReadUInt128BigEndian(question[48..]);
        if (_own.Contains(wanted)) return;
        var answer = new Packet(72);
        answer.SetLength(72);
        var octets = answer.Octets;
        octets[0] = 0x60;
        (octets[5], octets[6], octets[7]) = (32, IpProtocol.Icmpv6, 255);
        question.Slice(48, 16).CopyTo(octets[8..]);
        question.Slice(8, 16).CopyTo(octets[24..]);
        (octets[40], octets[44]) = (136, 0x60);
        question.Slice(48, 16).CopyTo(octets[48..]);
        (octets[64], octets[65]) = (2, 1);
        RouterMac.CopyTo(octets[66..]);
        answer.Read();
        PacketWriting.Seal(answer);
        Frame(answer.Octets, TypeIpv6, RouterMac);
    }

    private static unsafe EthernetPort Make(string name, byte[] hostMac, IEnumerable<UInt128> own, bool doubled)
    {
        var descriptor = Native.Socket(Native.PacketFamily, Native.RawSocket | Native.NonBlocking | Native.CloseOnExec, Native.EtherTypeAll << 8);
        if (descriptor < 0) throw Failed();
        var address = stackalloc byte[20];
        new Span<byte>(address, 20).Clear();
        *(short*)address = Native.PacketFamily;
        *(ushort*)(address + 2) = Native.EtherTypeAll << 8;
        *(int*)(address + 4) = (int)Native.InterfaceIndex(name);
        var one = 1;
        Native.SetOption(descriptor, Native.PacketOptions, Native.PacketIgnoreOutgoing, &one, sizeof(int));
        Native.SetOption(descriptor, Native.PacketOptions, Native.PacketQdiscBypass, &one, sizeof(int));
        if (Native.Bind(descriptor, address, 20) == 0) return new(descriptor, hostMac, own, doubled);
        var fault = Failed();
        Native.Close(descriptor);
        throw fault;
    }

    private static LabUnavailableException Failed()
    {
        var reason = Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError());
        return new(new($"cannot open a packet socket: {reason}", $"无法打开报文套接字：{reason}"), forbidden: true);
    }
}
