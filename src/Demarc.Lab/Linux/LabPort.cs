using System.Runtime.InteropServices;

namespace Demarc.Lab.Linux;

/// <summary>The lab's end of a host's only interface: packets go in and out as the host's kernel sends and receives them.</summary>
internal abstract class LabPort(int descriptor) : IDisposable
{
    /// <summary>To be polled.</summary>
    public int Descriptor { get; } = descriptor;

    /// <summary>Reads one IP packet; 0 when there is none now, -1 for something to skip.</summary>
    public abstract int Read(Span<byte> into);

    /// <summary>Gives an IP packet to the host.</summary>
    public abstract void Write(ReadOnlySpan<byte> packet);

    public void Dispose()
    {
        Native.Close(Descriptor);
        GC.SuppressFinalize(this);
    }

    /// <summary>0 when there is nothing to read now.</summary>
    protected unsafe int ReadRaw(Span<byte> into)
    {
        fixed (byte* at = into)
        {
            var read = (int)Native.Read(Descriptor, at, into.Length);
            return read >= 0 ? read : Marshal.GetLastPInvokeError() == Native.Again ? 0 : -1;
        }
    }

    protected unsafe void WriteRaw(ReadOnlySpan<byte> octets)
    {
        // A full queue of the host loses the packet, as a network card would.
        fixed (byte* at = octets) _ = Native.Write(Descriptor, at, octets.Length);
    }
}
