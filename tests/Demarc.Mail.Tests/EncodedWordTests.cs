using System.Text;
using Demarc.Mail.Reading;

namespace Demarc.Mail.Tests;

/// <summary>RFC 2047 in header fields, and what programs make of it.</summary>
public sealed class EncodedWordTests
{
    [Theory]
    [InlineData("=?utf-8?B?5L2g5aW9?=", "你好")]
    [InlineData("=?UTF-8?q?=E4=BD=A0=E5=A5=BD?=", "你好")]
    [InlineData("=?iso-8859-1?Q?Stra=DFe_nach_M=FCnchen?=", "Straße nach München")]
    [InlineData("=?utf-8*zh-CN?B?5L2g5aW9?=", "你好")]
    [InlineData("a =?utf-8?Q?b?= c", "a b c")]
    [InlineData("=?utf-8?Q?a?= =?utf-8?Q?b?=", "ab")]
    [InlineData("=?utf-8?Q?a_?= =?utf-8?Q?b?=", "a b")]
    [InlineData("=?utf-8?Q?a?= =?iso-8859-1?Q?b?=", "ab")]
    [InlineData("=?utf-8?Q?a?==?utf-8?Q?b?=", "ab")]
    [InlineData("=?utf-8?Q??=", "")]
    [InlineData("Re:=?utf-8?Q?a?=", "Re:a")]
    [InlineData("=?utf-8?Q?a b?=", "a b")]
    public void An_encoded_word_is_decoded(string raw, string subject)
    {
        var message = Sample.WithField($"Subject: {raw}");
        message.Subject.ShouldBe(subject);
        message.Problems.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("=?utf-8?Q?unfinished")]
    [InlineData("=?utf-8?X?abc?=")]
    [InlineData("=??Q?abc?=")]
    [InlineData("=?utf-8?Q")]
    [InlineData("what =? and ?= are")]
    public void What_is_no_encoded_word_stays_as_it_is(string raw) => Sample.WithField($"Subject: {raw}").Subject.ShouldBe(raw);

    [Theory]
    [InlineData(936)]
    [InlineData(54936)]
    [InlineData(65001)]
    [InlineData(950)]
    public void A_character_cut_in_two_by_neighbouring_words_is_whole(int page)
    {
        var encoding = page == 65001 ? new UTF8Encoding(false) : Sample.Page(page);
        var name = page switch { 936 => "gb2312", 54936 => "gb18030", 950 => "big5", _ => "utf-8" };
        var octets = encoding.GetBytes("客戶端");
        for (var cut = 1; cut < octets.Length; cut++)
        {
            var base64 = Sample.WithField($"Subject: =?{name}?B?{Convert.ToBase64String(octets.AsSpan(0, cut))}?=\r\n =?{name.ToUpperInvariant()}?B?{Convert.ToBase64String(octets.AsSpan(cut))}?=");
            base64.Subject.ShouldBe("客戶端", $"B, cut at {cut}");
            base64.Problems.ShouldBeEmpty();
            Sample.WithField($"Subject: =?{name}?Q?{Sample.Escaped('=', octets.AsSpan(0, cut))}?=\r\n\t=?{name}?B?{Convert.ToBase64String(octets.AsSpan(cut))}?=").Subject.ShouldBe("客戶端", $"Q and B, cut at {cut}");
        }
    }

    [Fact]
    public void Base64_text_cut_anywhere_between_neighbouring_words_is_whole()
    {
        var text = Sample.Base64(Encoding.UTF8, "上海联通机房丢包");
        for (var cut = 1; cut < text.Length; cut++)
        {
            if (text[..cut].EndsWith('=')) continue;
            Sample.WithField($"Subject: =?utf-8?B?{text[..cut]}?= =?utf-8?B?{text[cut..]}?=").Subject.ShouldBe("上海联通机房丢包", $"cut at {cut}");
        }
    }

    [Fact]
    public void A_word_cut_short_does_not_spoil_the_next()
    {
        var octets = Sample.Gb.GetBytes("客户端");
        var subject = Sample.WithField($"Subject: =?gb2312?B?{Convert.ToBase64String(octets)}?= =?gb2312?B?{Convert.ToBase64String(octets.AsSpan(0, 3))}?=").Subject;
        subject.ShouldStartWith("客户端客");
    }

    [Fact]
    public void A_word_that_was_never_finished_does_not_swallow_the_next() =>
        Sample.WithField("Subject: =?utf-8?Q?lost =?utf-8?Q?kept?=").Subject.ShouldBe("=?utf-8?Q?lost kept");

    [Fact]
    public void Words_of_different_charsets_are_decoded_each_by_its_own()
    {
        var gb = Sample.Base64(Sample.Gb, "中文");
        var big5 = Sample.Base64(Sample.Page(950), "繁體");
        var message = Sample.WithField($"Subject: =?GB2312?B?{gb}?= =?Big5?B?{big5}?=");
        message.Subject.ShouldBe("中文繁體");
        message.Problems.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("gb2312", 54936, "镕基与喆")]
    [InlineData("gbk", 54936, "镕基与喆")]
    [InlineData("x-gbk", 54936, "镕基")]
    [InlineData("cp936", 54936, "镕基")]
    [InlineData("big5", 950, "網路斷線")]
    [InlineData("hz-gb-2312", 52936, "网络")]
    [InlineData("iso-2022-jp", 50220, "日本語")]
    [InlineData("shift_jis", 932, "日本語")]
    [InlineData("euc-kr", 949, "한국어")]
    [InlineData("ks_c_5601-1987", 949, "한국어")]
    [InlineData("windows-1251", 1251, "Привет")]
    [InlineData("koi8-r", 20866, "Привет")]
    [InlineData("iso-8859-2", 28592, "Łódź")]
    [InlineData("windows-1252", 1252, "“quoted” – €")]
    [InlineData("iso-8859-1", 1252, "“quoted” – €")]
    public void Charsets_of_mail_are_read(string charset, int page, string text)
    {
        var message = Sample.WithField($"Subject: =?{charset}?B?{Sample.Base64(Sample.Page(page), text)}?=");
        message.Subject.ShouldBe(text);
        message.Problems.ShouldBeEmpty();
    }

    [Fact]
    public void A_wrong_charset_is_told_and_read_with_the_best_guess()
    {
        var utf8 = Sample.WithField($"Subject: =?gb2312?B?{Sample.Base64(Encoding.UTF8, "连接服务器超时")}?=");
        utf8.Subject.ShouldBe("连接服务器超时");
        utf8.Problems.ShouldBe([new(MailProblemCode.CharsetWrong, "header Subject", "gb2312")]);

        var gb = Sample.WithField($"Subject: =?utf-8?B?{Sample.Base64(Sample.Gb, "连接服务器超时")}?=");
        gb.Subject.ShouldBe("连接服务器超时");
        gb.Codes().ShouldBe([MailProblemCode.CharsetWrong]);

        var unknown = Sample.WithField($"Subject: =?x-unknown?B?{Sample.Base64(Sample.Gb, "连接服务器超时")}?=");
        unknown.Subject.ShouldBe("连接服务器超时");
        unknown.Codes().ShouldBe([MailProblemCode.CharsetUnknown]);
    }

    [Fact]
    public void Damage_in_a_word_costs_a_character_and_is_told()
    {
        var q = Sample.WithField("Subject: =?utf-8?Q?50=_of=ZZ_=41?=");
        q.Subject.ShouldBe("50= of=ZZ A");
        q.Codes().ShouldContain(MailProblemCode.EncodedWordDamaged);
        var b = Sample.WithField("Subject: =?utf-8?B?5L2g5!aW9?=");
        b.Subject.ShouldBe("你好");
        b.Codes().ShouldContain(MailProblemCode.EncodedWordDamaged);
    }

    [Fact]
    public void Raw_8_bit_text_is_utf_8_where_valid()
    {
        var message = Sample.WithField("Subject: 你好，世界");
        message.Subject.ShouldBe("你好，世界");
        message.Problems.ShouldBeEmpty();
    }

    [Fact]
    public void Raw_8_bit_text_that_is_not_utf_8_is_gb18030_and_told()
    {
        var message = Sample.Read(Sample.Gb, "Subject: 专线中断，请处理", "From: 张三 <zhang@example.com>", "", "");
        message.Subject.ShouldBe("专线中断，请处理");
        message.From.ShouldBe(new Mailbox("张三", "zhang@example.com"));
        message.Problems.ShouldBe([new(MailProblemCode.HeaderCharsetGuessed, "header Subject", "gb18030"), new(MailProblemCode.HeaderCharsetGuessed, "header From", "gb18030")]);
    }

    [Fact]
    public void An_encoded_line_end_makes_no_second_field() =>
        Sample.WithField("X-Note: =?utf-8?Q?a=0D=0AX-Other:_b?=").Fields[0].Value.ShouldBe("a  X-Other: b");

    [Fact]
    public void A_subject_is_one_line_without_control_characters() =>
        Sample.WithField("Subject: =?utf-8?Q?a=0D=0Ab=00c?=").Subject.ShouldBe("a  bc");
}
