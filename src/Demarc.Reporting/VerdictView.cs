using Demarc.Model;
using Demarc.Reporting.Wording;

namespace Demarc.Reporting;

/// <summary>
/// One verdict in one language: what every report asks of a document, said once. Texts that came from outside
/// are returned safe to show, on one line.
/// </summary>
public sealed class VerdictView
{
    /// <summary>Below this the first of the sides is no lead worth a word.</summary>
    private const double LeastToLead = 0.25;

    /// <summary>Below this the first of the hypotheses says nothing about what it happens to predict.</summary>
    private const double LeastToExplain = 0.2;

    private readonly Dictionary<string, Evidence> evidence = new(StringComparer.Ordinal);

    public VerdictView(VerdictDocument document, Language language, Vocabulary vocabulary)
    {
        (Document, Language, Vocabulary) = (document, language, vocabulary);
        foreach (var item in document.Evidence) evidence.TryAdd(item.Id, item);
        Lead = FindLead();
    }

    public VerdictDocument Document { get; }
    public Language Language { get; }
    public Vocabulary Vocabulary { get; }
    public Verdict Verdict => Document.Verdict;
    public bool IsChinese => Language == Language.Chinese;

    /// <summary>A fault was found and its side named.</summary>
    public bool IsFault => Verdict.Side is not (Side.Healthy or Side.Undetermined);

    /// <summary>The hypothesis whose signs explain the verdict; null when there is none.</summary>
    public Hypothesis? Lead { get; }

    /// <summary>
    /// Nothing was concluded and no hypothesis is probable enough to be explained: then the signs out of the ordinary
    /// speak for themselves, most telling first. Null where the lead is worth explaining.
    /// </summary>
    public IReadOnlyList<SignWeight>? Noticed =>
        Verdict.Side != Side.Undetermined || Lead is { Side: not Side.Healthy, Probability: >= LeastToExplain } ? null
        : [.. Strongest(Document.Hypotheses.SelectMany(hypothesis => hypothesis.For.Concat(hypothesis.Against).Concat(hypothesis.Unexplained)))
            .Where(sign => Tests.Find(sign.Test) is not { } test || test.Normal != sign.Outcome).DistinctBy(sign => (sign.Test, sign.Outcome))];

    /// <summary>What the signs are weighed for, where the verdict itself names no cause; null where it does.</summary>
    public string? LeadName => Verdict.Cause is null && Lead is { } lead && lead.Side != Side.Healthy ? Say(Texts.BestHypothesis, HypothesisName(lead), PercentOf(lead.Probability)) : null;

    /// <summary>A cause's title, or both of a pair.</summary>
    public string HypothesisName(Hypothesis hypothesis) => CauseName(hypothesis.Cause) + (hypothesis.With is { } with ? " + " + CauseName(with) : "");

    /// <summary>A text of this program in the language of the report.</summary>
    public string Say(Bilingual text) => text.In(Language);

    /// <summary>A text of this program with its places filled.</summary>
    public string Say(Bilingual text, params object[] parts) => Fill.In(text.In(Language), parts);

    /// <summary>A text of the document in the language of the report.</summary>
    public string Quote(string en, string zh) => SafeText.Line(IsChinese ? zh : en);

    /// <summary>The target, or that nothing names it.</summary>
    public string Target => Document.Subject.Target is { } target ? SafeText.Line(target) : Say(Texts.UnknownTarget);

    /// <summary>What is complained about; null when nothing is.</summary>
    public string? Symptom => Document.Subject.Symptom is { } symptom ? SafeText.Line(Terms.Of(Terms.Symptoms, symptom, Language)) : null;

    /// <summary>The verdict in one line, without its confidence.</summary>
    public string Headline => Verdict.Side switch
    {
        Side.Healthy => Say(Texts.HealthyLine),
        Side.Undetermined => Say(MechanismIsSure ? Texts.MechanismKnown : Texts.UndeterminedLine),
        var side => Say(Texts.OnSide, side.Name().In(Language)),
    };

    /// <summary>Standing and percent; for an undetermined verdict the side that leads.</summary>
    public string Confidence
    {
        get
        {
            if (Verdict.Side != Side.Undetermined)
            {
                var standing = Terms.Of(Terms.Standings, SafeText.Line(Verdict.Standing), Language);
                return standing + (IsChinese ? "，" : ", ") + PercentOf(Verdict.Confidence);
            }

            return Document.Sides.FirstOrDefault(share => share.Side != Side.Undetermined) is not { Probability: >= LeastToLead } first ? Say(Texts.NoneLeads)
                : first.Side == Side.Healthy ? Say(Texts.HealthyLeads, PercentOf(first.Probability))
                : Say(Texts.LeadingIs, first.Side.Name().In(Language), PercentOf(first.Probability));
        }
    }

    /// <summary>The summary without what the headline and the list of sides say already; empty where nothing is left.</summary>
    public string Summary
    {
        get
        {
            var text = Quote(Verdict.Summary.En, Verdict.Summary.Zh);
            if (Verdict.Side == Side.Undetermined && text.IndexOf('%', StringComparison.Ordinal) is >= 0 and var share)
            {
                // The list of sides stands below; what is said after it stands nowhere else.
                var list = text.IndexOf(IsChinese ? "。" : ". ", share, StringComparison.Ordinal);
                return list < 0 ? "" : text[(list + 1)..].TrimStart(' ');
            }

            var colon = text.IndexOf(IsChinese ? "：" : ": ", StringComparison.Ordinal);
            if (Verdict.Side == Side.Healthy && colon > 0 && text[..colon] == Headline) return Sentence(text[(colon + 1)..].TrimStart(' '));
            var end = text.IndexOf(IsChinese ? "。" : ". ", StringComparison.Ordinal) + 1;
            if (!IsFault || end <= 0 || end >= text.Length) return text;
            var side = text.IndexOf(Verdict.Side.Name().In(Language), 0, end, StringComparison.OrdinalIgnoreCase);
            return side >= 0 && end >= 2 && text[end - 2] is ')' or '）' && text.AsSpan(0, end).Contains('%') ? text[end..].TrimStart(' ') : text;
        }
    }

    /// <summary>The mechanism is at least as probable as what a side needs to be named.</summary>
    public bool MechanismIsSure => Verdict.Mechanism is { } mechanism && mechanism.Probability >= Contract.NamedFrom;

    /// <summary>Title of the named cause; null when none is named.</summary>
    public string? CauseTitle => Verdict.Cause is { } cause ? CauseName(cause) : null;

    /// <summary>The mechanism and its probability; null when none is known.</summary>
    public string? Mechanism => Verdict.Mechanism is { } mechanism ? $"{MechanismName(mechanism.Id)}{Paren(PercentOf(mechanism.Probability))}" : null;

    /// <summary>Where along the path; null when no segment is implicated.</summary>
    public string? Location
    {
        get
        {
            if (Verdict.Location is not { } place) return null;
            var before = Address(place.BeforeAddress);
            var after = Address(place.AfterAddress);
            var text = (place.AfterHop, place.BeforeHop) switch
            {
                ({ } a, { } b) => Say(Texts.BetweenHops, a, after, b, before),
                ({ } a, null) => Say(Texts.AfterHop, a, after),
                (null, { } b) => Say(Texts.BeforeHop, b, before),
                _ => null,
            };
            var owner = place.Owner is { } name ? Say(Texts.OwnedBy, SafeText.Line(name)) : null;
            return text is null || owner is null ? text ?? owner : text + (IsChinese ? "，" : ", ") + owner;
        }
    }

    /// <summary>The best side and every other one of at least that probability, in the document's order.</summary>
    public IReadOnlyList<SideShare> ShownSides(double from) => [.. Document.Sides.Where((share, at) => at == 0 || share.Probability >= from)];

    /// <summary>A side's name in a list of shares, where <c>undetermined</c> stands for the unknown cause.</summary>
    public string SideName(SideShare share) => share.Side == Side.Undetermined ? Say(Texts.UnknownCause) : share.Side.Name().In(Language);

    public string PercentOf(double probability) => Percent.Of(probability, Language);

    /// <summary>Text in the language's parentheses, with the blank English sets before them.</summary>
    public string Paren(string text) => IsChinese ? $"（{text}）" : $" ({text})";

    public string CauseName(string id) => id == Side.Healthy.Id() ? Side.Healthy.Name().In(Language) : SafeText.Line((Vocabulary.Cause(id) ?? new(id, id)).In(Language));

    public string MechanismName(string id) => Terms.Mechanisms.TryGetValue(id, out var name) ? name.In(Language) : CauseName(id);

    public string TestName(string id) => SafeText.Line((Vocabulary.Test(id) ?? new(id, id)).In(Language));

    public string ClaimName(string id) => Claims.Find(id) is { } claim ? claim.Name.In(Language) : CauseName(id);

    /// <summary>A sign as a clause, or <c>test = outcome</c> where nobody has words for it.</summary>
    public string SignName(SignWeight sign) =>
        SafeText.Line((Vocabulary.Outcome(sign.Test, sign.Outcome) ?? new($"{sign.Test} = {sign.Outcome}", $"{sign.Test} = {sign.Outcome}")).In(Language));

    /// <summary>Signs by how much they weigh, most first.</summary>
    public static IReadOnlyList<SignWeight> Strongest(IEnumerable<SignWeight> signs) =>
        [.. signs.OrderByDescending(sign => Math.Abs(sign.Weight)).ThenBy(sign => sign.Test, StringComparer.Ordinal).ThenBy(sign => sign.Outcome, StringComparer.Ordinal)];

    /// <summary>The evidence of that id, or null when the document does not hold it.</summary>
    public Evidence? Find(string id) => evidence.GetValueOrDefault(id);

    /// <summary>Where an id's evidence stands, <c>file.txt:31-45</c>; the id where the document does not hold it.</summary>
    public string Place(string id) => Find(id) is { } item ? PlaceText(item.Source, item.Lines, item.Frames) : SafeText.Line(id);

    /// <summary>A place inside an artifact for people.</summary>
    public string PlaceText(string source, IReadOnlyList<int>? lines, IReadOnlyList<int>? frames)
    {
        var name = SafeText.Line(source);
        if (lines is [var first, .., var last]) return first == last ? $"{name}:{first}" : $"{name}:{first}-{last}";
        if (lines is [var only]) return $"{name}:{only}";
        if (frames is { Count: > 0 }) return $"{name} {Say(Texts.Frames)} {string.Join(", ", frames.Take(8))}{(frames.Count > 8 ? " …" : "")}";
        return name;
    }

    /// <summary>
    /// The words of an evidence that prove something: all of it where it is a line or three, else its first line with
    /// something on it; shortened. Null when it quotes nothing.
    /// </summary>
    public string? Proof(string id, int limit)
    {
        if (Find(id) is not { } item) return null;
        var lines = SafeText.Lines(item.Text).Select(SafeText.Line).Where(line => line.Length > 0).ToList();
        return lines.Count == 0 ? null : SafeText.Short(lines.Count <= 3 ? string.Join(" ", lines) : lines[0], limit);
    }

    /// <summary>Why something was not read, without its own name in front: the name stands beside it already.</summary>
    public string Reason(Unread item)
    {
        var text = Quote(item.Reason, item.Zh);
        var name = SafeText.Line(item.Source);
        return text.StartsWith(name + " ", StringComparison.Ordinal) ? text[(name.Length + 1)..] : text;
    }

    private static string Sentence(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];

    private string Address(string? address) => address is null ? Say(Texts.NoAddress) : SafeText.Line(address);

    private Hypothesis? FindLead()
    {
        foreach (var hypothesis in Document.Hypotheses)
        {
            if (Verdict.Cause is { } cause ? hypothesis.Cause == cause : hypothesis.Side == Verdict.Side) return hypothesis;
        }

        return Document.Hypotheses is [var best, ..] ? best : null;
    }
}
