using Demarc.Model;

namespace Demarc.Transcripts.Pinging;

/// <summary>A ping that sent nothing, because the name did not resolve or the system refused: one line, no run.</summary>
internal static class PingUnresolved
{
    public static Bilingual NotARow { get; } = new("a line inside ping output that is no row of it", "ping 输出中无法识别的行");

    /// <summary><c>Ping request could not find host x.</c> and its translations.</summary>
    public static bool TryWindows(ReadOnlySpan<char> line, out string? name)
    {
        name = null;
        line = LineShape.Unmarked(line.Trim());
        if (line.Length > 200 || !line.StartsWith("ping", StringComparison.OrdinalIgnoreCase) || line.StartsWith("ping:", StringComparison.OrdinalIgnoreCase)) return false;
        if (!PingFailures.TryFind(line, out var code, out _, out var end) || code != PingFailures.Unresolved) return false;
        var rest = line[end..].TrimStart();
        var stop = rest.IndexOfAny(" 。\t");
        name = (stop < 0 ? rest : rest[..stop]).TrimEnd(".").ToString();
        return name.Length > 0;
    }

    /// <summary><c>ping: x: Name or service not known</c> and what else a Unix ping says before it gives up.</summary>
    public static bool TryUnix(ReadOnlySpan<char> line, out string code, out string? name)
    {
        (code, name) = ("", null);
        line = LineShape.Unmarked(line.Trim());
        if (line.Length > 200 || !line.StartsWith("ping: ") && !line.StartsWith("ping6: ")) return false;
        if (!PingFailures.TryFind(line, out code, out var start, out var end)) return false;
        if (code != PingFailures.Unresolved) return true;
        var before = line[(line.IndexOf(' ') + 1)..Math.Max(start, line.IndexOf(' ') + 1)].TrimEnd(": ");
        var word = before.IsEmpty ? line[end..].Trim(" :'\"") : before[(before.LastIndexOf(' ') + 1)..];
        name = word.IsEmpty || word.Contains(' ') ? null : word.ToString();
        return true;
    }

    public static TranscriptBlock Read(BlockContext context, string? name, string code = PingFailures.Unresolved)
    {
        var tally = new PingTally { Target = name };
        tally.Failure(code, null);
        PingCommand.Complete(tally, context.Command, windows: false);
        return new(context.First, [tally.Observe(context, context.First, context.First, null, null) with { RttMs = null, ReplyTtls = null }]);
    }
}
