using Demarc.Model;
using Demarc.Transcripts.TestNetConnection;
using Demarc.Transcripts.Tests.Driving;

namespace Demarc.Transcripts.Tests.TestNetConnection;

public sealed class TestNetConnectionReaderTests
{
    private const string Failed = """
        警告: TCP connect to (192.0.2.9 : 33001) failed
        警告: Ping to 192.0.2.9 failed with status: TimedOut


        ComputerName           : files.example.com
        RemoteAddress          : 192.0.2.9
        RemotePort             : 33001
        InterfaceAlias         : 以太网
        SourceAddress          : 192.168.50.69
        PingSucceeded          : False
        PingReplyDetails (RTT) : 0 ms
        TcpTestSucceeded       : False
        """;

    private const string Traced = """
        ComputerName           : www.example.com
        RemoteAddress          : 192.0.2.9
        InterfaceAlias         : Ethernet
        SourceAddress          : 192.168.50.69
        PingSucceeded          : True
        PingReplyDetails (RTT) : 14 ms
        TraceRoute             : 192.168.50.1
                                 0.0.0.0
                                 192.0.2.9
        """;

    [Fact]
    public void A_failed_connection_is_one_whose_manner_is_not_stated()
    {
        var observations = Blocks.Observations(new TestNetConnectionReader(), Failed);
        var connect = observations.OfType<Connect>().ShouldHaveSingleItem();
        (connect.Target, connect.TargetAddress, connect.Port, connect.Outcome, connect.Attempts, connect.Failed).ShouldBe(("files.example.com", "192.0.2.9", 33001, null, 1, 1));
        var ping = observations.OfType<Ping>().ShouldHaveSingleItem();
        (ping.Sent, ping.Received, ping.RttMs).ShouldBe((1, 0, null), "0 ms beside a failed ping is no RTT");
        ping.Errors.ShouldBe([new("timeout", null, 1)]);
        observations.OfType<Interface>().ShouldHaveSingleItem().Addresses.ShouldBe(["192.168.50.69"]);
        Blocks.Lines(connect).ShouldBe([1, 12]);
    }

    [Fact]
    public void The_trace_begins_with_its_first_router_and_a_zero_address_is_silence()
    {
        var trace = Blocks.Observations(new TestNetConnectionReader(), Traced).OfType<PathTrace>().ShouldHaveSingleItem();
        trace.Hops!.Select(hop => hop.Address).ShouldBe(["192.168.50.1", null, "192.0.2.9"]);
        trace.Reached.ShouldBe(true);
    }

    [Theory]
    [InlineData("ComputerName : a\nOS : Windows")]
    [InlineData("The TCP connect to the server failed")]
    [InlineData("ComputerName           : www.example.com")]
    public void Other_pages_of_properties_are_none(string text) => Blocks.Observations(new TestNetConnectionReader(), text).ShouldBeEmpty();

    [Fact]
    public void Survives_damage()
    {
        Blocks.Survives(new TestNetConnectionReader(), Failed);
        Blocks.Survives(new TestNetConnectionReader(), Traced);
    }
}
