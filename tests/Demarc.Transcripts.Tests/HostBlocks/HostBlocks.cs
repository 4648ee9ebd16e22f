using Demarc.Model;
using Demarc.Testing;

namespace Demarc.Transcripts.Tests.HostBlocks;

/// <summary>
/// Runs readers over a text the plain way: each line is offered, a block is read where one opens, and a line that looks
/// like a prompt names the command for the lines after it.
/// </summary>
internal static class Blocks
{
    public static List<TranscriptBlock> Of(string text, params ITranscriptReader[] readers)
    {
        var evidence = new EvidenceText("case.txt", new string('0', 64), text);
        var blocks = new List<TranscriptBlock>();
        string? command = null;
        var prompts = Enumerable.Range(0, evidence.Count).Where(i => Command(evidence[i]) is not null).ToList();
        for (var i = 0; i < evidence.Count; i++)
        {
            if (Command(evidence[i]) is { } typed) command = typed;
            if (Opened(evidence, i, command, prompts, readers) is not { } block) continue;
            block.Last.ShouldBeInRange(i, evidence.Count - 1);
            blocks.Add(block);
            i = block.Last;
        }

        return blocks;
    }

    public static List<T> All<T>(string text, params ITranscriptReader[] readers)
        where T : Observation =>
        [.. Of(text, readers).SelectMany(block => block.Observations).Cast<T>()];

    public static string Sample(params string[] parts) => File.ReadAllText(Repository.Shared(["corpus", "samples", .. parts]));

    public static string Fixture(params string[] parts) => File.ReadAllText(Repository.Shared(["corpus", "jc", "tests", "fixtures", .. parts]));

    /// <summary>Every damage to the text is survived; long texts are sampled.</summary>
    public static void Survive(string text, params ITranscriptReader[] readers)
    {
        var step = Math.Max(1, text.Length / 400);
        foreach (var damaged in Every(Mutations.Prefixes(text), step).Concat(Every(Mutations.Flips(text), step)).Concat(Mutations.Lines(text)))
        {
            Should.NotThrow(() => Of(damaged, readers));
        }
    }

    private static IEnumerable<string> Every(IEnumerable<string> texts, int step) => texts.Where((_, at) => at % step == 0);

    private static TranscriptBlock? Opened(EvidenceText text, int index, string? command, List<int> prompts, ITranscriptReader[] readers)
    {
        var line = text[index];
        foreach (var reader in readers)
        {
            if (!reader.Opens(line)) continue;
            if (reader.Anchors.Count > 0 && !reader.OpensAtRows) reader.Anchors.Any(anchor => line.Contains(anchor, StringComparison.Ordinal)).ShouldBeTrue($"{reader.Tool} opened without anchor: {line}");
            if (reader.Read(new BlockContext(text, index) { Command = command, Limit = Limit(prompts, index, text.Count) }) is { } block) return block;
        }

        return null;
    }

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
