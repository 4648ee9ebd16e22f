using Demarc.Model;
using Demarc.Testing;

namespace Demarc.Transcripts.Tests.Driving;

/// <summary>
/// Runs readers over a text the plain way: each line is offered to each reader, a block is read where one opens, and the
/// walk goes on after the block. A reader that opens on a line without one of its anchors fails the test.
/// </summary>
internal static class Blocks
{
    /// <summary>The blocks of one reader, which has to find the command above a block by itself.</summary>
    public static List<TranscriptBlock> Read(ITranscriptReader reader, string text, string? vantage = null)
    {
        var evidence = Evidence(text);
        return Walk(evidence, [reader], line => new BlockContext(evidence, line) { Vantage = vantage });
    }

    /// <summary>The blocks of several readers that are all told the same command.</summary>
    public static List<TranscriptBlock> Under(string? command, string text, IReadOnlyList<ITranscriptReader> readers)
    {
        var evidence = Evidence(text);
        return Walk(evidence, readers, line => new BlockContext(evidence, line) { Command = command });
    }

    /// <summary>The blocks of several readers; a line that looks like a prompt names the command for the lines after it and ends the block before it.</summary>
    public static List<TranscriptBlock> Of(string text, params ITranscriptReader[] readers)
    {
        var evidence = Evidence(text);
        string? command = null;
        var prompts = Enumerable.Range(0, evidence.Count).Where(i => Command(evidence[i]) is not null).ToList();
        return Walk(evidence, readers, Context, anchorless: true);

        BlockContext? Context(int line)
        {
            if (Command(evidence[line]) is { } typed) command = typed;
            return new BlockContext(evidence, line) { Command = command, Limit = Limit(prompts, line, evidence.Count) };
        }
    }

    public static List<Observation> Observations(ITranscriptReader reader, string text) => [.. Read(reader, text).SelectMany(b => b.Observations)];

    public static List<T> All<T>(string text, params ITranscriptReader[] readers)
        where T : Observation =>
        [.. Of(text, readers).SelectMany(block => block.Observations).Cast<T>()];

    public static string Sample(params string[] parts) => File.ReadAllText(Repository.Shared(["corpus", "samples", .. parts]));

    public static string Fixture(params string[] parts) => File.ReadAllText(Repository.Shared(["corpus", "jc", "tests", "fixtures", .. parts]));

    /// <summary>Reads every damaged form; the reader must neither throw nor cite lines outside.</summary>
    public static void Survives(ITranscriptReader reader, string text, int every = 1)
    {
        foreach (var damaged in Every(Mutations.Prefixes(text).Concat(Mutations.Flips(text)).Concat(Mutations.Lines(text)), every)) CitesLines(Read(reader, damaged));
    }

    /// <summary>As <see cref="Survives"/>, for readers that need a command; prefixes and flips of long texts are sampled.</summary>
    public static void Survive(string text, params ITranscriptReader[] readers)
    {
        var step = Math.Max(1, text.Length / 400);
        foreach (var damaged in Every(Mutations.Prefixes(text), step).Concat(Every(Mutations.Flips(text), step)).Concat(Mutations.Lines(text))) CitesLines(Of(damaged, readers));
    }

    public static int[] Lines(Observation observation) => [.. observation.Evidence.Lines!];

    private static EvidenceText Evidence(string text) => new("case.txt", new string('0', 64), text);

    private static List<TranscriptBlock> Walk(EvidenceText text, IReadOnlyList<ITranscriptReader> readers, Func<int, BlockContext?> context, bool anchorless = false)
    {
        var blocks = new List<TranscriptBlock>();
        for (var i = 0; i < text.Count; i++)
        {
            if (context(i) is not { } opening || First(opening, readers, anchorless) is not { } block) continue;
            block.Last.ShouldBeInRange(i, text.Count - 1);
            blocks.Add(block);
            i = block.Last;
        }

        return blocks;
    }

    private static TranscriptBlock? First(BlockContext context, IReadOnlyList<ITranscriptReader> readers, bool anchorless)
    {
        var line = context.Text[context.First];
        foreach (var reader in readers)
        {
            if (!reader.Opens(line)) continue;
            var anchored = reader.OpensAtRows || (anchorless && reader.Anchors.Count == 0) || reader.Anchors.Any(anchor => line.Contains(anchor, StringComparison.Ordinal));
            anchored.ShouldBeTrue($"{reader.Tool} opened without anchor: {line}");
            if (reader.Read(context) is { } block) return block;
        }

        return null;
    }

    private static void CitesLines(List<TranscriptBlock> blocks)
    {
        foreach (var observation in blocks.SelectMany(block => block.Observations))
        {
            observation.Evidence.Lines![0].ShouldBeGreaterThan(0);
            observation.Evidence.Lines[1].ShouldBeGreaterThanOrEqualTo(observation.Evidence.Lines[0]);
        }
    }

    private static IEnumerable<string> Every(IEnumerable<string> texts, int step) => texts.Where((_, at) => at % step == 0);

    private static int Limit(List<int> prompts, int index, int count)
    {
        var at = prompts.BinarySearch(index + 1);
        if (at < 0) at = ~at;
        return at < prompts.Count ? prompts[at] : count;
    }

    private static string? Command(string line)
    {
        var at = line.IndexOf("# ", StringComparison.Ordinal);
        if (at < 0) at = line.IndexOf("$ ", StringComparison.Ordinal);
        if (at < 0 && (line.EndsWith('#') || line.EndsWith('$'))) at = line.Length - 1;
        if (at < 0 || at > 60 || (at > 0 && !line[..at].Contains('@', StringComparison.Ordinal))) return null;
        if (at == 0 && line[0] == '#') return null;
        return line[(at + 1)..].Trim();
    }
}
