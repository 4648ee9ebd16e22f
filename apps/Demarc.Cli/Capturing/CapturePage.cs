using System.Globalization;
using Demarc.Cli.Printing;
using Demarc.Model;
using Demarc.Reporting.Captures;

namespace Demarc.Cli.Capturing;

/// <summary>A capture for the terminal: what to know first, then connections, worst first, each with what stands out and who was waited for.</summary>
internal sealed class CapturePage(Page page, Language language)
{
    private const int MostShown = 20;
    private const int MostLookups = 5;
    private readonly CaptureWords _words = new(language);

    public void Write(CaptureDocument capture, IReadOnlyList<Trail> trails)
    {
        page.Writer.WriteLine(page.Bold(capture.Source));
        page.Paragraph(_words.Summary(capture));
        foreach (var finding in capture.Findings) page.Paragraph("• " + CaptureWords.Quoted(language == Language.English ? finding.En : finding.Zh));
        Lookups(capture);
        Icmp(capture);
        if (capture.Connections.Count == 0) return;
        page.Heading(string.Create(CultureInfo.InvariantCulture, $"{_words.Say("Connections, those that stand out most first", "连接（最突出的在前）")}: {Math.Min(MostShown, capture.Connections.Count)} / {capture.ConnectionsTotal}"));
        for (var i = 0; i < capture.Connections.Count && i < MostShown; i++) Connection(capture.Connections[i], i + 1, trails);
        if (capture.Connections.Count > MostShown) page.Paragraph(_words.Say("The others: --json or --html.", "其余见 --json 或 --html。"));
    }

    private void Connection(TcpConnection it, int number, IReadOnlyList<Trail> trails)
    {
        page.Writer.WriteLine();
        page.Writer.WriteLine(page.Bold(string.Create(CultureInfo.InvariantCulture, $"{number,3}  {it.Client} → {it.Server}  {_words.State(it)}")));
        var (frames, bytes) = (it.Evidence.Frames is [var first, .., var last] ? string.Create(CultureInfo.InvariantCulture, $"{_words.Say("frames", "帧")} {first}–{last}, ") : "", it.Bytes);
        var handshake = it.HandshakeMs is { } ms ? $", {_words.Say("handshake", "握手")} {CaptureWords.Duration(ms)}" : "";
        page.Paragraph($"{frames}{it.Packets} {_words.Say("packets", "个报文")}, {CaptureWords.Size(bytes?.Client ?? 0)} {_words.Say("there", "去")} {CaptureWords.Size(bytes?.Server ?? 0)} {_words.Say("back", "回")}{handshake}, {it.History}", 5);
        foreach (var id in it.Findings ?? []) page.Paragraph("• " + _words.Finding(it, id), 5);
        foreach (var line in new[] { _words.Waits(it), _words.Spoken(it), _words.Counts(it) }.OfType<string>()) page.Paragraph(line, 5);
        if (trails.FirstOrDefault(t => t.Client == it.Client && t.Server == it.Server) is { Rows.Count: > 3 } trail && Sparkline.Of(trail, page.Width - 30) is { } line2) page.Verbatim($"{line2} {_words.Say("octets over time", "字节/时间")}", 5);
    }

    /// <summary>What two captures of one connection show together.</summary>
    public void Write(IReadOnlyList<Pair> pairs)
    {
        if (pairs.Count == 0) return;
        page.Heading(_words.Say("Connections in both captures", "两份抓包中的同一连接"));
        foreach (var pair in pairs)
        {
            page.Writer.WriteLine();
            page.Verbatim(page.Bold($"{pair.Client} → {pair.Server}"), 2);
            foreach (var line in _words.Pair(pair)) page.Paragraph("• " + line, 5);
        }
    }

    private void Lookups(CaptureDocument capture)
    {
        var amiss = capture.Dns.Where(it => it.Outcome != "ok" || it.Second is not null || it.Ms > 1000).ToList();
        foreach (var it in amiss.Take(MostLookups)) page.Paragraph("• DNS: " + CaptureWords.Quoted(string.Join(_words.Say("; ", "；"), it.Evidence.Text.Split('\n'))));
        foreach (var it in capture.Observations.OfType<Ping>().Take(MostLookups)) page.Paragraph("• " + CaptureWords.Quoted(it.Evidence.Text));
        if (amiss.Count > MostLookups) page.Paragraph(string.Create(CultureInfo.InvariantCulture, $"  {_words.Say("and more such lookups:", "另有此类查询：")} {amiss.Count - MostLookups}"));
    }

    private void Icmp(CaptureDocument capture)
    {
        foreach (var it in capture.Icmp) page.Paragraph(string.Create(CultureInfo.InvariantCulture, $"• ICMP {it.Error}: {it.Count}×, {_words.Say("first from", "首个来自")} {it.From} [{_words.Say("frame", "帧")} {it.Frame}]"));
    }
}
