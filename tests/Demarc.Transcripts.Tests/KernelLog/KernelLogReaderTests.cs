using Demarc.Model;
using Demarc.Transcripts.KernelLog;
using Demarc.Transcripts.Tests.Driving;

namespace Demarc.Transcripts.Tests.KernelLog;

public sealed class KernelLogReaderTests
{
    private const string Syslog = """
        Feb 23 16:44:36 gw kernel: [38775494.393661] nf_conntrack: table full, dropping packet
        Feb 23 16:44:36 gw kernel: [38775494.494836] nf_conntrack: table full,
        dropping packet
        Feb 23 16:44:41 gw kernel: [38775499.394001] net_ratelimit: 34 callbacks suppressed
        Feb 23 16:44:41 gw kernel: [38775499.394003] usb 1-1: new device
        Feb 23 16:45:01 gw kernel: [38775519.1] IPv4: martian source 192.0.2.9 from 198.51.100.9, on dev eth0
        """;

    private const string Dmesg = """
        [12345.678901] e1000e: eth0 NIC Link is Down
        [12349.000001] e1000e: eth0 NIC Link is Up 1000 Mbps Full Duplex, Flow Control: Rx/Tx
        [13000.000001] TCP: request_sock_TCP: Possible SYN flooding on port 443. Sending cookies.  Check SNMP counters.
        [Mon May  1 10:00:00 2023] neighbour: arp_cache: neighbor table overflow!
        """;

    private const string Iso = """
        2024-05-01T10:00:00.123456+08:00 gw kernel: eth0: transmit timed out
        2024-05-01T10:01:30.123456+08:00 gw kernel: eth0: transmit timed out
        """;

    private static List<Observation> Read(string text) => Blocks.Observations(new KernelLogReader(), text);

    [Fact]
    public void Tells_each_message_once_and_how_often_it_came()
    {
        var found = Read(Syslog);
        found.OfType<ErrorText>().Select(each => (each.Meaning, each.Vantage, each.Time!.Text)).ShouldBe([("conntrack-table-full", "gw", "Feb 23 16:44:36"), ("martian-source", "gw", "Feb 23 16:45:01")]);
        found.OfType<ErrorText>().First().Text.ShouldBe("nf_conntrack: table full, dropping packet");
        var counter = found.OfType<Counter>().ShouldHaveSingleItem();
        (counter.Name, counter.Delta, counter.Window).ShouldBe(("conntrack-table-full", 36, null));
        Blocks.Lines(counter).ShouldBe([1, 2]);
    }

    [Fact]
    public void Reads_what_dmesg_prints() => Read(Dmesg).OfType<ErrorText>().Select(each => (each.Meaning, each.Time!.Text, each.Time.Utc)).ShouldBe(
    [
        ("link-down", "12345.678901", null), ("link-up", "12349.000001", null), ("syn-flooding", "13000.000001", null), ("neighbour-table-overflow", "Mon May  1 10:00:00 2023", null),
    ]);

    [Fact]
    public void Times_with_a_zone_give_instants_and_a_window()
    {
        var found = Read(Iso);
        found.OfType<ErrorText>().ShouldHaveSingleItem().Time!.Utc.ShouldBe(new DateTimeOffset(2024, 5, 1, 2, 0, 0, TimeSpan.Zero).AddTicks(1234560));
        found.OfType<Counter>().ShouldHaveSingleItem().Window.ShouldBe(90);
    }

    [Theory]
    [InlineData("We saw nf_conntrack: table full, dropping packet in dmesg")]
    [InlineData("The kernel: it says martian source all day")]
    [InlineData("Feb 23 16:44:36 gw nginx[7]: link down")]
    [InlineData("[INFO] link up")]
    [InlineData("[1] link down")]
    public void Prose_and_other_logs_say_nothing(string line) => Read(line).ShouldBeEmpty();

    [Fact]
    public void Corpus_log_that_begins_in_the_middle_of_a_line()
    {
        var found = Read(Blocks.Sample("sysctl", "02-kernel-conntrack-table-full-log.txt"));
        found.OfType<ErrorText>().Select(each => each.Vantage).ShouldBe(["obs", "jobs"]);
        found.OfType<ErrorText>().ShouldAllBe(each => each.Meaning == "conntrack-table-full");
        found.OfType<Counter>().ShouldHaveSingleItem().Delta.ShouldBe(4);
    }

    [Fact]
    public void Survives_damage() => Blocks.Survives(new KernelLogReader(), Syslog + "\n" + Dmesg + "\n" + Iso, 7);
}
