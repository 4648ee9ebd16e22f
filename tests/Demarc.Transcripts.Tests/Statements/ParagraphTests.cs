using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Demarc.Testing;

namespace Demarc.Transcripts.Tests.Statements;

/// <summary>
/// Short paragraphs as support people write them, each with the facts a careful reader would propose (often none).
/// The rules were worked out on the paragraphs marked <c>dev</c>; those marked <c>held</c> were kept back until the rules stood, then measured
/// once; what that showed was put right afterwards, so that they too are known by now. <c>voice</c> is chat, short mails and tables, written before the
/// rules were run on them: 13 of 68 facts on the first look, 2 of 32 paragraphs that hold nothing read wrongly. <c>fresh</c> was written after the rules
/// had been widened and before they were run on it: 12 of 22 facts on the first look, none of its 15 empty paragraphs read wrongly, one change told
/// without its effect. New text of this sort is to be expected at about that recall, not at the figures below. <c>loud</c> is what made up cases taught: theories
/// given without a word of doubt or proof, and who does not reach whom.
/// </summary>
public sealed partial class ParagraphTests
{
    [Theory]
    [InlineData("dev", 1)]
    [InlineData("held", 5)]
    [InlineData("voice", 4)]
    [InlineData("fresh", 1)]
    [InlineData("loud", 1)]
    public void Proposes_nothing_wrong_and_misses_little(string set, int mostMissed)
    {
        var (missed, wrong, told) = Measure(set);
        wrong.ShouldBe(0, told);
        missed.ShouldBeLessThanOrEqualTo(mostMissed, told);
    }

    private static (int Missed, int Wrong, string Told) Measure(string set)
    {
        var told = new StringBuilder();
        int paragraphs = 0, expected = 0, found = 0, missed = 0, wrong = 0;
        foreach (var row in Rows("paragraphs.tsv").Concat(Rows("voices.tsv")).Where(row => row[0] == set))
        {
            paragraphs++;
            var facts = Described.Read(row[1].Replace("\\n", "\n", StringComparison.Ordinal)).ConvertAll(fact => Wording.Replace(fact, ""));
            List<string> must = [.. Listed(row[2]).Select(fact => Either(fact, facts))];
            var more = Less(facts, must);
            var less = Less(must, facts);
            expected += must.Count;
            found += facts.Count;
            missed += less.Count;
            var false_ = more.Except(Listed(row[3]), StringComparer.Ordinal).ToList();
            wrong += false_.Count;
            if (less.Count + false_.Count > 0) told.AppendLine(row[1]);
            foreach (var fact in less) told.AppendLine("  missed " + fact);
            foreach (var fact in false_) told.AppendLine("  wrong  " + fact);
        }

        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{set}: {paragraphs} paragraphs, {expected - missed} of {expected} facts found, {wrong} of {found} proposals wrong"));
        return (missed, wrong, told.ToString());
    }

    private static IEnumerable<string[]> Rows(string file) =>
        System.IO.File.ReadLines(Repository.File("tests", "Demarc.Transcripts.Tests", "Statements", file)).Skip(1).Select(line => line.Split('\t'));

    /// <summary>Of several ways to write one fact down (<c>a ~ b</c>) the one that was found, else the first.</summary>
    private static string Either(string fact, List<string> found)
    {
        var ways = fact.Split(" ~ ");
        return ways.FirstOrDefault(found.Contains) ?? ways[0];
    }

    private static List<string> Listed(string cell) => [.. cell.Split(" | ", StringSplitOptions.RemoveEmptyEntries)];

    /// <summary>What is left of one list when each item of the other takes away one like it.</summary>
    private static List<string> Less(List<string> from, List<string> taken)
    {
        var left = from.ToList();
        foreach (var item in taken) left.Remove(item);
        return left;
    }

    [GeneratedRegex(@"(?<=^change) '[^']*'|(?<= superseded=)\d+", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Wording { get; }
}
