using Demarc.Model;
using Demarc.Testing;
using Demarc.Transcripts.Fping;

namespace Demarc.Transcripts.Tests.Fping;

public sealed class FpingReaderTests
{
    /// <summary>fping 5.1 -c 3 with one target that loses a probe and one that a router refuses.</summary>
    private const string Counted = """
        192.0.2.10   : [0], 64 bytes, 0.235 ms (0.235 avg, 0% loss)
        ICMP Host Unreachable from 198.51.100.1 for ICMP Echo sent to 203.0.113.77
        192.0.2.10   : [1], timed out (0.235 avg, 50% loss)
        203.0.113.77 : [0], timed out (NaN avg, 100% loss)
        192.0.2.10   : [2], 64 bytes, 0.041 ms (0.138 avg, 33% loss)
        203.0.113.77 : [1], timed out (NaN avg, 100% loss)
        203.0.113.77 : [2], timed out (NaN avg, 100% loss)

        192.0.2.10   : xmt/rcv/%loss = 3/2/33%, min/avg/max = 0.041/0.138/0.235
        203.0.113.77 : xmt/rcv/%loss = 3/0/100%
        root@gateway:~#
        """;

    [Fact]
    public void Sorts_the_mixed_lines_by_target()
    {
        var block = Read(Counted).ShouldNotBeNull();
        block.Last.ShouldBe(9);
        var (near, far) = Two(block);
        (near.Target, near.TargetAddress, near.Sent, near.Received).ShouldBe(("192.0.2.10", "192.0.2.10", 3, 2));
        near.RttMs.ShouldBe([0.235, 0.041]);
        near.Errors.ShouldBe([new("timeout", null, 1)]);
        near.Evidence.Lines.ShouldBe([1, 9]);
        (far.Target, far.Sent, far.Received).ShouldBe(("203.0.113.77", 3, 0));
        far.Errors.ShouldBe([new("host-unreachable", "198.51.100.1", 1), new("timeout", null, 2)]);
        far.Evidence.Lines.ShouldBe([2, 10]);
        (near.Tool, near.Size).ShouldBe(("fping", null), "64 bytes were received; how many were sent is not stated");
    }

    [Fact]
    public void Reads_counts_alone()
    {
        var (named, silent) = Two(Read("""
            gateway.example.com : xmt/rcv/%loss = 20/19/5%, min/avg/max = 1.04/1.31/9.80
            2001:db8::9         : xmt/rcv/%loss = 20/0/100%
            """));
        (named.Target, named.TargetAddress, named.Sent, named.Received, named.RttMs).ShouldBe(("gateway.example.com", null, 20, 19, null));
        (silent.TargetAddress, silent.Sent, silent.Received, silent.Errors).ShouldBe(("2001:db8::9", 20, 0, null));
    }

    [Fact]
    public void Every_interval_is_a_run_of_its_own()
    {
        var block = Read("""
            [04:04:29]
            192.0.2.10 : xmt/rcv/%loss = 2/2/0%, min/avg/max = 0.01/0.02/0.04
            [04:04:31]
            192.0.2.10 : xmt/rcv/%loss = 2/1/50%, min/avg/max = 0.04/0.04/0.04
            """, first: 1).ShouldNotBeNull();
        var (before, after) = Two(block);
        (before.Received, after.Received).ShouldBe((2, 1));
        after.RttMs.ShouldBe([0.04], "one reply: its mean is its time");
        after.Evidence.Lines.ShouldBe([4, 4]);
    }

    [Fact]
    public void A_run_that_was_cut_off_counts_its_own_lines()
    {
        var ping = Read("""
            [1795233864.53875] 192.0.2.10 : [0], 84 bytes, 21 ms (21.0 avg, 0% loss)
            [1795233865.53964] 192.0.2.10 : [1], timed out (21.0 avg, 50% loss)
            """).ShouldNotBeNull().Observations.ShouldHaveSingleItem().ShouldBeOfType<Ping>();
        (ping.Sent, ping.Received).ShouldBe((2, 1));
        ping.RttMs.ShouldBe([21]);
    }

    [Fact]
    public void A_duplicate_is_no_reply_of_its_own()
    {
        var ping = Read("""
            192.0.2.10 : [0], 64 bytes, 0.30 ms (0.30 avg, 0% loss)
            192.0.2.10 : duplicate for [0], 64 bytes, 0.52 ms
            192.0.2.10 : xmt/rcv/%return = 1/2/200%, min/avg/max = 0.30/0.41/0.52
            """).ShouldNotBeNull().Observations.ShouldHaveSingleItem().ShouldBeOfType<Ping>();
        (ping.Duplicates, ping.RttMs!.Count).ShouldBe((1, 1));
    }

    [Fact]
    public void Beneath_a_typed_command_every_mode_is_read()
    {
        var block = Read("""
            nosuch.example.com: Name or service not known
            192.0.2.10 is alive (0.48 ms)
            192.0.2.11 is unreachable
            192.0.2.12 : 0.41 - 0.55
            """, command: "sudo fping -e -b 1400 -M 192.0.2.10 192.0.2.11").ShouldNotBeNull();
        var pings = block.Observations.Cast<Ping>().ToArray();
        pings.Select(ping => (ping.Target, ping.Sent, ping.Received)).ShouldBe(
            [("nosuch.example.com", null, 0), ("192.0.2.10", null, 1), ("192.0.2.11", null, 0), ("192.0.2.12", 3, 2)]);
        pings[0].Errors.ShouldBe([new("unresolved", null, 1)]);
        pings[3].RttMs.ShouldBe([0.41, 0.55]);
        pings.ShouldAllBe(ping => ping.Size == 1400 && ping.Df == true);
    }

    [Theory]
    [InlineData("server.example.com is unreachable")]
    [InlineData("10:30 : 5 6")]
    [InlineData("服务 : 12 34")]
    [InlineData("192.0.2.10 is alive")]
    public void Without_the_command_a_sentence_is_a_sentence(string line) => Read(line).ShouldBeNull();

    [Fact]
    public void Chinese_around_it_ends_the_block()
    {
        var text = new EvidenceText("case.txt", "", "从办公室测的：\n192.0.2.10 : xmt/rcv/%loss = 5/5/0%, min/avg/max = 0.7/0.8/0.9\n看起来正常。\n");
        var ping = TranscriptReader.Read(text).Observations.OfType<Ping>().ShouldHaveSingleItem();
        (ping.Tool, ping.Received).ShouldBe(("fping", 5));
        ping.Evidence.Lines.ShouldBe([2, 2]);
    }

    [Fact]
    public void Survives_damage()
    {
        foreach (var text in Mutations.Prefixes(Counted).Concat(Mutations.Flips(Counted)).Concat(Mutations.Lines(Counted))) Read(text);
    }

    private static (Ping First, Ping Second) Two(TranscriptBlock? block)
    {
        var pings = block.ShouldNotBeNull().Observations.Cast<Ping>().ToArray();
        pings.Length.ShouldBe(2);
        return (pings[0], pings[1]);
    }

    private static TranscriptBlock? Read(string text, int first = 0, string? command = null) =>
        new FpingReader().Read(new(new EvidenceText("case.txt", "", text), first) { Command = command });
}
