using Demarc.Model;
using Demarc.Testing;
using Demarc.Transcripts.Iptables;
using Demarc.Transcripts.Tests.Driving;

namespace Demarc.Transcripts.Tests.Iptables;

public sealed class IptablesListReaderTests
{
    private const string Docker = """
        root@web-1:~# iptables -A INPUT -p icmp --icmp-type echo-request -j ACCEPTroot@web-1:~#
        root@web-1:~# iptables -L
        Chain INPUT (policy ACCEPT)
        target     prot opt source               destination
        ACCEPT     icmp --  anywhere             anywhere             icmp echo-request
        DROP       icmp --  anywhere             anywhere             icmp echo-request

        Chain FORWARD (policy DROP)
        target     prot opt source               destination
        DOCKER-ISOLATION  all  --  anywhere             anywhere
        ACCEPT     all  --  anywhere             anywhere             ctstate RELATED,ESTABLISHED
        DOCKER     all  --  anywhere             anywhere
        ACCEPT     all  --  anywhere             anywhere
        ACCEPT     all  --  anywhere             anywhere

        Chain DOCKER (1 references)
        target     prot opt source               destination
        ACCEPT     tcp  --  anywhere             ip-192-0-2-2.example.com  tcp dpt:smtp

        Chain DOCKER-ISOLATION (1 references)
        target     prot opt source               destination
        RETURN     all  --  anywhere             anywhere
        root@web-1:~#
        """;

    private static List<FirewallRule> Read(string text) => Blocks.All<FirewallRule>(text, new IptablesListReader(), new IptablesSaveReader());

    private static string Brief(FirewallRule rule) =>
        $"{rule.Table}/{rule.Chain} {rule.Position} {rule.Target} [{rule.Match}]{(rule.ShadowedBy is { } by ? $" by {by}" : "")}";

    [Fact]
    public void Reads_rules_and_policies_and_sees_the_rule_that_is_never_reached()
    {
        Read(Docker).Select(Brief).ShouldBe(
        [
            "filter/INPUT 0 ACCEPT []",
            "filter/INPUT 1 ACCEPT [icmp -- anywhere anywhere icmp echo-request]",
            "filter/INPUT 2 DROP [icmp -- anywhere anywhere icmp echo-request] by 1",
            "filter/FORWARD 0 DROP []",
            "filter/FORWARD 1 DOCKER-ISOLATION [all -- anywhere anywhere]",
            "filter/FORWARD 2 ACCEPT [all -- anywhere anywhere ctstate RELATED,ESTABLISHED]",
            "filter/FORWARD 3 DOCKER [all -- anywhere anywhere]",
            "filter/FORWARD 4 ACCEPT [all -- anywhere anywhere]",
            "filter/FORWARD 5 ACCEPT [all -- anywhere anywhere]",
            "filter/DOCKER 1 ACCEPT [tcp -- anywhere ip-192-0-2-2.example.com tcp dpt:smtp]",
            "filter/DOCKER-ISOLATION 1 RETURN [all -- anywhere anywhere]",
        ]);
    }

    [Fact]
    public void Cites_each_rule_by_its_line()
    {
        var drop = Read(Docker).Single(rule => rule.ShadowedBy is not null);
        drop.Evidence.Lines.ShouldBe([6, 6]);
        drop.Evidence.Kind.ShouldBe("firewall-rule");
        drop.Evidence.Tool.ShouldBe("iptables");
    }

    [Fact]
    public void With_interfaces_shown_a_rule_without_condition_hides_what_follows()
    {
        var rules = Read("""
            # remark
            Chain INPUT (policy DROP 12 packets, 3K bytes)
            num   pkts bytes target     prot opt in     out     source               destination
            1    95102  121M ACCEPT     all  --  *      *       0.0.0.0/0            0.0.0.0/0           state RELATED,ESTABLISHED
            2        0     0 ACCEPT     all  --  lo     *       0.0.0.0/0            0.0.0.0/0
            3        5   200 REJECT     0    --  *      *       0.0.0.0/0            0.0.0.0/0           reject-with icmp-host-prohibited
            4        0     0 ACCEPT     tcp  --  *      *       192.0.2.0/24         0.0.0.0/0           tcp dpt:443
            """);
        rules.Select(Brief).ShouldBe(
        [
            "/INPUT 0 DROP []",
            "/INPUT 1 ACCEPT [all -- * * 0.0.0.0/0 0.0.0.0/0 state RELATED,ESTABLISHED]",
            "/INPUT 2 ACCEPT [all -- lo * 0.0.0.0/0 0.0.0.0/0]",
            "/INPUT 3 REJECT [0 -- * * 0.0.0.0/0 0.0.0.0/0]",
            "/INPUT 4 ACCEPT [tcp -- * * 192.0.2.0/24 0.0.0.0/0 tcp dpt:443] by 3",
        ]);
        (rules[0].Packets, rules[0].Bytes).ShouldBe((12, 3_000));
        (rules[1].Packets, rules[1].Bytes).ShouldBe((95102, 121_000_000));
    }

    [Fact]
    public void Alike_rules_with_one_target_prove_nothing_while_interfaces_are_hidden()
    {
        var text = """
            Chain FORWARD (policy DROP)
            target     prot opt source               destination
            ACCEPT     all  --  anywhere             anywhere             ctstate RELATED,ESTABLISHED
            ACCEPT     all  --  anywhere             anywhere             ctstate RELATED,ESTABLISHED
            ACCEPT     all  --  anywhere             anywhere
            DROP       all  --  anywhere             anywhere
            """;
        Read(text).ShouldAllBe(rule => rule.ShadowedBy == null);
    }

    [Fact]
    public void A_limited_rule_hides_no_rule()
    {
        var text = """
            Chain INPUT (policy ACCEPT)
            target     prot opt source               destination
            ACCEPT     icmp --  anywhere             anywhere             icmp echo-request limit: avg 1/sec burst 5
            DROP       icmp --  anywhere             anywhere             icmp echo-request limit: avg 1/sec burst 5
            DROP       icmp --  anywhere             anywhere             icmp echo-request
            """;
        Read(text).ShouldAllBe(rule => rule.ShadowedBy == null);
    }

    [Fact]
    public void Reads_a_rule_without_target_and_the_blank_option_of_ip6tables()
    {
        Read("""
            Chain INPUT (policy ACCEPT)
            target     prot opt source               destination
                       udp  --  anywhere             anywhere
            ACCEPT     tcp      anywhere             2001:db8::1          tcp dpt:https
            """).Select(Brief).ShouldBe(
        [
            "/INPUT 0 ACCEPT []",
            "/INPUT 1  [udp -- anywhere anywhere]",
            "/INPUT 2 ACCEPT [tcp anywhere 2001:db8::1 tcp dpt:https]",
        ]);
    }

    [Fact]
    public void A_line_left_out_makes_later_positions_unknown()
    {
        var block = Blocks.Of("""
            Chain INPUT (policy ACCEPT)
            target     prot opt source               destination
            ACCEPT     tcp  --  anywhere             anywhere             tcp dpt:ssh
            ...（省略）
            DROP       tcp  --  anywhere             anywhere             tcp dpt:ssh
            """, new IptablesListReader()).ShouldHaveSingleItem();
        block.Observations.Cast<FirewallRule>().Select(Brief).ShouldBe(
            ["/INPUT 0 ACCEPT []", "/INPUT 1 ACCEPT [tcp -- anywhere anywhere tcp dpt:ssh]", "/INPUT  DROP [tcp -- anywhere anywhere tcp dpt:ssh] by 1"]);
        block.Unread.ShouldHaveSingleItem().First.ShouldBe(3);
    }

    [Theory]
    [InlineData("Chain of custody (policy unknown)")]
    [InlineData("the Chain INPUT (policy ACCEPT) is fine")]
    [InlineData("root@h:~# iptables -A INPUT -p icmp --icmp-type 8 -s 0/0 -j DROP")]
    [InlineData("-A INPUT -p tcp --dport 443 -j ACCEPT")]
    [InlineData("iptables -P INPUT DROP")]
    [InlineData("请执行 -A INPUT -p tcp --dport 443 -j ACCEPT")]
    public void Commands_proposals_and_prose_are_no_output(string line) => Read(line).ShouldBeEmpty();

    [Fact]
    public void Reads_the_centos_sample()
    {
        var rules = Read(Blocks.Sample("iptables", "03-L-n-v-line-numbers-reject-after-22.txt"));
        rules.Take(6).Select(rule => (rule.Position, rule.Target, rule.Packets)).ShouldBe(
            [(0, "ACCEPT", 0), (1, "ACCEPT", 95102), (2, "ACCEPT", 0), (3, "ACCEPT", 0), (4, "ACCEPT", 5), (5, "REJECT", 5)]);
        rules.ShouldAllBe(rule => rule.Table == "filter");
        rules.Single(rule => rule is { Chain: "FORWARD", Position: 1 }).Match.ShouldBe("all -- * docker0 0.0.0.0/0 0.0.0.0/0");
    }

    [Fact]
    public void Reads_the_fixtures_of_jc()
    {
        foreach (var file in new[] { "iptables-filter", "iptables-filter-nv", "iptables-filter-line-numbers", "iptables-nat", "iptables-mangle", "iptables-raw" })
        {
            var text = Blocks.Fixture("centos-7.7", file + ".out");
            var lines = text.Split('\n').Where(line => line.Trim().Length > 0).ToList();
            var chains = lines.Count(line => line.StartsWith("Chain ", StringComparison.Ordinal));
            var policies = lines.Count(line => line.Contains("(policy", StringComparison.Ordinal));
            var rules = Read(text);
            rules.Count(rule => rule.Position > 0).ShouldBe(lines.Count - (2 * chains), file);
            rules.Count(rule => rule.Position == 0).ShouldBe(policies, file);
        }
    }

    [Fact]
    public void Sees_in_the_verbose_listing_of_jc_what_the_reject_hides()
    {
        var input = Read(Blocks.Fixture("centos-7.7", "iptables-filter-nv.out")).Where(rule => rule.Chain == "INPUT").ToList();
        // Rule 7 rejects everything; only the policy and rules 1 to 7 are reachable.
        input.Where(rule => rule.Position is >= 1 and <= 7).ShouldAllBe(rule => rule.ShadowedBy == null);
        // 8 repeats 2, 9 repeats 1, 10 repeats 6; the others are behind 7.
        input.Where(rule => rule.Position > 7).Select(rule => rule.ShadowedBy).ShouldBe([2, 1, 6, 7, 2, 1, 6, 7, 7]);
    }

    [Fact]
    public void Reads_the_three_listings_of_the_thread_on_flaky_https()
    {
        var text = File.ReadAllText(Repository.Shared("seeds", "case-d-intermittent-https.md"));
        var blocks = Blocks.Of(text, new IptablesListReader(), new IptablesSaveReader());
        blocks.Count.ShouldBe(3);
        var shadowed = blocks.Select(block => block.Observations.Cast<FirewallRule>().Where(rule => rule.ShadowedBy is not null).ToList()).ToList();
        shadowed[0].ShouldBeEmpty();
        shadowed[1].ShouldBeEmpty();
        var drop = shadowed[2].ShouldHaveSingleItem();
        (drop.Chain, drop.Position, drop.Target, drop.ShadowedBy).ShouldBe(("INPUT", 2, "DROP", 1));
        blocks.Select(block => block.Observations.Count).ShouldBe([3 + 5 + 2 + 1, 3 + 7 + 2 + 1, 3 + 8 + 2 + 1]);
    }

    [Fact]
    public void Survives_damage() => Blocks.Survive(Docker, new IptablesListReader(), new IptablesSaveReader());
}
