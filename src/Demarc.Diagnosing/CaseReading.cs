using System.Text;
using Demarc.Artifacts;
using Demarc.Captures;
using Demarc.Model;
using Demarc.Reasoning;
using Demarc.Transcripts;
using Demarc.Transcripts.Mail;
using Demarc.Transcripts.Statements;

namespace Demarc.Diagnosing;

/// <summary>
/// Reads everything a user gave into one case: opens artifacts, finds tool output in their text, splits quoted mail into
/// turns, reads statements and facts, and joins what is met twice. What cannot be read is listed; the rest goes on.
/// </summary>
public sealed class CaseReading(CancellationToken cancellationToken)
{
    /// <summary>Prose is read in texts up to this length; longer ones are logs.</summary>
    private const int LongestProse = 4_000_000;

    private readonly List<Observation> _observations = [];
    private readonly List<(Observation Fact, string Rule)> _proposed = [];
    private readonly List<Unread> _unread = [];
    private readonly List<(string Source, int First, int Count)> _documents = [];
    private string? _target;
    private string? _symptom;

    /// <summary>Nothing at all could be read: no text, no document, no facts.</summary>
    public bool NothingReadable { get; private set; } = true;

    /// <summary>Reads the artifacts and facts files.</summary>
    /// <param name="paths">Files, folders, archives or <c>-</c>.</param>
    /// <param name="facts">Facts files given as such.</param>
    /// <param name="stdin">Standard input.</param>
    public CaseInput Read(IEnumerable<string> paths, IEnumerable<string> facts, Stream stdin)
    {
        foreach (var artifact in ArtifactReader.Open(paths, stdin, null, cancellationToken)) Take(artifact, isFacts: IsFactsName(artifact.Source));
        foreach (var artifact in ArtifactReader.Open(facts, stdin, null, cancellationToken)) Take(artifact, isFacts: true);
        NameDocumentPlaces();
        var (observations, kept) = Repeats.Join(FilterNames.Join(_observations));
        return new()
        {
            Target = _target,
            Symptom = _symptom,
            Observations = observations,
            Proposed = [.. _proposed.Where(p => kept.ContainsKey(p.Fact)).Select(p => (kept[p.Fact], p.Rule)).DistinctBy(p => p.Item1, ReferenceEqualityComparer.Instance)],
            Unread = _unread,
        };
    }

    /// <summary>A facts file keeps its name inside a case's folder.</summary>
    private static bool IsFactsName(string source) => Path.GetFileName(source.Split('!')[^1]) is "facts.yaml" or "facts.yml";

    private void Take(Artifact artifact, bool isFacts)
    {
        cancellationToken.ThrowIfCancellationRequested();
        switch (artifact.Kind)
        {
            case ArtifactKind.Text when isFacts:
                Facts(artifact);
                break;
            case ArtifactKind.Text:
                Text(artifact);
                break;
            case ArtifactKind.Capture:
                Capture(artifact);
                break;
            case ArtifactKind.VerdictDocument or ArtifactKind.ObservationsDocument:
                Document(artifact);
                break;
        }

        _unread.AddRange(artifact.Unread);
    }

    private void Facts(Artifact artifact)
    {
        var text = string.Concat(artifact.Segments().Select(segment => segment.Text.ToString()));
        var facts = FactsFile.Read(artifact.Source, artifact.Sha256, text);
        _target = facts.Target ?? _target;
        _symptom = facts.Symptom ?? _symptom;
        _observations.AddRange(facts.Observations);
        _unread.AddRange(facts.Problems);
        NothingReadable = false;
    }

    private void Capture(Artifact artifact)
    {
        if (artifact.ReadBytes((stream, sha256) => CaptureReader.Read(artifact.Source, sha256, stream, cancellationToken: cancellationToken)) is not { } capture) return;
        _observations.AddRange(capture.Observations);
        _unread.AddRange(capture.Unread);
        if (capture.Observations.Count > 0) NothingReadable = false;
    }

    private void Document(Artifact artifact)
    {
        var utf8 = artifact.Utf8();
        var document = EvidenceDocument.Read(artifact.Source, artifact.Sha256, utf8);
        _documents.Add((artifact.Source, _observations.Count, document.Observations.Count));
        _observations.AddRange(document.Observations);
        _unread.AddRange(document.Problems);
        if (document.Observations.Count > 0) NothingReadable = false;

        // A pasted line that looks like a document must not hide the evidence below it.
        else if (utf8.Length <= LongestProse && !EvidenceDocument.IsWhole(utf8)) Prose(new EvidenceText(artifact.Source, artifact.Sha256, System.Text.Encoding.UTF8.GetString(utf8.Span)));
    }

    /// <summary>Each document was made at a place. Where several name none, their file names tell the places apart.</summary>
    private void NameDocumentPlaces()
    {
        if (_documents.Count < 2) return;
        foreach (var (source, first, count) in _documents)
        {
            var place = Path.GetFileNameWithoutExtension(source.Split('!')[^1]);
            if (place.Length == 0) continue;
            for (var i = first; i < first + count; i++)
            {
                var it = _observations[i];
                if (it.Vantage is null && it.Basis == Basis.Measured) _observations[i] = it with { Vantage = place, Evidence = it.Evidence with { Vantage = place } };
            }
        }
    }

    private void Text(Artifact artifact)
    {
        using var segments = artifact.Segments().GetEnumerator();
        var first = new StringBuilder();        // held until it is known whether the text is prose or a log
        var more = segments.MoveNext();
        for (; more && first.Length <= LongestProse; more = segments.MoveNext())
        {
            NothingReadable = false;
            first.Append(segments.Current.Text.Span);
        }

        if (first.Length <= LongestProse)
        {
            if (first.Length > 0) Prose(new EvidenceText(artifact.Source, artifact.Sha256, first.ToString()));
            return;
        }

        var stream = new TranscriptStream(artifact.Source);
        foreach (var chunk in first.GetChunks()) stream.Feed(chunk.Span);
        first.Clear();
        for (; more; more = segments.MoveNext())
        {
            cancellationToken.ThrowIfCancellationRequested();
            stream.Feed(segments.Current.Text.Span);
        }

        Take(stream.Complete(artifact.Sha256));
        TellLate(artifact.Source);
    }

    private void Prose(EvidenceText text)
    {
        var turns = MailChain.Split(text);
        var read = TranscriptReader.Read(text, [.. turns.Select(turn => new TurnSpan(turn.HeaderFirst, turn.Last, turn.Time, turn.Author))]);
        Take(read);
        var covered = Lines(read, text);
        foreach (var proposal in StatementReader.Read(text, turns, covered.Contains, _unread)) Propose(proposal);
        TellLate(text.Source);
    }

    /// <summary>Lines that could not be held against a pattern in time were taken for others than they may be.</summary>
    private void TellLate(string source)
    {
        if (InTime.TakeLate() is > 0 and var late) _unread.Add(new(source, null, $"{source}: reading took too long in {late} places, as on a very busy machine; what stands there may be missing", $"{source}：有 {late} 处读取超时（机器可能极忙），其内容可能缺失"));
    }

    private void Take(ReadResult read)
    {
        _observations.AddRange(read.Observations);
        _unread.AddRange(read.Unread);
        foreach (var proposal in read.Proposals) Propose(proposal);
    }

    private void Propose(ProposedFact proposal)
    {
        _observations.Add(proposal.Fact);
        _proposed.Add((proposal.Fact, proposal.Rule));
    }

    /// <summary>Line indexes that tool output takes up.</summary>
    private static HashSet<int> Lines(ReadResult read, EvidenceText text)
    {
        var lines = new HashSet<int>();
        foreach (var observation in read.Observations)
        {
            Cover(lines, observation.Evidence.Lines, text.FirstLine);
            foreach (var place in observation.Evidence.Also) Cover(lines, place.Lines, text.FirstLine);
        }

        foreach (var unread in read.Unread) Cover(lines, unread.Lines, text.FirstLine);
        return lines;
    }

    private static void Cover(HashSet<int> lines, IReadOnlyList<int>? range, int firstLine)
    {
        if (range is not [var first, var last]) return;
        for (var line = first; line <= last; line++) lines.Add(line - firstLine);
    }
}
