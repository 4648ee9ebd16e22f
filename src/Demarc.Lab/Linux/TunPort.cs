using System.Runtime.InteropServices;
using System.Text;

namespace Demarc.Lab.Linux;

/// <summary>A TUN device inside a host's namespace.</summary>
internal sealed class TunPort : LabPort
{
    private const string Node = "/dev/net/tun";
    private const int RequestLength = 40;

    private TunPort(int descriptor)
        : base(descriptor)
    {
    }

    /// <summary>Whether this process may make such devices, apart from the rights it has in its namespace.</summary>
    public static bool IsOpen()
    {
        var descriptor = Native.Open(Node, Native.ReadWrite | Native.CloseOnExec);
        if (descriptor < 0) return false;
        Native.Close(descriptor);
        return true;
    }

    /// <summary>Makes the device <paramref name="name"/> in the namespace at a path.</summary>
    public static TunPort Open(string namespacePath, string name) => NamespaceThread.Run(namespacePath, () => Make(name));

    public override int Read(Span<byte> into) => ReadRaw(into);

    public override void Write(ReadOnlySpan<byte> packet) => WriteRaw(packet);

    private static unsafe TunPort Make(string name)
    {
        var descriptor = Native.Open(Node, Native.ReadWrite | Native.NonBlocking | Native.CloseOnExec);
        if (descriptor < 0) throw Failed($"cannot open {Node}", $"无法打开 {Node}");
        Span<byte> request = stackalloc byte[RequestLength];
        request.Clear();
        Encoding.ASCII.GetBytes(name, request);
        BitConverter.TryWriteBytes(request[16..], (short)(Native.Tun | Native.NoPacketInformation));
        fixed (byte* at = request)
        {
            if (Native.Control(descriptor, Native.TunSetIff, at) == 0) return new(descriptor);
        }

        var fault = Failed("cannot make a TUN device", "无法创建 TUN 设备");
        Native.Close(descriptor);
        throw fault;
    }

    private static LabUnavailableException Failed(string en, string zh)
    {
        var reason = Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError());
        return new(new($"{en}: {reason}", $"{zh}：{reason}"), forbidden: true);
    }
}
