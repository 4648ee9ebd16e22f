using Demarc.Desk.Letters;
using Demarc.Desk.Requests;
using Demarc.Model;

namespace Demarc.Desk.Tests.Letters;

/// <summary>A context with everything in it, in either language.</summary>
internal static class Contexts
{
    private static readonly TimeWindow Window = new(Documents.Morning, Documents.Morning.AddHours(2));

    public static LetterContext Full(Language language)
    {
        var chinese = language == Language.Chinese;
        var verdict = Documents.Verdict(Side.AccessNetwork, "likely", "capture-server", "http");
        verdict = verdict with
        {
            Verdict = verdict.Verdict with { Tell = new("the internet provider", "Please look at the drops on the link after hop 3.", "请查看第 3 跳之后链路的丢包情况。") },
        };
        var scene = new RequestScene { Window = Window, Addresses = ["198.51.100.7"], ClientAddress = "203.0.113.9", Systems = ["windows", "linux"], Vantages = new Dictionary<string, string> { ["server"] = "web-1" } };
        return new()
        {
            Case = "CAS-10001-EXAMPL",
            Title = chinese ? "办公网络访问门户网站时好时坏" : "Portal works at times from the office",
            Party = chinese
                ? new("李明", "女士", language, TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai"))
                : new("Jo Miller", "Ms", language, TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin")),
            Sender = chinese ? new("王工", "王工\n网络支持\nsupport@example.com") : new("Kim Lee", "Kim Lee\nNetwork support\nsupport@example.com"),
            Scope = chinese ? "从办公网络打开 https://portal.example.com/ 时，约半数请求超时；用手机热点访问正常。" : "From the office, about half of the requests to https://portal.example.com/ time out; by a phone's hotspot it works.",
            Goal = chinese ? "连续 100 次访问全部成功。" : "100 requests in a row succeed.",
            Requests = RequestDraft.From(verdict, scene),
            Missing = [new("Only one end has been measured; we need both ends of the same time.", "目前只有一端的测量，需要两端同一时间的结果。")],
            Points = chinese ? ["办公室内两台机器现象相同。", "用手机热点访问正常。"] : ["Two machines of the office show the same.", "By a phone's hotspot it works."],
            Verdict = verdict,
            Portal = new("https://desk.example.com/u/7f3a", "482913"),
            Session = new(Documents.Morning.AddDays(1), "Quick Assist", null, "551204"),
            Files = [new("client.pcap", 1234567, new string('a', 64))],
            Attempt = 2,
            Talked = Documents.Morning.AddHours(-3),
            Asked = Documents.Morning.AddDays(-2),
            Due = Documents.Morning.AddDays(3),
            ArchiveOn = Documents.Morning.AddDays(7),
        };
    }

    /// <summary>Only what every letter needs.</summary>
    public static LetterContext Least(Language language)
    {
        var full = Full(language);
        return new() { Case = full.Case, Title = full.Title, Party = full.Party, Sender = full.Sender };
    }
}
