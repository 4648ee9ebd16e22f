using Demarc.Model;
using Demarc.Transcripts.Tc;
using Demarc.Transcripts.Tests.Driving;

namespace Demarc.Transcripts.Tests.Tc;

public sealed class QdiscReaderTests
{
    private const string Text = """
        root@host:~# tc -s qdisc
        qdisc noqueue 0: dev lo root refcnt 2
         Sent 0 bytes 0 pkt (dropped 0, overlimits 0 requeues 0)
         backlog 0b 0p requeues 0
        qdisc fq_codel 8001: dev eth0 root refcnt 2 limit 10240p flows 1024 target 5ms interval 100ms
         Sent 163816 bytes 2013 pkt (dropped 17, overlimits 3 requeues 1)
         backlog 0b 0p requeues 1
          maxpacket 1514 drop_overlimit 0 new_flow_count 12 ecn_mark 0
        root@host:~#
        """;

    private static List<string> Read(string text) => [.. Blocks.Of(text, new QdiscReader()).SelectMany(block => block.Observations)
        .Select(each => each is Setting setting ? $"{setting.Target} {setting.Value}" : each is Counter counter ? $"{counter.Target} {counter.Name}={counter.Value}" : "?")];

    [Fact]
    public void Reads_queues_and_their_drops() => Read(Text).ShouldBe(
    [
        "lo noqueue 0: dev lo root refcnt 2", "lo noqueue dropped=0", "lo noqueue overlimits=0", "lo noqueue requeues=0",
        "eth0 fq_codel 8001: dev eth0 root refcnt 2 limit 10240p flows 1024 target 5ms interval 100ms", "eth0 fq_codel dropped=17", "eth0 fq_codel overlimits=3", "eth0 fq_codel requeues=1",
    ]);

    [Theory]
    [InlineData("qdisc is what we should look at: dev eth0")]
    [InlineData("class Foo extends: root")]
    public void Prose_and_code_say_nothing(string line) => Read(line).ShouldBeEmpty();

    [Fact]
    public void Corpus_netem_on_a_device_the_command_names() => Read(Blocks.Sample("tc", "01-linux-qdisc-netem-loss30.txt")).ShouldBe(
        ["eth0 netem 800d: root refcnt 2 limit 1000 loss 30%", "eth0 netem dropped=4", "eth0 netem overlimits=0", "eth0 netem requeues=0"]);

    [Fact]
    public void Survives_damage() => Blocks.Survive(Text, new QdiscReader());
}
