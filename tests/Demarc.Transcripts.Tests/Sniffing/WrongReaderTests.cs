using Demarc.Testing;

namespace Demarc.Transcripts.Tests.Sniffing;

/// <summary>A block is found by the reader of its tool and no other, and text that no tool printed gives nothing.</summary>
public sealed class WrongReaderTests
{
    /// <summary>Tools whose output the collected files of a folder hold, where that is not just the folder's name.</summary>
    private static readonly Dictionary<string, string[]> Also = new(StringComparer.Ordinal)
    {
        ["arp"] = ["arping"],
        ["ping"] = ["tracert", "netsh"],
        ["tcptraceroute"] = ["traceroute"],
        ["mtr"] = ["ping", "host", "tshark"],
        ["curl"] = ["tcpdump", "program-error"],
        ["openssl"] = ["program-error"],
        ["dig"] = ["nslookup"],
        ["iptables"] = ["ip6tables"],
        ["nginx"] = ["access-log", "web-server-error"],
        ["nstat"] = ["/proc/net"],
        ["proc_net"] = ["/proc/net"],
        ["sysctl"] = ["kernel"],
        ["tc"] = ["netstat"],
        ["route_print"] = ["route"],
        ["test_netconnection"] = ["test-netconnection", "resolve-dnsname"],
        ["wireshark_text"] = ["tshark"],
    };

    [Fact]
    public void Collected_output_is_found_by_the_reader_of_its_tool()
    {
        var wrong = new List<string>();
        foreach (var folder in Directory.GetDirectories(Repository.Shared("corpus", "samples")))
        {
            var name = Path.GetFileName(folder);
            string[] tools = [name, .. Also.GetValueOrDefault(name, [])];
            wrong.AddRange(Directory.GetFiles(folder).SelectMany(Found).Where(found => !tools.Contains(found.Tool, StringComparer.Ordinal)).Select(found => found.Text));
        }

        wrong.ShouldBeEmpty();
    }

    [Fact]
    public void Collected_mail_holds_listings_of_top_and_lsof_and_nothing_else() =>
        Directory.GetFiles(Repository.Shared("corpus", "mail"), "*", SearchOption.AllDirectories).SelectMany(Found).Select(found => found.Tool).Distinct(StringComparer.Ordinal).ShouldBe(["top", "lsof"]);

    [Fact]
    public void Program_text_gives_nothing() =>
        new[] { "src", "apps" }.SelectMany(folder => Directory.GetFiles(Repository.File(folder), "*.cs", SearchOption.AllDirectories)).SelectMany(Found).Select(found => found.Text).ShouldBeEmpty();

    [Fact]
    public void Documentation_gives_nothing() =>
        Directory.GetFiles(Repository.File("docs"), "*.md", SearchOption.AllDirectories).Concat(Directory.GetFiles(Repository.Root, "*.md")).Where(file => Path.GetFileName(file) != "adding-a-reader.md").SelectMany(Found).Select(found => found.Text).ShouldBeEmpty();

    [Theory]
    [InlineData("--- 192.0.2.7 hping statistic ---\n10 packets transmitted, 5 packets received, 50% packet loss\nround-trip min/avg/max = 3.0/609.7/3027.2 ms\n")]
    [InlineData("/// <summary><c>5 packets transmitted, 4 received, 20% packet loss, time 4005ms</c></summary>\n")]
    [InlineData("// time_connect: 0.021 time_starttransfer: 0.300 time_total: 0.400\n")]
    [InlineData("nslookup example.com\n    if (line.IndexOf(\"no servers could be reached\") >= 0) return true;\n")]
    [InlineData("The tool then says: 5 packets transmitted, 4 received, 20% packet loss, which means one was lost.\n")]
    public void What_looks_alike_is_left_alone(string text) => TranscriptReader.Read(new("t", "", text)).Observations.ShouldBeEmpty();

    private static IEnumerable<(string Tool, string Text)> Found(string path) =>
        TranscriptReader.Read(new EvidenceText(path, "", File.ReadAllText(path))).Observations.Select(o => (o.Tool ?? "", $"{path}:{o.Evidence.Lines![0]} {o.Tool} {o.Kind}"));
}
