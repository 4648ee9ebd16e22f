using System.Text;
using Demarc.Mail.Reading;

namespace Demarc.Mail.Tests;

/// <summary>Transfer encodings and charsets of text.</summary>
public sealed class BodyTests
{
    private static MailMessage Encoded(string encoding, string charset, params string[] body) =>
        Sample.Read([$"Content-Type: text/plain; charset={charset}", $"Content-Transfer-Encoding: {encoding}", "", .. body]);

    private static MailMessage Octets(string? charset, byte[] body) =>
        MessageReader.Read((byte[])[.. Sample.Octets(charset is null ? "Content-Type: text/plain" : $"Content-Type: text/plain; charset={charset}", "", ""), .. body]);

    [Theory]
    [InlineData("5L2g5aW9", false)]
    [InlineData("5L2g\r\n5aW9\r\n", false)]
    [InlineData(" 5L2g 5aW9 ", false)]
    [InlineData("5L2g*5aW9", true)]
    [InlineData("\"5L2g-5aW9\"", true)]
    [InlineData("5A==vQ==oA==5Q==pQ==vQ==", false)]
    [InlineData("5L2g5aW9Q", true)]
    public void Base64_is_read_through_rubbish_joins_and_a_cut_end(string body, bool damaged)
    {
        var message = Encoded("BASE64", "utf-8", body);
        message.Text.ShouldBe("你好");
        message.Codes().Contains(MailProblemCode.Base64Damaged).ShouldBe(damaged);
    }

    [Theory]
    [InlineData("a=3Db", "a=b")]
    [InlineData("one =\r\ntwo", "one two")]
    [InlineData("one=  \r\ntwo", "onetwo")]
    [InlineData("blanks  \t\r\nend", "blanks\nend")]
    [InlineData("kept=20\r\nend", "kept \nend")]
    [InlineData("=e4=bd=a0=E5=A5=BD", "你好")]
    [InlineData("=E4=BD=\r\n=A0", "你")]
    [InlineData("last=", "last")]
    public void Quoted_printable_is_read(string body, string text)
    {
        var message = Encoded("quoted-printable", "utf-8", body);
        message.Text.ShouldBe(text);
        message.Problems.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("50 = half", "50 = half")]
    [InlineData("x=ZZy", "x=ZZy")]
    [InlineData("cut=4", "cut=4")]
    [InlineData("==41", "=A")]
    public void Errors_in_quoted_printable_stay_as_they_are_and_are_told(string body, string text)
    {
        var message = Encoded("quoted-printable", "utf-8", body);
        message.Text.ShouldBe(text);
        message.Codes().ShouldBe([MailProblemCode.QuotedPrintableDamaged]);
    }

    [Theory]
    [InlineData("7bit")]
    [InlineData("8bit")]
    [InlineData("8bit (as is)")]
    [InlineData("binary")]
    [InlineData("")]
    public void Text_without_encoding_is_as_it_stands(string encoding) => Encoded(encoding, "utf-8", "你好=3D").Text.ShouldBe("你好=3D");

    [Fact]
    public void An_unknown_encoding_is_told_and_the_octets_kept()
    {
        var message = Encoded("x-uuencode", "utf-8", "begin 644 x");
        message.Text.ShouldBe("begin 644 x");
        message.Problems.ShouldBe([new(MailProblemCode.TransferEncodingUnknown, "part 1", "x-uuencode")]);
    }

    [Theory]
    [InlineData("gb2312", 54936, "镕基：㐀𠮷")]
    [InlineData("GBK", 54936, "专线")]
    [InlineData("\"gb18030\"", 54936, "专线𠮷")]
    [InlineData("big5", 950, "網路")]
    [InlineData("HZ-GB-2312", 52936, "网络 ok")]
    [InlineData("iso-2022-jp", 50220, "日本語 ok")]
    [InlineData("utf-16le", 1200, "网络")]
    [InlineData("iso-8859-1", 1252, "Zürich")]
    [InlineData("windows-1251", 1251, "Привет")]
    [InlineData("utf-8", 65001, "网络𠮷")]
    public void Text_is_read_by_its_charset(string charset, int page, string text)
    {
        var encoding = page is 1200 or 65001 ? Encoding.GetEncoding(page) : Sample.Page(page);
        var message = Octets(charset, encoding.GetBytes(text));
        message.Text.ShouldBe(text);
        message.Problems.ShouldBeEmpty();
        message.Parts[0].ReadText().ShouldBe(text);
    }

    [Fact]
    public void Absent_unknown_and_wrong_charsets_are_told_and_guessed()
    {
        var gb = Sample.Gb.GetBytes("服务器连接超时");
        var utf8 = Encoding.UTF8.GetBytes("服务器连接超时");
        foreach (var (charset, octets, code) in ((string?, byte[], string)[])
        [
            (null, gb, MailProblemCode.CharsetAbsent), (null, utf8, MailProblemCode.CharsetAbsent),
            ("x-none", gb, MailProblemCode.CharsetUnknown), ("utf-7", utf8, MailProblemCode.CharsetUnknown),
            ("us-ascii", gb, MailProblemCode.CharsetWrong), ("us-ascii", utf8, MailProblemCode.CharsetWrong),
            ("utf-8", gb, MailProblemCode.CharsetWrong), ("gb2312", utf8, MailProblemCode.CharsetWrong), ("iso-8859-1", utf8, MailProblemCode.CharsetWrong), ("big5", utf8, MailProblemCode.CharsetWrong),
        ])
        {
            var message = Octets(charset, octets);
            message.Text.ShouldBe("服务器连接超时", charset);
            message.Problems.ShouldHaveSingleItem().Code.ShouldBe(code, charset);
        }
    }

    [Fact]
    public void A_cut_character_at_the_end_does_not_change_the_charset()
    {
        var message = Octets("utf-8", Encoding.UTF8.GetBytes("服务器连接")[..^1]);
        message.Text.ShouldBe("服务器连\uFFFD");
        message.Codes().ShouldBe([MailProblemCode.CharsetDamaged]);
        Octets("gb2312", Sample.Gb.GetBytes("服务器连接")[..^1]).Text.ShouldStartWith("服务器连");
    }

    [Fact]
    public void Plain_ascii_needs_no_charset() => Octets(null, "plain"u8.ToArray()).Problems.ShouldBeEmpty();

    [Fact]
    public void A_byte_order_mark_is_no_text() => Octets("utf-8", [0xef, 0xbb, 0xbf, (byte)'a']).Text.ShouldBe("a");

    [Fact]
    public void Html_alone_becomes_text_and_names_its_charset_itself()
    {
        var message = MessageReader.Read((byte[])[.. Sample.Octets("Content-Type: text/html", "", ""), .. Sample.Gb.GetBytes("<html><meta http-equiv=Content-Type content=\"text/html; charset=gb2312\"><p>专线</p><p>中断</p>")]);
        message.Text.ShouldBe("专线\n中断\n");
        message.Html!.ShouldContain("<p>专线</p>");
        message.Problems.ShouldBeEmpty();
    }

    [Fact]
    public void Old_style_pgp_in_the_text_is_told()
    {
        Sample.Read("Content-Type: text/plain", "", "Hello", "-----BEGIN PGP MESSAGE-----", "", "hQEM").Codes().ShouldBe([MailProblemCode.PgpUnread]);
        Sample.Read("Content-Type: text/plain", "", "> -----BEGIN PGP MESSAGE-----").Problems.ShouldBeEmpty();
    }
}
