using System.Globalization;
using System.Net;
using System.Text;
using Demarc.Model;
using Demarc.Probing.Machines;
using Demarc.Reporting.Terminal;

namespace Demarc.Cli.Tracing;

/// <summary>Which figures of a hop are shown.</summary>
public enum TraceColumns
{
    /// <summary>Loss and round-trip times, as mtr has them.</summary>
    Times,

    /// <summary>Loss with its interval, late and duplicate answers, jitter, length of the way back.</summary>
    Loss,

    /// <summary>TTL of the answer, MPLS labels, address translation.</summary>
    Marks,
}

/// <summary>The hops of a path as lines of text that fit a width; columns that do not fit are left out, least telling first.</summary>
public sealed class TraceTable(Language language, Func<IPAddress, string?> name, bool cut = true)
{
    private const int NarrowestHost = 18;
    private const int SilentRunShown = 2;

    private static readonly Column[] Times =
    [
        new(new("loss%", "丢包%"), 7, 9, h => h.LossPercent.ToString("0.0", CultureInfo.InvariantCulture)),
        new(new("sent", "发送"), 6, 8, h => Number(h.Sent)),
        new(new("last", "最近"), 7, 5, h => Ms(h.Rtt, h.Rtt.Last)),
        new(new("avg", "平均"), 7, 7, h => Ms(h.Rtt, h.Rtt.Average)),
        new(new("best", "最好"), 7, 3, h => Ms(h.Rtt, h.Rtt.Best)),
        new(new("worst", "最差"), 7, 4, h => Ms(h.Rtt, h.Rtt.Worst)),
        new(new("dev", "偏差"), 7, 2, h => Ms(h.Rtt, h.Rtt.Deviation)),
    ];

    private static readonly Column[] Losses =
    [
        new(new("loss%", "丢包%"), 7, 9, h => h.LossPercent.ToString("0.0", CultureInfo.InvariantCulture)),
        new(new("95%", "95%区间"), 9, 7, h => string.Create(CultureInfo.InvariantCulture, $"{h.LossInterval.Low * 100:0}-{h.LossInterval.High * 100:0}")),
        new(new("sent", "发送"), 6, 8, h => Number(h.Sent)),
        new(new("late", "迟到"), 6, 4, h => Number(h.Late)),
        new(new("dup", "重复"), 6, 3, h => Number(h.Duplicates)),
        new(new("jitter", "抖动"), 8, 5, h => Ms(h.Rtt, h.Rtt.Jitter)),
        new(new("back", "回程"), 6, 2, h => h.Responders.Count > 0 && h.Responders[0].BackHops is { } back ? Number(back) : "-"),
    ];

    private static readonly Column[] Marks =
    [
        new(new("loss%", "丢包%"), 7, 9, h => h.LossPercent.ToString("0.0", CultureInfo.InvariantCulture)),
        new(new("avg", "平均"), 7, 7, h => Ms(h.Rtt, h.Rtt.Average)),
        new(new("ttl", "TTL"), 5, 5, h => h.Responders.Count > 0 && h.Responders[0].ReplyTtl is { } ttl ? Number(ttl) : "-"),
        new(new("nat", "NAT"), 5, 4, h => h.Responders.Any(r => r.Rewritten) ? (h.Responders.Count > 0 ? "yes" : "-") : "-"),
        new(new("mpls", "MPLS"), 18, 3, h => h.Responders.SelectMany(r => r.Mpls).FirstOrDefault() is { } label ? label : "-"),
    ];

    /// <summary>The header and the hops.</summary>
    /// <param name="width">Columns of the page.</param>
    /// <param name="most">Most lines, the header included.</param>
    public IReadOnlyList<string> Lines(PathSegment path, TraceColumns columns, int width, int most = int.MaxValue)
    {
        var rows = Rows(path, several: true);
        if (rows.Count + 1 > most) rows = Rows(path, several: false);
        if (rows.Count + 1 > most && most > 4)
        {
            var head = (most - 2) / 2;
            rows = [.. rows.Take(head), new("", "…", null), .. rows.TakeLast(most - 2 - head)];
        }

        var shown = Fitting(columns, width, out var host);
        if (!cut) host = Math.Max(host, rows.Count == 0 ? 0 : rows.Max(r => CellWidth.Of(r.Host)));
        var lines = new List<string> { Line("#", Say("host", "主机"), [.. shown.Select(c => (c.Title.In(language), c.Width))], host) };
        foreach (var row in rows.Take(Math.Max(0, most - 1)))
            lines.Add(Line(row.Ttl, row.Host, row.Hop is { } hop ? [.. shown.Select(c => (hop.Sent == 0 ? "-" : c.Text(hop), c.Width))] : [], host));
        return lines;
    }

    private List<Row> Rows(PathSegment path, bool several)
    {
        var hops = path.Hops.Where(h => path.End is not { } end || h.Ttl <= end).ToArray();
        var rows = new List<Row>();
        for (var i = 0; i < hops.Length; i++)
        {
            var silent = 0;
            while (i + silent < hops.Length && hops[i + silent].Responders.Count == 0) silent++;
            if (silent > SilentRunShown)
            {
                rows.Add(new($"{hops[i].Ttl}-{hops[i + silent - 1].Ttl}", Say("no answer", "无应答"), null));
                i += silent - 1;
                continue;
            }

            rows.Add(new(Number(hops[i].Ttl), Host(hops[i], path), hops[i]));
            if (!several) continue;
            foreach (var other in hops[i].Responders.Skip(1).Take(7)) rows.Add(new("", "  " + Name(other.Address) + $" ({other.Rtt.Count})", null));
        }

        return rows;
    }

    private string Host(HopStatistics hop, PathSegment path)
    {
        if (hop.Responders.Count == 0) return "*";
        var text = new StringBuilder(Name(hop.Responders[0].Address));
        if (hop.Responders.Count > 1) text.Append(CultureInfo.InvariantCulture, $" ({hop.Responders[0].Rtt.Count})");
        foreach (var code in hop.Codes) text.Append(' ').Append(Code(code));
        if (path.Disguised.Contains(hop.Ttl)) text.Append(" DNAT");
        return text.ToString();
    }

    private string Code(string code) => code switch { "open" => Say("open", "开放"), "closed" => Say("refused", "拒绝"), _ => code };

    private string Name(IPAddress address) => name(address) is { } known ? known : address.ToString();

    private static List<Column> Fitting(TraceColumns columns, int width, out int host)
    {
        var shown = (columns switch { TraceColumns.Times => Times, TraceColumns.Loss => Losses, _ => Marks }).ToList();
        while (true)
        {
            host = width - 6 - shown.Sum(c => c.Width);
            if (host >= NarrowestHost || shown.Count == 1) break;
            shown.Remove(shown.MinBy(c => c.Weight)!);
        }

        host = Math.Max(host, 6);
        return shown;
    }

    private static string Line(string ttl, string host, (string Text, int Width)[] cells, int hostWidth)
    {
        var line = new StringBuilder();
        line.Append(' ', Math.Max(0, 5 - ttl.Length)).Append(ttl).Append(' ');
        var shown = Cut(host, hostWidth);
        line.Append(shown).Append(' ', Math.Max(0, hostWidth - CellWidth.Of(shown)));
        foreach (var (text, width) in cells)
        {
            var cell = Cut(text, width - 1);
            line.Append(' ', Math.Max(1, width - CellWidth.Of(cell))).Append(cell);
        }

        return line.ToString().TrimEnd();
    }

    /// <summary>At most that many columns, with an ellipsis where something was left out.</summary>
    internal static string Cut(string text, int columns)
    {
        if (CellWidth.Of(text) <= columns) return text;
        var (cut, used) = (new StringBuilder(), 0);
        foreach (var rune in text.EnumerateRunes())
        {
            if (used + CellWidth.Of(rune) > columns - 1) break;
            used += CellWidth.Of(rune);
            cut.Append(rune.ToString());
        }

        return cut.Append('…').ToString();
    }

    /// <summary>Three or four digits that tell: 0.042, 4.21, 42.1, 421.</summary>
    internal static string Ms(RttStatistics rtt, double ms) => rtt.Count == 0 ? "-" : ms switch
    {
        < 1 => ms.ToString("0.000", CultureInfo.InvariantCulture),
        < 10 => ms.ToString("0.00", CultureInfo.InvariantCulture),
        < 100 => ms.ToString("0.0", CultureInfo.InvariantCulture),
        _ => ms.ToString("0", CultureInfo.InvariantCulture),
    };

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private string Say(string english, string chinese) => new Bilingual(english, chinese).In(language);

    private sealed record Column(Bilingual Title, int Width, int Weight, Func<HopStatistics, string> Text);

    private sealed record Row(string Ttl, string Host, HopStatistics? Hop);
}
