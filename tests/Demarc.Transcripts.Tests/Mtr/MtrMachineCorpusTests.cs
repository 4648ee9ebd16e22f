using Demarc.Model;
using Demarc.Testing;
using Demarc.Transcripts.Tests.Driving;

namespace Demarc.Transcripts.Tests.Mtr;

/// <summary>Collected outputs for programs, against figures read in them by eye: hops, silent hops, and the last hop's loss of probes sent.</summary>
public sealed class MtrMachineCorpusTests
{
    [Theory]
    [InlineData("mtr", "01-raw-full.txt", 0, 9, 2, 0, 3)]
    [InlineData("mtr", "14-raw-092-then-095-duplicate-h.txt", 0, 11, 0, 0, 1)]
    [InlineData("mtr", "14-raw-092-then-095-duplicate-h.txt", 1, 5, 1, 0, 1)]
    [InlineData("mtr", "16-csv-tcp-gateway-listed-twice.txt", 0, 10, 4, 10, 10)]
    [InlineData("mtr", "18-json-091-malformed-and-string-count.txt", 0, 0, 0, null, null)]
    [InlineData("mtr", "18-json-091-malformed-and-string-count.txt", 1, 2, 1, 0, 5)]
    [InlineData("winmtr", "02-html-pre-no-target-name.txt", 0, 1, 0, 0, 4)]
    public void Figures_are_those_of_the_text(string tool, string file, int which, int hops, int silent, int? lost, int? sent)
    {
        var text = Blocks.Sample(tool, file);
        var traces = TranscriptReader.Read(new EvidenceText(file, "", text)).Observations.OfType<PathTrace>().ToArray();
        var trace = traces[which];
        (trace.Hops!.Count, trace.Hops.Count(hop => hop.Responders.Count == 0)).ShouldBe((hops, silent));
        (trace.Hops is [.., var last] ? (last.Lost, last.Sent) : (null, null)).ShouldBe((lost, sent));
    }
}
