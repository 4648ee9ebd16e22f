using System.Runtime.InteropServices;

namespace Demarc.Probing.Ports.Linux;

/// <summary>
/// A classic BPF program that lets in TCP segments with RST, or with both SYN and ACK, and no others: a busy host would
/// otherwise copy all its traffic to the port.
/// </summary>
internal static unsafe class SegmentFilter
{
    private const ushort LoadHeaderLength = 0xb1, LoadIndexed = 0x50, LoadAbsolute = 0x30, JumpIfAnySet = 0x45, And = 0x54, JumpIfEqual = 0x15, Return = 0x06;

    [StructLayout(LayoutKind.Sequential)]
    private struct Instruction(ushort code, byte ifTrue, byte ifFalse, uint value)
    {
        public ushort Code = code;
        public byte IfTrue = ifTrue;
        public byte IfFalse = ifFalse;
        public uint Value = value;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct Program
    {
        public ushort Length;
        public Instruction* Instructions;
    }

    /// <summary>Over IPv4 a raw socket's packet begins with the IP header, over IPv6 behind it.</summary>
    public static void Attach(int fd, bool v6)
    {
        ReadOnlySpan<Instruction> program =
        [
            v6 ? new(LoadAbsolute, 0, 0, 13) : new(LoadHeaderLength, 0, 0, 0),
            v6 ? new(LoadAbsolute, 0, 0, 13) : new(LoadIndexed, 0, 0, 13),
            new(JumpIfAnySet, 2, 0, 0x04),
            new(And, 0, 0, 0x12),
            new(JumpIfEqual, 0, 1, 0x12),
            new(Return, 0, 0, 0xffff),
            new(Return, 0, 0, 0),
        ];
        fixed (Instruction* instructions = program)
        {
            var filter = new Program { Length = (ushort)program.Length, Instructions = instructions };
            _ = Libc.Set(fd, Libc.SolSocket, Libc.SoAttachFilter, new ReadOnlySpan<byte>(&filter, sizeof(Program)));
        }
    }
}
