using System.Globalization;
using Demarc.Mail.Reading;

namespace Demarc.Mail.Tests;

public sealed class DateAndIdTests
{
    [Theory]
    [InlineData("Thu, 3 Sep 2026 14:22:01 +0800", "2026-09-03T14:22:01+08:00")]
    [InlineData("3 Sep 2026 14:22 +0800", "2026-09-03T14:22:00+08:00")]
    [InlineData("Thu,3 Sep 2026 14:22:01 -0330 (NDT)", "2026-09-03T14:22:01-03:30")]
    [InlineData("Thu, 03 sep 2026 14:22:01 GMT", "2026-09-03T14:22:01+00:00")]
    [InlineData("Thu, 3 Sep 2026 14:22:01 -0000", "2026-09-03T14:22:01+00:00")]
    [InlineData("Thu, 3 Sep 26 14:22:01 EST", "2026-09-03T14:22:01-05:00")]
    [InlineData("3 Sep 98 14:22:01 PDT", "1998-09-03T14:22:01-07:00")]
    [InlineData("3 Sep 126 14:22:01 UT", "2026-09-03T14:22:01+00:00")]
    [InlineData("Thu, 3 (third) Sep (ninth) 2026 14 : 22 : 01 Z", "2026-09-03T14:22:01+00:00")]
    [InlineData("Thu, 3 September 2026 14:22:01 +08:00", "2026-09-03T14:22:01+08:00")]
    [InlineData("Thu Sep  3 14:22:01 2026 +0800", "2026-09-03T14:22:01+08:00")]
    [InlineData("Thu Sep  3 14:22:01 GMT 2026", "2026-09-03T14:22:01+00:00")]
    [InlineData("Wed, 31 Dec 2025 23:59:60 +0000", "2025-12-31T23:59:59+00:00")]
    public void A_date_is_read_in_every_form_there_was(string literal, string time)
    {
        var message = Sample.WithField($"Date: {literal}");
        message.Date.ShouldNotBeNull().Literal.ShouldBe(literal);
        message.Date.Time.ShouldBe(DateTimeOffset.Parse(time, CultureInfo.InvariantCulture));
        message.Date.Time!.Value.Offset.ShouldBe(DateTimeOffset.Parse(time, CultureInfo.InvariantCulture).Offset);
        message.Problems.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("Thu, 31 Sep 2026 14:22:01 +0800")]
    [InlineData("Thu, 3 Sep 2026 24:22:01 +0800")]
    [InlineData("Thu, 3 Sep 2026 14:22:01 +2500")]
    [InlineData("Thu, 3 Sep 2026 14:22:01 XYZ")]
    [InlineData("Thu, 3 Sep 0 14:22:01 +0000")]
    [InlineData("yesterday")]
    [InlineData("2026-09-03 14:22:01")]
    [InlineData("2026年9月3日 14:22")]
    public void A_date_that_cannot_be_read_has_no_time_and_is_told(string literal)
    {
        var message = Sample.WithField($"Date: {literal}");
        message.Date.ShouldBe(new MailDate(literal, null));
        message.Codes().ShouldBe([MailProblemCode.DateUnreadable]);
    }

    [Fact]
    public void A_date_without_a_zone_names_no_moment()
    {
        var message = Sample.WithField("Date: Thu, 3 Sep 2026 14:22:01");
        message.Date!.Time.ShouldBeNull();
        message.Codes().ShouldBe([MailProblemCode.DateZoneMissing]);
    }

    [Fact]
    public void A_message_without_a_date_has_none() => Sample.WithField("Subject: x").Date.ShouldBeNull();

    [Theory]
    [InlineData("<a@example.com>", "a@example.com")]
    [InlineData("a@example.com", "a@example.com")]
    [InlineData("<a\r\n @example.com>", "a@example.com")]
    [InlineData("(x) <a@example.com> junk", "a@example.com")]
    [InlineData("<<a@example.com>", "a@example.com")]
    [InlineData("<AM0PR-x!y#z$@mail.example.com>", "AM0PR-x!y#z$@mail.example.com")]
    public void A_message_id_has_no_brackets(string raw, string id) => Sample.WithField($"Message-ID: {raw}").MessageId.ShouldBe(id);

    [Fact]
    public void References_stand_in_their_order_whatever_is_between_them()
    {
        Sample.WithField("References: <a@example.com><b@example.com>,\r\n\t<c@example.com> text <d").References.ShouldBe(["a@example.com", "b@example.com", "c@example.com"]);
        Sample.WithField("In-Reply-To: Your message of Thu <a@example.com>").InReplyTo.ShouldBe(["a@example.com"]);
        Sample.WithField("In-Reply-To: Your message of Thu").InReplyTo.ShouldBeEmpty();
        Sample.WithField("References: a@example.com b@example.com").References.ShouldBe(["a@example.com", "b@example.com"]);
    }

    [Fact]
    public void More_references_than_the_limit_are_told()
    {
        var message = MessageReader.Read(Sample.Octets($"References: {string.Join(' ', Enumerable.Range(0, 20).Select(i => $"<{i}@example.com>"))}", "", ""), new() { MaxReferences = 5 });
        message.References.Count.ShouldBe(5);
        message.Codes().ShouldBe([MailProblemCode.TooManyReferences]);
    }
}
