using System.Runtime.InteropServices;

namespace Demarc.Probing.Ports.Linux;

/// <summary>
/// A classic BPF program that lets in TCP segments with RST, or with both SYN and ACK, and no others: a busy host would
/// otherwise copy all its traffic to the port.
/// </summary>
internal static unsafe class SegmentFilter
{
    private const ulong LoadHeaderLength = 0xb1, LoadIndexed = 0x50, LoadAbsolute = 0x30, JumpIfAnySet = 0x45, And = 0x54, JumpIfEqual = 0x15, Return = 0x06;

    /// <summary>Octets from the start of a TCP header to its flags.</summary>
    private const ulong FlagsAt = 13UL << Value;

    /// <summary>Where the parts of struct sock_filter are in an instruction: code, two jumps, value.</summary>
    private const int IfTrue = 16, IfFalse = 24, Value = 32;

    /// <summary>What follows once the flags are loaded: RST? else SYN and ACK? else nothing.</summary>
    private const ulong IsReset = JumpIfAnySet | (2UL << IfTrue) | (0x04UL << Value), SynAndAck = And | (0x12UL << Value),
        IsSynAck = JumpIfEqual | (1UL << IfFalse) | (0x12UL << Value), Accept = Return | (0xffffUL << Value), Refuse = Return;

    /// <summary>Over IPv4 a raw socket's packet begins with the IP header.</summary>
    private static ReadOnlySpan<ulong> Ipv4 => [LoadHeaderLength, LoadIndexed | FlagsAt, IsReset, SynAndAck, IsSynAck, Accept, Refuse];

    /// <summary>Over IPv6 it begins behind it.</summary>
    private static ReadOnlySpan<ulong> Ipv6 => [LoadAbsolute | FlagsAt, IsReset, SynAndAck, IsSynAck, Accept, Refuse];

    public static void Attach(int fd, bool v6)
    {
        var program = v6 ? Ipv6 : Ipv4;
        fixed (ulong* instructions = program)
        {
            var filter = new Program { Length = (ushort)program.Length, Instructions = instructions };
            _ = Libc.Set(fd, Libc.SolSocket, Libc.SoAttachFilter, new ReadOnlySpan<byte>(&filter, sizeof(Program)));
        }
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct Program
    {
        public ushort Length;
        public ulong* Instructions;
    }
}
