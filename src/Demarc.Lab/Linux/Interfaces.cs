using System.Text;

namespace Demarc.Lab.Linux;

/// <summary>What <c>ip</c> cannot do without another program: hardware addresses read, offloads switched off.</summary>
internal static unsafe class Interfaces
{
    private const int RequestLength = 40;
    private const int DatagramSocket = 2;
    private const int InternetFamily = 2;

    /// <summary>ethtool commands that set transmit checksums, scatter-gather, TSO, GSO and GRO. With them on, packets come with checksums half done.</summary>
    private static readonly uint[] Offloads = [0x17, 0x1f, 0x24, 0x2c, 0x19];

    public static byte[] HardwareAddress(string namespacePath, string name) => NamespaceThread.Run(namespacePath, () =>
    {
        var request = Request(name);
        Call(Native.HardwareAddressCall, request);
        return request.AsSpan(18, 6).ToArray();
    });

    public static void SwitchOffloadsOff(string namespacePath, string name) => NamespaceThread.Run(namespacePath, () =>
    {
        foreach (var command in Offloads)
        {
            ulong value = command;
            var request = Request(name);
            BitConverter.TryWriteBytes(request.AsSpan(16), (long)&value);
            Call(Native.EthtoolCall, request);
        }

        return true;
    });

    private static byte[] Request(string name)
    {
        var request = new byte[RequestLength];
        Encoding.ASCII.GetBytes(name, request);
        return request;
    }

    private static void Call(int call, byte[] request)
    {
        var socket = Native.Socket(InternetFamily, DatagramSocket | Native.CloseOnExec, 0);
        fixed (byte* at = request) Native.Control(socket, (nuint)call, at);
        Native.Close(socket);
    }
}
