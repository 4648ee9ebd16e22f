using System.Globalization;
using Demarc.Testing;

namespace Demarc.Transcripts.Tests.Corpus;

/// <summary>What a person reads in the samples: <c>truths.txt</c>, whose head explains its form.</summary>
internal static class Truths
{
    public static IReadOnlyList<FileTruth> Load()
    {
        var files = new List<FileTruth>();
        foreach (var raw in File.ReadLines(Repository.File("tests", "Demarc.Transcripts.Tests", "Corpus", "truths.txt")))
        {
            var line = raw.Trim();
            if (line.Length == 0 || line.StartsWith("# ", StringComparison.Ordinal) || line is "#" or "none") continue;
            if (line.StartsWith("= ", StringComparison.Ordinal)) files.Add(new(line[2..], [], []));
            else if (line.StartsWith("? ", StringComparison.Ordinal)) files[^1].Ambiguous.Add(Span(line.Split(' ')[1]));
            else if (line.StartsWith("@ ", StringComparison.Ordinal)) files[^1].Blocks.Add(Block(line.Split(' ')));
            else files[^1].Blocks[^1].Fields.Add(Field(line));
        }

        return files;
    }

    private static BlockTruth Block(string[] words) => new(
        Span(words[1]),
        Span(words[2]),
        [.. words[3..].Where(word => word[0] != '?').Select(word => word.Split('|'))],
        [.. words[3..].Where(word => word[0] == '?').Select(word => word[1..])],
        []);

    private static FieldTruth Field(string line)
    {
        foreach (var sign in (string[])[" = ", " != ", " $= ", " >= ", " !has ", " has "])
        {
            // A selector holds its own sign without blanks around it.
            var at = line.IndexOf(sign, StringComparison.Ordinal);
            if (at >= 0) return new(line[..at], sign.Trim(), line[(at + sign.Length)..]);
        }

        throw new FormatException($"no sign in: {line}");
    }

    private static Lines Span(string text)
    {
        var ends = text.Split('-');
        return new(int.Parse(ends[0], CultureInfo.InvariantCulture), int.Parse(ends[1], CultureInfo.InvariantCulture));
    }
}

/// <summary>The truths of one file.</summary>
internal sealed record FileTruth(string File, List<BlockTruth> Blocks, List<Lines> Ambiguous);

/// <summary>One block: where it stands, and which kinds must (one of each group) and may come of it.</summary>
internal sealed record BlockTruth(Lines Outer, Lines Core, IReadOnlyList<string[]> Must, IReadOnlyList<string> May, List<FieldTruth> Fields);

/// <summary>What a field says.</summary>
internal sealed record FieldTruth(string Path, string Sign, string Value);

/// <summary>Line numbers, both inclusive.</summary>
internal readonly record struct Lines(int First, int Last)
{
    public bool Meets(Lines other) => First <= other.Last && other.First <= Last;

    public bool Covers(Lines other) => First <= other.First && other.Last <= Last;
}
