using Demarc.Model;
using Demarc.Transcripts.Nft;
using Demarc.Transcripts.Tests.Driving;

namespace Demarc.Transcripts.Tests.Nft;

public sealed class NftTests
{
    private const string Listing = """
        root@gw:~# nft -a list ruleset
        table inet filter { # handle 1
        	set banned {
        		type ipv4_addr
        		elements = { 198.51.100.7,
        			     198.51.100.8 }
        	}

        	chain input { # handle 1
        		type filter hook input priority filter; policy drop;
        		iif "lo" accept comment "loop { back" # handle 4
        		ip saddr @banned counter packets 7 bytes 420 drop
        		tcp dport { 22, 80-90 } ct state new accept
        		tcp dport 443 counter packets 5 bytes 300 log prefix "no: " reject with tcp reset
        		tcp dport 443 accept
        		ip protocol icmp limit rate 5/second accept
        		ip protocol icmp limit rate 5/second accept
        		ct state vmap { established : accept, invalid : drop }
        		counter packets 0 bytes 0 drop
        		tcp dport 25 accept
        		jump services
        	}

        	chain services {
        		tcp dport 8080 meta mark set 0x00000001 accept
        		return
        	}
        }
        table ip6 nat {
        	chain post { type nat hook postrouting priority srcnat; policy accept; oifname "eth0" masquerade; }
        }
        root@gw:~#
        """;

    private const string Json = """
        {"nftables": [{"metainfo": {"version": "1.0.6"}}, {"table": {"family": "inet", "name": "filter"}}, {"chain": {"family": "inet", "table": "filter", "name": "input", "type": "filter", "hook": "input", "prio": 0, "policy": "drop"}},
        {"rule": {"family": "inet", "table": "filter", "chain": "input", "expr": [{"match": {"op": "==", "left": {"meta": {"key": "iifname"}}, "right": "lo"}}, {"accept": null}]}},
        {"rule": {"family": "inet", "table": "filter", "chain": "input", "expr": [{"match": {"op": "==", "left": {"payload": {"protocol": "tcp", "field": "dport"}}, "right": {"set": [22, {"range": [80, 90]}]}}}, {"match": {"op": "in", "left": {"ct": {"key": "state"}}, "right": ["established", "related"]}}, {"counter": {"packets": 5, "bytes": 300}}, {"accept": null}]}},
        {"rule": {"family": "inet", "table": "filter", "chain": "input", "expr": [{"match": {"op": "!=", "left": {"payload": {"protocol": "ip", "field": "saddr"}}, "right": {"prefix": {"addr": "192.0.2.0", "len": 24}}}}, {"reject": {"type": "tcp reset"}}]}},
        {"rule": {"family": "inet", "table": "filter", "chain": "input", "expr": [{"counter": {"packets": 0, "bytes": 0}}, {"drop": null}]}},
        {"rule": {"family": "inet", "table": "filter", "chain": "input", "expr": [{"jump": {"target": "services"}}]}}]}
        """;

    private static readonly ITranscriptReader[] Readers = [new NftReader(), new NftJsonReader()];

    private static List<FirewallRule> Read(string text) => Blocks.All<FirewallRule>(text, Readers);

    private static string Brief(FirewallRule rule) => $"{rule.Table}/{rule.Chain} {rule.Position} [{rule.Match}] {rule.Target} {rule.Packets}/{rule.Bytes} {rule.ShadowedBy}".TrimEnd();

    [Fact]
    public void Reads_rules_and_finds_what_hides_them() => Read(Listing).Select(Brief).ShouldBe(
    [
        "filter/input 0 [] DROP /",
        "filter/input 1 [iif \"lo\"] ACCEPT /",
        "filter/input 2 [ip saddr @banned] DROP 7/420",
        "filter/input 3 [tcp dport { 22, 80-90 } ct state new] ACCEPT /",
        "filter/input 4 [tcp dport 443] REJECT 5/300",
        "filter/input 5 [tcp dport 443] ACCEPT / 4",
        "filter/input 6 [ip protocol icmp limit rate 5/second] ACCEPT /",
        "filter/input 7 [ip protocol icmp limit rate 5/second] ACCEPT /",
        "filter/input 8 [ct state vmap { established : accept, invalid : drop }]  /",
        "filter/input 9 [] DROP 0/0",
        "filter/input 10 [tcp dport 25] ACCEPT / 9",
        "filter/input 11 [] services / 9",
        "filter/services 1 [tcp dport 8080 meta mark set 0x00000001] ACCEPT /",
        "filter/services 2 [] RETURN /",
        "ip6 nat/post 0 [] ACCEPT /",
        "ip6 nat/post 1 [oifname \"eth0\"] MASQUERADE /",
    ]);

    [Fact]
    public void Reads_json_in_the_same_words() => Read(Json).Select(Brief).ShouldBe(
    [
        "filter/input 0 [] DROP /",
        "filter/input 1 [iifname lo] ACCEPT /",
        "filter/input 2 [tcp dport { 22, 80-90 } ct state established,related] ACCEPT 5/300",
        "filter/input 3 [ip saddr != 192.0.2.0/24] REJECT /",
        "filter/input 4 [] DROP 0/0",
        "filter/input 5 [] services / 4",
    ]);

    [Theory]
    [InlineData("table ip addresses are in the appendix {")]
    [InlineData("{\"nftables\": 5}")]
    [InlineData("{\"nftables\": [")]
    [InlineData("{\"nftables\": [1, null, {\"rule\": 3}, {\"rule\": {\"expr\": [5]}}, {\"chain\": {}}]}")]
    public void What_holds_no_rule_says_nothing(string text) => Read(text).ShouldBeEmpty();

    [Fact]
    public void Corpus_json()
    {
        Read(Blocks.Sample("nft", "01-json-list-ruleset.txt")).Select(Brief).ShouldBe(
        [
            "example_table/example_chain 0 [] ACCEPT /",
            "example_table/example_chain 1 [ip saddr vmap @example_map]  /",
            "nftables_svc/INPUT 0 [] ACCEPT /",
            "nftables_svc/INPUT 1 [tcp dport 22] ACCEPT /",
            "nftables_svc/INPUT 2 [tcp dport 443] ACCEPT /",
            "nftables_svc/INPUT 3 [] REJECT /",
        ]);
    }

    [Fact]
    public void Corpus_listing_with_masked_addresses()
    {
        var rules = Read(Blocks.Sample("nft", "02-ruleset-iptables-compat-masked.txt"));
        rules.Count(rule => rule.Position == 0).ShouldBe(3);
        rules.GroupBy(rule => rule.Chain).Select(chain => (chain.Key, chain.Count(rule => rule.Position > 0))).ShouldBe([("INPUT", 5), ("FORWARD", 6), ("OUTPUT", 0), ("nixos-fw-accept", 1)]);
        Brief(rules[2]).ShouldBe("filter/INPUT 2 [meta l4proto tcp ip saddr X.X.X.X tcp dport 6600] ACCEPT 947/72714 1");
        Brief(rules[5]).ShouldBe("filter/INPUT 5 [] nixos-fw 105754692/7736336680");
        Brief(rules[11]).ShouldBe("filter/FORWARD 5 [iifname \"docker0\" oifname != \"docker0\"] ACCEPT 153745/21586807");
    }

    [Fact]
    public void Survives_damage() => Blocks.Survive(Listing + "\n" + Json, Readers);
}
