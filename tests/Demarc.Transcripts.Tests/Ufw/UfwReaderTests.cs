using Demarc.Model;
using Demarc.Transcripts.FirewallCmd;
using Demarc.Transcripts.Tests.Driving;
using Demarc.Transcripts.Ufw;

namespace Demarc.Transcripts.Tests.Ufw;

public sealed class UfwReaderTests
{
    private const string Text = """
        root@web:~# ufw status verbose
        Status: active
        Logging: on (low)
        Default: deny (incoming), allow (outgoing), disabled (routed)
        New profiles: skip

        To                         Action      From
        --                         ------      ----
        22/tcp                     LIMIT IN    Anywhere
        443/tcp                    DENY IN     192.0.2.0/24               # partner
        Anywhere                   ALLOW IN    Anywhere
        25/tcp                     REJECT IN   Anywhere
        22/tcp (v6)                LIMIT IN    Anywhere (v6)
        53                         ALLOW OUT   198.51.100.53 on eth0
        root@web:~# ufw status
        Status: inactive
        root@web:~#
        """;

    private const string Zones = """
        root@web:~# firewall-cmd --list-all
        public (active)
          target: default
          icmp-block-inversion: no
          interfaces: eth0
          sources:
          services: dhcpv6-client ssh
          ports: 80/tcp 8000-8010/udp
          protocols:
          masquerade: no
          forward-ports:
          source-ports:
          icmp-blocks:
          rich rules:
        	rule family="ipv4" source address="192.0.2.0/24" port port="443" protocol="tcp" reject
        root@web:~#
        """;

    private static readonly ITranscriptReader[] Readers = [new UfwReader(), new FirewallCmdReader()];

    private static List<Observation> Read(string text) => [.. Blocks.Of(text, Readers).SelectMany(block => block.Observations)];

    private static string Brief(FirewallRule rule) => $"{rule.Chain} {rule.Position} [{rule.Match}] {rule.Target} {rule.ShadowedBy}".TrimEnd();

    [Fact]
    public void Reads_rules_and_policies()
    {
        Read(Text).OfType<FirewallRule>().Select(Brief).ShouldBe(
        [
            "INPUT 0 [] DROP", "OUTPUT 0 [] ACCEPT",
            "INPUT 1 [to 22/tcp from Anywhere] LIMIT", "INPUT 2 [to 443/tcp from 192.0.2.0/24] DROP", "INPUT 3 [to Anywhere from Anywhere] ACCEPT", "INPUT 4 [to 25/tcp from Anywhere] REJECT 3",
            "INPUT 5 [to 22/tcp (v6) from Anywhere (v6)] LIMIT", "OUTPUT 6 [to 53 from 198.51.100.53 on eth0] ACCEPT",
        ]);
        Read(Text).OfType<Setting>().Select(each => each.Value).ShouldBe(["active", "inactive"]);
    }

    [Fact]
    public void Reads_what_a_zone_lets_in() => Read(Zones).Cast<FirewallRule>().Select(Brief).ShouldBe(
    [
        "public 0 [] default", "public  [service dhcpv6-client] ACCEPT", "public  [service ssh] ACCEPT", "public  [port 80/tcp] ACCEPT", "public  [port 8000-8010/udp] ACCEPT",
        "public  [family=\"ipv4\" source address=\"192.0.2.0/24\" port port=\"443\" protocol=\"tcp\"] REJECT",
    ]);

    [Fact]
    public void Reads_chinese_headings() => Read("状态： 激活\n\n至                          动作          来自\n-                          --          --\n443/tcp                    DENY        Anywhere\n")
        .OfType<FirewallRule>().Select(Brief).ShouldBe(["INPUT 1 [to 443/tcp from Anywhere] DROP"]);

    [Theory]
    [InlineData("Status: active")]
    [InlineData("Status: inactive")]
    [InlineData("Status: active\nDefault: printer")]
    [InlineData("To Action From\nyou ALLOW me")]
    [InlineData("target: default")]
    public void What_other_programs_print_says_nothing(string text) => Read(text).ShouldBeEmpty();

    [Fact]
    public void Agrees_with_jc()
    {
        var rules = Read(Blocks.Fixture("generic", "ufw.out")).OfType<FirewallRule>().ToList();
        rules.Count.ShouldBe(3 + 15);
        rules.Take(3).Select(Brief).ShouldBe(["INPUT 0 [] DROP", "OUTPUT 0 [] ACCEPT", "FORWARD 0 [] DROP"]);
        rules.Skip(3).Select(rule => rule.Target).ShouldBe(["ACCEPT", "ACCEPT", "DROP", "DROP", "ACCEPT", "ACCEPT", "ACCEPT", "ACCEPT", "REJECT", "ACCEPT", "ACCEPT", "DROP", "ACCEPT", "DROP", "LIMIT"]);
        rules[15].Match.ShouldBe("to 10.10.10.10 8080 on enp34s0 from 127.0.0.1 8000");
        rules[16].Chain.ShouldBe("FORWARD");
        var numbered = Read(Blocks.Fixture("ubuntu-18.04", "ufw-numbered.out")).OfType<FirewallRule>().ToList();
        numbered.Select(rule => rule.Position).ShouldBe(Enumerable.Range(1, 15).Cast<int?>());
        numbered[14].Match.ShouldBe("to 1,2,100:200,300:400/udp (v6) from Anywhere (v6)");
        Read(Blocks.Fixture("ubuntu-18.04", "ufw-verbose.out")).OfType<FirewallRule>().Count().ShouldBe(2 + 15);
        Read(Blocks.Fixture("generic", "ufw-numbered.out")).OfType<FirewallRule>().Count().ShouldBe(3 + 15);
        Read("root@web:~# ufw status\n" + Blocks.Fixture("generic", "ufw-inactive.out")).Cast<Setting>().ShouldHaveSingleItem().Value.ShouldBe("inactive");
    }

    [Fact]
    public void Survives_damage() => Blocks.Survive(Text + "\n" + Zones, Readers);
}
