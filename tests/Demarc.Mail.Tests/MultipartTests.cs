using Demarc.Mail.Reading;

namespace Demarc.Mail.Tests;

/// <summary>RFC 2046 5: parts inside parts, and boundaries that are missing, doubled or alike.</summary>
public sealed class MultipartTests
{
    private static readonly string[] Nested =
    [
        "Content-Type: multipart/mixed; boundary=\"a\"", "", "preamble",
        "--a", "Content-Type: multipart/alternative; boundary=\"ab\"", "",
        "--ab", "", "plain",
        "--ab", "Content-Type: text/html", "", "<b>html</b>",
        "--ab--",
        "--a", "Content-Type: image/png", "Content-ID: <p@example.com>", "Content-Disposition: attachment; filename=p.png", "", "png",
        "--a--", "",
    ];

    [Fact]
    public void A_boundary_that_begins_with_another_is_another()
    {
        var message = Sample.Read(Nested);
        message.Parts.Select(part => $"{part.Path} {part.ContentType} in {part.Within}").ShouldBe(["1.1 text/plain in multipart/alternative", "1.2 text/html in multipart/alternative", "2 image/png in multipart/mixed"]);
        message.Text.ShouldBe("plain");
        message.Html.ShouldBe("<b>html</b>");
        message.Parts[2].ContentId.ShouldBe("p@example.com");
        message.Problems.ShouldBeEmpty();
    }

    [Fact]
    public void A_missing_inner_closing_line_costs_nothing_but_a_problem()
    {
        var message = Sample.Read([.. Nested.Where(line => line != "--ab--")]);
        message.Parts.Select(part => part.Path).ShouldBe(["1.1", "1.2", "2"]);
        message.Html.ShouldBe("<b>html</b>");
        message.Problems.ShouldBe([new(MailProblemCode.BoundaryUnclosed, "part 1", "ab")]);
    }

    [Fact]
    public void A_missing_last_closing_line_is_told()
    {
        var message = Sample.Read([.. Nested[..^2], "more"]);
        message.Parts.Count.ShouldBe(3);
        message.Problems.ShouldBe([new(MailProblemCode.BoundaryUnclosed, "message", "a")]);
    }

    [Fact]
    public void A_boundary_line_may_have_blanks_behind_it_and_nothing_else()
    {
        var message = Sample.Read("Content-Type: multipart/mixed; boundary=a", "", "--a  \t", "", "one", "--a b", "--ax", " --a", "--a-", "--a--x", "two", "--a--");
        message.Text.ShouldBe("one\n--a b\n--ax\n --a\n--a-\n--a--x\ntwo");
    }

    [Theory]
    [InlineData("multipart/mixed", MailProblemCode.BoundaryMissing)]
    [InlineData("multipart/mixed; boundary=", MailProblemCode.BoundaryMissing)]
    [InlineData("multipart/mixed; boundary=other", MailProblemCode.BoundaryNotFound)]
    public void A_multipart_that_cannot_be_opened_is_read_as_text(string type, string code)
    {
        var message = Sample.Read($"Content-Type: {type}", "", "--a", "", "one", "--a--");
        message.Text.ShouldBe("--a\n\none\n--a--");
        message.Codes().ShouldBe([code]);
    }

    [Fact]
    public void Text_behind_the_last_part_is_told()
    {
        var message = Sample.Read("Content-Type: multipart/mixed; boundary=a", "", "--a", "", "one", "--a--", "", "footer");
        message.Text.ShouldBe("one");
        message.Codes().ShouldBe([MailProblemCode.EpilogueLeftOut]);
    }

    [Fact]
    public void Empty_parts_and_parts_without_a_header_end_are_parts()
    {
        var message = Sample.Read("Content-Type: multipart/mixed; boundary=a", "", "--a", "--a", "Content-Type: text/plain", "--a", "", "--a", "", "x", "--a--");
        message.Parts.Select(part => part.Size).ShouldBe([0, 0, 0, 1]);
    }

    [Fact]
    public void Texts_of_a_mixed_message_are_joined_each_in_its_best_form()
    {
        var message = Sample.Read(
            "Content-Type: multipart/mixed; boundary=a", "",
            "--a", "Content-Type: text/html", "", "<p>first</p>",
            "--a", "Content-Type: image/png", "Content-Disposition: inline", "", "png",
            "--a", "Content-Type: text/plain", "", "footer",
            "--a", "Content-Type: text/plain; name=log.txt", "", "log",
            "--a--");
        message.Text.ShouldBe("first\nfooter");
        message.Html.ShouldBe("<p>first</p>");
        message.Parts.Select(part => (part.IsBody, part.IsInline, part.IsAttachment)).ShouldBe([(true, false, false), (false, true, false), (true, false, false), (false, false, true)]);
    }

    [Fact]
    public void The_root_of_related_parts_is_the_text_and_its_pictures_are_inline()
    {
        var message = Sample.Read(
            "Content-Type: multipart/related; boundary=a; start=\"<root@example.com>\"", "",
            "--a", "Content-Type: image/png", "Content-ID: <pic@example.com>", "", "png",
            "--a", "Content-Type: text/html", "Content-ID: <root@example.com>", "", "<img src=\"cid:pic@example.com\">hello",
            "--a--");
        message.Text.ShouldBe("hello\n");
        message.Parts[0].ShouldSatisfyAllConditions(part => part.IsInline.ShouldBeTrue(), part => part.IsAttachment.ShouldBeFalse(), part => part.ContentId.ShouldBe("pic@example.com"));
    }

    [Fact]
    public void A_plain_form_without_text_gives_way_to_html()
    {
        var message = Sample.Read("Content-Type: multipart/alternative; boundary=a", "", "--a", "", " ", "--a", "Content-Type: text/html", "", "<p>real</p>", "--a--");
        message.Text.ShouldBe("real\n");
        message.Parts.ShouldAllBe(part => part.IsBody);
    }

    [Fact]
    public void An_alternative_with_a_calendar_keeps_it_as_an_attachment()
    {
        var message = Sample.Read(
            "Content-Type: multipart/alternative; boundary=a", "",
            "--a", "", "plain", "--a", "Content-Type: text/html", "", "html", "--a", "Content-Type: text/calendar; method=REQUEST", "", "BEGIN:VCALENDAR", "--a--");
        (message.Text, message.Html).ShouldBe(("plain", "html"));
        message.Parts[2].IsAttachment.ShouldBeTrue();
    }

    [Fact]
    public void Html_inside_related_inside_alternative_is_found()
    {
        var message = Sample.Read(
            "Content-Type: multipart/alternative; boundary=a", "",
            "--a", "", "plain",
            "--a", "Content-Type: multipart/related; boundary=b", "", "--b", "Content-Type: text/html", "", "<p>x</p>", "--b", "Content-Type: image/png", "Content-ID: <i>", "", "i", "--b--",
            "--a--");
        (message.Text, message.Html).ShouldBe(("plain", "<p>x</p>"));
    }

    [Fact]
    public void A_nested_message_is_read_as_one()
    {
        var message = Sample.Read(
            "Subject: outer", "Content-Type: multipart/mixed; boundary=a", "",
            "--a", "", "see below",
            "--a", "Content-Type: message/rfc822", "", "Subject: inner", "Content-Type: multipart/mixed; boundary=b", "", "--b", "", "inner text", "--b", "Content-Disposition: attachment; filename=x.txt", "", "x", "--b--",
            "--a--");
        message.Text.ShouldBe("see below");
        var inner = message.Parts[1].Message.ShouldNotBeNull();
        (inner.Subject, inner.Text, inner.Parts.Count).ShouldBe(("inner", "inner text", 2));
        inner.Parts[1].Path.ShouldBe("2");
        message.Parts[1].IsAttachment.ShouldBeTrue();
        message.Problems.ShouldBeEmpty();
    }

    [Fact]
    public void Parts_of_a_digest_are_messages()
    {
        var message = Sample.Read("Content-Type: multipart/digest; boundary=a", "", "--a", "", "Subject: one", "", "first", "--a", "", "Subject: two", "", "second", "--a--");
        message.Parts.Select(part => part.Message?.Subject).ShouldBe(["one", "two"]);
    }

    [Fact]
    public void A_nested_message_in_base64_is_read_too() =>
        Sample.Read("Content-Type: message/rfc822", "Content-Transfer-Encoding: base64", "", Convert.ToBase64String(Sample.Octets("Subject: inner", "", "text"))).Parts[0].Message!.Subject.ShouldBe("inner");

    [Theory]
    [InlineData("application/ms-tnef; name=winmail.dat", MailProblemCode.TnefUnread)]
    [InlineData("application/octet-stream; name=WINMAIL.DAT", MailProblemCode.TnefUnread)]
    [InlineData("application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m", MailProblemCode.SmimeUnread)]
    [InlineData("message/partial; number=2; total=3; id=x", MailProblemCode.PartialUnread)]
    [InlineData("message/external-body; access-type=URL", MailProblemCode.ExternalBodyUnread)]
    public void Content_that_stays_closed_is_told(string type, string code)
    {
        var message = Sample.Read($"Content-Type: {type}", "", "x");
        message.Codes().ShouldBe([code]);
        message.Text.ShouldBeNull();
        message.Parts[0].Size.ShouldBe(1);
    }

    [Fact]
    public void Encrypted_parts_are_told_and_give_no_text()
    {
        var message = Sample.Read("Content-Type: multipart/encrypted; protocol=\"application/pgp-encrypted\"; boundary=a", "", "--a", "Content-Type: application/pgp-encrypted", "", "Version: 1", "--a", "Content-Type: application/octet-stream", "", "-----BEGIN PGP MESSAGE-----", "--a--");
        message.Codes().ShouldBe([MailProblemCode.PgpUnread, MailProblemCode.EncryptedUnread]);
        message.Text.ShouldBeNull();
    }

    [Fact]
    public void Of_signed_parts_the_first_is_the_text()
    {
        var message = Sample.Read("Content-Type: multipart/signed; boundary=a", "", "--a", "", "signed text", "--a", "Content-Type: application/pgp-signature; name=signature.asc", "", "sig", "--a--");
        message.Text.ShouldBe("signed text");
        message.Problems.ShouldBeEmpty();
    }
}
