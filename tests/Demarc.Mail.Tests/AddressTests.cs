using Demarc.Mail.Reading;

namespace Demarc.Mail.Tests;

/// <summary>RFC 5322 3.4 and 4.4, and the lists programs write.</summary>
public sealed class AddressTests
{
    private static string Told(MailMessage message) => string.Join(" | ", message.To.Select(box => $"{box.Name}={box.Address}"));

    [Theory]
    [InlineData("a@example.com", "=a@example.com")]
    [InlineData("<a@example.com>", "=a@example.com")]
    [InlineData("A B <a@example.com>", "A B=a@example.com")]
    [InlineData("\"B, A\" <a@example.com>, c@example.com", "B, A=a@example.com | =c@example.com")]
    [InlineData("\"A \\\"x\\\" B\" <a@example.com>", "A \"x\" B=a@example.com")]
    [InlineData("a@example.com (Li Lei)", "Li Lei=a@example.com")]
    [InlineData("A (x (y) \\) z) B <a@example.com>", "A B=a@example.com")]
    [InlineData("(note) a@(here)example.com", "note=a@example.com")]
    [InlineData("Team: a@example.com, B <b@example.com>;", "=a@example.com | B=b@example.com")]
    [InlineData("Team: a@example.com;, c@example.com", "=a@example.com | =c@example.com")]
    [InlineData("undisclosed-recipients:;", "")]
    [InlineData("A <@one.example.com,@two.example.com:a@example.com>", "A=a@example.com")]
    [InlineData("\"a b\"@example.com", "=\"a b\"@example.com")]
    [InlineData("A <\"a@b\"@example.com>", "A=\"a@b\"@example.com")]
    [InlineData("a@[192.0.2.1]", "=a@[192.0.2.1]")]
    [InlineData("A <a@[IPv6:2001:db8::1]>, a@[IPv6:2001:db8::1]", "A=a@[IPv6:2001:db8::1] | =a@[IPv6:2001:db8::1]")]
    [InlineData("a @ example.com", "=a@example.com")]
    [InlineData("< a@example.com >", "=a@example.com")]
    [InlineData("=?utf-8?B?5byg5LiJ?= <a@example.com>", "张三=a@example.com")]
    [InlineData("\"=?utf-8?B?5byg5LiJ?=\" <a@example.com>", "张三=a@example.com")]
    [InlineData("=?utf-8?Q?Li,_Lei?= <a@example.com>", "Li, Lei=a@example.com")]
    [InlineData("=?utf-8?B?5byg?= =?utf-8?B?5LiJ?= <a@example.com>", "张三=a@example.com")]
    [InlineData("张三 <zhang@例子.example.com>", "张三=zhang@例子.example.com")]
    [InlineData("a@example.com; b@example.com", "=a@example.com | =b@example.com")]
    [InlineData(",, a@example.com,,", "=a@example.com")]
    [InlineData("\"a@example.com\" <b@example.com>", "a@example.com=b@example.com")]
    [InlineData("Support: Beijing <a@example.com>", "Beijing=a@example.com")]
    [InlineData("<mailto:a@example.com>", "=a@example.com")]
    [InlineData("A  \t B<a@example.com>", "A B=a@example.com")]
    public void A_list_is_read_as_it_is_meant(string field, string told)
    {
        var message = Sample.WithField($"To: {field}");
        Told(message).ShouldBe(told);
        message.Problems.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("Li, Lei <a@example.com>", "Li, Lei=a@example.com")]
    [InlineData("张三, 技术部 <a@example.com>, b@example.com", "张三, 技术部=a@example.com | =b@example.com")]
    [InlineData("张三，技术部 <a@example.com>", "张三, 技术部=a@example.com")]
    [InlineData("=?utf-8?B?5byg5LiJ?=, Tech <a@example.com>", "张三, Tech=a@example.com")]
    public void A_comma_in_a_name_without_quotes_belongs_to_the_name(string field, string told)
    {
        var message = Sample.WithField($"To: {field}");
        Told(message).ShouldBe(told);
        message.Codes().ShouldBe([MailProblemCode.AddressNameUnquoted]);
    }

    [Theory]
    [InlineData("张三＜a＠example．com＞", "张三=a@example.com")]
    [InlineData("a@example.com，b＠example.com；c@example.com", "=a@example.com | =b@example.com | =c@example.com")]
    public void Full_width_signs_are_read_as_plain_ones(string field, string told)
    {
        var message = Sample.WithField($"To: {field}");
        Told(message).ShouldBe(told);
        message.Codes().ShouldBe([MailProblemCode.AddressFullWidth]);
    }

    [Theory]
    [InlineData("A <a@b@example.com>")]
    [InlineData("a@b@example.com")]
    [InlineData("A <>")]
    [InlineData("A <nobody>")]
    [InlineData("A <a@>")]
    [InlineData("@example.com")]
    [InlineData("Li Lei")]
    [InlineData("=?utf-8?Q?Li_=3Ca=40example.com=3E?=")]
    [InlineData("<a@example.com,b@example.org>")]
    public void What_is_not_one_address_is_told_and_not_guessed(string field)
    {
        var message = Sample.WithField($"To: {field}");
        message.Codes().ShouldContain(MailProblemCode.AddressUnreadable);
        message.To.ShouldNotContain(box => box.Address.Contains("a@b@") || box.Address.Contains(','));
    }

    [Fact]
    public void An_encoded_word_never_becomes_an_address() =>
        Sample.WithField("From: =?utf-8?Q?Li_=3Ca=40example.com=3E?=").From.ShouldBeNull();

    [Theory]
    [InlineData("A <a@example.com", "A=a@example.com")]
    [InlineData("A <a@example.com, B <b@example.com>", "A=a@example.com | B=b@example.com")]
    [InlineData("\"A <a@example.com>", "\"A=a@example.com")]
    [InlineData("(A <a@example.com>", "(A=a@example.com")]
    [InlineData("A <a@example.com> B <b@example.com>", "A=a@example.com | B=b@example.com")]
    [InlineData("a@example.com b@example.com", "=a@example.com | =b@example.com")]
    public void Unclosed_signs_cost_no_address(string field, string told) => Told(Sample.WithField($"To: {field}")).ShouldBe(told);

    [Fact]
    public void A_local_address_without_a_domain_is_told()
    {
        var message = Sample.WithField("From: MAILER-DAEMON");
        message.From.ShouldBe(new Mailbox(null, "MAILER-DAEMON"));
        message.Codes().ShouldBe([MailProblemCode.AddressWithoutDomain]);
    }

    [Fact]
    public void Of_several_authors_the_first_counts_and_a_second_field_does_not()
    {
        var message = Sample.Read("From: a@example.com, b@example.com", "From: c@example.com", "Sender: d@example.com", "Reply-To: e@example.com", "Cc: f@example.com", "Bcc: g@example.com", "", "");
        message.From.ShouldBe(new Mailbox(null, "a@example.com"));
        message.Sender.ShouldBe(new Mailbox(null, "d@example.com"));
        message.ReplyTo.ShouldBe([new(null, "e@example.com")]);
        message.Cc.ShouldBe([new(null, "f@example.com")]);
        message.Bcc.ShouldBe([new(null, "g@example.com")]);
        message.Problems.ShouldBe([new(MailProblemCode.FieldDoubled, "header From", "")]);
    }

    [Fact]
    public void More_addresses_than_the_limit_are_told()
    {
        var message = MessageReader.Read(Sample.Octets($"To: {string.Join(',', Enumerable.Range(0, 20).Select(i => $"a{i}@example.com"))}", "", ""), new() { MaxAddresses = 7 });
        message.To.Count.ShouldBe(7);
        message.Codes().ShouldContain(MailProblemCode.TooManyAddresses);
    }
}
