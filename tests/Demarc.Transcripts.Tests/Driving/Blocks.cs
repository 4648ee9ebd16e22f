using Demarc.Model;
using Demarc.Testing;

namespace Demarc.Transcripts.Tests.Driving;

/// <summary>Runs one reader over a text as a sniffer would: tries every line, reads where it opens, goes on after the block.</summary>
internal static class Blocks
{
    public static List<TranscriptBlock> Read(ITranscriptReader reader, string text, string? vantage = null)
    {
        var evidence = new EvidenceText("case.txt", "00", text);
        var blocks = new List<TranscriptBlock>();
        for (var i = 0; i < evidence.Count; i++)
        {
            if (!reader.Opens(evidence.Span(i))) continue;
            var line = evidence[i];
            if (!reader.OpensAtRows) reader.Anchors.Any(anchor => line.Contains(anchor, StringComparison.Ordinal)).ShouldBeTrue($"no anchor on an opening line: {line}");
            if (reader.Read(new BlockContext(evidence, i) { Vantage = vantage }) is not { } block) continue;
            block.Last.ShouldBeInRange(i, evidence.Count - 1);
            blocks.Add(block);
            i = block.Last;
        }

        return blocks;
    }

    public static List<Observation> Observations(ITranscriptReader reader, string text) => [.. Read(reader, text).SelectMany(b => b.Observations)];

    public static string Corpus(string tool, string file) => File.ReadAllText(Repository.Shared("corpus", "samples", tool, file));

    public static string Jc(params string[] parts) => File.ReadAllText(Repository.Shared(["corpus", "jc", "tests", "fixtures", .. parts]));

    /// <summary>Reads every damaged form; the reader must neither throw nor cite lines outside.</summary>
    public static void Survives(ITranscriptReader reader, string text, int every = 1)
    {
        var number = 0;
        foreach (var damaged in Mutations.Prefixes(text).Concat(Mutations.Flips(text)).Concat(Mutations.Lines(text)))
        {
            if (number++ % every != 0) continue;
            foreach (var block in Read(reader, damaged))
            {
                foreach (var observation in block.Observations)
                {
                    observation.Evidence.Lines![0].ShouldBeGreaterThan(0);
                    observation.Evidence.Lines[1].ShouldBeGreaterThanOrEqualTo(observation.Evidence.Lines[0]);
                }
            }
        }
    }

    public static int[] Lines(Observation observation) => [.. observation.Evidence.Lines!];
}
