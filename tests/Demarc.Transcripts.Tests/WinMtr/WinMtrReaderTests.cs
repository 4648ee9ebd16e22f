using Demarc.Model;
using Demarc.Transcripts.Tests.Driving;
using Demarc.Transcripts.WinMtr;

namespace Demarc.Transcripts.Tests.WinMtr;

public sealed class WinMtrReaderTests
{
    private const string Export = """
        |------------------------------------------------------------------------------------------|
        | WinMTR statistics                  TO  www.example.com  AT  20251115-163045              |
        |                       Host              -   %  | Sent | Recv | Best | Avrg | Wrst | Last |
        |------------------------------------------------|------|------|------|------|------|------|
        |                             192.168.0.1 -    0 |    9 |    9 |    2 |    7 |   13 |   11 |
        |                   No response from host -  100 |    1 |    0 |    0 |    0 |    0 |    0 |
        |                      far-1.example.net  -   23 |   13 |   10 |   30 |   31 |   40 |   33 |
        |________________________________________________|______|______|______|______|______|______|
           WinMTR v0.92 GPL V2 by Appnor MSP - Fully Managed Hosting & Cloud Provider
        """;

    [Fact]
    public void Hops_are_numbered_by_their_rows_and_silence_has_no_times()
    {
        var trace = Blocks.Observations(new WinMtrReader(), Export).ShouldHaveSingleItem().ShouldBeOfType<PathTrace>();
        trace.Target.ShouldBe("www.example.com");
        trace.Reached.ShouldBeNull("the last row need not be the target");
        trace.Hops!.Select(hop => (hop.Ttl, hop.Sent, hop.Lost, hop.Responders is [var one, ..] ? one.Address ?? one.Name : null)).ShouldBe([(1, 9, 0, "192.168.0.1"), (2, 1, 1, null), (3, 13, 3, "far-1.example.net")]);
        trace.Hops![0].Rtt.ShouldBe(new RttSummary(11, 7, 2, 13, null));
        trace.Hops![1].Rtt.ShouldBeNull();
        Blocks.Lines(trace).ShouldBe([2, 8]);
    }

    [Fact]
    public void An_empty_table_is_no_trace() => Blocks.Observations(new WinMtrReader(), string.Join('\n', Export.Split('\n').Take(4))).ShouldBeEmpty();

    [Fact]
    public void Survives_damage() => Blocks.Survives(new WinMtrReader(), Export);
}
