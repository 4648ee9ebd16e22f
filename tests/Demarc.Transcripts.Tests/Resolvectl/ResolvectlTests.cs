using Demarc.Model;
using Demarc.Transcripts.Resolvectl;
using Demarc.Transcripts.Tests.Driving;

namespace Demarc.Transcripts.Tests.Resolvectl;

public sealed class ResolvectlTests
{
    private const string Text = """
        user@pc:~$ resolvectl status
        Global
               Protocols: -LLMNR -mDNS -DNSOverTLS DNSSEC=no/unsupported
        resolv.conf mode: stub

        Link 2 (eth0)
            Current Scopes: DNS
                 Protocols: +DefaultRoute -LLMNR -mDNS
        Current DNS Server: 192.0.2.53
               DNS Servers: 192.0.2.53 198.51.100.53#dns.example
                            2001:db8::53%eth0
                DNS Domain: ~. corp.example.com

        Link 3 (tun0)
            Current Scopes: none
        user@pc:~$ resolvectl query www.example.com
        www.example.com: 2001:db8::7                      -- link: eth0
                         192.0.2.7                        -- link: eth0
                         (web.example.net)

        -- Information acquired via protocol DNS in 21.3ms.
        -- Data is authenticated: no; Data was acquired via local or encrypted transport: no
        -- Data from: network
        user@pc:~$ resolvectl query nope.example.com
        nope.example.com: resolve call failed: 'nope.example.com' not found
        user@pc:~$
        """;

    private static readonly ITranscriptReader[] Readers = [new ResolvectlStatusReader(), new ResolvectlQueryReader()];

    private static List<Observation> Read(string text) => [.. Blocks.Of(text, Readers).SelectMany(block => block.Observations)];

    [Fact]
    public void Reads_the_resolvers_of_each_link()
    {
        Read(Text).OfType<NameServer>().Select(each => (each.Target, each.Order, each.Address)).ShouldBe([("eth0", 1, "192.0.2.53"), ("eth0", 2, "198.51.100.53"), ("eth0", 3, "2001:db8::53%eth0")]);
        Read(Text).OfType<Setting>().Select(each => $"{each.Target} {each.Name}: {each.Value}").ShouldContain("eth0 DNS Domain: ~. corp.example.com");
    }

    [Fact]
    public void Reads_answers_and_failures()
    {
        var dns = Read(Text).OfType<Model.Dns>().ToList();
        (dns[0].Name, dns[0].Outcome, dns[0].Ms).ShouldBe(("www.example.com", "ok", 21.3));
        dns[0].Answers!.Select(each => each.Address).ShouldBe(["web.example.net", "2001:db8::7", "192.0.2.7"]);
        (dns[1].Name, dns[1].Outcome).ShouldBe(("nope.example.com", "nxdomain"));
    }

    [Theory]
    [InlineData("resolve call failed: All attempts to contact name servers or networks failed", "timeout")]
    [InlineData("resolve call failed: DNSSEC validation failed: no-signature", "bogus")]
    [InlineData("resolve call failed: Could not resolve 'x', server or network returned error SERVFAIL", "servfail")]
    public void Knows_why_a_query_failed(string why, string outcome) => Read("x.example: " + why).Cast<Model.Dns>().ShouldHaveSingleItem().Outcome.ShouldBe(outcome);

    [Theory]
    [InlineData("DNS Servers: ask the admin")]
    [InlineData("Link 2 (see below)")]
    [InlineData("the resolve call failed: not found")]
    public void Prose_says_nothing(string line) => Read(line).ShouldBeEmpty();

    [Fact]
    public void Survives_damage() => Blocks.Survive(Text, Readers);
}
