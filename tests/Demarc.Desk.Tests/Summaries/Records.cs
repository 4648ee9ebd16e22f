using Demarc.Desk.Requests;
using Demarc.Desk.Summaries;
using Demarc.Model;

namespace Demarc.Desk.Tests.Summaries;

/// <summary>A case with everything in it.</summary>
internal static class Records
{
    private static readonly DateTimeOffset Start = Documents.Morning;

    public static SummaryFacts Full { get; } = new()
    {
        Case = "CAS-10001-EXAMPL",
        Title = "办公网络访问门户网站时好时坏",
        Scope = "从办公网络打开 https://portal.example.com/ 时，约半数请求超时；用手机热点访问正常。",
        Goal = "连续 100 次访问全部成功。",
        Target = "https://portal.example.com/",
        Zone = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai"),
        Opened = Start,
        Closed = Start.AddDays(6),
        Parties = [new("李明", "示例公司", new("customer", "客户")), new("王工", null, new("engineer", "工程师"))],
        Timeline = [new(Start, "李明", "报告办公室访问时好时坏。"), new(Start.AddHours(2), "王工", "确认问题范围，请求两端抓包。"), new(null, "网络管理员", "更换出口线路的光模块。")],
        Requests = [new(Start.AddHours(2), new("capture at the server", "服务器端抓包"), new("the server", "服务器"), true, new("We have received what was needed here.", "此项所需内容已收到。"))],
        Verdicts =
        [
            new(Start.AddHours(3), Side.Undetermined, "possible", 0.45, new("connections from the office fail without a pattern", "办公室的连接失败没有规律")),
            new(Start.AddDays(2), Side.AccessNetwork, "likely", 0.82, new("captures of both ends: the server's answers are lost on the way back", "两端抓包：服务器的应答在回程丢失")),
            new(Start.AddDays(5), Side.AccessNetwork, "confirmed", 0.995, new("cured by the new optics", "更换光模块后恢复正常")),
        ],
        Claims = [new(new("packet size (MTU)", "报文大小（MTU）问题"), "网络管理员", "refuted", new("full-size packets pass, and segments of any size are lost", "满长报文可以通过，丢失的报文大小不一"))],
        Trials = [new(new Dictionary<string, string> { ["网络"] = "办公室", ["系统"] = "A" }, true, 20), new(new Dictionary<string, string> { ["网络"] = "手机热点" }, false, 20)],
        Changes = [new(Start.AddDays(4), "更换出口线路的光模块", "网络管理员", "cured")],
        Conclusion = new("Packets were lost on the office's access line; since the optics were replaced, 100 of 100 requests succeed.", "报文在办公室接入线路上丢失；更换光模块后，100 次访问全部成功。"),
        OpenPoints = [new("Watch the error counters of the port for a week.", "持续一周观察该端口的错误计数。")],
        Excerpts = [new("两端抓包对照", ["10:00:01.000  SYN      到达", "10:00:01.000  SYN-ACK  | 未到达 ```"], "server.pcap")],
    };

    public static Escalation Escalation { get; } = new()
    {
        Case = "CAS-10001-EXAMPL",
        Title = "办公网络访问门户网站时好时坏",
        Asks = [new("Please read the error counters of the customer's port.", "请查看客户端口的错误计数。")],
        Window = new TimeWindow(Start, Start.AddHours(2)),
        Flows = [new("tcp", "203.0.113.9", null, "198.51.100.7", 443, "after address translation"), new("tcp", "2001:db8::9", 50000, "2001:db8::7", 443)],
        Traces = [new(true, "203.0.113.9", "198.51.100.7", Start, [" 1  192.0.2.1  1 ms", " 2  * * *"])],
        Excluded = [new(new("the server", "服务器"), new("it answers every SYN within 1 ms in its own capture", "其自身抓包显示每个 SYN 都在 1 ms 内得到应答"))],
        Files = [new("server.pcap", 1234567, new string('a', 64), "服务器端抓包")],
        Verdict = Documents.Verdict(Side.AccessNetwork, "likely").Verdict,
        Contact = "王工 <support@example.com>",
    };

    /// <summary>Every text of a part.</summary>
    public static IEnumerable<string> Texts(SummaryPart part) => part.Blocks.SelectMany(block => block switch
    {
        SummaryBlock.Heading heading => [heading.Text],
        SummaryBlock.Paragraph paragraph => [paragraph.Text],
        SummaryBlock.Points points => points.Items,
        SummaryBlock.Table table => table.Heads.Concat(table.Rows.SelectMany(row => row)),
        _ => Enumerable.Empty<string>(),
    });
}
