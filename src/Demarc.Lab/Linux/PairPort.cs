using System.Runtime.InteropServices;

namespace Demarc.Lab.Linux;

/// <summary>A port whose other end is in this process: for trying the relay without a namespace.</summary>
internal sealed unsafe class PairPort : LabPort
{
    private const int UnixFamily = 1;
    private const int Datagrams = 2;

    private PairPort(int descriptor, int other)
        : base(descriptor) => OtherEnd = other;

    /// <summary>The host's end, closed by whoever made the pair.</summary>
    public int OtherEnd { get; }

    public static PairPort Make()
    {
        var ends = stackalloc int[2];
        if (Native.SocketPair(UnixFamily, Datagrams | Native.NonBlocking | Native.CloseOnExec, 0, ends) != 0)
            throw new InvalidOperationException("socketpair: " + Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError()));
        return new(ends[0], ends[1]);
    }

    public override int Read(Span<byte> into) => ReadRaw(into);

    public override void Write(ReadOnlySpan<byte> packet) => WriteRaw(packet);
}
