using Demarc.Model;
using Demarc.Testing;

namespace Demarc.Transcripts.Tests.Paths;

/// <summary>
/// The corpus, checked by what its texts say: traces, hops, stars, answered probes and the sum of their times (counted
/// apart from the readers), target, address, whether reached and whether cut off.
/// </summary>
public sealed class TraceCorpusTests
{
    [Theory]
    [InlineData("01-zh-29hops-reached", 29, 15, 72, 11040, "#39527dd8", "#d8296e3b", true, false)]
    [InlineData("03-zh-ipv6-gap-before-target", 17, 12, 39, 819, "#d539c128", "#4d6cca3d", true, false)]
    [InlineData("07-de-win11-trailing-spaces", 7, 0, 21, 179.5, "#d4c9d902", "#403afdbc", true, false)]
    [InlineData("08-de-xp-html-br-table", 14, 0, 42, 1139, "#b4c87597", "#d11f367c", true, false)]
    [InlineData("10-ru-missing-second-header-line", 12, 6, 30, 1051.5, "#3aeb0024", "#c311115e", true, false)]
    [InlineData("11-ru-mobile-carrier-many-silent", 24, 49, 23, 4076, "#026042d0", "8.8.8.8", true, false)]
    [InlineData("12-ja-blockquote-masked-ips", 10, 0, 30, 2147.5, "#a426bf67", "#24812d85", true, false)]
    [InlineData("13-es-xp-80col-wrap-inside-brackets", 15, 3, 42, 19082, "#322bdb69", "#63ae1677", true, false)]
    [InlineData("16-en-tab-indented-target-answers-twice", 6, 14, 4, 89, null, null, null, false)]
    [InlineData("17-ja-ipv6-one-line-header", 10, 8, 22, 155, "#dbb719a7", "#dbb719a7", true, false)]
    [InlineData("18-es-markdown-link-in-header", 3, 0, 9, 20, "#a5a03e51", "#bccae682", true, false)]
    [InlineData("19-ptBR-first-hop-spike", 10, 4, 26, 1195, "#ce9bb3b6", "#3f0a04b1", true, false)]
    [InlineData("20-en-ip-target-9-hops-star-in-middle", 7, 2, 19, 125, "172.19.219.42", "172.19.219.42", true, false)]
    [InlineData("21-en-only-destination-answers", 10, 30, 0, 0, "8.8.8.8", "8.8.8.8", false, true)]
    [InlineData("22-zh-corporate-egress-cut", 8, 0, 24, 46, "#d4c9d902", "#97195696", false, true)]
    [InlineData("23-en-reports-unreachable-from-own-host", 1, 2, 0, 0, "192.168.10.99", "192.168.10.99", false, false)]
    [InlineData("25-en-reports-unreachable-gateway-no-ipv4", 2, 0, 1, 1, "8.8.8.8", "8.8.8.8", false, false)]
    [InlineData("26-zh-doc-example-all-units-localised", 4, 3, 9, 52.5, "#eceb28b7", "#bb3c021c", true, false)]
    public void Reads_tracert(string file, int hops, int stars, int answers, double sum, string? target, string? address, bool? reached, bool truncated)
    {
        var trace = TraceBlocks.Single(Sample("tracert", file));
        Check(trace, hops, stars, answers, sum, target, address, reached, truncated);
        trace.Tool.ShouldBe("tracert");
        trace.Protocol.ShouldBe("icmp");
    }

    [Theory]
    [InlineData("01-linux-2-probes-silent-hops", 6, 4, 8, 181.03, "#5a730c7d", "#5a7f4036", "unknown", null, false, true)]
    [InlineData("02-asn-annotations-multi-ip", 15, 0, 45, 391.956, "#4877ca15", "#f4cc75db", "unknown", null, false, true)]
    [InlineData("03-star-between-rtts", 12, 10, 26, 520.23, "#d4c9d902", "#1fcd5f83", "unknown", null, true, false)]
    [InlineData("04-no-leading-space-64hops", 6, 0, 18, 33.896, "#a379a6f6", "#07f8babb", "unknown", null, true, false)]
    [InlineData("05-name-equals-ip-placeholder", 9, 3, 24, 519.302, "#915fa029", "#a0fbe13c", "unknown", null, true, false)]
    [InlineData("07-macos-as-prefix-continuation", 12, 15, 21, 701.758, "#e1c623cd", "#81924625", "unknown", null, false, true)]
    [InlineData("09-cisco-iosxe-msec-logprefix", 1, 1, 2, 2, "#55825915", "10.4.1.1", "udp", null, false, true)]
    [InlineData("10-tcp-n-ecmp-inline-elided", 6, 8, 10, 56.004, "#d4c9d902", "#db2a3d4b", "tcp", 80, true, false)]
    [InlineData("11-linux-An-asn-after-address-ecmp", 30, 52, 38, 1221.12, "8.8.8.8", "8.8.8.8", "udp", null, false, false)]
    [InlineData("12-linux-asn-inline-comments", 19, 29, 28, 213.301, "8.8.8.8", "8.8.8.8", "unknown", null, true, false)]
    [InlineData("14-macos-ecmp-continuation-star-first", 9, 8, 18, 1446.411, "#3b2ddc6f", null, "udp", null, null, true)]
    [InlineData("15-macos-multiple-addresses-warning-escaped-stars", 14, 12, 30, 397.253, "#318ac793", "#a2d02581", "udp", null, false, true)]
    public void Reads_traceroute(string file, int hops, int stars, int answers, double sum, string target, string? address, string protocol, int? port, bool? reached, bool truncated)
    {
        var trace = TraceBlocks.Single(Sample("traceroute", file));
        Check(trace, hops, stars, answers, sum, target, address, reached, truncated);
        trace.Tool.ShouldBe("traceroute");
        trace.Protocol.ShouldBe(protocol);
        trace.Port.ShouldBe(port);
    }

    [Theory]
    [InlineData("03-star-before-address-open", 8, 2, 22, 23.436, "#165a873f", "#165a873f")]
    [InlineData("04-in-mailing-list-reply-2002", 18, 0, 54, 5477.042, "#1859cad1", "#9f7a09ec")]
    public void Reads_tcptraceroute(string file, int hops, int stars, int answers, double sum, string target, string address)
    {
        var trace = TraceBlocks.Single(Sample("tcptraceroute", file));
        Check(trace, hops, stars, answers, sum, target, address, true, false);
        (trace.Tool, trace.Protocol, trace.Port).ShouldBe(("tcptraceroute", "tcp", 80));
        trace.Hops![^1].Codes.ShouldBe(["open"]);
    }

    [Theory]
    [InlineData("centos-7.7/traceroute", 30, 72, 18, 565.489, "#5fa9d547", "#3f11467a", false, false)]
    [InlineData("freebsd12/traceroute", 9, 5, 22, 504.658, "8.8.8.8", "8.8.8.8", true, false)]
    [InlineData("freebsd12/traceroute6", 31, 87, 6, 184.062, "#e257193a", "#12c72d1e", false, true)]
    [InlineData("generic/traceroute-n-ipv6", 12, 0, 36, 314.125, "#191347bf", "#7e3b07b1", true, false)]
    [InlineData("generic/traceroute-n-q1-ipv4", 8, 0, 8, 161.566, "#a1b71d80", "#2fbfc20e", true, false)]
    [InlineData("generic/traceroute1", 15, 0, 45, 391.956, "#4877ca15", "#f4cc75db", false, true)]
    [InlineData("generic/traceroute3", 19, 16, 41, 277.994, "#31193328", "#10c52503", true, false)]
    [InlineData("generic/traceroute5", 9, 3, 24, 519.302, "#915fa029", "#a0fbe13c", true, false)]
    [InlineData("generic/traceroute6", 30, 52, 38, 2957.394, "#d6ad6df5", "#d54578c7", false, false)]
    [InlineData("generic/traceroute7", 12, 15, 21, 701.758, "#e1c623cd", "#81924625", false, true)]
    [InlineData("generic/traceroute8", 9, 0, 27, 135.335, "#42b7f20d", "#87a0115f", false, true)]
    [InlineData("osx-10.14.6/traceroute-asn", 4, 3, 9, 476.057, "8.8.8.8", "8.8.8.8", false, false)]
    [InlineData("osx-10.14.6/traceroute-mult-addresses", 3, 2, 6, 86.762, "#ad8a66a8", "#e4f88913", false, true)]
    [InlineData("osx-10.14.6/traceroute-q", 3, 5, 10, 146.272, "8.8.8.8", "8.8.8.8", false, false)]
    [InlineData("osx-10.14.6/traceroute", 9, 6, 21, 1259.628, "8.8.8.8", "8.8.8.8", true, false)]
    [InlineData("osx-10.14.6/traceroute6-mult-addresses", 5, 9, 6, 133.114, "#e257193a", "#f59b0610", false, false)]
    [InlineData("osx-10.14.6/traceroute6", 5, 9, 6, 133.114, "#e257193a", "#f59b0610", false, false)]
    public void Reads_jc_traceroute(string file, int hops, int stars, int answers, double sum, string target, string address, bool reached, bool truncated)
    {
        var trace = TraceBlocks.Single(File.ReadAllText(Repository.Shared(["corpus", "jc", "tests", "fixtures", .. (file + ".out").Split('/')])));
        Check(trace, hops, stars, answers, sum, target, address, reached, truncated);
        trace.Protocol.ShouldBe("unknown");
    }

    [Theory]
    [InlineData("03-curses-znt-as-columns-waiting", 28, 0, 3545, 6925.2, "8.8.8.8", "#6f2fd9dd", "icmp", true)]
    [InlineData("04-curses-last-hop-84pct", 16, 117.7, 329, 393.6, null, null, "unknown", null)]
    [InlineData("05-report-first-hop-100-without-percent", 2, 100, 2, 36.8, "#9a622d30", "#7372f021", "icmp", null)]
    [InlineData("09-report-truncated-name-plus-german-linux-ping", 4, 140, 20, 114.8, "#46f07e85", "#85139e8c", "icmp", null)]
    [InlineData("10-report-five-char-float-wifi", 11, 188.4, 660, 21142.2, "#0cc10144", "#a9256178", "icmp", null)]
    [InlineData("11-report-own-router-on-all-hops", 8, 2, 86400, 24832.4, "8.8.8.8", "#a9256178", "icmp", null)]
    [InlineData("22-report-tcp-1000ms-vs-tshark", 1, 0, 2, 3367.7, "10.0.0.1", "#aaa34977", "tcp", null)]
    [InlineData("24-curses-ipv6-own-router-everywhere", 8, 83.2, 11338, 98723.8, null, null, "unknown", null)]
    [InlineData("26-curses-in-indented-list-with-host-servfail", 3, 2.7, 891, 81.1, "#cf639daf", "#3d40ec23", "icmp", null)]
    public void Reads_mtr(string file, int hops, double loss, int sent, double figures, string? target, string? vantage, string protocol, bool? reached)
    {
        var trace = TraceBlocks.Single(Sample("mtr", file));
        trace.Hops!.Count.ShouldBe(hops);
        trace.Hops.Sum(hop => hop.LossPercent ?? 0).ShouldBe(loss, 0.01);
        trace.Hops.Sum(hop => hop.Sent ?? 0).ShouldBe(sent);
        trace.Hops.Where(hop => hop.Rtt is not null).Sum(hop => hop.Rtt!.Last + hop.Rtt.Avg + (hop.Rtt.Best ?? 0) + hop.Rtt.Worst + (hop.Rtt.StdDev ?? 0))!.Value.ShouldBe(figures, 0.01);
        trace.Hops.ShouldAllBe(hop => hop.RttMs == null);
        (Fingerprint.Of(trace.Target), Fingerprint.Of(trace.Vantage), Fingerprint.Of(trace.Evidence.Vantage), trace.Protocol, trace.Reached).ShouldBe((target, vantage, vantage, protocol, reached));
        NamesAreInTheText(trace);
    }

    [Theory]
    [InlineData("mtr", "19-json-092-vs-095-count-type")]
    [InlineData("traceroute", "13-android-ui-redrawn")]
    [InlineData("besttrace", "01-lemonbench-zh-asn-geo")]
    [InlineData("nexttrace", "02-v142-interactive-choice-masked")]
    [InlineData("nexttrace", "03-v16-new-header-arrow")]
    [InlineData("nexttrace", "05-re-cut-rtt-and-geo-only")]
    [InlineData("tracetcp", "01-en-escaped-stars")]
    [InlineData("pathping", "02-zh-doc-example")]
    public void Leaves_other_forms_alone(string tool, string file) => TraceBlocks.Traces(Sample(tool, file)).ShouldBeEmpty();

    [Fact]
    public void Finds_no_trace_in_mails()
    {
        foreach (var file in Directory.EnumerateFiles(Repository.Shared("corpus", "mail"), "*", SearchOption.AllDirectories)) TraceBlocks.Traces(File.ReadAllText(file)).ShouldBeEmpty(file);
    }

    [Theory]
    [InlineData("ping")]
    [InlineData("netstat")]
    [InlineData("route_print")]
    [InlineData("ipconfig")]
    [InlineData("tcpdump")]
    [InlineData("tcping")]
    [InlineData("curl")]
    [InlineData("dig")]
    [InlineData("top")]
    [InlineData("nginx")]
    public void Finds_no_trace_in_the_output_of_other_tools(string tool)
    {
        foreach (var file in Directory.EnumerateFiles(Repository.Shared("corpus", "samples", tool)))
        {
            // This one goes on with a tracert of its own.
            if (!file.Contains("48-win-en-acl-unreachable", StringComparison.Ordinal)) TraceBlocks.Traces(File.ReadAllText(file)).ShouldBeEmpty(file);
        }
    }

    [Fact]
    public void Splits_four_traces_with_four_kinds_of_header()
    {
        var traces = TraceBlocks.Traces(Sample("tracert", "05-zh-en-header-variants-in-comments"));
        traces.Select(trace => (Fingerprint.Of(trace.Target), Fingerprint.Of(trace.TargetAddress), trace.Hops!.Count)).ShouldBe(
            [("#fc7e4936", "#fc7e4936", 4), ("#245bc01a", "#245bc01a", 3), ("#dc5c34fc", "#36b8eb9b", 6), ("#79a12352", "#1f87b2e2", 6)]);
        traces.ShouldAllBe(trace => trace.Truncated == true && trace.Reached == false);
        traces.SelectMany(trace => trace.Hops!).Sum(hop => hop.RttMs!.Sum() ?? 0).ShouldBe(4872);
    }

    [Fact]
    public void Keeps_apart_the_target_refused_at_home_and_the_one_routed()
    {
        var traces = TraceBlocks.Traces(Sample("tracert", "24-en-reports-unreachable-real-and-ok-hop"));
        traces.Select(trace => (trace.Target, trace.Reached, trace.Truncated)).ShouldBe([("10.50.6.1", false, false), ("10.50.135.1", false, true)]);
        TraceBlocks.Rows(traces[0]).ShouldBe(["1 - |  | !H"]);
        TraceBlocks.Rows(traces[1]).ShouldBe(["1 198.51.100.2 | 0.5 0.5 0.5", "2 - | * * *"]);
    }

    [Fact]
    public void Reads_a_transmit_error_as_a_hop_that_was_never_sent()
    {
        var observations = TraceBlocks.Blocks(Sample("tracert", "09-fr-transmit-error-1231")).ShouldHaveSingleItem().Observations;
        var trace = observations[0].ShouldBeOfType<PathTrace>();
        (trace.Target, trace.Reached, trace.Truncated).ShouldBe(("8.8.8.8", false, false));
        var hop = trace.Hops.ShouldHaveSingleItem();
        (hop.Ttl, hop.Sent, hop.Lost, hop.Responders.Count).ShouldBe((1, null, null, 0));
        hop.Codes.ShouldBe(["transmit-failed"]);
        var error = observations[1].ShouldBeOfType<ErrorText>();
        (error.Code, error.Meaning).ShouldBe(("1231", "network-unreachable"));
    }

    [Fact]
    public void Tells_the_udp_trace_from_the_tcp_trace_to_the_same_host()
    {
        var traces = TraceBlocks.Traces(Sample("tcptraceroute", "01-traceroute-vs-tcptraceroute-ebay"));
        traces.Select(trace => (trace.Tool, trace.Protocol, trace.Port, trace.Reached, trace.Hops!.Count, trace.Hops[0].Ttl))
            .ShouldBe([("traceroute", "udp", null, false, 13, 5), ("tcptraceroute", "tcp", 80, true, 13, 5)]);
        traces.SelectMany(trace => trace.Hops!).Sum(hop => hop.RttMs!.Sum() ?? 0).ShouldBe(1360.446, 0.0005);
    }

    [Fact]
    public void Reads_jc_tracepath()
    {
        var trace = TraceBlocks.Single(File.ReadAllText(Repository.Shared("corpus", "jc", "tests", "fixtures", "centos-7.7", "tracepath.out")));
        (trace.PathMtu, trace.Reached, trace.Truncated, trace.Protocol, trace.Target).ShouldBe((1500, false, false, "udp", null));
        trace.Hops!.Select(hop => hop.Ttl).ShouldBe([1, 2, 3, 4, 5, 6, .. Enumerable.Range(10, 21)]);
        trace.Hops![0].RttMs.ShouldBe([4.063, 6.368]);
        trace.Hops[2].Responders.ShouldBe([new Responder("71.148.149.0")]);
        trace.Hops[2].RttMs.ShouldBe([12000.559, 11967.523, 11829.634]);
    }

    [Fact]
    public void Keeps_every_address_of_a_hop_with_many()
    {
        var trace = TraceBlocks.Single(Sample("mtr", "24-curses-ipv6-own-router-everywhere"));
        trace.Hops!.Select(hop => hop.Responders.Count).ShouldBe([1, 2, 2, 6, 1, 2, 5, 8]);
        trace.Hops![4].Rtt!.Worst.ShouldBe(29997);
        TraceBlocks.Single(Sample("mtr", "11-report-own-router-on-all-hops")).Truncated.ShouldBe(true);
    }

    private static void Check(PathTrace trace, int hops, int stars, int answers, double sum, string? target, string? address, bool? reached, bool truncated)
    {
        trace.Hops!.Count.ShouldBe(hops);
        trace.Hops.Sum(hop => hop.Lost ?? 0).ShouldBe(stars);
        trace.Hops.Sum(hop => hop.RttMs?.Count(ms => ms is not null) ?? 0).ShouldBe(answers);
        trace.Hops.Sum(hop => hop.RttMs?.Sum() ?? 0).ShouldBe(sum, 0.0005);
        (Fingerprint.Of(trace.Target), Fingerprint.Of(trace.TargetAddress), trace.Reached, trace.Truncated).ShouldBe((target, address, reached, truncated));
        trace.Hops.ShouldAllBe(hop => hop.RttMs == null || hop.RttMs.All(ms => ms == null) == (hop.Responders.Count == 0));
        NamesAreInTheText(trace);
    }

    /// <summary>No responder is made up: each address and name stands in the text, where the quote is whole.</summary>
    private static void NamesAreInTheText(PathTrace trace)
    {
        if (trace.Evidence.Text.EndsWith('…')) return;
        var text = trace.Evidence.Text.Replace("\n", "", StringComparison.Ordinal);
        foreach (var responder in trace.Hops!.SelectMany(hop => hop.Responders))
        {
            if (responder.Address is { } address) text.ShouldContain(address);
            if (responder.Name is { } name) text.ShouldContain(name);
        }
    }

    private static string Sample(string tool, string file) => File.ReadAllText(Repository.Shared("corpus", "samples", tool, file + ".txt"));
}
