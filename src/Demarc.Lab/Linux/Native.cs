using System.Runtime.InteropServices;

namespace Demarc.Lab.Linux;

/// <summary>The few calls of the C library that the lab needs. 64-bit Linux.</summary>
internal static unsafe partial class Native
{
    public const int ReadWrite = 2;
    public const int NonBlocking = 0x800;
    public const int CloseOnExec = 0x80000;
    public const int NetworkNamespace = 0x40000000;
    public const short PollIn = 1;
    public const int Again = 11;
    public const int TunSetIff = 0x400454ca;
    public const short Tun = 1;
    public const short NoPacketInformation = 0x1000;
    public const int TimerSlack = 29;
    public const int FirstInFirstOut = 1;
    public const int PacketFamily = 17;
    public const int RawSocket = 3;
    public const int EtherTypeAll = 0x0003;
    public const int PacketOptions = 263;
    public const int PacketIgnoreOutgoing = 23;
    public const int PacketQdiscBypass = 20;
    public const int EthtoolCall = 0x8946;
    public const int HardwareAddressCall = 0x8927;

    [StructLayout(LayoutKind.Sequential)]
    public struct PollDescriptor
    {
        public int Descriptor;
        public short Wanted;
        public short Seen;
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct TimeSpecification
    {
        public long Seconds;
        public long Nanoseconds;
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int CloseDescriptor(int descriptor);

    /// <summary>Closes a descriptor. There is nothing to be done where that fails.</summary>
    public static void Close(int descriptor) => _ = CloseDescriptor(descriptor);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    public static partial nint Read(int descriptor, byte* into, nint length);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    public static partial nint Write(int descriptor, byte* from, nint length);

    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    public static partial int Control(int descriptor, nuint request, byte* argument);

    [LibraryImport("libc", EntryPoint = "ppoll", SetLastError = true)]
    public static partial int Poll(PollDescriptor* descriptors, nuint count, TimeSpecification* timeout, nint signals);

    [LibraryImport("libc", EntryPoint = "setns", SetLastError = true)]
    public static partial int EnterNamespace(int descriptor, int kind);

    [LibraryImport("libc", EntryPoint = "prctl", SetLastError = true)]
    public static partial int ProcessControl(int option, nuint a, nuint b, nuint c, nuint d);

    /// <summary>Of the calling thread, where the process is 0.</summary>
    [LibraryImport("libc", EntryPoint = "sched_setscheduler", SetLastError = true)]
    public static partial int SetScheduler(int process, int policy, int* priority);

    [LibraryImport("libc", EntryPoint = "socket", SetLastError = true)]
    public static partial int Socket(int family, int kind, int protocol);

    [LibraryImport("libc", EntryPoint = "socketpair", SetLastError = true)]
    public static partial int SocketPair(int family, int kind, int protocol, int* ends);

    [LibraryImport("libc", EntryPoint = "bind", SetLastError = true)]
    public static partial int Bind(int descriptor, byte* address, int length);

    [LibraryImport("libc", EntryPoint = "setsockopt", SetLastError = true)]
    public static partial int SetOption(int descriptor, int level, int option, int* value, int length);

    [LibraryImport("libc", EntryPoint = "eventfd", SetLastError = true)]
    public static partial int EventDescriptor(uint value, int flags);

    [LibraryImport("libc", EntryPoint = "if_nametoindex", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial uint InterfaceIndex(string name);

    [LibraryImport("libc", EntryPoint = "geteuid")]
    public static partial uint EffectiveUser();
}
