using Demarc.Model;
using Demarc.Transcripts.Dig;
using Demarc.Transcripts.Tests.Driving;
using DnsSeen = Demarc.Model.Dns;

namespace Demarc.Transcripts.Tests.Dig;

public sealed class DigReaderTests
{
    private static readonly DigReader Reader = new();

    private const string Answered = """
        $ dig shop.example.com @192.0.2.53

        ; <<>> DiG 9.18.1-1ubuntu1-Ubuntu <<>> shop.example.com @192.0.2.53
        ; (1 server found)
        ;; global options: +cmd
        ;; Got answer:
        ;; ->>HEADER<<- opcode: QUERY, status: NOERROR, id: 36298
        ;; flags: qr aa rd; QUERY: 1, ANSWER: 2, AUTHORITY: 0, ADDITIONAL: 1

        ;; OPT PSEUDOSECTION:
        ; EDNS: version: 0, flags:; udp: 65494
        ;; QUESTION SECTION:
        ;shop.example.com.		IN	A

        ;; ANSWER SECTION:
        shop.example.com.	300	IN	CNAME	edge.example.net.
        edge.example.net.	5	IN	A	198.51.100.7

        ;; Query time: 792 msec
        ;; SERVER: 192.0.2.53#53(192.0.2.53) (UDP)
        ;; WHEN: Mon May 02 21:34:16 +05 2022
        ;; MSG SIZE  rcvd: 292

        $
        """;

    private static DnsSeen[] Read(string text) => [.. Blocks.Observations(Reader, text).OfType<DnsSeen>()];

    [Fact]
    public void Reads_a_full_reply()
    {
        var dns = Read(Answered).ShouldHaveSingleItem();
        (dns.Name, dns.Type, dns.Server, dns.Transport, dns.Outcome, dns.Rcode, dns.Ms, dns.Authoritative)
            .ShouldBe(("shop.example.com", "A", "192.0.2.53", "udp", "ok", "NOERROR", 792, true));
        dns.Answers.ShouldBe([new DnsAnswer("edge.example.net", 300, "CNAME"), new DnsAnswer("198.51.100.7", 5, "A")]);
        dns.Time!.Utc.ShouldBe(new DateTimeOffset(2022, 5, 2, 16, 34, 16, TimeSpan.Zero));
        dns.Time.Zone.ShouldBe(ZoneKnowledge.Stated);
        Blocks.Lines(dns).ShouldBe([6, 22]);
    }

    [Fact]
    public void Reads_it_under_mail_quotes() => Read(string.Join('\n', Answered.Split('\n').Select(l => "> " + l))).ShouldHaveSingleItem().Answers!.Count.ShouldBe(2);

    [Theory]
    [InlineData("dig shop.example.com")]
    [InlineData("请执行 dig +short shop.example.com 并把结果发给我们")]
    [InlineData("dig +short shop.example.com\n谢谢")]
    [InlineData("example.com. 300 IN A 192.0.2.1")]
    public void Commands_and_zone_files_give_nothing(string text) => Blocks.Read(Reader, text).ShouldBeEmpty();

    [Fact]
    public void Reads_short_answers_below_their_command()
    {
        var dns = Read("root@h:~# dig +short shop.example.com @192.0.2.53\nedge.example.net.\n198.51.100.7\n2001:db8::7\n").ShouldHaveSingleItem();
        (dns.Name, dns.Server, dns.Outcome, dns.Type).ShouldBe(("shop.example.com", "192.0.2.53", "ok", null));
        dns.Answers!.Select(a => a.Address).ShouldBe(["edge.example.net", "198.51.100.7", "2001:db8::7"]);
        Blocks.Lines(dns).ShouldBe([2, 4]);
    }

    [Fact]
    public void Reads_the_older_timeout()
    {
        var dns = Read("""
            ; <<>> DiG 9.9.5 <<>> @192.0.2.9 shop.example.com
            ; (1 server found)
            ;; global options: +cmd
            ;; connection timed out; no servers could be reached
            """).ShouldHaveSingleItem();
        (dns.Outcome, dns.Server, dns.Name).ShouldBe(("timeout", "192.0.2.9", "shop.example.com"));
        Blocks.Lines(dns).ShouldBe([4, 4]);
    }

    [Fact]
    public void Corpus_server_name_that_does_not_resolve()
    {
        var text = (ErrorText)Blocks.Observations(Reader, Blocks.Sample("dig", "02-dig-bad-server-name.txt")).ShouldHaveSingleItem();
        (text.Product, text.Meaning).ShouldBe(("dig", "could-not-resolve"));
    }

    [Fact]
    public void Corpus_bad_packet_is_reported_unread()
    {
        var block = Blocks.Read(Reader, Blocks.Sample("dig", "03-dig-got-bad-packet-hexdump.txt")).ShouldHaveSingleItem();
        block.Observations.ShouldBeEmpty();
        var unread = block.Unread.ShouldHaveSingleItem();
        (unread.First, unread.Last).ShouldBe((0, 14));
    }

    [Fact]
    public void Corpus_trace_tells_what_each_server_said()
    {
        var steps = Read(Blocks.Sample("dig", "04-dig-trace.txt"));
        steps.Select(step => (step.Type, step.Answers!.Count, step.Ms, step.Outcome)).ShouldBe([("NS", 13, 4, "ok"), ("NS", 13, 24, "ok"), ("NS", 8, 32, "ok"), (null, 1, 28, "ok")]);
        (steps[0].Name, steps[0].Server, steps[1].Name).ShouldBe((".", "127.0.0.53", "net"));
        steps.ShouldAllBe(step => step.Target == steps[3].Name);
        Blocks.Lines(steps[3]).ShouldBe([49, 50]);
    }

    [Fact]
    public void A_trace_whose_last_server_is_silent_says_so()
    {
        var steps = Read("""
            ; <<>> DiG 9.18.1 <<>> +trace www.example.com
            ;; global options: +cmd
            .			6593	IN	NS	a.root-servers.example.
            ;; Received 811 bytes from 192.0.2.53#53(192.0.2.53) in 4 ms

            example.com.		172800	IN	NS	ns1.example.net.
            ;; Received 1173 bytes from 198.51.100.13#53(a.root-servers.example) in 24 ms

            ;; communications error to 203.0.113.5#53: timed out
            ;; no servers could be reached
            """);
        steps.Select(step => (step.Name, step.Server, step.Outcome)).ShouldBe([(".", "192.0.2.53", "ok"), ("example.com", "198.51.100.13", "ok"), ("www.example.com", "203.0.113.5", "timeout")]);
    }

    [Fact]
    public void A_zone_transfer_is_one_answer_with_all_records()
    {
        var transfer = Read("""
            $ dig @192.0.2.53 example.com AXFR
            ; <<>> DiG 9.11.14 <<>> @192.0.2.53 example.com AXFR
            ;; global options: +cmd
            example.com.	500	IN	SOA	ns1.example.com. hostmaster.example.com. 1 2 3 4 5
            www.example.com.	300	IN	A	192.0.2.80
            ;; Query time: 15 msec
            ;; XFR size: 2 records (messages 1, bytes 322)
            """).ShouldHaveSingleItem();
        (transfer.Type, transfer.Server, transfer.Answers!.Count, transfer.Answers[1].Address).ShouldBe(("AXFR", "192.0.2.53", 2, "192.0.2.80"));
    }

    [Fact]
    public void Corpus_name_servers_of_a_local_resolver()
    {
        var dns = Read(Blocks.Sample("dig", "06-linux-systemd-resolved-trailing-spaces.txt")).ShouldHaveSingleItem();
        (Fingerprint.Of(dns.Name), dns.Type, dns.Server, dns.Ms, dns.Transport, dns.Authoritative).ShouldBe(("#026042d0", "NS", "127.0.0.53", 792, "udp", false));
        dns.Answers!.Count.ShouldBe(4);
        (Fingerprint.Of(dns.Answers[0].Address), dns.Answers[0].Ttl, dns.Answers[0].Type).ShouldBe(("#62310c2c", 5, "NS"));
    }

    [Fact]
    public void Corpus_timeouts_then_an_answer()
    {
        var found = Read(Blocks.Sample("dig", "07-short-timeouts-then-answer.txt"));
        found.Select(d => (d.Outcome, Fingerprint.Of(d.Server), Fingerprint.Of(d.Name))).ShouldBe(
        [
            ("timeout", "#25accf5e", "#da6b3876"), ("timeout", "#d04d8f67", "#da6b3876"),
            ("timeout", "#d04d8f67", "#da6b3876"), ("ok", "#d04d8f67", "#da6b3876"),
        ]);
        found[3].Answers!.Select(a => (Fingerprint.Of(a.Address), a.Ttl, a.Type)).ShouldBe([("#b4fb800a", null, null)]);
        found.ShouldAllBe(d => d.Type == "A");
    }

    [Fact]
    public void Corpus_local_resolver_silent_on_both_families()
    {
        var found = Read(Blocks.Sample("dig", "08-localhost-v6-then-v4-timeouts.txt"));
        found.Select(d => (d.Outcome, d.Server, Fingerprint.Of(d.Name), d.Type)).ShouldBe([("timeout", "::1", "#a47558ca", "A"), ("timeout", "127.0.0.1", "#a47558ca", "A")]);
        Blocks.Lines(found[0]).ShouldBe([3, 5]);
    }

    [Fact]
    public void Corpus_failure_and_answer_of_two_servers()
    {
        var found = Read(Blocks.Sample("dig", "09-servfail-macos-vs-ok.txt"));
        found.Select(d => (d.Outcome, d.Rcode, Fingerprint.Of(d.Server), d.Ms)).ShouldBe([("servfail", "SERVFAIL", "#85ca226c", 4035), ("ok", "NOERROR", "8.8.8.8", 77)]);
        found[0].Answers.ShouldBeEmpty();
        found[1].Answers!.Select(a => (Fingerprint.Of(a.Address), a.Ttl, a.Type)).ShouldBe([("#04231e31", 30, "A")]);
        found[0].Time!.Utc.ShouldBeNull();
    }

    [Fact]
    public void Corpus_failure_beside_nslookup_and_a_trace()
    {
        var blocks = Blocks.Read(Reader, Blocks.Sample("dig", "10-nslookup-ok-dig-servfail-trace.txt"));
        var both = blocks.SelectMany(b => b.Observations).Cast<DnsSeen>().ToList();
        var dns = both[0];
        (Fingerprint.Of(dns.Name), dns.Outcome, dns.Authoritative, dns.Transport).ShouldBe(("#e7484268", "servfail", true, "udp"));
        (both.Count, both[1].Name, both[1].Server, both[1].Outcome).ShouldBe((2, dns.Name, "127.0.0.53", "timeout"));
        dns.Time!.Utc.ShouldBe(new DateTimeOffset(2025, 12, 18, 10, 40, 15, TimeSpan.Zero));
        blocks.SelectMany(b => b.Unread).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("centos-7.7", "dig.out", "www.cnn.com,www.google.com", 2)]
    [InlineData("ubuntu-18.04", "dig.out", "www.cnn.com,www.google.com", 5)]
    [InlineData("osx-10.14.6", "dig.out", "www.cnn.com,www.google.com", 5)]
    [InlineData("centos-7.7", "dig-aaaa.out", "www.google.com", 1)]
    [InlineData("ubuntu-18.04", "dig-x.out", "1.1.1.1.in-addr.arpa", 1)]
    [InlineData("generic", "dig-edns2.out", "metebalci.com,google.com", 1)]
    [InlineData("generic", "dig-nsid.out", "mail.google.com", 1)]
    [InlineData("generic", "dig-additional.out", "google.com", 0)]
    [InlineData("generic", "dig-additional2.out", "ultradns.com", 0)]
    public void Jc_replies(string system, string file, string names, int answersOfTheFirst)
    {
        var found = Read(Blocks.Fixture(system, file));
        found.Select(d => d.Name).ShouldBe(names.Split(','));
        found.ShouldAllBe(d => d.Outcome == "ok");
        found[0].Answers!.Count.ShouldBe(answersOfTheFirst);
    }

    [Fact]
    public void Jc_name_that_does_not_exist()
    {
        var dns = Read(Blocks.Fixture("generic", "dig-answer-spaces.out")).ShouldHaveSingleItem();
        (dns.Outcome, dns.Type, dns.Ms).ShouldBe(("nxdomain", "TXT", 297));
        dns.Answers.ShouldHaveSingleItem().Address.ShouldStartWith("\"Blocked - see");
    }

    [Theory]
    [InlineData("centos-7.7")]
    [InlineData("ubuntu-18.04")]
    public void Jc_transfers_give_all_records(string system)
    {
        var transfer = Read(Blocks.Fixture(system, "dig-axfr.out")).ShouldHaveSingleItem();
        (transfer.Type, transfer.Answers!.Count).ShouldBe(("AXFR", 50));
    }

    [Fact]
    public void Jc_bare_records_give_no_observation() => Read(Blocks.Fixture("osx-10.14.6", "dig-noall-answer.out")).ShouldBeEmpty();

    [Fact]
    public void Survives_damage()
    {
        Blocks.Survives(Reader, Answered, 3);
        Blocks.Survives(Reader, "# dig +short 例子.example.com\n;; communications error to 192.0.2.1#53: timed out\n198.51.100.7\n");
    }
}
