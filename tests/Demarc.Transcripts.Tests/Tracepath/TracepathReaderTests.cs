using Demarc.Model;
using Demarc.Testing;
using Demarc.Transcripts.Tests.Paths;

namespace Demarc.Transcripts.Tests.Tracepath;

public sealed class TracepathReaderTests
{
    private const string Text = """
        user@host:~$ tracepath -b www.example.com
         1?: [LOCALHOST]                      pmtu 1500
         1:  gw.example.net (192.0.2.1)                            0.512ms
         1:  gw.example.net (192.0.2.1)                            0.422ms
         2:  198.51.100.7                                          4.100ms pmtu 1492
         2:  no reply
         3:  198.51.100.9                                         12.000ms asymm  5 !H
         4:  www.example.com (203.0.113.9)                        14.250ms reached
             Resume: pmtu 1492 hops 4 back 5
        user@host:~$
        """;

    [Fact]
    public void Reads_hops_path_mtu_and_the_end()
    {
        var trace = TraceBlocks.Single(Text);
        (trace.Target, trace.TargetAddress, trace.Protocol, trace.PathMtu, trace.Reached, trace.Truncated).ShouldBe(("www.example.com", null, "udp", 1492, true, false));
        TraceBlocks.Rows(trace).ShouldBe(["1 192.0.2.1 (gw.example.net) | 0.512 0.422", "2 198.51.100.7 | 4.1", "3 198.51.100.9 | 12 | !H", "4 203.0.113.9 (www.example.com) | 14.25"]);
        trace.Hops!.ShouldAllBe(hop => hop.Sent == null && hop.Lost == null);
        trace.Evidence.Lines.ShouldBe([2, 9]);
    }

    [Fact]
    public void A_trace_that_ran_out_of_hops_did_not_reach()
    {
        var trace = TraceBlocks.Single(" 1?: [LOCALHOST]     pmtu 1500\n 1:  192.0.2.1     0.5ms \n 2:  no reply\n     Too many hops: pmtu 1500\n     Resume: pmtu 1500 \n");
        (trace.Target, trace.Reached, trace.Truncated, trace.PathMtu).ShouldBe((null, false, false, 1500));
        trace.Hops![1].Responders.ShouldBeEmpty();
    }

    [Fact]
    public void A_trace_without_its_end_leaves_reached_open()
    {
        var trace = TraceBlocks.Single(" 1?: [LOCALHOST]     pmtu 1500\n 1:  192.0.2.1     0.5ms \n");
        (trace.Reached, trace.Truncated).ShouldBe((null, true));
    }

    [Fact]
    public void Survives_damage()
    {
        foreach (var text in Mutations.Prefixes(Text).Concat(Mutations.Flips(Text)).Concat(Mutations.Lines(Text))) TraceBlocks.Traces(text).OfType<PathTrace>().Count().ShouldBeLessThan(4);
    }
}
