using System.Text.RegularExpressions;
using Demarc.Transcripts;
using Demarc.Transcripts.Mail;

namespace Demarc.Desk.Threads;

/// <summary>Takes a text apart into turns with people, times, case numbers and headed sections. The splitting is that of Transcripts.</summary>
public static partial class ThreadReader
{
    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase;
    private const int MostTurns = 2000;
    private const int MostNumbers = 50;
    private const int LongestHeader = 40;
    private const int LongestLine = 4000;
    private const int MostTries = 5;

    public static ReadThread Read(EvidenceText given)
    {
        var unwrapped = WrappedHeaders.Join(given);
        var text = unwrapped.Text;
        var turns = new List<ReadTurn>();
        var numbers = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var turn in Split(text))
        {
            if (turns.Count >= MostTurns) break;
            var body = Lines(text, turn.First, turn.Last);
            var header = turn.HeaderFirst < turn.First ? Header.Of(Lines(text, turn.HeaderFirst, Math.Min(turn.First - 1, turn.HeaderFirst + LongestHeader))) : Header.None;
            Numbers(body, numbers);
            Numbers(header.Subject ?? turn.Subject, numbers);
            if (turn.Duplicate || (string.IsNullOrWhiteSpace(body) && turn.Author is null)) continue;
            var author = header.From.Count > 0 ? header.From[0] with { Name = turn.Author ?? header.From[0].Name } : turn.Author is null ? null : new ReadPerson(turn.Author, null);
            turns.Add(new(author, turn.Time, header.To, header.Copies, turn.Subject ?? header.Subject, body.Trim('\n', '\r', ' ', '\t'), unwrapped.Number(turn.HeaderFirst), unwrapped.Number(Math.Max(turn.Last, turn.HeaderFirst)), Sections.Of(body)));
        }

        return new(turns, [.. numbers]);
    }

    /// <summary>Case numbers in a text, as other desks write them: <c>CAS-01234-A1B2C3</c>, or whatever stands behind "case number".</summary>
    internal static void Numbers(string? text, SortedSet<string> into)
    {
        if (text is null) return;
        foreach (var whole in text.AsSpan().EnumerateLines())
        {
            // Nobody writes a longer line; a number that it cuts through is none.
            var line = whole[..Math.Min(whole.Length, LongestLine)].ToString();
            foreach (var match in Number.Matches(line).Concat(Named.Matches(line)))
            {
                if (into.Count >= MostNumbers) return;
                if (match.Index + match.Length < LongestLine) into.Add((match.Groups["number"] is { Success: true } named ? named.Value : match.Value).ToUpperInvariant());
            }
        }
    }

    /// <summary>
    /// The turns as Transcripts cuts them. Its time limits run out also where the machine was busy, which tells nothing of the text: it is
    /// tried again, and a text that cannot be cut stays whole.
    /// </summary>
    private static IReadOnlyList<Turn> Split(EvidenceText text)
    {
        for (var tries = 0; tries < MostTries; tries++)
        {
            try
            {
                return MailChain.Split(text);
            }
            catch (RegexMatchTimeoutException)
            {
                // Once more.
            }
        }

        return [new Turn(0, text.Count - 1, null, null, null, null, 0, Duplicate: false)];
    }

    private static string Lines(EvidenceText text, int first, int last)
    {
        var lines = new List<string>();
        for (var i = first; i <= last && i < text.Count; i++) lines.Add(Quote.Replace(text.Raw(i).ToString(), ""));
        return string.Join('\n', lines);
    }

    [GeneratedRegex(@"^(\s{0,3}>){1,20} ?", Options, 2000)]
    private static partial Regex Quote { get; }

    [GeneratedRegex(@"\b[A-Z]{2,6}-\d{4,8}-[A-Z0-9]{4,8}\b", Options, 2000)]
    private static partial Regex Number { get; }

    [GeneratedRegex(@"(案例号|案例编号|工单编号|工单号|工单|case\s?(no|number|id|#))\s{0,3}[.:：#＃]?\s{0,3}(?<number>[A-Z]{0,6}-?\d{4,12}[A-Z0-9-]{0,12})\b", Options, 2000)]
    private static partial Regex Named { get; }
}
