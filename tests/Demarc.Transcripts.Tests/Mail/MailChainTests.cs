using Demarc.Model;
using Demarc.Transcripts.Mail;

namespace Demarc.Transcripts.Tests.Mail;

public sealed class MailChainTests
{
    private static IReadOnlyList<Turn> Split(string content) => MailChain.Split(new EvidenceText("case.txt", "", content));

    [Fact]
    public void A_text_without_mail_is_one_turn() =>
        Split("From here it works.\nTo be sure: ping again.\nSubject to change.\n").ShouldBe([new Turn(0, 2, null, null, null, null, 0, Duplicate: false)]);

    [Fact]
    public void Requests_of_a_client_are_no_quotes() => Split("> GET / HTTP/1.1\n> Host: www.example.com\n< HTTP/1.1 200 OK\n> next\n").Count.ShouldBe(1);

    [Theory]
    [InlineData("发件人: Wang <wang@example.com>\n发送时间: 2020 年 1 月 16 日 11:21\n收件人: Li\n主题: 情况")]
    [InlineData("发件人： Wang\n\n发送时间： 2020 年 1 月 16 日 11:21\n\n收件人： Li\n\n抄 送： Zhao;\n\n'Qian' <qian@example.com>\n\n主 题： 情况")]
    [InlineData("-----邮件原件-----\n发件人: Wang [mailto:wang@example.com]\n发送时间: 2020年1月16日 11:21\n收件人: Li <li@example.com>\n主题: 情况")]
    [InlineData("------------------ 原始邮件 ------------------\n*发件人:* Wang <wang@example.com>\n*发送时间:* 2020年1月16日(星期四) 11:21\n*收件人:* Li\n*主题:* 情况")]
    [InlineData("====第1封邮件====\n\n发件人：Wang\n发送时间：2020-01-16 03:21:00.000000+00:00\n收件人：Li\n主题：情况\n邮件内容:")]
    [InlineData("________________________________\nFrom: Wang <wang@example.com>\nSent: Thursday, January 16, 2020 11:21 AM +0800\nTo: Li\nSubject: 情况")]
    public void Reads_header_blocks(string header)
    {
        var turns = Split("上面的话\n\n" + header + "\n\n正文在此\n");
        turns.Count.ShouldBe(2);
        turns[0].ShouldBe(new Turn(0, 0, null, null, null, null, 0, Duplicate: false));
        turns[1].Author.ShouldBe("Wang");
        turns[1].To.ShouldBe("Li");
        turns[1].Subject.ShouldBe("情况");
        turns[1].HeaderFirst.ShouldBe(2);
        turns[1].Time!.Utc.ShouldBe(new DateTimeOffset(2020, 1, 16, 3, 21, 0, TimeSpan.Zero));
        turns[1].First.ShouldBe(turns[1].Last);
    }

    [Theory]
    [InlineData("在 2023/5/16 9:57, 王工 写道:", "王工", "2023-05-16 01:57:00Z", ZoneKnowledge.Assumed)]
    [InlineData("王工 <w@example.com> 于 2023年5月16日周二 09:57写道：", "王工", "2023-05-16 01:57:00Z", ZoneKnowledge.Assumed)]
    [InlineData("On Tue, May 16, 2023 at 09:57:00AM +0800, Wang wrote:", "Wang", "2023-05-16 01:57:00Z", ZoneKnowledge.Stated)]
    [InlineData("On 2023/5/16 9:57, Wang wrote:", "Wang", null, ZoneKnowledge.Unknown)]
    public void Reads_quote_lines(string line, string author, string? utc, ZoneKnowledge zone)
    {
        var turn = Split("上\n\n" + line + "\n> 下\n")[1];
        turn.Author.ShouldBe(author);
        turn.Time!.Zone.ShouldBe(zone);
        turn.Time.Utc?.ToString("u").ShouldBe(utc);
        (turn.First, turn.HeaderFirst).ShouldBe((3, 2));
    }

    [Theory]
    [InlineData("发送时间: 2020 年 8 月 20 日(星期四) 18:02", "2020-08-20 10:02:00Z", ZoneKnowledge.Assumed)]
    [InlineData("发送时间: 2024年9月24日 0:59", "2024-09-23 16:59:00Z", ZoneKnowledge.Assumed)]
    [InlineData("发送时间: 2017-04-11 16:18", "2017-04-11 08:18:00Z", ZoneKnowledge.Assumed)]
    [InlineData("发送时间: 2020年3月5日 下午 4:18", "2020-03-05 08:18:00Z", ZoneKnowledge.Assumed)]
    [InlineData("Sent: 2020-03-05 16:18:42.814000+00:00", "2020-03-05 16:18:42Z", ZoneKnowledge.Stated)]
    [InlineData("Sent: Thursday, January 16, 2020 11:21 AM", null, ZoneKnowledge.Unknown)]
    [InlineData("Date: Wed, 25 Sep 2024 11:32:21 -0400", "2024-09-25 15:32:21Z", ZoneKnowledge.Stated)]
    [InlineData("Sent: yesterday at 5", null, ZoneKnowledge.Unknown)]
    [InlineData("发送时间: 2020 年 13 月 45 日 11:21", null, ZoneKnowledge.Unknown)]
    public void Reads_dates(string line, string? utc, ZoneKnowledge zone)
    {
        var time = Split($"上\n\nFrom: Wang\n{line}\nTo: Li\nSubject: x\n\n下\n")[1].Time!;
        time.Utc?.ToString("u").ShouldBe(utc);
        time.Zone.ShouldBe(zone);
        time.Text.ShouldBe(line[(line.IndexOf(':') + 2)..]);
    }

    [Fact]
    public void A_mail_quoted_again_is_a_duplicate()
    {
        var mail = "发件人: Wang\n发送时间: 2020 年 1 月 16 日 11:21\n收件人: Li\n主题: 情况\n\n正文  在此\n\n";
        Split("上\n\n" + mail + mail.Replace("  ", " ", StringComparison.Ordinal)).Select(turn => turn.Duplicate).ShouldBe([false, false, true]);
    }

    [Fact]
    public void An_answer_between_quotes_is_a_turn_of_its_own() =>
        MailCorpusTests.Describe("On Tue, May 16, 2023 at 9:57 AM +0800, Wang wrote:\n> question one\n\nanswer one\n\n> question two\n\nanswer two\n")
            .ShouldBe(["1 2-2 Wang | 2023-05-16 01:57:00Z", "4 4-4 ? | -", "6 6-6 Wang | 2023-05-16 01:57:00Z", "8 8-8 ? | -"]);
}
