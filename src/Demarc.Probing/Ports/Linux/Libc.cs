using System.Runtime.InteropServices;

namespace Demarc.Probing.Ports.Linux;

/// <summary>
/// The few system calls the packet port needs that .NET does not offer. Every call gives its result, or the negative errno:
/// read at once, since any call in between would overwrite it.
/// </summary>
internal static unsafe partial class Libc
{
    public static int Socket(int family, int type, int protocol) => Result(SocketRaw(family, type | SockNonBlock | SockCloseOnExec, protocol));

    public static int Bind(int fd, SocketAddress address)
    {
        fixed (byte* octets = address.Octets) return Result(BindRaw(fd, octets, (uint)address.Octets.Length));
    }

    public static int Connect(int fd, SocketAddress address)
    {
        fixed (byte* octets = address.Octets) return Result(ConnectRaw(fd, octets, (uint)address.Octets.Length));
    }

    /// <summary>The local end; null where the system does not tell.</summary>
    public static System.Net.IPEndPoint? LocalEnd(int fd)
    {
        var octets = stackalloc byte[SocketAddress.Longest];
        var length = (uint)SocketAddress.Longest;
        return GetSockNameRaw(fd, octets, &length) < 0 ? null : SocketAddress.Read(new(octets, (int)length));
    }

    public static int Set(int fd, int level, int name, int value) => Result(SetSockOptRaw(fd, level, name, &value, sizeof(int)));

    public static int Set(int fd, int level, int name, ReadOnlySpan<byte> value)
    {
        fixed (byte* octets = value) return Result(SetSockOptRaw(fd, level, name, octets, (uint)value.Length));
    }

    /// <summary>An integer option, or the negative errno.</summary>
    public static int Get(int fd, int level, int name)
    {
        var value = 0;
        var length = (uint)sizeof(int);
        var result = Result(GetSockOptRaw(fd, level, name, &value, &length));
        return result < 0 ? result : value;
    }

    /// <summary>An option of several octets: how many there are, or the negative errno.</summary>
    public static int Get(int fd, int level, int name, Span<byte> into)
    {
        fixed (byte* octets = into)
        {
            var length = (uint)into.Length;
            var result = Result(GetSockOptRaw(fd, level, name, octets, &length));
            return result < 0 ? result : (int)length;
        }
    }

    public static int SendMessage(int fd, MessageHeader* message, int flags) => Result((int)SendMsgRaw(fd, message, flags));

    public static int ReceiveMessage(int fd, MessageHeader* message, int flags) => Result((int)RecvMsgRaw(fd, message, flags));

    public static int Send(int fd, ReadOnlySpan<byte> octets)
    {
        fixed (byte* data = octets) return Result((int)SendRaw(fd, data, (nuint)octets.Length, MessageNoSignal));
    }

    public static int Receive(int fd, Span<byte> into)
    {
        fixed (byte* data = into) return Result((int)ReceiveRaw(fd, data, (nuint)into.Length, MessageDontWait));
    }

    public static void Close(int fd)
    {
        if (fd >= 0) _ = CloseRaw(fd);
    }

    /// <summary>Time of a system clock, as ticks of 100 ns since its epoch.</summary>
    public static long Clock(int id)
    {
        TimeSpec time;
        return ClockGetTimeRaw(id, &time) < 0 ? 0 : time.Ticks;
    }

    public static int EpollCreate() => Result(EpollCreateRaw(EpollCloseOnExec));

    public static int EpollControl(int epoll, int operation, int fd, void* @event) => Result(EpollCtlRaw(epoll, operation, fd, @event));

    public static int EpollWait(int epoll, void* events, int most, int milliseconds) => Result(EpollWaitRaw(epoll, events, most, milliseconds));

    /// <summary>Waits until something happens on one descriptor, with a wait finer than a millisecond.</summary>
    public static int WaitFor(int fd, short events, TimeSpan wait)
    {
        var poll = new PollDescriptor { Fd = fd, Events = events };
        var time = new TimeSpec { Seconds = wait.Ticks / TimeSpan.TicksPerSecond, Nanoseconds = wait.Ticks % TimeSpan.TicksPerSecond * 100 };
        return Result(PollRaw(&poll, 1, &time, null));
    }

    private static int Result(int result) => result < 0 ? -Marshal.GetLastPInvokeError() : result;

    [LibraryImport("libc", EntryPoint = "socket", SetLastError = true)]
    private static partial int SocketRaw(int family, int type, int protocol);

    [LibraryImport("libc", EntryPoint = "bind", SetLastError = true)]
    private static partial int BindRaw(int fd, void* address, uint length);

    [LibraryImport("libc", EntryPoint = "connect", SetLastError = true)]
    private static partial int ConnectRaw(int fd, void* address, uint length);

    [LibraryImport("libc", EntryPoint = "getsockname", SetLastError = true)]
    private static partial int GetSockNameRaw(int fd, void* address, uint* length);

    [LibraryImport("libc", EntryPoint = "setsockopt", SetLastError = true)]
    private static partial int SetSockOptRaw(int fd, int level, int name, void* value, uint length);

    [LibraryImport("libc", EntryPoint = "getsockopt", SetLastError = true)]
    private static partial int GetSockOptRaw(int fd, int level, int name, void* value, uint* length);

    [LibraryImport("libc", EntryPoint = "sendmsg", SetLastError = true)]
    private static partial nint SendMsgRaw(int fd, MessageHeader* message, int flags);

    [LibraryImport("libc", EntryPoint = "recvmsg", SetLastError = true)]
    private static partial nint RecvMsgRaw(int fd, MessageHeader* message, int flags);

    [LibraryImport("libc", EntryPoint = "send", SetLastError = true)]
    private static partial nint SendRaw(int fd, void* data, nuint length, int flags);

    [LibraryImport("libc", EntryPoint = "recv", SetLastError = true)]
    private static partial nint ReceiveRaw(int fd, void* data, nuint length, int flags);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int CloseRaw(int fd);

    [LibraryImport("libc", EntryPoint = "clock_gettime", SetLastError = true)]
    private static partial int ClockGetTimeRaw(int id, TimeSpec* time);

    [LibraryImport("libc", EntryPoint = "epoll_create1", SetLastError = true)]
    private static partial int EpollCreateRaw(int flags);

    [LibraryImport("libc", EntryPoint = "epoll_ctl", SetLastError = true)]
    private static partial int EpollCtlRaw(int epoll, int operation, int fd, void* @event);

    [LibraryImport("libc", EntryPoint = "epoll_wait", SetLastError = true)]
    private static partial int EpollWaitRaw(int epoll, void* events, int most, int milliseconds);

    [LibraryImport("libc", EntryPoint = "ppoll", SetLastError = true)]
    private static partial int PollRaw(PollDescriptor* descriptors, nuint count, TimeSpec* wait, void* signals);
}
