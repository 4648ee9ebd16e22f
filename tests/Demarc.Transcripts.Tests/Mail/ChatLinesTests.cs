using Demarc.Model;
using Demarc.Transcripts.Mail;

namespace Demarc.Transcripts.Tests.Mail;

/// <summary>Chats as people paste them, and what only looks like one.</summary>
public sealed class ChatLinesTests
{
    private static IReadOnlyList<Turn> Split(string content) => MailChain.Split(new EvidenceText("case.txt", "", content));

    [Theory]
    [InlineData("王工 2024/3/5 14:02:11\n办公室打不开 portal.example.com\n\n李经理 2024/3/5 14:03:40\n我用手机热点可以打开\n")]             // WeChat
    [InlineData("王工 3/5 14:02:11\n办公室打不开 portal.example.com\n李经理 3/5 14:03:40\n我用手机热点可以打开\n")]                    // 企业微信
    [InlineData("王工(运维)  14:02\n办公室打不开 portal.example.com\n李经理(客户)  14:03\n我用手机热点可以打开\n")]                  // 钉钉
    [InlineData("Wang Lei  [2:02 PM]\nportal.example.com does not open in the office\nLi Na  [2:03 PM]\nit opens over my phone\n")]   // Slack
    [InlineData("Wang Lei\n  2:02 PM\nportal.example.com does not open in the office\nLi Na\n  2:03 PM\nit opens over my phone\n")]
    [InlineData("[14:02] Wang Lei\nportal.example.com does not open in the office\n[14:03] Li Na\nit opens over my phone\n")]         // Teams
    [InlineData("[05/03/2024, 14:02:11] Wang Lei: portal.example.com does not open\n[05/03/2024, 14:03:40] Li Na: it opens over my phone\n")]
    [InlineData("05/03/24, 14:02 - Wang Lei: portal.example.com does not open\n05/03/24, 14:03 - Li Na: it opens over my phone\n")]   // WhatsApp
    public void Every_message_of_a_chat_is_a_turn(string chat)
    {
        var turns = Split(chat);

        turns.Count.ShouldBe(2);
        turns[0].Author!.ShouldStartWith(chat.Contains("Wang Lei", StringComparison.Ordinal) ? "Wang Lei" : "王工");
        turns.Select(turn => turn.Author).Distinct(StringComparer.Ordinal).Count().ShouldBe(2);
        turns.ShouldAllBe(turn => turn.Time != null && turn.First <= turn.Last);
    }

    [Fact]
    public void A_date_with_its_year_fixes_the_moment_and_a_bare_clock_does_not()
    {
        Split("王工 2024年3月5日 14:02\n不通\n李经理 2024年3月5日 14:03\n通\n")[0].Time.ShouldBe(new Moment("2024年3月5日 14:02", new DateTimeOffset(2024, 3, 5, 6, 2, 0, TimeSpan.Zero), ZoneKnowledge.Assumed));
        Split("王工 14:02\n不通\n李经理 14:03\n通\n")[0].Time.ShouldBe(new Moment("14:02", null, ZoneKnowledge.Unknown));
    }

    [Fact]
    public void Notes_of_a_talk_name_their_speakers()
    {
        var turns = Split("电话记录\n客户：从公司打不开网站\n工程师：用手机热点呢？\n客户：热点可以\n工程师：那先看出口防火墙\n");

        turns.Select(turn => turn.Author).ShouldBe([null, "客户", "工程师", "客户", "工程师"]);
    }

    [Theory]
    [InlineData("问题描述：网站打不开\n影响范围：全公司\n处理过程：重启\n当前状态：待确认\n")]
    [InlineData("[14:02:11] ERROR something: failed\n[14:02:12] INFO again: done\n")]
    [InlineData("[2024-03-05 14:02:11] local.ERROR: failed\n[2024-03-05 14:02:12] local.INFO: done\n")]
    [InlineData("Started 14:02:11\nFinished 14:03:11\n")]
    [InlineData("nginx 14:02:11\nkernel 14:03:11\n")]
    [InlineData("Server:\t192.0.2.53\nAddress:\t192.0.2.53#53\nName:\twww.example.com\nAddress: 192.0.2.10\nServer: x\nAddress: y\n")]
    [InlineData("王工 2024/3/5 14:02:11\n只有一条\n")]
    public void What_only_looks_like_a_chat_stays_whole(string content) => Split(content).Count.ShouldBe(1);

    [Fact]
    public void Tool_output_pasted_into_a_message_keeps_its_lines()
    {
        var turns = Split("王工 14:02\nC:\\>ping 192.0.2.10\nReply from 192.0.2.10: bytes=32 time=42ms TTL=118\n李经理 14:03\n收到\n");

        turns.Select(turn => (turn.First, turn.Last)).ShouldBe([(1, 2), (4, 4)]);
    }
}
