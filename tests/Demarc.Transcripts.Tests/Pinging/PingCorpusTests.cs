using Demarc.Model;
using Demarc.Testing;

namespace Demarc.Transcripts.Tests.Pinging;

/// <summary>Every collected ping sample gives what a person reads in it.</summary>
public sealed class PingCorpusTests
{
    [Fact]
    public void Header_cut_english() => One("02-win-en-header-cut.txt", "#6591fef0", "127.0.0.1", 32, 4, 4, [564, 555, 554, 548], [237]);

    [Fact]
    public void French_with_a_blank_before_the_unit() => One("04-win-fr-space-before-unit.txt", "8.8.8.8", "8.8.8.8", 32, 4, 4, [6, 6, 6, 6], [58]);

    [Fact]
    public void Japanese_name() => One("05-win-ja-hostname.txt", "#d4c9d902", "#b51bc876", 32, 4, 4, [7, 5, 4, 4], [55]);

    [Fact]
    public void Japanese_address() => One("06-win-ja-ip.txt", "8.8.8.8", "8.8.8.8", 32, 4, 4, [4, 4, 5, 6], [58]);

    [Fact]
    public void Russian() => One("07-win-ru.txt", "8.8.8.8", "8.8.8.8", 32, 4, 4, [37, 33, 38, 34], [55]);

    [Fact]
    public void Traditional_chinese_below_one_millisecond() => One("09-win-zhTW-lt1ms.txt", "127.0.0.1", "127.0.0.1", 32, 4, 4, [0.5, 0.5, 0.5, 0.5], [128]);

    [Fact]
    public void Busybox_without_permission() => One("12-busybox-permission-denied.txt", "1.1.1.1", "1.1.1.1", 56, null, null, [], [], "not-permitted||1");

    [Fact]
    public void Polish_without_any_reply() => One("17-win-pl-timeout.txt", "#58e4324c", "#980b48de", 32, 4, 0, [], [], "timeout||4");

    [Fact]
    public void Polish_with_some_loss() => One("18-win-pl-partial-loss.txt", "#02c74092", "#6a79109e", 9800, 9, 7, [114, 114, 118, 114, 114, 119, 116], [48], "timeout||2");

    [Fact]
    public void Usage_text_is_no_ping() => Read("19-win-en-bad-option-usage.txt").ShouldBeEmpty();

    [Fact]
    public void Ttl_expired_is_not_received() => One("21-win-en-ttl-expired-mixed.txt", "#191a9041", "8.8.8.8", 32, 4, 0, [], [], "timeout||3", "ttl-expired|#0204cf0d|1");

    [Fact]
    public void Empty_name_and_port_unreachable() => One("22-linux-empty-host-port-unreachable.txt", "#b567db18", "#b567db18", 56, 1, 0, [], [], "port-unreachable|10.254.254.17|1");

    [Fact]
    public void No_answer_yet_fifteen_times() => One("23-linux-O-no-answer-yet.txt", "#b2ff8777", "#b2ff8777", 56, 15, 0, [], [], "timeout||15");

    [Fact]
    public void Late_replies_clear_their_timeouts() => One("24-linux-O-late-replies.txt", "#d4c9d902", "#4d800217", 56, 3, 2, [507.99, 507.95], [37], "timeout||1");

    [Fact]
    public void Partial_loss_on_linux() => One("25-linux-partial-loss.txt", "#d4c9d902", "#4d800217", 56, 3, 2, [8.05, 8.05], [37], "timeout||1");

    [Fact]
    public void Cisco_marks() => One("26-cisco-ios-bang-dot-mix.txt", "10.245.179.14", "10.245.179.14", 72, 5, 1, null, null, "source-quench||1", "timeout||2", "host-unreachable||1");

    [Fact]
    public void Mikrotik_table() => One("27-mikrotik-unreachable.txt", "#0afd1856", "#0afd1856", null, 4, 0, [], [], "timeout||4");

    [Fact]
    public void Three_runs_on_one_line()
    {
        var pings = Read("28-win-zh-everything-on-one-line.txt");
        pings.Count.ShouldBe(3);
        Check(pings[0], "#802fea72", "#802fea72", 32, 4, 0, [], [], "timeout||1", "transmit-failed||3");
        Check(pings[1], "192.168.1.1", "192.168.1.1", 32, 4, 0, [], [], "timeout||2", "transmit-failed||2");
        Check(pings[2], "192.168.0.1", "192.168.0.1", 32, 4, 0, [], [], "timeout||4");
        Fingerprint.Of(pings[0].Vantage).ShouldBe("#5d52bce1");
    }

    [Fact]
    public void Unreachable_answers_are_not_received_and_the_name_is_masked()
    {
        One("29-win-zh-unreachable-counted-as-received.txt", "#70b1c06b", null, 32, 4, 0, [], [], "host-unreachable|#f56b68e0|4");
        Fingerprint.Of(Read("29-win-zh-unreachable-counted-as-received.txt")[0].Vantage).ShouldBe("#bc76492d");
    }

    [Fact]
    public void Annotated_rows_without_a_header()
    {
        var pings = Read("30-win-zh-inline-annotations-ttl-expired.txt");
        pings.Count.ShouldBe(2);
        Check(pings[0], null, null, null, 2, 0, [], [], "host-unreachable|192.168.1.100|1", "ttl-expired|10.0.40.9|1");
        Check(pings[1], null, null, null, 1, 0, [], [], "host-unreachable|192.168.1.100|1");
    }

    [Fact]
    public void Probing_the_mtu_on_windows()
    {
        var pings = Read("31-win-zh-df-set-mtu-probe.txt");
        pings.Count.ShouldBe(2);
        Check(pings[0], "#3eb08f2f", "#3eb08f2f", 1473, 2, 0, [], [], "too-big||2");
        (pings[0].Df, pings[0].Interrupted).ShouldBe((true, true));
        Check(pings[1], "#3eb08f2f", "#3eb08f2f", 1472, 4, 4, [1, 1, 1, 2], [64]);
        (pings[1].Df, pings[1].Interrupted).ShouldBe((true, null));
    }

    [Fact]
    public void Probing_the_mtu_on_linux()
    {
        var pings = Read("32-linux-M-do-message-too-long.txt");
        pings.Count.ShouldBe(2);
        Check(pings[0], "#44a178cb", "#44a178cb", 1373, 3, 0, [], [], "too-big||3");
        (pings[0].Df, pings[0].Mtu, Fingerprint.Of(pings[0].Vantage)).ShouldBe((true, 1400, "#7b81f26d"));
        Check(pings[1], "#44a178cb", "#44a178cb", 1372, 3, 3, [1.62, 1.69, 1.67], [128]);
        (pings[1].Df, pings[1].Mtu).ShouldBe((true, null));
    }

    [Fact]
    public void Chinese_name() => One("33-win-zh-hostname-normal.txt", "#2cc90c3c", "#0ed64814", 32, 4, 4, [291, 210, 234, 254], [47]);

    [Fact]
    public void French_unreachable() => One("35-win-fr-unreachable-counted-as-received.txt", "192.168.1.18", "192.168.1.18", 32, 4, 0, [], [], "host-unreachable|192.168.1.2|4");

    [Fact]
    public void Russian_outage_and_interrupt()
    {
        One("36-win-ru-t-outage-and-ctrl-c.txt", "10.0.0.1", "10.0.0.1", 32, 9, 5, [69, 68, 68, 68, 69], [64], "timeout||4");
        Read("36-win-ru-t-outage-and-ctrl-c.txt")[0].Interrupted.ShouldBe(true);
    }

    [Fact]
    public void Quoted_with_markdown_links() => One("37-win-ja-blockquote-markdown-links.txt", "#a426bf67", "#4026a99c", 32, 3, 3, [107, 108, 100], [55]);

    [Fact]
    public void Two_runs_with_replacement_characters()
    {
        var pings = Read("38-win-ptBR-replacement-chars.txt");
        pings.Count.ShouldBe(2);
        Check(pings[0], "192.168.1.16", "192.168.1.16", 32, 1, 1, [94], [64]);
        Check(pings[1], "192.168.1.16", "192.168.1.16", 32, 1, 0, [], [], "timeout||1");
    }

    [Fact]
    public void Ipv6_loss() => One("41-win-ja-ipv6-loss.txt", "2001:db8::1", "2001:db8::1", 32, 1, 0, [], [], "timeout||1");

    [Fact]
    public void Markdown_link_in_the_header() => One("42-win-es-markdown-link-in-header.txt", "#a5a03e51", "#bccae682", 32, 4, 4, [2, 3, 4, 3], [126]);

    [Fact]
    public void Double_spaced_macos_with_header_dump()
    {
        var pings = Read("44-macos-net-unreachable-header-dump-double-spaced.txt");
        pings.Count.ShouldBe(3);
        Check(pings[0], "192.168.1.110", "192.168.1.110", 56, 90, 0, [], [], "net-unreachable|10.0.1.1|1", "transmit-failed||5", "timeout||4");
        pings[0].Interrupted.ShouldBe(true);
        Check(pings[1], "#92106f7e", null, null, null, null, null, null, "unresolved||1");
        Check(pings[2], "#fdc5c25d", null, null, null, null, null, null, "unresolved||1");
    }

    [Fact]
    public void Late_replies_out_of_order() => One(
        "45-macos-late-replies-out-of-order.txt", "1.1.1.1", "1.1.1.1", 56, 13, 13,
        [34.573, 629.246, 3337.262, 2335.680, 1334.880, 330.922, 1253.691, 249.246, 1707.042, 706.275, 30.924, 2922.592, 1918.589], [60]);

    [Fact]
    public void A_simulator_that_counts_honestly() => One("48-win-en-acl-unreachable-received-0-simulator.txt", "10.10.20.10", "10.10.20.10", 32, 4, 0, [], [], "host-unreachable|10.10.10.1|4");

    [Fact]
    public void Every_sample_survives_damage()
    {
        foreach (var file in Directory.GetFiles(Repository.Shared("corpus", "samples", "ping"), "*.txt"))
        {
            var content = File.ReadAllText(file);
            foreach (var damaged in Mutations.Prefixes(content).Concat(Mutations.Flips(content)).Where((_, at) => at % 23 == 0).Concat(Mutations.Lines(content)))
            {
                var result = TranscriptReader.Read(new("a.txt", "", damaged));
                result.Unread.ShouldAllBe(unread => !unread.Reason.Contains("failed"), Path.GetFileName(file));
            }
        }
    }

    private static IReadOnlyList<Ping> Read(string file)
    {
        var result = TranscriptReader.Read(new("a.txt", "", File.ReadAllText(Repository.Shared("corpus", "samples", "ping", file))));
        return [.. result.Observations.OfType<Ping>()];
    }

    private static void One(string file, string? target, string? address, int? size, int? sent, int? received, double?[]? rtts, int[]? ttls, params string[] errors) =>
        Check(Read(file).ShouldHaveSingleItem(), target, address, size, sent, received, rtts, ttls, errors);

    private static void Check(Ping ping, string? target, string? address, int? size, int? sent, int? received, double?[]? rtts, int[]? ttls, params string[] errors)
    {
        Fingerprint.Of(ping.Target).ShouldBe(target);
        Fingerprint.Of(ping.TargetAddress).ShouldBe(address);
        ping.Size.ShouldBe(size);
        ping.Sent.ShouldBe(sent);
        ping.Received.ShouldBe(received);
        ping.RttMs.ShouldBe(rtts);
        ping.ReplyTtls.ShouldBe(ttls);
        ping.Errors!.Select(error => $"{error.Code}|{Fingerprint.Of(error.From)}|{error.Count}").ShouldBe(errors);
    }
}
