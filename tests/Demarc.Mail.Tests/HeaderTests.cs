using System.Text;
using Demarc.Mail.Reading;

namespace Demarc.Mail.Tests;

/// <summary>Header sections that are not as they should be.</summary>
public sealed class HeaderTests
{
    [Fact]
    public void A_line_that_is_no_field_begins_the_text()
    {
        var message = Sample.Read("Subject: x", "Hello there", "Note: this is text", "", "end");
        message.Subject.ShouldBe("x");
        message.Text.ShouldBe("Hello there\nNote: this is text\n\nend");
        message.Codes().ShouldBe([MailProblemCode.HeaderEndMissing]);
    }

    [Fact]
    public void A_blank_before_the_colon_is_an_old_form() => Sample.Read("Subject : x", "To\t: a@example.com", "", "").Subject.ShouldBe("x");

    [Fact]
    public void Text_alone_is_the_body_and_told()
    {
        var message = Sample.Read("just words", "", "more");
        message.Text.ShouldBe("just words\n\nmore");
        message.Codes().ShouldBe([MailProblemCode.HeaderEndMissing, MailProblemCode.HeaderAbsent]);
    }

    [Fact]
    public void Nothing_is_a_message_of_nothing()
    {
        var message = MessageReader.Read(default);
        (message.Subject, message.Text, message.From).ShouldBe(("", "", null));
        message.Codes().ShouldBe([MailProblemCode.HeaderAbsent]);
    }

    [Fact]
    public void Empty_lines_before_the_header_and_a_mailbox_line_are_passed_over()
    {
        Sample.Read("", "", "Subject: x", "", "text").ShouldSatisfyAllConditions(message => message.Subject.ShouldBe("x"), message => message.Text.ShouldBe("text"));
        Sample.Read("From lei@example.com Thu Sep  3 14:22:01 2026", "Subject: x", "", "text").Subject.ShouldBe("x");
        Sample.Read(">From lei@example.com Thu Sep  3 14:22:01 2026", "Subject: x", "", "text").Subject.ShouldBe("x");
    }

    [Fact]
    public void A_continuation_of_nothing_is_told()
    {
        var message = Sample.Read(" stray", "Subject: x", "", "text");
        message.Subject.ShouldBe("x");
        message.Codes().ShouldBe([MailProblemCode.HeaderLineUnreadable]);
    }

    [Fact]
    public void A_folded_line_of_blanks_does_not_end_the_header() => Sample.Read("Subject: a", "  ", " b", "To: c@example.com", "", "text").To.Count.ShouldBe(1);

    [Fact]
    public void Lone_carriage_returns_are_line_ends_where_there_are_no_others()
    {
        var message = MessageReader.Read("Subject: x\r\rone\rtwo"u8.ToArray());
        (message.Subject, message.Text).ShouldBe(("x", "one\ntwo"));
        message.Codes().ShouldBe([MailProblemCode.BareCr]);
    }

    [Theory]
    [InlineData("text")]
    [InlineData("/plain")]
    [InlineData(";;;")]
    [InlineData("text/")]
    public void An_unreadable_content_type_is_plain_text_and_told(string type)
    {
        var message = Sample.Read($"Content-Type: {type}", "", "text");
        message.Text.ShouldBe("text");
        message.ContentType.ShouldBe("text/plain");
        message.Codes().ShouldContain(MailProblemCode.ContentTypeUnreadable);
    }

    [Fact]
    public void A_content_type_has_comments_any_case_and_any_order()
    {
        var message = Sample.Read("CONTENT-TYPE: Text/Plain (words) ; format=flowed; (x) Charset = \"UTF-8\" (y)", "", "你好");
        message.Text.ShouldBe("你好");
        message.Parts[0].Charset.ShouldBe("UTF-8");
        message.Problems.ShouldBeEmpty();
    }

    [Fact]
    public void A_header_longer_than_the_limit_is_cut_and_the_text_kept()
    {
        var lines = Enumerable.Range(0, 100).Select(i => $"X-{i}: {new string('x', 90)}");
        var message = MessageReader.Read(Sample.Octets([.. lines, "Subject: late", "", "text"]), new() { MaxHeaderOctets = 1000 });
        message.Fields.Count.ShouldBe(10);
        message.Text.ShouldBe("text");
        message.Codes().ShouldBe([MailProblemCode.HeaderTooLong]);
    }

    [Fact]
    public void More_fields_than_the_limit_are_told_and_the_text_kept()
    {
        var message = MessageReader.Read(Sample.Octets([.. Enumerable.Range(0, 100).Select(i => $"X-{i}: x"), "", "text"]), new() { MaxFields = 10 });
        message.Fields.Count.ShouldBe(10);
        message.Text.ShouldBe("text");
        message.Codes().ShouldBe([MailProblemCode.TooManyFields]);
    }

    [Fact]
    public void A_message_longer_than_the_limit_keeps_its_beginning()
    {
        var message = MessageReader.Read(Sample.Octets("Subject: x", "", "0123456789"), new() { MaxOctets = 20 });
        message.Text.ShouldBe("012345");
        message.Codes().ShouldBe([MailProblemCode.MessageTooLong]);
    }

    [Fact]
    public void More_parts_than_the_limit_are_told_and_the_first_kept()
    {
        var lines = Enumerable.Range(0, 50).SelectMany(i => (string[])["--a", "", $"{i}"]);
        var message = MessageReader.Read(Sample.Octets(["Content-Type: multipart/mixed; boundary=a", "", .. lines, "--a--"]), new() { MaxParts = 11 });
        message.Parts.Count.ShouldBe(10);
        message.Codes().ShouldBe([MailProblemCode.TooManyParts]);
    }

    [Fact]
    public void Nesting_deeper_than_the_limit_stays_closed_and_is_told()
    {
        var lines = Enumerable.Range(0, 500).SelectMany(i => (string[])[$"Content-Type: multipart/mixed; boundary=b{i}", "", $"--b{i}"]);
        MessageReader.Read(Sample.Octets([.. lines, "", "text"])).Codes().ShouldContain(MailProblemCode.TooDeep);
        var messages = Enumerable.Repeat("Content-Type: message/rfc822\r\n\r\n", 5000);
        var message = MessageReader.Read(Encoding.UTF8.GetBytes(string.Concat(messages)));
        var depth = 0;
        for (var inner = message; inner.Parts is [{ Message: { } next }]; inner = next) depth++;
        depth.ShouldBe(20);
    }

    [Fact]
    public void Problems_beyond_the_limit_are_counted()
    {
        var fields = Enumerable.Range(0, 50).Select(i => $"X-{i}: =?utf-8?Q?=ZZ?=");
        var message = MessageReader.Read(Sample.Octets([.. fields, "", "text"]), new() { MaxProblems = 5 });
        message.Problems.Count.ShouldBe(6);
        message.Problems[^1].ShouldBe(new(MailProblemCode.TooManyProblems, "message", "45"));
    }

    [Fact]
    public void Reading_stops_when_cancelled()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        Should.Throw<OperationCanceledException>(() => MessageReader.Read(Sample.Octets("Subject: x"), ct: source.Token));
    }

    [Fact]
    public void Every_problem_has_words_in_both_languages()
    {
        var codes = typeof(MailProblemCode).GetFields().Select(field => (string)field.GetRawConstantValue()!).ToList();
        codes.ShouldBe(MailProblemWords.Codes, ignoreOrder: true);
        foreach (var code in codes) MailProblemWords.Of(code).Chinese.ShouldContain(letter => letter >= 0x4e00 && letter <= 0x9fff, code);
    }
}
