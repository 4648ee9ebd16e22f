using System.Globalization;
using Demarc.Model;
using Demarc.Reporting.Wording;

namespace Demarc.Reporting.Captures;

/// <summary>A capture in sentences, for the terminal and for pages.</summary>
public sealed class CaptureWords(Language language)
{
    private const double Worth = 0.05;

    /// <summary>Waits below are not worth a word, in milliseconds.</summary>
    private const double Noticeable = 1;

    public string Say(string en, string zh) => language == Language.Chinese ? zh : en;

    /// <summary>Text out of a capture on one line, without what would repaint a terminal.</summary>
    public static string Quoted(string text) => SafeText.Line(text);

    /// <summary>How much, from when to when, and where it was taken.</summary>
    public string Summary(CaptureDocument it)
    {
        var amount = Invariant($"{it.Packets:#,0} {Say("packets", "个报文")}, {Size(it.Bytes)}");
        var time = it is { First: { } first, Last: { } last } ? Invariant($"{UtcTime.Text(first)} {Say("to", "至")} {UtcTime.Text(last)} ({Duration((last - first).TotalMilliseconds)})") : null;
        return string.Join(Say("; ", "；"), new[] { amount, time, Place(it.Place) }.OfType<string>());
    }

    /// <summary>Where it was taken.</summary>
    public string Place(string place) => place switch
    {
        "client" => Say("taken at or near the client", "在客户端或其附近抓取"),
        "server" => Say("taken at or near the server", "在服务器或其附近抓取"),
        "midway" => Say("taken on the way between the two", "在中间位置抓取"),
        _ => Say("the packets do not tell where it was taken", "无法从报文判断抓取位置"),
    };

    /// <summary>State of a connection in a word or two.</summary>
    public string State(TcpConnection it) => it.State switch
    {
        "syn-unanswered" => Say("no answer", "无应答"),
        "reset" when it.Findings?.Contains("syn-reset") == true => Say("refused", "被拒绝"),
        "reset" => Say("reset", "被 RST 中断"),
        "closed" => Say("closed", "正常关闭"),
        "established" => Say("open", "已建立"),
        "midstream" => Say("joined midway", "中途开始抓取"),
        _ => Say("not told", "未知"),
    };

    /// <summary>A finding with its frame.</summary>
    public string Finding(TcpConnection it, string id)
    {
        var frame = it.FindingFrames is { } frames && frames.TryGetValue(id, out var at) && at > 0 ? Invariant($" [{Say("frame", "帧")} {at}]") : "";
        if (id == "acknowledged-unanswered" && it.Place == "server") return Say("the request arrived, was acknowledged, and no answer left this end: the application kept silent", "请求已到达并被确认，而本端没有发出任何应答：应用没有回复") + frame;
        return FindingTexts.Of(id, language) + Detail(it, id) + frame;
    }

    /// <summary>Who was waited for, longest first; null where nothing is worth a word.</summary>
    public string? Waits(TcpConnection it)
    {
        if (it.Waits is not { } waits) return null;
        (double? Ms, string Who)[] all =
        [
            (waits.ServerApp, Say("server's application", "服务器应用")),
            (waits.ServerHost, Say("server's host", "服务器主机")),
            (waits.Network, Say("the way there and back", "网络往返")),
            (waits.ClientHost, Say("client's host", "客户端主机")),
            (waits.ClientApp, Say("client's application", "客户端应用")),
            (waits.Undetermined, Say("cannot tell from here", "从此处无法判断")),
        ];
        var sum = all.Sum(wait => wait.Ms ?? 0);
        var told = all.Where(wait => wait.Ms >= Noticeable && wait.Ms >= sum * Worth).OrderByDescending(wait => wait.Ms).Select(wait => $"{wait.Who} {Duration(wait.Ms!.Value)}").ToList();
        return told.Count == 0 ? null : Say("waited for: ", "等待：") + string.Join(Say(", ", "，"), told);
    }

    /// <summary>What was said above TCP; null where nothing is visible.</summary>
    public string? Spoken(TcpConnection it)
    {
        var parts = new List<string>();
        if (it.Tls is { } tls)
        {
            parts.Add("TLS" + (tls.Version is { } version ? $" {version}" : "") + (tls.Sni is { } name ? $" {SafeText.Line(name)}" : ""));
            if (tls.Alert is { } alert) parts.Add($"{Say("alert", "告警")} {alert}");
            if (tls.NotAfter is { } end) parts.Add($"{Say("certificate valid until", "证书有效期至")} {end.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}");
        }

        if (it.Http is { } http)
        {
            parts.Add(Invariant($"HTTP {SafeText.Line(http.Host ?? "")} {http.Requests} {Say("requests", "个请求")}, {http.Answered} {Say("answers", "个应答")}").Replace("  ", " ", StringComparison.Ordinal));
            if (http.ToProxy) parts.Add(Say("asked of a proxy", "向代理请求"));
            if (http.Errors > 0 && http.Errors < http.Answered) parts.Add(Invariant($"{http.Errors} {Say("of them errors", "个为错误")}"));
            if (http.WorstStatus is { } status) parts.Add(Invariant($"{Say("status", "状态码")} {status}"));
            if (http.SlowestMs is { } ms && http.SlowestFrames is [var from, var to]) parts.Add(Invariant($"{Say("slowest answer", "最慢应答")} {Duration(ms)} [{Say("frames", "帧")} {from}, {to}]"));
        }

        return parts.Count == 0 ? null : string.Join(Say(", ", "，"), parts);
    }

    /// <summary>Wireshark's counts beside Demarc's, where they differ; null where they agree.</summary>
    public string? Counts(TcpConnection it)
    {
        if (it.Counts is not { Wireshark: { } theirs, Demarc: { } ours }) return null;
        var differences = new List<string>();
        Add(Sum(theirs.Retransmissions), Sum(ours.Retransmissions) + (ours.SynRetransmissions ?? 0), Say("retransmissions", "次重传"));
        Add(theirs.OutOfOrder ?? 0, ours.OutOfOrder ?? 0, Say("out of order", "次乱序"));
        return differences.Count == 0 ? null : Say("Wireshark counts ", "Wireshark 计为 ") + string.Join(Say(", ", "，"), differences);

        void Add(int wireshark, int demarc, string what)
        {
            if (wireshark != demarc) differences.Add(Invariant($"{wireshark} {what}{Say(" for these", "，实为")} {demarc}"));
        }
    }

    /// <summary>What two captures of one connection show together, a sentence each.</summary>
    public IEnumerable<string> Pair(Pair it)
    {
        yield return Say($"{it.Near} lies nearer to the client than {it.Far}", $"{it.Near} 比 {it.Far} 更靠近客户端");
        yield return Way(it.There, Say("from the client", "来自客户端"), it.Near, it.Far);
        yield return Way(it.Back, Say("from the server", "来自服务器"), it.Far, it.Near);
        if (it is { OffsetMs: { } offset, OffsetErrorMs: { } error, ThereMs: { } there })
        {
            yield return Say($"the way between the captures takes {Duration(there)} each way if both ways are alike; the clock of {it.Far} is {(offset < 0 ? "ahead" : "behind")} by {Duration(Math.Abs(offset))} ± {Duration(error)}", $"若去程与回程相同，两处之间单程 {Duration(there)}；{it.Far} 的时钟{(offset < 0 ? "快" : "慢")} {Duration(Math.Abs(offset))} ± {Duration(error)}");
        }

        foreach (var change in it.Changed) yield return $"{Say("changed on the way: ", "途中被改动：")}{change}";
    }

    private string Way(PairWay way, string whose, string from, string to)
    {
        var lost = way.LostFrames.Count == 0
            ? Say("all arrived", "全部到达")
            : Invariant($"{way.LostFrames.Count} {Say("lost between the captures", "丢失在两处之间")} [{from} {Say("frames", "帧")} {string.Join(", ", way.LostFrames.Take(8))}{(way.LostFrames.Count > 8 ? ", …" : "")}]");
        var parts = new List<string> { Invariant($"{way.Sent} {Say("packets", "个报文")} {whose}: {lost}") };
        if (way.AppearedFrames.Count > 0) parts.Add(Invariant($"{way.AppearedFrames.Count} {Say("appear only at the far end of that way: made on the way, or missed by the other capture", "只出现在该方向的末端：途中产生，或另一处漏抓")} [{to} {Say("frames", "帧")} {string.Join(", ", way.AppearedFrames.Take(8))}]"));
        if (way.ResentThoughArrived > 0) parts.Add(Invariant($"{way.ResentThoughArrived} {Say("were sent again although they had passed both places: lost beyond, or their acknowledgements were", "在通过两处之后仍被重传：丢在更远处，或其确认丢失")}"));
        return string.Join(Say("; ", "；"), parts);
    }

    /// <summary><c>12.3 ms</c>, <c>2.0 s</c>, <c>3 min 20 s</c>.</summary>
    public static string Duration(double ms) => ms switch
    {
        > 0 and < 0.005 => "<0.01 ms",
        < 10 => Invariant($"{ms:0.##} ms"),
        < 1000 => Invariant($"{ms:0} ms"),
        < 119_950 => Invariant($"{ms / 1000:0.0} s"),
        _ => Math.Round(ms / 1000) is var seconds ? Invariant($"{Math.Floor(seconds / 60):0} min {seconds % 60:0} s") : "",
    };

    public static string Size(long bytes) => bytes switch
    {
        < 10_000 => Invariant($"{bytes} B"),
        < 10_000_000 => Invariant($"{bytes / 1e3:0} kB"),
        < 10_000_000_000 => Invariant($"{bytes / 1e6:0} MB"),
        _ => Invariant($"{bytes / 1e9:0.0} GB"),
    };

    private string Detail(TcpConnection it, string id)
    {
        var counts = it.Counts?.Demarc;
        return id switch
        {
            "syn-retransmitted" when counts?.SynRetransmissions is > 0 and var n => Invariant($" ({n}×)"),
            "retransmissions" => Sides(counts?.Retransmissions),
            "zero-window" => Sides(counts?.ZeroWindow),
            "received-out-of-order" when counts?.OutOfOrder is > 0 and var n => Invariant($" ({n}×)"),
            "tls-alert" or "tls-warning" when it.Tls?.Alert is { } alert => $": {alert}",
            "reset-ttl-differs" when it.Resets?.FirstOrDefault(r => r is { Ttl: not null, UsualTtl: not null } && r.Ttl != r.UsualTtl) is { } reset => Invariant($" (TTL {reset.Ttl} {Say("against", "对")} {reset.UsualTtl})"),
            _ => "",
        };
    }

    private string Sides(PerSide<int?>? counts) => counts is not { } it ? "" : (it.Client ?? 0, it.Server ?? 0) switch
    {
        (0, 0) => "",
        (var client, 0) => Invariant($" ({client} {Say("by the client", "来自客户端")})"),
        (0, var server) => Invariant($" ({server} {Say("by the server", "来自服务器")})"),
        var (client, server) => Invariant($" ({client} {Say("by the client", "来自客户端")}, {server} {Say("by the server", "来自服务器")})"),
    };

    private static int Sum(PerSide<int?>? counts) => (counts?.Client ?? 0) + (counts?.Server ?? 0);

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
