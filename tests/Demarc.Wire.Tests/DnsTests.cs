using System.Net;
using Demarc.Wire;

namespace Demarc.Wire.Tests;

public sealed class DnsTests
{
    private static readonly IPAddress Four = IPAddress.Parse("192.0.2.7");
    private static readonly IPAddress Six = IPAddress.Parse("2001:db8::7");

    [Fact]
    public void A_question_reads_back_as_it_was_asked()
    {
        DnsWriter.TryQuery(0x1234, "www.example.com", DnsType.Aaaa, out var octets).ShouldBeTrue();
        DnsView.TryParse(octets, out var message).IsComplete.ShouldBeTrue();
        message.Id.ShouldBe((ushort)0x1234);
        message.IsResponse.ShouldBeFalse();
        message.RecursionDesired.ShouldBeTrue();
        message.TryQuestion(out var name, out var type, out _).ShouldBeTrue();
        (name, type).ShouldBe(("www.example.com", DnsType.Aaaa));
        var records = message.Records;
        records.Next(out var opt).ShouldBeTrue();
        (opt.Type, opt.Class, opt.Section).ShouldBe((DnsType.Opt, (ushort)1232, DnsSection.Additional));
        records.Next(out _).ShouldBeFalse();
        records.Status.IsComplete.ShouldBeTrue();
    }

    [Fact]
    public void An_answer_with_an_alias_gives_the_alias_and_the_addresses()
    {
        DnsView.TryParse(Answer(), out var message).IsComplete.ShouldBeTrue();
        var records = message.Records;
        records.Next(out var alias).ShouldBeTrue();
        (alias.Name, alias.LeadsTo, alias.Ttl).ShouldBe(("www.example.com", "edge.example.net", 60));
        records.Next(out var first).ShouldBeTrue();
        (first.Name, first.Address, first.Section).ShouldBe(("edge.example.net", Four, DnsSection.Answer));
        records.Next(out var second).ShouldBeTrue();
        second.Address.ShouldBe(Six);
        records.Next(out var soa).ShouldBeTrue();
        (soa.Type, soa.Section, soa.SoaServer).ShouldBe((DnsType.Soa, DnsSection.Authority, "ns.example.com"));
        records.Next(out _).ShouldBeFalse();
    }

    [Fact]
    public void A_compressed_name_is_followed_backwards()
    {
        byte[] octets = [.. new byte[12], 7, .. "example"u8, 3, .. "com"u8, 0, 3, .. "www"u8, 0xc0, 12];
        DnsNames.TryRead(octets, 25, out var name, out var next).IsComplete.ShouldBeTrue();
        name.ShouldBe("www.example.com");
        next.ShouldBe(octets.Length);
    }

    [Theory]
    [InlineData(new byte[] { 0xc0, 0x00 }, 0)]
    [InlineData(new byte[] { 0xc0, 0x02, 0xc0, 0x00 }, 2)]
    [InlineData(new byte[] { 1, 97, 0xc0, 0x00 }, 0)]
    [InlineData(new byte[] { 0xc0, 0x02, 0 }, 0)]
    public void A_name_that_points_at_itself_or_forwards_goes_nowhere(byte[] octets, int at) =>
        DnsNames.TryRead(octets, at, out _, out _).State.ShouldBe(ParseState.Malformed);

    [Fact]
    public void A_chain_of_pointers_ends()
    {
        var octets = new byte[400];
        for (var i = 2; i + 1 < octets.Length; i += 2) (octets[i], octets[i + 1]) = ((byte)(0xc0 | ((i - 2) >> 8)), (byte)(i - 2));
        DnsNames.TryRead(octets, octets.Length - 2, out _, out _).State.ShouldBe(ParseState.Malformed);
    }

    [Fact]
    public void Octets_no_host_name_has_are_escaped()
    {
        DnsNames.TryRead([3, (byte)'a', (byte)'.', 7, 0], 0, out var name, out _).IsComplete.ShouldBeTrue();
        name.ShouldBe(@"a\046\007");
    }

    [Theory]
    [InlineData("a..example")]
    [InlineData(".example")]
    [InlineData("名.example")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.example")]
    public void A_name_without_a_wire_form_is_not_asked(string name) => DnsWriter.TryQuery(1, name, DnsType.A, out _).ShouldBeFalse();

    [Fact]
    public void A_name_of_too_many_labels_is_not_asked() =>
        DnsWriter.TryQuery(1, string.Join('.', Enumerable.Repeat("abcdefg", 40)), DnsType.A, out _).ShouldBeFalse();

    [Fact]
    public void No_damage_makes_reading_throw_or_go_on_for_ever()
    {
        foreach (var octets in ByteDamage.Of(Answer()).Concat(ByteDamage.Rubbish(3000)))
        {
            if (!DnsView.TryParse(octets, out var message).IsComplete) continue;
            message.TryQuestion(out _, out _, out _);
            var records = message.Records;
            var read = 0;
            while (records.Next(out var record))
            {
                _ = (record.Address, record.LeadsTo, record.SoaServer, record.Ttl, record.Data.Length);
                read++;
            }

            read.ShouldBeLessThanOrEqualTo(octets.Length / 11);
        }
    }

    private static byte[] Answer()
    {
        var writer = new DnsWriter(7, 0x8180);
        writer.Question("www.example.com", DnsType.A);
        writer.Cname(DnsSection.Answer, "www.example.com", 60, "edge.example.net");
        writer.Address(DnsSection.Answer, "edge.example.net", 60, Four);
        writer.Address(DnsSection.Answer, "edge.example.net", 60, Six);
        writer.Soa(DnsSection.Authority, "example.net", 300, "ns.example.com", "hostmaster.example.com");
        return writer.ToArray();
    }
}
