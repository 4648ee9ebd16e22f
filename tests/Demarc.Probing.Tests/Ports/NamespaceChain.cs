using System.Diagnostics;
using System.Net;
using System.Runtime.InteropServices;
using Demarc.Probing.Ports.Linux;

namespace Demarc.Probing.Tests.Ports;

/// <summary>
/// A chain of network namespaces: client, two routers, server. Made with iproute2 as root and taken down at the end; where that
/// is not possible tests are skipped and say so. Sockets belong to the namespace of the thread that opens them, so a piece of a
/// test runs on a thread moved there, as root or without any privilege.
/// </summary>
public sealed partial class NamespaceChain : IDisposable
{
    private static int _count;
    private readonly string _prefix = $"dpt{Environment.ProcessId}-{Interlocked.Increment(ref _count)}";
    private readonly bool _made;

    public NamespaceChain()
    {
        Missing = WhatIsMissing();
        if (Missing is not null) return;
        _made = true;
        var (code, output) = Shell($$"""
            set -e
            for n in c 1 2 s; do
              ip netns add {{_prefix}}$n
              ip -n {{_prefix}}$n link set lo up
              ip netns exec {{_prefix}}$n sh -c '
                echo 1 > /proc/sys/net/ipv4/ip_forward
                echo 1 > /proc/sys/net/ipv6/conf/all/forwarding
                echo 0 > /proc/sys/net/ipv4/icmp_ratelimit
                echo 0 > /proc/sys/net/ipv6/icmp/ratelimit
                echo 0 > /proc/sys/net/ipv6/conf/default/accept_dad
                echo 0 > /proc/sys/net/ipv4/conf/all/rp_filter
                echo 0 > /proc/sys/net/ipv4/conf/default/rp_filter'
            done
            link() {
              ip -n {{_prefix}}$1 link add $3 type veth peer name $4 netns {{_prefix}}$2
              for side in "$1 $3 1" "$2 $4 2"; do
                set -- $side
                ip -n {{_prefix}}$1 address add 192.0.2.$((net * 16 + $3))/28 dev $2
                ip -n {{_prefix}}$1 address add 2001:db8:0:$net::$3/64 dev $2 nodad
                ip -n {{_prefix}}$1 link set $2 up
              done
            }
            net=0; link c 1 far near
            net=1; link 1 2 far near
            net=2; link 2 s far near
            ip -n {{_prefix}}c route add default via 192.0.2.2
            ip -n {{_prefix}}c -6 route add default via 2001:db8:0:0::2
            ip -n {{_prefix}}1 route add default via 192.0.2.18
            ip -n {{_prefix}}1 -6 route add default via 2001:db8:0:1::2
            ip -n {{_prefix}}2 route add default via 192.0.2.17
            ip -n {{_prefix}}2 -6 route add default via 2001:db8:0:1::1
            ip -n {{_prefix}}s route add default via 192.0.2.33
            ip -n {{_prefix}}s -6 route add default via 2001:db8:0:2::1
            """);
        if (code != 0) Missing = "namespaces could not be made: " + output.Trim();
        else if (!In("c", IsUp)) Missing = "the links of the namespaces did not come up";
    }

    public static IPAddress Client { get; } = IPAddress.Parse("192.0.2.1");

    public static IPAddress Router1 { get; } = IPAddress.Parse("192.0.2.2");

    public static IPAddress Router2 { get; } = IPAddress.Parse("192.0.2.18");

    public static IPAddress Server { get; } = IPAddress.Parse("192.0.2.34");

    /// <summary>The same place over IPv6.</summary>
    public static IPAddress V6(IPAddress v4) => IPAddress.Parse($"2001:db8:0:{v4.GetAddressBytes()[3] / 16}::{v4.GetAddressBytes()[3] % 16}");

    /// <summary>Why there is no chain here; null when there is one.</summary>
    public string? Missing { get; }

    public void SkipWithout(params string[] programs)
    {
        Assert.SkipWhen(Missing is not null, Missing ?? "");
        foreach (var program in programs) Assert.SkipUnless(Shell("command -v " + program).Code == 0, program + " is not installed");
    }

    /// <summary>Runs a command in a namespace: c, 1, 2 or s.</summary>
    public string Command(string at, string command)
    {
        var (code, output) = Shell($"ip netns exec {_prefix}{at} {command}");
        return code == 0 ? output : throw new InvalidOperationException($"{command}: {output}");
    }

    /// <summary>Runs code on a thread of its own in a namespace.</summary>
    /// <param name="privileged">False = as user 65534 without any capability.</param>
    public T In<T>(string at, Func<T> code, bool privileged = true)
    {
        T? result = default;
        Exception? failed = null;
        var thread = new Thread(() =>
        {
            try
            {
                using (var handle = File.OpenHandle($"/run/netns/{_prefix}{at}"))
                {
                    if (SetNs((int)handle.DangerousGetHandle(), 0x40000000) != 0) throw new InvalidOperationException("setns");
                }

                if (!privileged) Threads.DropPrivilege();
                result = code();
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                failed = e;
            }
        });
        thread.Start();
        thread.Join(TimeSpan.FromSeconds(60)).ShouldBeTrue("still running after a minute");
        if (failed is not null) System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failed);
        return result!;
    }

    public void Dispose()
    {
        if (_made) Shell($"for n in c 1 2 s; do ip netns del {_prefix}$n 2>/dev/null; done");
    }

    /// <summary>A new link takes a moment; the server answers over both families once all are up.</summary>
    private static bool IsUp()
    {
        using var port = LinuxPacketPort.Open();
        List<Reply> replies = [];
        var id = 0;
        foreach (var target in new[] { Server, V6(Server) })
        {
            for (replies.Clear(); replies.All(reply => !target.Equals(reply.From));)
            {
                if (port.Now > TimeSpan.FromSeconds(10)) return false;
                port.Send(new() { Id = ++id, Protocol = ProbeProtocol.Udp, Target = target, Port = 33434 });
                port.Receive(replies, TimeSpan.FromMilliseconds(100));
            }
        }

        return true;
    }

    private static string? WhatIsMissing()
    {
        if (!OperatingSystem.IsLinux()) return "network namespaces exist on Linux only";
        if (!Environment.IsPrivilegedProcess) return "making network namespaces needs root";
        return Shell("command -v ip").Code == 0 ? null : "iproute2 is not installed";
    }

    private static (int Code, string Output) Shell(string script)
    {
        using var process = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", "exec 2>&1\n" + script]) { RedirectStandardOutput = true, UseShellExecute = false })!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output);
    }

    [LibraryImport("libc", EntryPoint = "setns", SetLastError = true)]
    private static partial int SetNs(int fd, int kind);
}
