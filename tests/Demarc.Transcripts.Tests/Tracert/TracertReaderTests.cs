using Demarc.Model;
using Demarc.Testing;
using Demarc.Transcripts.Tests.Paths;

namespace Demarc.Transcripts.Tests.Tracert;

public sealed class TracertReaderTests
{
    private const string Chinese = """
        1 <1 毫秒 1 ms <1 毫秒 192.0.2.1
        2 3 ms 3 ms 2 ms 198.51.100.197
        3 3 ms 3 ms 3 ms 198.51.100.253
        C:\Users\user>tracert mail.example.com
        通过最多 30 个跃点跟踪
        到 v6.mail.example.com [203.0.113.237] 的路由：
         1 1 ms 1 ms 1 ms 192.0.2.1
         2 10 ms 2 ms 3 ms 198.51.100.253
         8 8 ms 7 ms 5 ms 192.0.2.59 broad.example.net [198.51.100.176]
        10 * * * 请求超时。
        15 7 ms 7 ms 8 ms 203.0.113.237
        跟踪完成。
        C:\Users\user>
        """;

    [Fact]
    public void Reads_a_scanned_chinese_screen_with_a_fragment_above_the_prompt()
    {
        var traces = TraceBlocks.Traces(Chinese);
        traces.Count.ShouldBe(2);
        var (fragment, whole) = (traces[0], traces[1]);
        (fragment.Target, fragment.TargetAddress, fragment.Reached, fragment.Truncated).ShouldBe((null, null, null, true));
        TraceBlocks.Rows(fragment).ShouldBe(["1 192.0.2.1 | 0.5 1 0.5", "2 198.51.100.197 | 3 3 2", "3 198.51.100.253 | 3 3 3"]);
        fragment.Evidence.Lines.ShouldBe([1, 3]);
        (whole.Target, whole.TargetAddress, whole.Reached, whole.Truncated, whole.Protocol).ShouldBe(("v6.mail.example.com", "203.0.113.237", true, false, "icmp"));
        TraceBlocks.Rows(whole).ShouldBe(
        [
            "1 192.0.2.1 | 1 1 1", "2 198.51.100.253 | 10 2 3", "8 198.51.100.176 (192.0.2.59.broad.example.net) | 8 7 5", "10 - | * * *", "15 203.0.113.237 | 7 7 8",
        ]);
        whole.Evidence.Lines.ShouldBe([5, 12]);
        (whole.Hops![3].Sent, whole.Hops[3].Lost, whole.Hops[0].Lost).ShouldBe((3, 3, 0));
    }

    [Theory]
    [InlineData("通过最多 30 个跃点跟踪\n到 www.example.com [192.0.2.9] 的路由:", "请求超时。", "跟踪完成。")]
    [InlineData("通过最多30个跃点跟踪\n到www.example.com[192.0.2.9]的路由：", "请求超时。", "跟踪完成。")]
    [InlineData("在上限 30 個躍點上\n追蹤 www.example.com [192.0.2.9] 的路由:", "要求等候逾時。", "追蹤完成。")]
    [InlineData("Tracing route to www.example.com [192.0.2.9]\nover a maximum of 30 hops:", "Request timed out.", "Trace complete.")]
    [InlineData("www.example.com [192.0.2.9] へのルートをトレースしています\n経由するホップ数は最大 30 です:", "要求がタイムアウトしました。", "トレースを完了しました。")]
    [InlineData("Трассировка маршрута к www.example.com [192.0.2.9]\nс максимальным числом прыжков 30:", "Превышен интервал ожидания для запроса.", "Трассировка завершена.")]
    [InlineData("Routenverfolgung zu www.example.com [192.0.2.9]  über maximal 30 Abschnitte:", "Zeitüberschreitung der Anforderung.", "Ablaufverfolgung beendet.")]
    [InlineData("Traza a la dirección www.example.com [192.0.2.9]\nsobre un máximo de 30 saltos:", "Tiempo de espera agotado para esta solicitud.", "Traza completa.")]
    [InlineData("Détermination de l'itinéraire vers www.example.com [192.0.2.9]\navec un maximum de 30 sauts :", "Délai d'attente de la demande dépassé.", "Itinéraire déterminé.")]
    [InlineData("Rastreando a rota para www.example.com [192.0.2.9]\ncom no máximo 30 saltos:", "Esgotado o tempo limite do pedido.", "Rastreamento concluído.")]
    [InlineData("최대 30홉 이상의\nwww.example.com [192.0.2.9](으)로 가는 경로 추적:", "요청 시간이 만료되었습니다.", "추적을 완료했습니다.")]
    public void Reads_a_trace_to_a_name_in_every_language(string header, string timedOut, string footer)
    {
        var trace = TraceBlocks.Single($"{header}\n\n  1    <1 ms     1 ms    <1 ms  192.0.2.1 \n  2     *        *        *     {timedOut}\n  3  2414 ms     *       30 ms  gw.example.net [198.51.100.3]\n  4    35 ms    35 ms    36 ms  192.0.2.9\n\n{footer}\n");
        (trace.Target, trace.TargetAddress, trace.Reached, trace.Truncated).ShouldBe(("www.example.com", "192.0.2.9", true, false));
        TraceBlocks.Rows(trace).ShouldBe(["1 192.0.2.1 | 0.5 1 0.5", "2 - | * * *", "3 198.51.100.3 (gw.example.net) | 2414 * 30", "4 192.0.2.9 | 35 35 36"]);
        trace.Evidence.Lines![0].ShouldBe(1);
    }

    [Theory]
    [InlineData("Tracing route to 192.0.2.9 over a maximum of 2 hops")]
    [InlineData("通过最多 2 个跃点跟踪到 192.0.2.9 的路由")]
    [InlineData("Détermination de l'itinéraire vers 192.0.2.9 avec un maximum de 2 sauts.")]
    [InlineData("192.0.2.9 へのルートをトレースしています。経由するホップ数は最大 2 です")]
    public void A_trace_that_used_up_its_hops_is_whole_without_a_footer(string header)
    {
        var trace = TraceBlocks.Single($"{header}\n\n  1     1 ms     1 ms     1 ms  192.0.2.1\n  2     *        *        *     Request timed out.\n");
        (trace.Target, trace.TargetAddress, trace.Reached, trace.Truncated).ShouldBe(("192.0.2.9", "192.0.2.9", false, false));
    }

    [Fact]
    public void Knows_a_header_in_a_language_it_has_no_words_for()
    {
        var trace = TraceBlocks.Single("Az útvonal követése a következőhöz: www.example.com [192.0.2.9]\nlegfeljebb 30 ugrással:\n\n  1     1 ms     1 ms     1 ms  192.0.2.1\n  2     9 ms     9 ms     9 ms  192.0.2.9\n");
        (trace.Target, trace.TargetAddress, trace.Reached).ShouldBe(("www.example.com", "192.0.2.9", true));
        trace.Evidence.Lines.ShouldBe([1, 5]);
    }

    [Fact]
    public void A_complete_footer_does_not_mean_reached()
    {
        var trace = TraceBlocks.Single("Tracing route to 192.0.2.9 over a maximum of 30 hops\n\n  1     1 ms     1 ms     1 ms  192.0.2.1\n  2     *        *        *     Request timed out.\n\nTrace complete.\n");
        (trace.Reached, trace.Truncated).ShouldBe((false, false));
    }

    [Fact]
    public void A_row_that_reports_unreachable_names_no_responder()
    {
        var trace = TraceBlocks.Single("Tracing route to 192.0.2.99 over a maximum of 30 hops\n\n  1     *        *     MYPC [192.0.2.243]  reports: Destination host unreachable.\n\nTrace complete.\n");
        TraceBlocks.Rows(trace).ShouldBe(["1 - | * * | !H"]);
        (trace.Hops![0].Sent, trace.Hops[0].Lost, trace.Reached).ShouldBe((3, 2, false));
    }

    [Theory]
    [InlineData("  2  192.0.2.1  reports: Destination net unreachable.", "!N")]
    [InlineData("  2  192.0.2.1  报告: 无法访问目标主机。", "!H")]
    [InlineData("  2     *     192.0.2.1  meldet: Zielhost nicht erreichbar.", "!H")]
    public void Reads_the_code_of_a_report(string row, string code)
    {
        var trace = TraceBlocks.Single("Tracing route to 192.0.2.99 over a maximum of 30 hops\n\n  1     1 ms     1 ms     1 ms  192.0.2.1\n" + row + "\n");
        trace.Hops![1].Codes.ShouldBe([code]);
        trace.Hops[1].Responders.ShouldBeEmpty();
        trace.Truncated.ShouldBe(false);
    }

    [Fact]
    public void The_typed_command_names_the_target_when_the_header_is_lost()
    {
        const string Rows = "  1     1 ms     1 ms     1 ms  192.0.2.1\n  2     2 ms     2 ms     2 ms  192.0.2.9\n";
        var named = TraceBlocks.Single(Rows, "tracert -d -h 20 192.0.2.9");
        (named.Target, named.TargetAddress, named.Reached).ShouldBe(("192.0.2.9", "192.0.2.9", true));
        var above = TraceBlocks.Single("PS C:\\> tracert.exe -d www.example.com\n\n" + Rows);
        (above.Target, above.TargetAddress, above.Reached, above.Truncated).ShouldBe(("www.example.com", null, null, true));
        TraceBlocks.Single(Rows, "ping 192.0.2.9").Target.ShouldBeNull();
    }

    [Fact]
    public void Joins_rows_the_console_wrapped()
    {
        const string Text = "Traza a la dirección mail.example.com [192.0.2.19]\nsobre un máximo de 30 saltos:\n\n"
            + "  1   359 ms   380 ms   399 ms  host25.198-51-100.telecom.example [198.51.100.25]\n\n"
            + "  2   368 ms   419 ms   439 ms  host137.198-51-100.telecom.example [198.51.100.\n137]\n"
            + "  3   368 ms   419 ms   439 ms  a-name-that-is-so-long-that-it-leaves-no.room.exam\nple [198.51.100.7]\n"
            + "  4   328 ms   349 ms   370 ms  192.0.2.19\n";
        TraceBlocks.Rows(TraceBlocks.Single(Text)).ShouldBe(
        [
            "1 198.51.100.25 (host25.198-51-100.telecom.example) | 359 380 399", "2 198.51.100.137 (host137.198-51-100.telecom.example) | 368 419 439",
            "3 198.51.100.7 (a-name-that-is-so-long-that-it-leaves-no.room.example) | 368 419 439", "4 192.0.2.19 | 328 349 370",
        ]);
    }

    [Theory]
    [InlineData("  1     1 ms     1 ms     1 ms  192.0.2.1  ← 路由走错了网卡", "1 192.0.2.1 | 1 1 1")]
    [InlineData("\t  1\t<1 ms\t<1 ms\t<1 ms\t192.0.2.1", "1 192.0.2.1 | 0.5 0.5 0.5")]
    [InlineData("  1     1 ms     1 ms    <1 мс  192.0.2.1", "1 192.0.2.1 | 1 1 0.5")]
    [InlineData("1  <1毫秒  15毫秒  &lt;1 毫秒  192.0.2.1", "1 192.0.2.1 | 0.5 15 0.5")]
    [InlineData("  1   <10 ms   <10 ms   <10 ms  192.0.2.1", "1 192.0.2.1 | 5 5 5")]
    [InlineData("  1    1 ms  \\*  1 ms  ***.***.***.***", "1 ***.***.***.*** | 1 * 1")]
    [InlineData("  1    1 ms  1 ms  1 ms  gw [192.0.x.x]", "1 192.0.x.x (gw) | 1 1 1")]
    [InlineData("  1     1 ms     1 ms     1 ms  192.0.2.1 [默认网关]", "1 192.0.2.1 | 1 1 1")]
    [InlineData("  1     1 ms     1 ms     1 ms  phone [手机ip地址]", "1 手机ip地址 (phone) | 1 1 1")]
    [InlineData("  1     1 ms     1 ms     1 ms  2001:db8:408:3::", "1 2001:db8:408:3:: | 1 1 1")]
    [InlineData("  1     1 ms     1 ms     1 ms  192.0.2.59 192.0.2.60 [192.0.2.61]", "1 - | 1 1 1")]
    [InlineData("  1     1 ms     1 ms     1 ms  192.0.2.59 broad.example.net", "1 - | 1 1 1")]
    public void Reads_a_row(string row, string expected)
        => TraceBlocks.Rows(TraceBlocks.Single("Tracing route to 198.51.100.9 over a maximum of 30 hops\n\n" + row + "\n  2     2 ms     2 ms     2 ms  198.51.100.2\n"))[0].ShouldBe(expected);

    [Fact]
    public void Notes_a_remark_between_rows_and_reads_on()
    {
        var block = TraceBlocks.Blocks("Tracing route to 198.51.100.9 over a maximum of 30 hops\n  1     1 ms     1 ms     1 ms  192.0.2.1\n这里开始变慢\n  2     9 ms     9 ms     9 ms  198.51.100.9\nTrace complete.\n").ShouldHaveSingleItem();
        var unread = block.Unread.ShouldHaveSingleItem();
        (unread.First, unread.Last).ShouldBe((2, 2));
        ((PathTrace)block.Observations[0]).Hops!.Count.ShouldBe(2);
    }

    [Theory]
    [InlineData("*/5 * * * * /usr/bin/backup")]
    [InlineData("5 * * * 1 /usr/bin/backup")]
    [InlineData("3 items took 5 ms in 192.0.2.1")]
    [InlineData("通过最多 30 个跃点跟踪，可以看到问题在第三跳。")]
    [InlineData("1 192.0.2.1 5 ms")]
    [InlineData("Tracing route to 192.0.2.9 over a maximum of 30 hops")]
    [InlineData("  2  192.0.2.1  reports: Destination host unreachable.")]
    public void Finds_nothing_where_there_is_none(string text) => TraceBlocks.Traces(text).ShouldBeEmpty();

    [Fact]
    public void A_trace_keeps_its_own_command_to_itself()
    {
        var traces = TraceBlocks.Traces("C:\\>tracert 192.0.2.9\n  1     1 ms     1 ms     1 ms  gw [192.0.2.1]\n  1     1 ms     1 ms     1 ms  gw [198.51.100.1]\n  2     1 ms     1 ms     1 ms  198.51.100.2\n");
        traces.Select(trace => trace.Target).ShouldBe(["192.0.2.9", null]);
    }

    [Fact]
    public void A_trace_that_lost_its_line_breaks_to_a_web_page_is_read_from_one_line()
    {
        var trace = TraceBlocks.Single("|C:\\>tracert www.example.com<br><br>Routenverfolgung zu www.example.com [192.0.2.9]  über maximal 30 Abschnitte:<br><br>  1   <10 ms   <10 ms   <10 ms  192.0.2.1<br/>  2    16 ms     5 ms     8 ms  192.0.2.9<br>|");
        (trace.Target, trace.Reached, trace.Hops!.Count).ShouldBe(("www.example.com", true, 2));
        trace.Evidence.Lines.ShouldBe([1, 1]);
    }

    [Fact]
    public void Stops_where_the_block_must_end()
    {
        var text = new EvidenceText("case.txt", "", Chinese);
        var reader = TraceBlocks.All.Single(reader => reader.Tool == "tracert");
        var block = reader.Read(new BlockContext(text, 4) { Limit = 8, Vantage = "office" });
        block!.Last.ShouldBe(7);
        var trace = block.Observations[0].ShouldBeOfType<PathTrace>();
        (trace.Hops!.Count, trace.Truncated, trace.Vantage, trace.Evidence.Vantage).ShouldBe((2, true, "office", "office"));
    }

    [Fact]
    public void Survives_damage()
    {
        foreach (var text in Mutations.Prefixes(Chinese).Concat(Mutations.Flips(Chinese)).Concat(Mutations.Lines(Chinese)))
        {
            foreach (var trace in TraceBlocks.Traces(text)) trace.Hops!.ShouldAllBe(hop => hop.Ttl >= 1 && hop.Ttl <= 255);
        }
    }
}
