using System.Text;
using Demarc.Model;

namespace Demarc.Transcripts;

/// <summary>
/// Reads the tool output that a verdict document quotes as its evidence once more: what the lines say is evidence here as
/// it was there, whatever was concluded from them. Lines of one source and place are put together again in their order.
/// Quotations that were cut short are left out, for silence after a cut means nothing.
/// </summary>
internal static class RereadEvidence
{
    private const int MostLines = 100_000;

    /// <summary>A gap up to this length may be lines of one run that gave nothing; after a longer one another run begins.</summary>
    private const int LongestGap = 60;

    /// <summary>More blank lines than any reader steps over.</summary>
    private const int Apart = 12;

    private const string Cut = "…";

    /// <summary>The observations read from the quotations.</summary>
    /// <param name="source">The document's name.</param>
    /// <param name="quoted">Its evidence.</param>
    public static IEnumerable<Observation> Read(string source, IReadOnlyList<Evidence> quoted)
    {
        var printed = quoted.Where(e => e is { Tool: not null and not VerdictEvidence.Tool, Text: { Length: > 0 } text, Lines: [> 0, _] } && !text.EndsWith(Cut, StringComparison.Ordinal));
        foreach (var place in printed.GroupBy(e => (e.Source, e.Vantage, e.Sha256)))
        {
            var (text, numbers, owners) = Join([.. place.OrderBy(e => e.Lines![0]).ThenBy(e => e.Lines![^1])]);
            var read = TranscriptReader.Read(new EvidenceText(place.Key.Source, place.Key.Sha256, text));
            foreach (var observation in read.Observations)
            {
                if (observation.Evidence.Lines is not [var first, var last] || first < 1 || last > numbers.Count) continue;
                yield return Home(source, observation, owners[first - 1], numbers[first - 1], numbers[last - 1]);
            }
        }
    }

    private static Observation Home(string source, Observation observation, Evidence owner, int first, int last) => observation with
    {
        Vantage = owner.Vantage ?? observation.Vantage,
        Time = observation.Time ?? owner.Time,
        Evidence = observation.Evidence with
        {
            Source = $"{source}!{owner.Source}",
            Lines = [first, Math.Max(first, last)],
            Also = [],
            Vantage = owner.Vantage ?? observation.Vantage,
            Time = observation.Time ?? owner.Time,
            Text = Secrets.MaskAndCut(observation.Evidence.Text, Contract.EvidenceTextLimit),
        },
    };

    private static (string Text, List<int> Numbers, List<Evidence> Owners) Join(Evidence[] quoted)
    {
        var (text, numbers, owners) = (new StringBuilder(), new List<int>(), new List<Evidence>());
        var last = 0;
        foreach (var evidence in quoted)
        {
            var number = evidence.Lines![0];
            if (numbers.Count > 0 && (number > last + LongestGap || owners[^1].Tool != evidence.Tool)) Put("", Apart, last, owners[^1]);
            foreach (var line in evidence.Text.Split('\n'))
            {
                if (number > last && numbers.Count < MostLines) Put(line, 1, number, evidence);
                last = Math.Max(last, number++);
            }
        }

        return (text.ToString(), numbers, owners);

        void Put(string line, int times, int number, Evidence owner)
        {
            for (var i = 0; i < times; i++)
            {
                text.Append(line).Append('\n');
                numbers.Add(number);
                owners.Add(owner);
            }
        }
    }
}
