using Demarc.Model;

namespace Demarc.Transcripts.ErrorTexts;

/// <summary>Reads one line as an error text; null when it is none.</summary>
internal delegate ErrorHit? ErrorLineParser(ReadOnlySpan<char> line);

/// <summary>
/// A run of lines that a program printed for its errors: stack frames and repetitions belong to the error above them, and
/// of many alike the first are kept and the rest counted.
/// </summary>
internal static class ErrorRun
{
    private const int MostLines = 5000;
    private const int MostAlike = 10;
    private const int MostKept = 200;

    /// <summary>Meanings that a cause named further down makes plainer.</summary>
    private static readonly string[] Vague = ["timeout", "connect-failed", "tls-handshake", "certificate-verify-failed", "secure-failure", "unspecified", "empty-reply", "connection-closed"];

    public static TranscriptBlock? Read(BlockContext context, string tool, ErrorLineParser parse)
    {
        var text = context.Text;
        var limit = Math.Min(Math.Min(context.Limit, text.Count), context.First + MostLines);
        var hits = new List<(ErrorHit Hit, int First, int Last)>();
        for (var i = context.First; i < limit; i++)
        {
            var line = text.Span(i);
            if (parse(line) is { } hit)
            {
                if (hits.Count > 0 && IsPartOf(line) && Joined(hits[^1].Hit, hit) is { } joined) hits[^1] = (joined, hits[^1].First, i);
                else hits.Add((hit, i, i));
            }
            else if (hits.Count > 0 && IsFrame(line)) hits[^1] = hits[^1] with { Last = Math.Min(i, hits[^1].First + 12) };
            else break;
        }

        return hits.Count == 0 ? null : Keep(context, tool, hits);
    }

    private static TranscriptBlock Keep(BlockContext context, string tool, List<(ErrorHit Hit, int First, int Last)> hits)
    {
        var observations = new List<Observation>();
        var alike = new Dictionary<ErrorHit, int>();
        var (counted, from, to) = (0, -1, -1);
        foreach (var (hit, first, last) in hits)
        {
            var times = alike[hit] = alike.GetValueOrDefault(hit) + 1;
            if (times > MostAlike || observations.Count >= MostKept)
            {
                counted++;
                (from, to) = (from < 0 ? first : from, last);
            }
            else observations.AddRange(hit.Observe(context, tool, first, last));
        }

        var end = hits[^1].Last;
        return counted == 0 ? new(end, observations) : new(end, observations, [new(from, to, new($"{counted} more error lines alike, counted", $"另有 {counted} 行同样的错误，只计数"))]);
    }

    private static ErrorHit? Joined(ErrorHit above, ErrorHit below)
    {
        var plainer = Vague.Contains(above.Meaning) && !Vague.Contains(below.Meaning);
        if (!plainer && above.Meaning != below.Meaning && !Vague.Contains(below.Meaning)) return null;
        return above with { Meaning = plainer ? below.Meaning : above.Meaning, Code = above.Code ?? below.Code, Target = above.Target ?? below.Target, Port = above.Port ?? below.Port };
    }

    /// <summary>Goes on about the error above: a cause, or a property printed with it.</summary>
    private static bool IsPartOf(ReadOnlySpan<char> line) => line is [' ' or '\t', ..] || line.StartsWith("Caused by") || line.StartsWith("---> ") || line.StartsWith(" ---> ");

    private static bool IsFrame(ReadOnlySpan<char> line)
    {
        if (line is not ([' ' or '\t', ..] or ['}', ..] or ['.', '.', '.', ..])) return line.StartsWith("Traceback ") || line.StartsWith("Caused by: ") || line.StartsWith("During handling of ") || line.StartsWith("--- End of ");
        line = line.TrimStart();
        return line.StartsWith("at ") || line.StartsWith("File \"") || line.StartsWith("...") || line.StartsWith("在 ") || line.StartsWith("--- ") || line.StartsWith("Suppressed: ")
            || line.StartsWith("errno: ") || line.StartsWith("syscall: ") || line.StartsWith("hostname: ") || line.StartsWith("address: ") || line.StartsWith("port: ") || line is "}" or "]" or "[" or "]," or "},";
    }
}
