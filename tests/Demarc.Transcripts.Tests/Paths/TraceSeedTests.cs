using Demarc.Model;
using Demarc.Testing;

namespace Demarc.Transcripts.Tests.Paths;

/// <summary>The traces inside the real threads.</summary>
public sealed class TraceSeedTests
{
    [Fact]
    public void Case_a_holds_a_fragment_and_a_whole_trace_twice()
    {
        var traces = TraceBlocks.Traces(Seed("case-a-mail-site-unreachable.txt"));
        traces.Select(trace => (trace.Evidence.Lines![0], trace.Evidence.Lines[1], trace.Hops!.Count, Fingerprint.Of(trace.Target), Fingerprint.Of(trace.TargetAddress), trace.Reached, trace.Truncated)).ShouldBe(
        [
            (27, 31, 5, null, null, null, true), (33, 50, 15, "#ae1b4c4e", "#80d3bc83", true, false),
            (93, 97, 5, null, null, null, true), (99, 116, 15, "#ae1b4c4e", "#80d3bc83", true, false),
        ]);
        TraceBlocks.Rows(traces[1]).ShouldBe(TraceBlocks.Rows(traces[3]));
        TraceBlocks.Rows(traces[0]).ShouldBe(TraceBlocks.Rows(traces[2]));
        traces[0].Hops![0].RttMs.ShouldBe([0.5, 1, 0.5]);
        traces[1].Hops!.Where(hop => hop.Responders.Count == 0).Select(hop => hop.Ttl).ShouldBe([10, 11, 13, 14]);
        traces[1].Hops![7].Responders.Select(one => (Fingerprint.Of(one.Address), Fingerprint.Of(one.Name), one.Asn)).ShouldBe([("#f35c2736", "#7f21ac94", null)]);
        traces[1].Hops![8].Responders.Select(one => (Fingerprint.Of(one.Address), Fingerprint.Of(one.Name), one.Asn)).ShouldBe([("#f101cfd9", "#41f0b9f8", null)]);
        traces[1].Hops![11].RttMs.ShouldBe([19, 9, 9]);
    }

    [Fact]
    public void Case_d_holds_one_screen_of_mtr()
    {
        var trace = TraceBlocks.Single(Seed("case-d-intermittent-https.md"));
        (trace.Tool, Fingerprint.Of(trace.Vantage), Fingerprint.Of(trace.Evidence.Vantage), trace.Target, trace.TargetAddress, trace.Reached, trace.Protocol)
            .ShouldBe(("mtr", "#d77f73b3", "#d77f73b3", null, null, null, "unknown"));
        trace.Time.ShouldBe(new Moment("2018-04-15T23:01:24+0800", new DateTimeOffset(2018, 4, 15, 15, 1, 24, TimeSpan.Zero), ZoneKnowledge.Stated));
        trace.Evidence.Time.ShouldBe(trace.Time);
        trace.Hops!.Select(hop => hop.Responders.Count).ShouldBe([1, 1, 2, 4, 0, 2, 8, 8, 8, 8, 0, 0, 1]);
        var last = trace.Hops![^1];
        (last.Ttl, last.LossPercent, last.Sent, last.Lost, Fingerprint.Of(last.Responders[0].Address)).ShouldBe((13, 38.9, 126, 49, "#8e45c96e"));
        last.Rtt.ShouldBe(new RttSummary(40.3, 34.7, 29.3, 46.8, 4.1));
        (trace.Hops[0].Rtt!.Worst, trace.Hops[4].Sent).ShouldBe((1031, null));
    }

    [Theory]
    [InlineData("case-b-messenger-hangs.txt")]
    [InlineData("case-c-updates-not-fetched.txt")]
    public void The_other_cases_hold_none(string file) => TraceBlocks.Traces(Seed(file)).ShouldBeEmpty();

    private static string Seed(string file) => File.ReadAllText(Repository.Shared("seeds", file));
}
