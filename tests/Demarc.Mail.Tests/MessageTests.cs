using System.Text;
using Demarc.Mail.Reading;

namespace Demarc.Mail.Tests;

public sealed class MessageTests
{
    private static readonly string[] Plain =
    [
        "From: Li Lei <lei@example.com>",
        "To: support@example.com, \"Han, Meimei\" <meimei@example.com>",
        "Subject: No way to 192.0.2.7",
        "Date: Thu, 3 Sep 2026 14:22:01 +0800",
        "Message-ID: <a.1@example.com>",
        "In-Reply-To: <b.2@example.com>",
        "References: <c.3@example.com>",
        " <b.2@example.com>",
        "",
        "Request timed out.",
        "",
        "Lei",
    ];

    [Theory]
    [InlineData("\r\n")]
    [InlineData("\n")]
    public void A_plain_message_is_read_with_either_line_end(string lineEnd)
    {
        var message = MessageReader.Read(Encoding.UTF8.GetBytes(string.Join(lineEnd, Plain)));
        message.From.ShouldBe(new Mailbox("Li Lei", "lei@example.com"));
        message.To.ShouldBe([new(null, "support@example.com"), new("Han, Meimei", "meimei@example.com")]);
        message.Subject.ShouldBe("No way to 192.0.2.7");
        message.Date.ShouldBe(new MailDate("Thu, 3 Sep 2026 14:22:01 +0800", new(2026, 9, 3, 14, 22, 1, TimeSpan.FromHours(8))));
        message.MessageId.ShouldBe("a.1@example.com");
        message.InReplyTo.ShouldBe(["b.2@example.com"]);
        message.References.ShouldBe(["c.3@example.com", "b.2@example.com"]);
        message.Text.ShouldBe("Request timed out.\n\nLei");
        message.Html.ShouldBeNull();
        message.Parts.ShouldHaveSingleItem().ShouldSatisfyAllConditions(part => part.Path.ShouldBe("1"), part => part.IsBody.ShouldBeTrue(), part => part.IsAttachment.ShouldBeFalse());
        message.Problems.ShouldBeEmpty();
    }

    [Fact]
    public void Mixed_line_ends_in_one_message_are_line_ends()
    {
        var message = MessageReader.Read("Subject: a\n\tb\r\nFrom: lei@example.com\n\r\none\ntwo\r\nthree"u8.ToArray());
        message.Subject.ShouldBe("a b");
        message.Text.ShouldBe("one\ntwo\nthree");
        message.Problems.ShouldBeEmpty();
    }

    [Fact]
    public void Fields_keep_their_order_their_raw_and_their_decoded_value()
    {
        var message = Sample.Read("X-One: 1", "Subject: =?utf-8?B?5L2g5aW9?=", " and more", "x-one: 2", "", "");
        message.Fields.Select(field => field.Name).ShouldBe(["X-One", "Subject", "x-one"]);
        message.Fields[1].Raw.ShouldBe("=?utf-8?B?5L2g5aW9?= and more");
        message.Fields[1].Value.ShouldBe("你好 and more");
        message.Field("X-ONE")!.Value.ShouldBe("1");
    }

    [Fact]
    public void An_alternative_gives_its_plain_form_as_text_and_its_html_form_as_html()
    {
        var message = Sample.Read(
            "Content-Type: multipart/mixed; boundary=out", "",
            "--out", "Content-Type: multipart/alternative; boundary=\"in\"", "",
            "--in", "Content-Type: text/plain; charset=utf-8", "", "plain 文字",
            "--in", "Content-Type: text/html; charset=utf-8", "", "<p>html 文字</p>",
            "--in--",
            "--out", "Content-Type: text/plain; name=log.txt", "Content-Disposition: attachment; filename=log.txt", "Content-Transfer-Encoding: base64", "", "bG9n",
            "--out--");
        message.Text.ShouldBe("plain 文字");
        message.Html.ShouldBe("<p>html 文字</p>");
        message.Parts.Select(part => (part.Path, part.ContentType, part.IsAttachment, part.FileName)).ShouldBe([("1.1", "text/plain", false, null), ("1.2", "text/html", false, null), ("2", "text/plain", true, "log.txt")]);
        message.Parts[2].ReadText().ShouldBe("log");
        message.Problems.ShouldBeEmpty();
    }
}
