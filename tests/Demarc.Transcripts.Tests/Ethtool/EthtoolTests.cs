using Demarc.Model;
using Demarc.Transcripts.Ethtool;
using Demarc.Transcripts.Tests.Driving;

namespace Demarc.Transcripts.Tests.Ethtool;

public sealed class EthtoolTests
{
    private const string Text = """
        root@host:~# ethtool eth0
        Settings for eth0:
        	Supported ports: [ TP ]
        	Supported link modes:   10baseT/Half 10baseT/Full
        	                        100baseT/Half 100baseT/Full
        	Speed: 100Mb/s
        	Duplex: Half
        	Auto-negotiation: off
        	Link detected: yes
        root@host:~# ethtool eth1
        Settings for eth1:
        	Speed: Unknown!
        	Duplex: Unknown! (255)
        	Link detected: no
        root@host:~# ethtool -S eth0
        NIC statistics:
             rx_packets: 912398
             rx_errors: 7
             tx_errors: 1
             rx_dropped: 2
             tx_dropped: 0
             rx_crc_errors: 7
        root@host:~#
        """;

    private static readonly ITranscriptReader[] Readers = [new EthtoolReader(), new EthtoolStatisticsReader()];

    private static List<Observation> Read(string text) => [.. Blocks.Of(text, Readers).SelectMany(block => block.Observations)];

    private static string Brief(Interface i) => $"{i.Name} {i.State} {i.Speed} {i.Duplex} {i.Errors}/{i.Dropped}";

    [Fact]
    public void Reads_settings_and_statistics()
    {
        var found = Read(Text);
        found.OfType<Interface>().Select(Brief).ShouldBe(["eth0 up 100 half /", "eth1 down   /", "eth0    8/2"]);
        found.OfType<Counter>().Select(each => $"{each.Target} {each.Name}={each.Value}").ShouldBe(
            ["eth0 rx_packets=912398", "eth0 rx_errors=7", "eth0 tx_errors=1", "eth0 rx_dropped=2", "eth0 tx_dropped=0", "eth0 rx_crc_errors=7"]);
    }

    [Theory]
    [InlineData("Settings for everyone:")]
    [InlineData("NIC statistics:")]
    public void A_heading_alone_says_nothing(string line) => Read(line).ShouldBeEmpty();

    [Fact]
    public void Corpus_samples()
    {
        var all = Read(Blocks.Sample("ethtool", "01-S-statistics.txt"));
        all.OfType<Counter>().Count().ShouldBe(82);
        all.OfType<Counter>().Select(each => $"{each.Name}={each.Value}").ShouldContain("tx_queue_1_bytes=181899495");
        Brief(all.OfType<Interface>().ShouldHaveSingleItem()).ShouldBe("    0/0");
        Read(Blocks.Sample("ethtool", "02-S-per-queue-colon-in-name.txt")).Cast<Counter>().Select(each => $"{each.Name}={each.Value}")
            .ShouldBe(["rxq0: rx_pkts=5000000", "rxq0: rx_drops_no_frags=5000", "rxq1: rx_pkts=5000000", "rxq1: rx_drops_no_frags=5000"]);
        Brief((Interface)Read(Blocks.Sample("ethtool", "03-settings-permission-errors-first.txt")).ShouldHaveSingleItem()).ShouldBe("eth1 up 1000 full /");
        Brief((Interface)Read(Blocks.Sample("ethtool", "04-linux-mdix-autoneg-1000full.txt")).ShouldHaveSingleItem()).ShouldBe("eth2 up 1000 full /");
    }

    [Fact]
    public void Agrees_with_jc()
    {
        Brief((Interface)Read(Blocks.Fixture("generic", "ethtool--default1.out")).ShouldHaveSingleItem()).ShouldBe("enp0s3 up 1000 full /");
        Brief((Interface)Read(Blocks.Fixture("generic", "ethtool--default2.out")).ShouldHaveSingleItem()).ShouldBe("enp1s0 up 40000 full /");
    }

    [Fact]
    public void Survives_damage() => Blocks.Survive(Text, Readers);
}
