using Demarc.Model;
using Demarc.Transcripts.Nslookup;
using Demarc.Transcripts.Tests.Driving;
using DnsSeen = Demarc.Model.Dns;

namespace Demarc.Transcripts.Tests.Nslookup;

public sealed class NslookupReaderTests
{
    private static readonly NslookupReader Reader = new();

    private const string Chinese = """
        C:\Users\someone>nslookup shop.example.com
        DNS request timed out.
            timeout was 2 seconds.
        服务器:  UnKnown
        Address:  192.0.2.1

        非权威应答:
        名称:    edge.example.net
        Addresses:  2001:db8::7
        	  198.51.100.7
        	  198.51.100.8
        Aliases:  shop.example.com

        C:\Users\someone>
        """;

    private static DnsSeen[] Read(string text) => [.. Blocks.Observations(Reader, text).OfType<DnsSeen>()];

    [Fact]
    public void Reads_chinese_windows_with_several_addresses()
    {
        var dns = Read(Chinese).ShouldHaveSingleItem();
        (dns.Name, dns.Server, dns.Outcome, dns.Authoritative, dns.Type).ShouldBe(("shop.example.com", "192.0.2.1", "ok", false, null));
        dns.Answers.ShouldBe([new DnsAnswer("edge.example.net", null, "CNAME"), new DnsAnswer("2001:db8::7", null, "AAAA"), new DnsAnswer("198.51.100.7", null, "A"), new DnsAnswer("198.51.100.8", null, "A")]);
        Blocks.Lines(dns).ShouldBe([8, 12]);
    }

    [Fact]
    public void Reads_unix()
    {
        var dns = Read("$ nslookup shop.example.com\nServer:\t\t127.0.0.53\nAddress:\t127.0.0.53#53\n\nNon-authoritative answer:\nName:\tshop.example.com\nAddress: 198.51.100.7\nName:\tshop.example.com\nAddress: 2001:db8::7\n").ShouldHaveSingleItem();
        (dns.Name, dns.Server, dns.Authoritative).ShouldBe(("shop.example.com", "127.0.0.53", false));
        dns.Answers!.Select(a => a.Address).ShouldBe(["198.51.100.7", "2001:db8::7"]);
    }

    [Theory]
    [InlineData("Server:\t\t192.0.2.53\nAddress:\t192.0.2.53#53\n\n** server can't find gone.example.com: NXDOMAIN\n", "nxdomain", "gone.example.com", "192.0.2.53")]
    [InlineData("Server:\t\t192.0.2.53\nAddress:\t192.0.2.53#53\n\n** server can't find gone.example.com: SERVFAIL\n", "servfail", "gone.example.com", "192.0.2.53")]
    [InlineData("Server:  dns.example.net\nAddress:  192.0.2.53\n\n*** dns.example.net can't find gone.example.com: Non-existent domain\n", "nxdomain", "gone.example.com", "192.0.2.53")]
    [InlineData("服务器:  UnKnown\nAddress:  192.0.2.53\n\n*** UnKnown 找不到 gone.example.com: Non-existent domain\n", "nxdomain", "gone.example.com", "192.0.2.53")]
    [InlineData("服务器:  UnKnown\nAddress:  192.0.2.53\n\n*** UnKnown 找不到 gone.example.com: Server failed\n", "servfail", "gone.example.com", "192.0.2.53")]
    [InlineData("服务器:  UnKnown\nAddress:  192.0.2.53\n\n*** UnKnown 找不到 gone.example.com: Query refused\n", "refused", "gone.example.com", "192.0.2.53")]
    [InlineData("Server:  fritz.box\nAddress:  192.0.2.1\n\n*** fritz.box wurde gone.example.com nicht gefunden: Non-existent domain.\n", "nxdomain", "gone.example.com", "192.0.2.1")]
    [InlineData("Serveur :   UnKnown\nAddress:  192.0.2.1\n\n*** UnKnown ne parvient pas à trouver gone.example.com : Non-existent domain\n", "nxdomain", "gone.example.com", "192.0.2.1")]
    [InlineData("サーバー:  UnKnown\nAddress:  192.0.2.1\n\n*** UnKnown が gone.example.com を見つけられません: Non-existent domain\n", "nxdomain", "gone.example.com", "192.0.2.1")]
    [InlineData("Server:  UnKnown\nAddress:  192.0.2.1\n\nDNS request timed out.\n    timeout was 2 seconds.\nDNS request timed out.\n    timeout was 2 seconds.\n*** Request to UnKnown timed-out\n", "timeout", null, "192.0.2.1")]
    [InlineData("服务器:  UnKnown\nAddress:  192.0.2.1\n\nDNS request timed out.\n    timeout was 2 seconds.\n*** 请求 UnKnown 超时\n", "timeout", null, "192.0.2.1")]
    public void Reads_failures(string text, string outcome, string? name, string server)
    {
        var dns = Read(text).ShouldHaveSingleItem();
        (dns.Outcome, dns.Name, dns.Server).ShouldBe((outcome, name, server));
        dns.Answers.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("nslookup shop.example.com")]
    [InlineData("Server: nginx/1.18\nAddress: 12 Main Street")]
    [InlineData("服务器: 三台\n地址: 北京")]
    [InlineData("DNS request timed out.\n    timeout was 2 seconds.\n服务器:  UnKnown\nAddress:  192.0.2.1\n")]
    [InlineData("*** 请注意 ***")]
    [InlineData("Using domain server:\nName: ns1.example.net\nAddress: 192.0.2.53#53\nAliases: \n\nHost shop.example.com not found: 2(SERVFAIL)")]
    [InlineData("Name: Li Lei\nAddress: 192.0.2.7")]
    public void Other_lines_and_a_bare_resolver_give_nothing(string text) => Read(text).ShouldBeEmpty();

    [Fact]
    public void Reads_the_older_unix_timeout_under_its_command()
    {
        var dns = Read("$ nslookup shop.example.com 192.0.2.9\n;; connection timed out; no servers could be reached\n").ShouldHaveSingleItem();
        (dns.Outcome, dns.Name, dns.Server).ShouldBe(("timeout", "shop.example.com", "192.0.2.9"));
    }

    [Fact]
    public void Corpus_chinese_timeout_of_the_resolvers_own_name()
    {
        var dns = Read(Blocks.Sample("nslookup", "01-win-zh-timeout-then-answer.txt")).ShouldHaveSingleItem();
        (Fingerprint.Of(dns.Name), dns.Server, dns.Outcome, dns.Authoritative).ShouldBe(("#019c8242", "192.168.1.1", "ok", null));
        dns.Answers.ShouldBe([new DnsAnswer("192.168.1.1", null, "A")]);
    }

    [Fact]
    public void Corpus_chinese_with_reordered_lines()
    {
        var dns = Read(Blocks.Sample("nslookup", "02-win-zh-stderr-reordered.txt")).ShouldHaveSingleItem();
        (Fingerprint.Of(dns.Name), Fingerprint.Of(dns.Server), dns.Outcome, dns.Authoritative).ShouldBe(("#1950cd6c", "#356bde51", "ok", false));
        dns.Answers!.Select(a => Fingerprint.Of(a.Address)).ShouldBe(["#2cc90c3c", "#e15f5064", "#47eae549", "#1f0e700c", "#0ed64814"]);
    }

    [Fact]
    public void Corpus_german_session_in_one_html_cell()
    {
        var found = Read(Blocks.Sample("nslookup", "03-win-de-interactive-html-br.txt"));
        found.Select(d => (Fingerprint.Of(d.Name), Fingerprint.Of(d.Server), d.Outcome, d.Authoritative, d.Type)).ShouldBe(
        [
            ("#b4c87597", "#d3b1edf9", "ok", false, null),
            ("#d11f367c", "#d3b1edf9", "ok", null, "PTR"),
        ]);
        found[0].Answers!.Select(a => (Fingerprint.Of(a.Address), a.Ttl, a.Type)).ShouldBe([("#d11f367c", null, "A")]);
        found[1].Answers!.Select(a => (Fingerprint.Of(a.Address), a.Ttl, a.Type)).ShouldBe([("#66baf607", null, "PTR")]);
    }

    [Fact]
    public void Corpus_french_reverse_timeout()
    {
        var dns = Read(Blocks.Sample("nslookup", "04-win-fr-timeouts.txt")).ShouldHaveSingleItem();
        (dns.Name, Fingerprint.Of(dns.Server), dns.Outcome, dns.Type).ShouldBe(("8.8.8.8", "#8d5ecda5", "timeout", "PTR"));
        Blocks.Lines(dns).ShouldBe([8, 10]);
    }

    [Fact]
    public void Corpus_russian_with_two_code_pages()
    {
        var dns = Read(Blocks.Sample("nslookup", "05-win-ru-mixed-codepages.txt")).ShouldHaveSingleItem();
        (Fingerprint.Of(dns.Name), dns.Server, dns.Authoritative).ShouldBe(("#07147717", "172.19.39.1", false));
        dns.Answers!.Select(a => (Fingerprint.Of(a.Address), a.Ttl, a.Type)).ShouldBe([("#3aeb0024", null, "CNAME"), ("#c311115e", null, "A")]);
    }

    [Fact]
    public void Corpus_french_debug_session_times_out()
    {
        var found = Read(Blocks.Sample("nslookup", "07-win-fr-set-debug.txt"));
        var dns = found.ShouldHaveSingleItem();
        (Fingerprint.Of(dns.Name), dns.Server, dns.Outcome).ShouldBe(("#fdd417d3", "192.168.0.254", "timeout"));
    }

    [Fact]
    public void Corpus_unix_with_a_masked_suffix()
    {
        var dns = Read(Blocks.Sample("dig", "10-nslookup-ok-dig-servfail-trace.txt")).ShouldHaveSingleItem();
        (Fingerprint.Of(dns.Name), dns.Server, dns.Outcome, dns.Authoritative).ShouldBe(("#df5e7e80", "127.0.0.53", "ok", false));
        dns.Answers.ShouldBe([new DnsAnswer("192.168.124.171", null, "A")]);
    }

    [Fact]
    public void Survives_damage()
    {
        Blocks.Survives(Reader, Chinese);
        Blocks.Survives(Reader, "|C:\\>nslookup<br>Standardserver:  dns.example.net<br>Address:  192.0.2.33<br><br>> www.example.com<br>Server:  dns.example.net<br>Address:  192.0.2.33<br><br>Name:    www.example.com<br>Address:  198.51.100.1<br>|");
    }
}
