using System.Text;

namespace Demarc.Transcripts.Pinging;

/// <summary>Runs whose line breaks were lost on the way: everything on one line. The line is cut where rows used to end.</summary>
internal static class OneLinePing
{
    private const int Longest = 8000;

    /// <summary>Header and counts of a run on the same line.</summary>
    public static bool Is(ReadOnlySpan<char> line)
    {
        if (line.Length is < 100 or > Longest || line.IndexOf('%') < 0 || line.IndexOf(": ") < 0) return false;
        var header = line.IndexOf("正在 Ping ");
        if (header < 0) header = line.IndexOf("Pinging ");
        return header >= 0 && line[header..].Count('=') >= 3 && line[header..].Contains(" = ", StringComparison.Ordinal);
    }

    public static TranscriptBlock? Read(BlockContext context)
    {
        var rows = new EvidenceText(context.Text.Source, context.Text.Sha256, Broken(context.Text.Span(context.First)));
        var found = new List<Model.Observation>();
        for (var i = 0; i < rows.Count && found.Count < 100; i++)
        {
            if (!WindowsPingRows.TryHeader(rows.Span(i), named: true, out _, out _, out _)) continue;
            var run = WindowsPingRun.Read(rows, i, rows.Count);
            if (run is null) continue;
            found.Add(run.Tally.Observe(context, context.First, context.First, run.Sent, run.Received));
            i = Math.Max(i, run.Last);
        }

        return found.Count == 0 ? null : new(context.First, found);
    }

    private static string Broken(ReadOnlySpan<char> line)
    {
        var text = new StringBuilder(line.Length + 64);
        for (var i = 0; i < line.Length; i++)
        {
            var rest = line[i..];
            if (rest.StartsWith("正在 Ping ") || rest.StartsWith("Pinging ")) text.Append('\n');
            text.Append(line[i]);
            var next = i + 1 < line.Length ? line[(i + 1)..] : [];
            var half = line[..i].EndsWith("传输失败") || line[..i].EndsWith("transmit failed");       // the sentence after it belongs to the same row
            if (half) continue;
            if (line[i] == '。' || line[i] is '.' or ')' && next is [' ', ..] || line[i] == ':' && next is [' ', ..] && !IsAssignment(next[1..])) text.Append('\n');
            else if (char.IsAsciiDigit(line[i]) && next is [' ', ..] && line[..i].TrimEnd("0123456789").EndsWith("TTL=")) text.Append('\n');
        }

        return text.ToString();
    }

    private static bool IsAssignment(ReadOnlySpan<char> next)
    {
        var end = next.IndexOf(' ');
        var word = end < 0 ? next : next[..end];
        return word.Contains('=') || end >= 0 && next[end..].TrimStart() is ['=', ..];
    }
}
