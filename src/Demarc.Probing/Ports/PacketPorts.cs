using System.Net;
using System.Runtime.InteropServices;
using Demarc.Probing.Ports.Linux;

namespace Demarc.Probing.Ports;

/// <summary>The best port this system offers.</summary>
public static class PacketPorts
{
    private static readonly TimeSpan WarmUpWait = TimeSpan.FromMilliseconds(3);

    /// <summary>Opens a port and warms it up, so that the first probe that counts is timed as well as the last.</summary>
    /// <param name="raw">Use raw sockets where they are allowed.</param>
    public static IPacketPort Open(bool raw = true)
    {
        if (!OperatingSystem.IsLinux() || RuntimeInformation.ProcessArchitecture is not (Architecture.X64 or Architecture.Arm64)) return new ManagedPacketPort();
        var port = new LinuxPacketPort(raw);
        WarmUp(port);
        return port;
    }

    /// <summary>
    /// Sends one probe of each protocol to this host itself, over the code that will be timed: compiled and bound late, the first
    /// stamps would be up to 200 µs early. Ids below zero are nobody's.
    /// </summary>
    private static void WarmUp(LinuxPacketPort port)
    {
        List<Reply> replies = [];
        var id = 0;
        foreach (var protocol in port.Abilities.Protocols)
        {
            port.Send(new() { Id = --id, Protocol = protocol, Target = IPAddress.Loopback, Port = 1 });
            port.Receive(replies, WarmUpWait);
            port.Forget(id);
        }
    }
}
