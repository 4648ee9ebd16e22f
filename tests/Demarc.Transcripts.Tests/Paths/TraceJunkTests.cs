namespace Demarc.Transcripts.Tests.Paths;

/// <summary>Texts made to keep a reader busy: each is read once through, in time that grows with its length only.</summary>
public sealed class TraceJunkTests
{
    [Theory]
    [InlineData(" 1  * * *\n")]
    [InlineData(" 1  * * *\n 2  * * *\n")]
    [InlineData("  1     *        *        *     Request timed out.\n")]
    [InlineData("Tracing route to 192.0.2.9 over a maximum of 30 hops\n")]
    [InlineData("traceroute to 192.0.2.9 (192.0.2.9), 30 hops max\n")]
    [InlineData("traceroute: Warning: x\n")]
    [InlineData("HOST: a   Loss%   Snt   Last   Avg  Best  Wrst StDev\n")]
    [InlineData("a -> b\n")]
    [InlineData(" 1?: [LOCALHOST]  pmtu 1500\n")]
    [InlineData("...\n")]
    [InlineData("<br>ms*")]
    [InlineData(" 1 [ ( ms *")]
    [InlineData("1. a % ")]
    public void Are_read_in_linear_time(string piece)
        => TraceBlocks.Traces(string.Concat(Enumerable.Repeat(piece, 20_000))).ShouldAllBe(trace => trace.Hops!.Count <= 255);

    [Fact]
    public void A_hop_with_endless_addresses_keeps_the_first_ones()
    {
        var more = string.Concat(Enumerable.Range(0, 20_000).Select(i => $"        192.0.{i / 250}.{i % 250}\n"));
        var trace = TraceBlocks.Traces("HOST: here    Loss%   Snt   Last   Avg  Best  Wrst StDev\n  1.|-- 198.51.100.1   0.0%    10    0.5   0.6   0.4   0.9   0.1\n" + more)[0];
        trace.Hops.ShouldHaveSingleItem().Responders.Count.ShouldBe(128);
    }
}
