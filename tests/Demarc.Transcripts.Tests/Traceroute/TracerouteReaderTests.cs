using Demarc.Model;
using Demarc.Testing;
using Demarc.Transcripts.Tests.Paths;

namespace Demarc.Transcripts.Tests.Traceroute;

public sealed class TracerouteReaderTests
{
    private const string Linux = """
        user@host:~$ traceroute -An www.example.com
        traceroute to www.example.com (203.0.113.9), 30 hops max, 60 byte packets
         1  192.0.2.1 [*]  0.679 ms  1.335 ms  1.305 ms # 我的局域网
         2  * 198.51.100.17 [AS64500]  2.181 ms  2.166 ms
         3  198.51.100.33 [AS64500]  3.595 ms 198.51.100.129 [AS64501]  2.773 ms  2.836 ms Example LLC
         4  * * *
         5  203.0.113.9 [AS64502]  14.818 ms !X *  23.161 ms !<13>
        user@host:~$
        """;

    [Fact]
    public void Reads_linux_with_as_numbers_behind_the_addresses()
    {
        var trace = TraceBlocks.Single(Linux);
        (trace.Target, trace.TargetAddress, trace.Protocol, trace.Port, trace.Reached, trace.Truncated).ShouldBe(("www.example.com", "203.0.113.9", "udp", null, true, false));
        TraceBlocks.Rows(trace).ShouldBe(
        [
            "1 192.0.2.1 | 0.679 1.335 1.305", "2 198.51.100.17 AS64500 | * 2.181 2.166", "3 198.51.100.33 AS64500, 198.51.100.129 AS64501 | 3.595 2.773 2.836",
            "4 - | * * *", "5 203.0.113.9 AS64502 | 14.818 * 23.161 | !X !<13>",
        ]);
        (trace.Hops![1].Sent, trace.Hops[1].Lost, trace.Hops[3].Lost).ShouldBe((3, 1, 3));
        trace.Evidence.Lines.ShouldBe([2, 7]);
    }

    [Fact]
    public void Reads_macos_with_further_addresses_on_lines_of_their_own()
    {
        const string Text = """
            traceroute: Warning: www.example.com has multiple addresses; using 203.0.113.9
            traceroute to www.example.com (203.0.113.9), 64 hops max, 52 byte packets
             1  [AS0] 192.0.2.1 (192.0.2.1)  9.173 ms  5.490 ms  5.197 ms
             2  [AS64500] a.example.net (198.51.100.45)  42.790 ms  46.352 ms
                [AS64501] 198.51.100.44 (198.51.100.44)  41.479 ms
             3  * b.example.net (198.51.100.46)  62.692 ms
                c.example.net (198.51.100.47)  61.049 ms
            12  \* \* *
            """;
        var trace = TraceBlocks.Single(Text);
        TraceBlocks.Rows(trace).ShouldBe(
        [
            "1 192.0.2.1 | 9.173 5.49 5.197", "2 198.51.100.45 (a.example.net) AS64500, 198.51.100.44 AS64501 | 42.79 46.352 41.479",
            "3 198.51.100.46 (b.example.net), 198.51.100.47 (c.example.net) | * 62.692 61.049", "12 - | * * *",
        ]);
        (trace.Protocol, trace.Reached, trace.Truncated).ShouldBe(("unknown", false, true));
        trace.Evidence.Lines.ShouldBe([1, 8]);
    }

    [Theory]
    [InlineData("traceroute -I www.example.com", "icmp", null)]
    [InlineData("sudo traceroute -T -p 443 -n www.example.com", "tcp", 443)]
    [InlineData("traceroute --tcp --port=8443 www.example.com", "tcp", 8443)]
    [InlineData("traceroute -w2 -q1 -p 33434 www.example.com", "udp", null)]
    [InlineData("traceroute -U www.example.com", "udp", null)]
    [InlineData("tcptraceroute www.example.com 443", "tcp", 443)]
    [InlineData(null, "unknown", null)]
    [InlineData("ping www.example.com", "unknown", null)]
    public void The_command_tells_the_protocol(string? command, string protocol, int? port)
    {
        var trace = TraceBlocks.Single("traceroute to www.example.com (203.0.113.9), 30 hops max, 60 byte packets\n 1  192.0.2.1  0.4 ms  0.5 ms  0.4 ms\n", command);
        (trace.Protocol, trace.Port).ShouldBe((protocol, port));
    }

    [Fact]
    public void Reads_ios()
    {
        const string Text = "Type escape sequence to abort.\nTracing the route to www.example.com (203.0.113.9)\nVRF info: (vrf in name/id, vrf out name/id)\n"
            + "  1 192.0.2.10 1 msec 1 msec * \n  2 198.51.100.1 [AS 64500] [MPLS: Label 16 Exp 0] 4 msec 0 msec\n    198.51.100.5 4 msec\n  3 203.0.113.1 !H  *  !H\nR1#";
        var trace = TraceBlocks.Single(Text);
        (trace.Target, trace.TargetAddress, trace.Protocol, trace.Truncated).ShouldBe(("www.example.com", "203.0.113.9", "udp", false));
        TraceBlocks.Rows(trace).ShouldBe(["1 192.0.2.10 | 1 1 *", "2 198.51.100.1 AS64500, 198.51.100.5 | 4 0 4", "3 203.0.113.1 | * | !H !H"]);
        trace.Hops![1].Mpls.ShouldBe(["MPLS: Label 16 Exp 0"]);
        (trace.Hops[2].Sent, trace.Hops[2].Lost).ShouldBe((3, 1));
    }

    [Fact]
    public void Reads_fortios_which_prints_fewer_probes_than_it_announces()
    {
        var trace = TraceBlocks.Single("traceroute to 203.0.113.9 (203.0.113.9), 32 hops max, 3 probe packets per hop, 84 byte packets\n 1  192.0.2.1  0.103 ms  0.057 ms\n 2  203.0.113.9 <name.example.net>  1.1 ms  1.2 ms  1.0 ms\n");
        (trace.Protocol, trace.Reached, trace.Hops!.Count, trace.Hops[0].Sent).ShouldBe(("udp", true, 2, 2));
    }

    [Fact]
    public void Elided_rows_are_noted_and_the_rest_is_read()
    {
        var block = TraceBlocks.Blocks("$ traceroute --tcp -p 80 -n www.example.com\ntraceroute to www.example.com (203.0.113.9), 30 hops max, 60 byte packets\n 1  * * *\n 2  * 198.51.100.17  0.216 ms 198.51.100.24  0.175 ms\n ...\n24  203.0.113.9  17.465 ms 198.51.100.1  18.532 ms 198.51.100.2  18.595 ms\n").ShouldHaveSingleItem();
        var trace = (PathTrace)block.Observations[0];
        (trace.Protocol, trace.Port, trace.Reached, trace.Truncated).ShouldBe(("tcp", 80, true, false));
        trace.Hops!.Select(hop => hop.Ttl).ShouldBe([1, 2, 24]);
        block.Unread.ShouldHaveSingleItem().First.ShouldBe(4);
    }

    [Fact]
    public void Rows_without_header_are_a_trace_of_their_own()
    {
        var trace = TraceBlocks.Single("[ ... ]\n 6  a.example.net (198.51.100.30)  42.638 ms  39.093 ms  42.319 ms\n 7  198.51.100.31 (198.51.100.31)  1.0 ms  2.0 ms\n");
        (trace.Target, trace.Reached, trace.Truncated, trace.Protocol, trace.Hops!.Count).ShouldBe((null, null, true, "unknown", 2));
    }

    [Fact]
    public void A_cut_row_is_kept_as_far_as_it_goes()
    {
        var block = TraceBlocks.Blocks("traceroute to 203.0.113.9 (203.0.113.9), 2 hops max, 60 byte packets\n 1  192.0.2.1  0.1 ms  0.2 ms  0.3 ms\n 2  198.51.100.2  0.4 ms  0.5\n").ShouldHaveSingleItem();
        var trace = (PathTrace)block.Observations[0];
        trace.Hops![1].RttMs.ShouldBe([0.4]);
        trace.Hops[1].Responders.ShouldBe([new Responder("198.51.100.2")]);
    }

    [Fact]
    public void Masked_addresses_leave_reached_open()
    {
        var trace = TraceBlocks.Single("traceroute to www.example.com (203.0.x.x), 30 hops max, 60 byte packets\n 1  192.0.2.1  0.1 ms  0.2 ms  0.3 ms\n 2  203.0.x.x  0.4 ms  0.5 ms  0.6 ms\n");
        (trace.TargetAddress, trace.Reached, trace.Hops![1].Responders[0].Address).ShouldBe(("203.0.x.x", null, "203.0.x.x"));
    }

    [Theory]
    [InlineData("traceroute to 192.0.2.5 (www.example.com), 30 hops max, 52 bytes payload, ICMP mode\n1   192.0.2.1     *                         RFC1918\n                                              1.90 ms / 1.94 ms / 1.81 ms\n")]
    [InlineData("traceroute to 192.0.2.5 (192.0.2.5), 30 hops max, 60 byte packets\n 1  192.0.2.1  0.32 ms  AS64500  荷兰 阿姆斯特丹\n 2  192.0.2.2  0.32 ms  *  局域网\n")]
    [InlineData("I ran traceroute to www.example.com (it stops somewhere), see below.")]
    [InlineData("* * *")]
    [InlineData(" 1  * * *\n 2  * * *\n")]
    public void Leaves_other_texts_alone(string text) => TraceBlocks.Traces(text).ShouldBeEmpty();

    [Fact]
    public void Survives_damage()
    {
        foreach (var text in Mutations.Prefixes(Linux).Concat(Mutations.Flips(Linux)).Concat(Mutations.Lines(Linux)))
        {
            foreach (var trace in TraceBlocks.Traces(text)) trace.Hops!.ShouldAllBe(hop => hop.Ttl >= 1 && hop.Lost <= hop.Sent);
        }
    }
}
