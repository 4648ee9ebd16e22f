using Demarc.Model;
using Demarc.Transcripts.Dig;
using Demarc.Transcripts.Tests.Driving;
using DnsSeen = Demarc.Model.Dns;

namespace Demarc.Transcripts.Tests.Dig;

public sealed class HostReaderTests
{
    private static readonly HostReader Reader = new();

    [Fact]
    public void Reads_aliases_and_addresses()
    {
        var dns = (DnsSeen)Blocks.Observations(Reader, "$ host www.example.com 192.0.2.53\nwww.example.com is an alias for edge.example.net.\nedge.example.net has address 198.51.100.7\nedge.example.net has IPv6 address 2001:db8::7\n").ShouldHaveSingleItem();
        (dns.Name, dns.Outcome, dns.Server).ShouldBe(("www.example.com", "ok", "192.0.2.53"));
        dns.Answers.ShouldBe([new DnsAnswer("edge.example.net", null, "CNAME"), new DnsAnswer("198.51.100.7", null, "A"), new DnsAnswer("2001:db8::7", null, "AAAA")]);
    }

    [Fact]
    public void Reads_a_name_that_is_not_found()
    {
        var dns = (DnsSeen)Blocks.Observations(Reader, "Host gone.example.com not found: 3(NXDOMAIN)").ShouldHaveSingleItem();
        (dns.Name, dns.Outcome, dns.Rcode).ShouldBe(("gone.example.com", "nxdomain", "NXDOMAIN"));
    }

    [Fact]
    public void Reads_the_server_it_was_told_to_use()
    {
        var dns = (DnsSeen)Blocks.Observations(Reader, "Using domain server:\nName: ns1.example.net\nAddress: 192.0.2.53#53\nAliases: \n\nHost shop.example.com not found: 2(SERVFAIL)").ShouldHaveSingleItem();
        (dns.Name, dns.Outcome, dns.Server).ShouldBe(("shop.example.com", "servfail", "192.0.2.53"));
    }

    [Theory]
    [InlineData("the server has address translation")]
    [InlineData("Host name not found: please check")]
    [InlineData("This is an alias for Module.Name.")]
    [InlineData("Module.Name is an alias for <c>Other.Name</c>.")]
    public void Prose_gives_nothing(string text) => Blocks.Observations(Reader, text).ShouldBeEmpty();

    [Fact]
    public void Survives_damage() => Blocks.Survives(Reader, "www.example.com is an alias for edge.example.net.\nedge.example.net has address 198.51.100.7\n");

    [Fact]
    public void Reads_records_of_every_type_host_words()
    {
        const string text = """
            example.com mail is handled by 10 mx.example.com.
            example.com name server ns1.example.net.
            7.2.0.192.in-addr.arpa domain name pointer www.example.com.
            example.com descriptive text "v=spf1 -all"
            """;
        Blocks.Read(new HostReader(), text).SelectMany(block => block.Observations).Cast<Model.Dns>().ShouldHaveSingleItem().Answers!.Select(each => $"{each.Type} {each.Address}")
            .ShouldBe(["MX 10 mx.example.com.", "NS ns1.example.net", "PTR www.example.com", "TXT \"v=spf1 -all\""]);
    }

    [Fact]
    public void Agrees_with_jc()
    {
        var google = Blocks.Read(new HostReader(), Blocks.Fixture("generic", "host-google.out")).SelectMany(block => block.Observations).Cast<Model.Dns>().ShouldHaveSingleItem();
        google.Answers!.Select(each => $"{each.Type} {each.Address}").ShouldBe(["A 142.250.179.206", "AAAA 2a00:1450:400e:811::200e", "MX 10 smtp.google.com."]);
        var servers = Blocks.Read(new HostReader(), Blocks.Fixture("generic", "host-sunet.out")).SelectMany(block => block.Observations).Cast<Model.Dns>().ToList();
        servers.Count.ShouldBe(8);
        (servers[2].Server, servers[2].Type, servers[2].Answers!.Single().Type).ShouldBe(("2001:6b0:1::250", "SOA", "SOA"));
        servers[0].Answers!.Single().Address.ShouldEndWith("2023091102 28800 7200 604800 300");
    }
}
