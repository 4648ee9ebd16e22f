using Demarc.Model;
using Demarc.Testing;
using Demarc.Transcripts.Tests.Paths;

namespace Demarc.Transcripts.Tests.Mtr;

public sealed class MtrReaderTests
{
    private const string Screen = """
                                              My traceroute  [v0.86]
        laptop.local (192.0.2.5)                                             2018-04-15T23:01:24+0800
        Keys:  Help   Display mode   Restart statistics   Order of fields   quit
                                                                    Packets               Pings
         Host                                                     Loss%   Snt   Last   Avg  Best  Wrst StDev
         1. 192.0.2.1                                              0.0%   127    1.9  53.9   1.3 1031. 217.1
         2. 198.51.100.41                                         48.4%   127   11.7  12.5   5.7  36.7   5.4
            198.51.100.45
            198.51.100.46
         3. ???
         4. core.example.net                                       0.0%   127    3.0   4.0   2.2 29997 1401.
            [MPLS: Lbl 24000 Exp 0 S 1 TTL 1]
         5. 203.0.113.66                                          38.9%   126   40.3  34.7  29.3  46.8   4.1

        """;

    private const string Report = """
        root@gate:~# mtr -r -c 60 203.0.113.11 --port 443 --tcp --no-dns
        Start: 2022-09-28T22:34:12-0300
        HOST: gate                        Loss%   Snt   Last   Avg  Best  Wrst StDev
          1.|-- 192.0.2.1                  6.7%    60  177.1  72.2   0.9 702.8 158.0
                192.0.2.100
          2.|-- host229.198-51-7.telecom   0.0%    60  120.6 148.4   2.2 1105. 232.5
          3.|-- ???                       100.0    60    0.0   0.0   0.0   0.0   0.0
          4.|-- 203.0.113.11              70.0%    60  609.8 399.5  21.7 2158. 489.2
        root@gate:~#
        """;

    [Fact]
    public void Reads_a_copy_of_the_screen()
    {
        var trace = TraceBlocks.Single(Screen);
        (trace.Target, trace.TargetAddress, trace.Protocol, trace.Reached, trace.Truncated, trace.Vantage).ShouldBe((null, null, "unknown", null, null, "laptop.local"));
        trace.Time.ShouldBe(new Moment("2018-04-15T23:01:24+0800", new DateTimeOffset(2018, 4, 15, 15, 1, 24, TimeSpan.Zero), ZoneKnowledge.Stated));
        (trace.Evidence.Vantage, trace.Evidence.Time).ShouldBe((trace.Vantage, trace.Time));
        TraceBlocks.Figures(trace).ShouldBe(
        [
            "1 192.0.2.1 | 0 127 0 | 1.9 53.9 1.3 1031 217.1", "2 198.51.100.41, 198.51.100.45, 198.51.100.46 | 48.4 127 61 | 11.7 12.5 5.7 36.7 5.4", "3 - |   ",
            "4 (core.example.net) | 0 127 0 | 3 4 2.2 29997 1401", "5 203.0.113.66 | 38.9 126 49 | 40.3 34.7 29.3 46.8 4.1",
        ]);
        trace.Hops![3].Mpls.ShouldBe(["MPLS: Lbl 24000 Exp 0 S 1 TTL 1"]);
        trace.Hops.ShouldAllBe(hop => hop.RttMs == null);
        trace.Evidence.Lines.ShouldBe([1, 13]);
    }

    [Fact]
    public void Reads_a_report_with_its_command()
    {
        var trace = TraceBlocks.Single(Report);
        (trace.Target, trace.TargetAddress, trace.Protocol, trace.Port, trace.Reached, trace.Truncated, trace.Vantage)
            .ShouldBe(("203.0.113.11", "203.0.113.11", "tcp", 443, true, false, "gate"));
        trace.Time!.Utc.ShouldBe(new DateTimeOffset(2022, 9, 29, 1, 34, 12, TimeSpan.Zero));
        TraceBlocks.Figures(trace).ShouldBe(
        [
            "1 192.0.2.1, 192.0.2.100 | 6.7 60 4 | 177.1 72.2 0.9 702.8 158", "2 (host229.198-51-7.telecom) | 0 60 0 | 120.6 148.4 2.2 1105 232.5",
            "3 - | 100 60 60", "4 203.0.113.11 | 70 60 42 | 609.8 399.5 21.7 2158 489.2",
        ]);
    }

    [Theory]
    [InlineData("mtr -T -P 443 192.0.2.1", "tcp", 443)]
    [InlineData("mtr --udp 192.0.2.1", "udp", null)]
    [InlineData("sudo /usr/sbin/mtr -rwzc 100 192.0.2.1", "icmp", null)]
    [InlineData("mtr --sctp 192.0.2.1", "unknown", null)]
    public void The_command_tells_target_protocol_and_port(string command, string protocol, int? port)
    {
        var trace = TraceBlocks.Single("HOST: here                        Loss%   Snt   Last   Avg  Best  Wrst StDev\n  1.|-- 192.0.2.1                  0.0%    10    0.5   0.6   0.4   0.9   0.1\n", command);
        (trace.Target, trace.Protocol, trace.Port, trace.Reached).ShouldBe(("192.0.2.1", protocol, port, true));
    }

    [Fact]
    public void The_last_row_is_not_taken_for_the_target()
    {
        var trace = TraceBlocks.Single("HOST: here                        Loss%   Snt   Last   Avg  Best  Wrst StDev\n  1.|-- 192.0.2.1                  0.0%    10    0.5   0.6   0.4   0.9   0.1\n");
        (trace.Target, trace.TargetAddress, trace.Reached, trace.Protocol).ShouldBe((null, null, null, "unknown"));
    }

    [Fact]
    public void Newer_screens_name_the_target_and_waiting_rows_are_silent()
    {
        const string Text = """
            PC-ONE (192.0.2.248) -> www.example.com (203.0.113.8)                                     2023-03-31T20:43:57+0500
                                              Packets               Pings
             Host                           Loss%   Snt   Last   Avg  Best  Wrst StDev
             1. AS???    192.0.2.1           0.0%   237    0.4   0.3   0.2   0.7   0.1
             2. (waiting for reply)
             3. AS64500  a.example.net (198.51.100.8)  0.0%   236    2.0   4.6   1.4 287.7  26.1
                AS64501  198.51.100.9
             4. AS64502  203.0.113.8         0.0%   236   72.1  75.2  71.4 536.2  31.9
            """;
        var trace = TraceBlocks.Single(Text);
        (trace.Vantage, trace.Target, trace.TargetAddress, trace.Reached, trace.Protocol).ShouldBe(("PC-ONE", "www.example.com", "203.0.113.8", true, "unknown"));
        TraceBlocks.Figures(trace).ShouldBe(
        [
            "1 192.0.2.1 | 0 237 0 | 0.4 0.3 0.2 0.7 0.1", "2 - |   ", "3 198.51.100.8 (a.example.net) AS64500, 198.51.100.9 AS64501 | 0 236 0 | 2 4.6 1.4 287.7 26.1",
            "4 203.0.113.8 AS64502 | 0 236 0 | 72.1 75.2 71.4 536.2 31.9",
        ]);
    }

    [Fact]
    public void Columns_are_read_in_the_order_the_header_prints()
    {
        var trace = TraceBlocks.Single("HOST: here                        Loss%  Drop   Rcv   Snt  Best   Avg  Wrst  Last\n  1.|-- 192.0.2.1                 10.0%     1     9    10   0.4   0.6   0.9   0.5\n");
        TraceBlocks.Figures(trace).ShouldBe(["1 192.0.2.1 | 10 10 1 | 0.5 0.6 0.4 0.9 "]);
    }

    [Fact]
    public void A_date_without_zone_gives_no_utc()
    {
        var trace = TraceBlocks.Single("Start: Thu Nov 25 15:15:20 2021\nHOST: here                        Loss%   Snt   Last   Avg  Best  Wrst StDev\n  1.|-- 192.0.2.1                  0.0%    10    0.5   0.6   0.4   0.9   0.1\n");
        trace.Time.ShouldBe(new Moment("Thu Nov 25 15:15:20 2021", null, ZoneKnowledge.Unknown));
    }

    [Fact]
    public void A_row_that_breaks_off_is_noted()
    {
        var block = TraceBlocks.Blocks("HOST: here                        Loss%   Snt   Last   Avg  Best  Wrst StDev\n  1.|-- 192.0.2.1                  0.0%    10    0.5   0.6   0.4   0.9   0.1\n  2.|-- 192.0.2.2                  0.0%    10    0.5").ShouldHaveSingleItem();
        var trace = (PathTrace)block.Observations[0];
        (trace.Truncated, trace.Hops!.Count, trace.Hops[1].Rtt).ShouldBe((true, 2, new RttSummary(0.5, null, null, null, null)));
        block.Unread.ShouldHaveSingleItem().First.ShouldBe(2);
    }

    [Theory]
    [InlineData("{ \"count\": \"1\", \"host\": \"192.0.2.1\", \"Loss%\": 0.00, \"Snt\": 5 }")]
    [InlineData("1. 80% of the users are affected\n2. 5% are not\n")]
    [InlineData("1. 网络丢包 100% 已确认\n")]
    [InlineData("Start: tomorrow")]
    public void Leaves_other_texts_alone(string text) => TraceBlocks.Traces(text).ShouldBeEmpty();

    [Fact]
    public void Survives_damage()
    {
        foreach (var text in new[] { Screen, Report }.SelectMany(text => Mutations.Prefixes(text).Concat(Mutations.Flips(text)).Concat(Mutations.Lines(text))))
        {
            foreach (var trace in TraceBlocks.Traces(text)) trace.Hops!.ShouldAllBe(hop => hop.Ttl >= 1 && hop.Ttl <= 255);
        }
    }
}
