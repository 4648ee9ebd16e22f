using System.Runtime.InteropServices;
using Demarc.Probing.Ports.Linux;

namespace Demarc.Probing.Ports;

/// <summary>The best port this system offers.</summary>
public static class PacketPorts
{
    /// <param name="raw">Use raw sockets where they are allowed; false goes without privilege even where there is some.</param>
    public static IPacketPort Open(bool raw = true) =>
        OperatingSystem.IsLinux() && RuntimeInformation.ProcessArchitecture is Architecture.X64 or Architecture.Arm64
            ? LinuxPacketPort.Open(raw)
            : new ManagedPacketPort();
}
