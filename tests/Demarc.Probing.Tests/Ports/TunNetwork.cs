using System.Net;
using System.Runtime.InteropServices;
using System.Text;

namespace Demarc.Probing.Tests.Ports;

/// <summary>
/// A made-up network behind a TUN device in a namespace: the test reads each packet a host sends there and says what comes back.
/// So answers can be had that no real router gives on demand: labels, short quotes, forgeries.
/// </summary>
internal sealed partial class TunNetwork : IDisposable
{
    private static int _count;
    private readonly int _fd;
    private readonly Func<byte[], IEnumerable<byte[]>> _answer;
    private readonly Thread _thread;
    private volatile bool _closed;

    private TunNetwork(int fd, Func<byte[], IEnumerable<byte[]>> answer)
    {
        (_fd, _answer) = (fd, answer);
        _thread = new Thread(Run) { IsBackground = true };
        _thread.Start();
    }

    public static IPAddress Target { get; } = IPAddress.Parse("198.51.100.77");

    public static IPAddress Router { get; } = IPAddress.Parse("198.51.100.5");

    /// <summary>Opens the network in the client's namespace; skips the test where TUN devices are closed.</summary>
    public static TunNetwork Open(NamespaceChain chain, Func<byte[], IEnumerable<byte[]>> answer)
    {
        chain.SkipWithout();
        var name = $"tun{Interlocked.Increment(ref _count)}";
        var fd = chain.In("c", () => OpenDevice(name));
        Assert.SkipWhen(fd < 0, "TUN devices cannot be opened here");
        chain.Command("c", $"sh -c 'ip address replace 198.51.100.1/24 dev {name} && ip link set {name} up'");
        return new(fd, answer);
    }

    public void Dispose()
    {
        _closed = true;
        _thread.Join();
        _ = Close(_fd);
    }

    private void Run()
    {
        var octets = new byte[65536];
        while (!_closed)
        {
            var poll = new Poll { Fd = _fd, Events = 1 };
            if (PollFd(ref poll, 1, 50) <= 0) continue;
            var length = (int)Read(_fd, octets, (nuint)octets.Length);
            if (length < 20 || octets[0] >> 4 != 4) continue;
            foreach (var answer in _answer(octets[..length])) _ = Write(_fd, answer, (nuint)answer.Length);
        }
    }

    private static int OpenDevice(string name)
    {
        const int readWrite = 2, nonBlocking = 0x800, closeOnExec = 0x80000, setInterface = 0x400454ca, tunWithoutHeader = 0x1001;
        var fd = OpenFile("/dev/net/tun", readWrite | nonBlocking | closeOnExec);
        if (fd < 0) return -1;
        var request = new byte[40];
        Encoding.ASCII.GetBytes(name).CopyTo(request, 0);
        BitConverter.TryWriteBytes(request.AsSpan(16), (short)tunWithoutHeader);
        return IoControl(fd, setInterface, request) < 0 ? -1 : fd;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct Poll
    {
        public int Fd;
        public short Events;
        public short Happened;
    }

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int OpenFile(string path, int flags);

    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    private static partial int IoControl(int fd, nuint request, byte[] argument);

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    private static partial int PollFd(ref Poll descriptors, nuint count, int milliseconds);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    private static partial nint Read(int fd, byte[] into, nuint length);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    private static partial nint Write(int fd, byte[] octets, nuint length);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int fd);
}
