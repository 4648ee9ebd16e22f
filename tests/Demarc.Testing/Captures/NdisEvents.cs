using System.Text;

namespace Demarc.Testing.Captures;

/// <summary>The data of the events of Microsoft-Windows-NDIS-PacketCapture.</summary>
public static class NdisEvents
{
    public const ushort PacketFragment = 1001;
    public const ushort PacketMetadata = 1002;
    public const ushort VmSwitchPacket = 1003;
    public const ulong Ethernet = 0x1;
    public const ulong Wwan = 0x200;
    public const ulong Tunnel = 0x8000;
    public const ulong Wireless = 0x10000;
    public const ulong VmSwitch = 0x100_0000;
    public const ulong Truncated = 0x200_0000;
    public const ulong Start = 0x4000_0000;
    public const ulong End = 0x8000_0000;
    public const ulong Send = 0x1_0000_0000;
    public const ulong Receive = 0x2_0000_0000;

    /// <summary>An Ethernet packet in one piece.</summary>
    public const ulong Whole = Ethernet | Start | End;
    public static readonly Guid Provider = new("2ED6006E-4729-4609-B423-3EE7BCD678EF");

    /// <summary>1001; newer releases put a flow id and offload information behind the octets.</summary>
    public static byte[] Packet(uint miniport, uint lower, byte[] bytes, bool withTrailing = false) =>
        [.. Number(miniport), .. Number(lower), .. Sized(bytes), .. withTrailing ? Enumerable.Repeat((byte)0xA5, 16) : []];

    /// <summary>1002: how the next packet was received.</summary>
    public static byte[] Metadata(uint miniport, uint lower, byte[] context) =>
        [.. Number(miniport), .. Number(lower), .. Sized(context)];

    /// <summary>1003: a packet in a virtual switch, with the tag of its VLAN out of band.</summary>
    public static byte[] Switched(uint miniport, uint lower, byte[] bytes, uint sourcePort = 1, ushort vlan = 0, int destinations = 1)
    {
        var outOfBand = new byte[12 * 8];
        BitConverter.TryWriteBytes(outOfBand.AsSpan(4 * 8), (uint)vlan << 4);
        return
        [
            .. Number(miniport), .. Number(lower), .. Number(sourcePort),
            .. Text("port"), .. Text("NIC of a guest"), .. Text("synthetic"),
            .. Number((uint)destinations), .. Enumerable.Repeat((byte)0xD5, 8 * destinations),
            .. Sized(bytes), .. Sized(outOfBand),
        ];
    }

    private static byte[] Sized(byte[] bytes) => [.. Number((uint)bytes.Length), .. bytes];

    private static byte[] Text(string text) => Encoding.Unicode.GetBytes(text + "\0");

    private static byte[] Number(uint number) => BitConverter.GetBytes(number);
}
