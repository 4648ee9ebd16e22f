using Demarc.Model;
using Demarc.Transcripts.Pathping;
using Demarc.Transcripts.ResolveDnsName;
using Demarc.Transcripts.Tests.Driving;
using Demarc.Transcripts.Tracetcp;
using Demarc.Transcripts.Tracert;

namespace Demarc.Transcripts.Tests.Pathping;

/// <summary>What else of Windows traces a path or asks a name.</summary>
public sealed class PathpingTests
{
    private const string Pathping = """
        Tracing route to www.example.com [203.0.113.9]
        over a maximum of 30 hops:
          0  PC-1 [192.0.2.14]
          1  192.0.2.1
          2  203.0.113.9

        Computing statistics for 50 seconds...
                    Source to Here   This Node/Link
        Hop  RTT    Lost/Sent = Pct  Lost/Sent = Pct  Address
          0                                           PC-1 [192.0.2.14]
                                        0/ 100 =  0%   |
          1    3ms    40/ 100 = 40%    40/ 100 = 40%  192.0.2.1
                                        0/ 100 =  0%   |
          2   20ms     0/ 100 =  0%     0/ 100 =  0%  www.example.com [203.0.113.9]
        """;

    private const string Tracetcp = """
        Tracing route to 203.0.113.9 [www.example.com] on port 443
        Over a maximum of 30 hops.
        1       1 ms    1 ms    1 ms    192.0.2.1
        2       \*       \*       \*       Request timed out.
        3       20 ms   21 ms   20 ms   203.0.113.9
        """;

    private const string Answers = """
        Name                                           Type   TTL   Section    IPAddress
        ----                                           ----   ---   -------    ---------
        www.example.com                                A      60    Answer     203.0.113.9
        """;

    private static readonly ITranscriptReader[] Readers = [new PathpingReader(), new TracetcpReader(), new ResolveDnsNameReader(), new TracertReader()];

    private static string Read(string text) => string.Join('|', Blocks.Of(text, Readers).SelectMany(block => block.Observations).Select(each => each switch
    {
        PathTrace it => $"{it.Tool} {it.Target} {it.TargetAddress} {it.Protocol} {it.Port} {it.Reached}: " + string.Join("; ", it.Hops!.Select(hop => $"{hop.Ttl} {hop.Address} {hop.Lost}/{hop.Sent} {hop.LossPercent}".TrimEnd())),
        Model.Dns it => $"{it.Name} {it.Answers![0].Address} {it.Answers[0].Ttl}",
        _ => "?",
    }));

    [Theory]
    [InlineData(Pathping, "pathping www.example.com 203.0.113.9 icmp  True: 1 192.0.2.1 40/100 40; 2 203.0.113.9 0/100 0")]
    [InlineData(Tracetcp, "tracetcp 203.0.113.9 203.0.113.9 tcp 443 True: 1 192.0.2.1 0/3; 2  3/3; 3 203.0.113.9 0/3")]
    [InlineData(Answers, "www.example.com 203.0.113.9 60")]
    public void Reads_each(string text, string expected) => Read(text).ShouldBe(expected);

    [Theory]
    [InlineData(Pathping)]
    [InlineData(Tracetcp)]
    [InlineData(Answers)]
    public void Damage_breaks_nothing(string text) => Blocks.Survive(text, Readers);
}
