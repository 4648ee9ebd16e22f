using System.Net;
using System.Net.Sockets;
using Demarc.Probing.Ports;
using Demarc.Probing.Ports.Linux;

namespace Demarc.Probing.Tests.Ports;

/// <summary>What needs no privilege and no network: this host's own ports, asked in every way there is.</summary>
public sealed class LoopbackTests
{
    public static TheoryData<string, bool> Ways()
    {
        var ways = new TheoryData<string, bool>();
        foreach (var v6 in new[] { false, true })
        {
            ways.Add("unprivileged", v6);
            ways.Add("raw", v6);
            ways.Add("managed", v6);
        }

        return ways;
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void A_port_that_accepts_answers_with_a_syn_ack(string way, bool v6)
    {
        using var listener = new TcpListener(Loopback(v6), 0);
        Start(listener);
        var reply = Ask(way, new() { Id = 7, Protocol = ProbeProtocol.Tcp, Target = Loopback(v6), Port = ((IPEndPoint)listener.LocalEndpoint).Port });
        reply.Kind.ShouldBe(ReplyKind.SynAck);
        reply.ProbeId.ShouldBe(7);
        reply.From.ShouldBe(Loopback(v6));
        reply.Rtt.ShouldBeInRange(TimeSpan.Zero, TimeSpan.FromSeconds(1));
        reply.SourcePort.ShouldNotBeNull().ShouldBeGreaterThan(0);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void A_port_that_refuses_answers_with_a_reset(string way, bool v6)
    {
        var reply = Ask(way, new() { Id = 7, Protocol = ProbeProtocol.Tcp, Target = Loopback(v6), Port = ClosedPort(v6) });
        reply.Kind.ShouldBe(ReplyKind.Reset);
        reply.From.ShouldBe(Loopback(v6));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_closed_udp_port_is_unreachable_by_the_target_itself(bool v6)
    {
        var reply = Ask("unprivileged", new() { Id = 7, Protocol = ProbeProtocol.Udp, Target = Loopback(v6), Port = ClosedPort(v6) });
        reply.Kind.ShouldBe(ReplyKind.Unreachable);
        reply.IcmpCode.ShouldBe((byte)(v6 ? 4 : 3));
        reply.From.ShouldBe(Loopback(v6));
        reply.ReplyTtl.ShouldBe(64);
        reply.Stamps.ShouldBe(Stamps.Kernel);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_datagram_in_answer_is_matched_to_its_probe(bool repeats)
    {
        using var server = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        using var port = OpenLinux(raw: false);
        port.Send(new() { Id = 7, Protocol = ProbeProtocol.Udp, Target = IPAddress.Loopback, Port = ((IPEndPoint)server.Client.LocalEndPoint!).Port, Size = 100 });
        IPEndPoint? from = null;
        var asked = server.Receive(ref from);
        asked.Length.ShouldBe(100 - 28);
        server.Send(repeats ? asked : [1, 2, 3], from);
        var reply = Asking.Gather(port, 1).ShouldHaveSingleItem();
        reply.Kind.ShouldBe(ReplyKind.Datagram);
        reply.ProbeId.ShouldBe(7);
    }

    [Theory]
    [InlineData("unprivileged")]
    [InlineData("raw")]
    [InlineData("managed")]
    public void Silence_is_no_reply_and_ends_with_the_wait(string way)
    {
        using var silent = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        using var port = Open(way);
        var protocol = way == "managed" ? ProbeProtocol.Tcp : ProbeProtocol.Udp;
        if (way != "managed") port.Send(new() { Id = 1, Protocol = protocol, Target = IPAddress.Loopback, Port = ((IPEndPoint)silent.Client.LocalEndPoint!).Port });
        Asking.Gather(port, 1, TimeSpan.FromMilliseconds(50)).ShouldBeEmpty();
        port.Now.ShouldBeGreaterThanOrEqualTo(TimeSpan.FromMilliseconds(50));
    }

    [Theory]
    [InlineData("unprivileged")]
    [InlineData("raw")]
    [InlineData("managed")]
    public void What_this_host_cannot_send_is_a_reply_that_says_why(string way)
    {
        // The broadcast address: no connection can be opened to it.
        var reply = Ask(way, new() { Id = 7, Protocol = ProbeProtocol.Tcp, Target = IPAddress.Parse("255.255.255.255"), Port = 80 });
        reply.Kind.ShouldBe(ReplyKind.SendFailed);
        reply.Error.ShouldNotBeNull();
    }

    [Fact]
    public void A_source_port_asked_for_is_the_one_used()
    {
        var source = ClosedPort(v6: false);
        var reply = Ask("unprivileged", new() { Id = 7, Protocol = ProbeProtocol.Tcp, Target = IPAddress.Loopback, Port = ClosedPort(v6: false), SourcePort = source });
        reply.SourcePort.ShouldBe(source);
    }

    [Fact]
    public void Without_privilege_a_flow_keeps_its_source_port_from_probe_to_probe()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        Start(listener);
        using var port = OpenLinux(raw: false);
        var target = ((IPEndPoint)listener.LocalEndpoint).Port;
        List<int?> ports = [];
        for (var i = 1; i <= 20; i++)
        {
            var flow = i % 2;
            var reply = Asking.All(port, [new() { Id = i, Protocol = ProbeProtocol.Tcp, Target = IPAddress.Loopback, Port = target, Flow = flow }]).ShouldHaveSingleItem();
            reply.Kind.ShouldBe(ReplyKind.SynAck);
            ports.Add(reply.SourcePort);
        }

        ports.Distinct().Count().ShouldBe(2);
        ports[0].ShouldNotBe(ports[1]);
    }

    [Fact]
    public void Opening_warms_up_and_leaves_nothing_behind()
    {
        using var port = PacketPorts.Open();
        Asking.Gather(port, 1, TimeSpan.FromMilliseconds(20)).ShouldAllBe(reply => reply.ProbeId < 0);
        port.Abilities.Protocols.ShouldContain(ProbeProtocol.Tcp);
        foreach (var missing in port.Abilities.Missing) missing.Zh.ShouldNotBeNullOrWhiteSpace();
    }

    private static Reply Ask(string way, Probe probe)
    {
        using var port = Open(way);
        return Asking.All(port, [probe]).ShouldHaveSingleItem();
    }

    private static IPacketPort Open(string way) => way == "managed" ? new ManagedPacketPort() : OpenLinux(raw: way == "raw");

    private static LinuxPacketPort OpenLinux(bool raw)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs Linux");
        var port = LinuxPacketPort.Open(raw);
        if (!raw || port.Abilities.TcpFlowsAtOnce) return port;
        port.Dispose();
        Assert.Skip("raw sockets need CAP_NET_RAW");
        return null;
    }

    private static IPAddress Loopback(bool v6) => v6 ? IPAddress.IPv6Loopback : IPAddress.Loopback;

    private static void Start(TcpListener listener)
    {
        try
        {
            listener.Start();
        }
        catch (SocketException e) when (e.SocketErrorCode is SocketError.AddressNotAvailable or SocketError.AddressFamilyNotSupported)
        {
            Assert.Skip("this host has no IPv6");
        }
    }

    /// <summary>A port that was free a moment ago.</summary>
    private static int ClosedPort(bool v6)
    {
        using var listener = new TcpListener(Loopback(v6), 0);
        Start(listener);
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
