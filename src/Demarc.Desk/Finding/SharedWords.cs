using System.Text;
using Demarc.Desk.Store;

namespace Demarc.Desk.Finding;

/// <summary>
/// Likeness by what people wrote: the rare words of a case's mails and title, and the cases whose texts hold several of them. It comes
/// after shared signs and causes, for a fault may be told in any words; but a case that nothing was measured in has words alone.
/// </summary>
internal sealed class SharedWords(DeskStore store, DeskReading reading, string caseId)
{
    /// <summary>Text of a case that is looked at, in characters.</summary>
    private const int MostText = 20_000;

    /// <summary>Different words that are looked up, and of them the rarest that count.</summary>
    private const int MostLookedUp = 64;
    private const int MostCounting = 24;

    /// <summary>Shorter Latin words and numbers say little.</summary>
    private const int ShortestLatin = 3;

    /// <summary>A word in more texts than this share of all, or this many, tells nothing.</summary>
    private const double Common = 0.02;
    private const int MostTexts = 200;
    private const int FewTexts = 3;

    /// <summary>Cases alike share so many phrases, and so much of what is rare.</summary>
    private const int LeastPhrases = 3;
    private const double LeastShare = 0.25;

    /// <summary>Cases that share rare words with this one: the share of what is rare, from 0 to 1, and the phrases in the order of the text.</summary>
    public IReadOnlyList<(string Case, double Share, IReadOnlyList<string> Phrases)> Find(Func<IReadOnlyCollection<string>, bool> isOfOneSite)
    {
        var text = Text();
        var all = Math.Max(1, reading.Number("SELECT COALESCE(MAX(id), 0) FROM search_text"));
        var most = (int)Math.Clamp(all * Common, FewTexts, MostTexts);
        var rare = Words(text).Select(word => (Word: word, Texts: store.Database.TextsWith(reading.Connection, word, most + 1))).Where(it => it.Texts >= 2 && it.Texts <= most)
            .OrderBy(it => it.Texts)
            .Select(it => (it.Word, Weight: Math.Log(1 + ((double)all / it.Texts)), Cases: Others(it.Word, most)))
            .Where(it => it.Cases.Count > 0 && !isOfOneSite(it.Cases)).Take(MostCounting).ToList();
        var whole = rare.Sum(it => it.Weight);
        return
        [
            .. rare.SelectMany(it => it.Cases.Select(other => (Case: other, it.Word, it.Weight))).GroupBy(it => it.Case, StringComparer.Ordinal)
                .Select(group => (Case: group.Key, Share: group.Sum(it => it.Weight) / whole, Phrases: Phrases(text, [.. group.Select(it => it.Word)])))
                .Where(it => it.Share >= LeastShare && it.Phrases.Count >= LeastPhrases),
        ];
    }

    private List<string> Others(string word, int most) => [.. store.Database.CasesWith(reading.Connection, word, most).Where(it => it != caseId).Distinct(StringComparer.Ordinal)];

    /// <summary>What people wrote in the case, in lower case: its title, then its mails from the first.</summary>
    private string Text()
    {
        var text = new StringBuilder();
        foreach (var part in reading.All("SELECT title FROM desk_case WHERE id = @1", row => row.GetString(0), caseId)
            .Concat(reading.All("SELECT COALESCE(subject, '') || ' ' || body FROM turn WHERE case_id = @1 ORDER BY position LIMIT 20", row => row.GetString(0), caseId)))
        {
            text.Append(part.AsSpan(0, Math.Min(part.Length, MostText - text.Length))).Append('\n');
            if (text.Length >= MostText) break;
        }

        return text.ToString().ToLowerInvariant();
    }

    /// <summary>Its different words, without the names of its people.</summary>
    private List<string> Words(string text)
    {
        var names = Split(string.Join(' ', reading.All("SELECT COALESCE(name, '') || ' ' || COALESCE(address, '') FROM party WHERE case_id = @1", row => row.GetString(0), caseId))).ToHashSet(StringComparer.Ordinal);
        return [.. Split(text).Distinct(StringComparer.Ordinal).Where(it => !names.Contains(it) && it.Length >= (it[0] < 0x2E80 ? ShortestLatin : 2)).Take(MostLookedUp)];
    }

    private static List<string> Split(string text)
    {
        var words = new List<string>();
        SearchWords.Split(Encoding.UTF8.GetBytes(text), isQuery: true, ref words, static (ref List<string> it, ReadOnlySpan<byte> word, int _, int _, bool _) =>
        {
            it.Add(Encoding.UTF8.GetString(word));
            return true;
        });
        return words;
    }

    /// <summary>Words as people read them, in the order of the text: Chinese pairs that overlap there are one phrase.</summary>
    private static List<string> Phrases(string text, HashSet<string> words)
    {
        var phrases = new List<string>();
        foreach (var word in Split(text).Where(words.Remove))
        {
            var longer = phrases is [.., var last] && last[^1] == word[0] && word[0] >= 0x2E80 ? last + word[1..] : null;
            if (longer is not null && text.Contains(longer, StringComparison.Ordinal)) phrases[^1] = longer;
            else phrases.Add(word);
        }

        return phrases;
    }
}
