using Demarc.Model;
using Demarc.Transcripts.Conntrack;
using Demarc.Transcripts.Tests.Driving;

namespace Demarc.Transcripts.Tests.Conntrack;

public sealed class ConntrackReaderTests
{
    private const string Text = """
        root@gw:~# conntrack -L
        tcp      6 431999 ESTABLISHED src=192.0.2.5 dst=198.51.100.7 sport=50100 dport=443 src=198.51.100.7 dst=203.0.113.1 sport=443 dport=50100 [ASSURED] mark=0 use=1
        tcp      6 118 SYN_SENT src=192.0.2.5 dst=198.51.100.8 sport=50101 dport=443 [UNREPLIED] src=198.51.100.8 dst=203.0.113.1 sport=443 dport=50101 mark=0 use=1
        udp      17 25 src=2001:db8::5 dst=2001:db8::53 sport=5353 dport=53 src=2001:db8::53 dst=2001:db8::5 sport=53 dport=5353 mark=0 use=1
        icmp     1 29 src=192.0.2.5 dst=198.51.100.7 type=8 code=0 id=5 src=198.51.100.7 dst=192.0.2.5 type=0 code=0 id=5 mark=0 use=1
        conntrack v1.4.6 (conntrack-tools): 4 flow entries have been shown.
        root@gw:~# conntrack -S
        cpu=0   	found=12 invalid=3 insert=0 insert_failed=4 drop=4 early_drop=0 error=0 search_restart=9
        cpu=1   	found=2 invalid=0 insert=0 insert_failed=1 drop=1 early_drop=0 error=0 search_restart=1
        root@gw:~# conntrack -C
        65412
        root@gw:~#
        """;

    private static List<Observation> Read(string text) => [.. Blocks.Of(text, new ConntrackReader()).SelectMany(block => block.Observations)];

    [Fact]
    public void Counts_tracked_connections_by_state()
    {
        var sockets = Read(Text).OfType<Sockets>().ToList();
        sockets[0].Counts!.Select(count => (count.State, count.N)).ShouldBe([("ESTABLISHED", 1), ("SYN_SENT", 1)]);
        sockets[2].State.ShouldBe("SYN_SENT");
        sockets[2].Counts.ShouldHaveSingleItem().Remote.ShouldBe("198.51.100.8:443");
    }

    [Fact]
    public void Reads_how_many_there_are_and_what_failed()
    {
        Read(Text).OfType<Setting>().Select(each => (each.Name, each.Value)).ShouldBe([("nf_conntrack_count", "4"), ("nf_conntrack_count", "65412")]);
        Read(Text).OfType<Counter>().Select(each => $"{each.Name}={each.Value}").ShouldContain("nf_conntrack.insert_failed=5");
    }

    [Fact]
    public void A_filtered_listing_does_not_tell_the_size_of_the_table() =>
        Read(Text.Replace("conntrack -L", "conntrack -L -p tcp", StringComparison.Ordinal)).OfType<Setting>().ShouldHaveSingleItem().Value.ShouldBe("65412");

    [Theory]
    [InlineData("tcp goes from src=a to dst=b")]
    [InlineData("cpu=0 is busy")]
    [InlineData("65412")]
    [InlineData("4 flow entries have been shown.")]
    public void Prose_says_nothing(string line) => Read(line).ShouldBeEmpty();

    [Fact]
    public void Survives_damage() => Blocks.Survive(Text, new ConntrackReader());
}
