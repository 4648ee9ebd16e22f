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
/// Reads artifacts: finds tool output in their text, splits quoted mail into turns, reads statements, facts, captures and documents. What
/// cannot be read is listed; the rest goes on.
/// </summary>
internal sealed class PieceReader(CancellationToken cancellationToken)
{
    /// <summary>Prose is read in texts up to this length; longer ones are logs.</summary>
    private const int LongestProse = 4_000_000;

    private readonly List<Observation> _observations = [];
    private readonly List<ProposedAt> _proposed = [];
    private readonly List<Unread> _unread = [];
    private readonly List<DocumentSpan> _documents = [];
    private string? _target;
    private string? _symptom;
    private bool _nothing = true;
    private bool _lasting = true;

    /// <summary>What the artifacts say.</summary>
    /// <param name="artifacts">In the order they are opened.</param>
    /// <param name="areFacts">They were given as facts files, whatever they are called.</param>
    public PieceReading Read(IEnumerable<Artifact> artifacts, bool areFacts)
    {
        foreach (var artifact in artifacts)
        {
            Take(artifact, areFacts || IsFactsName(artifact.Source));
            _lasting &= !artifact.MayReadMoreLater;
        }

        return new()
        {
            Target = _target,
            Symptom = _symptom,
            Observations = _observations,
            Proposed = _proposed,
            Documents = _documents,
            Unread = _unread,
            NothingReadable = _nothing,
            IsLasting = _lasting,
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
        _nothing = false;
    }

    private void Capture(Artifact artifact)
    {
        if (artifact.ReadBytes((stream, sha256) => CaptureReader.Read(artifact.Source, sha256, stream, cancellationToken: cancellationToken)) is not { } capture) return;
        _observations.AddRange(capture.Observations);
        _unread.AddRange(capture.Unread);
        if (capture.Observations.Count > 0) _nothing = false;
    }

    private void Document(Artifact artifact)
    {
        var utf8 = artifact.Utf8();
        var document = EvidenceDocument.Read(artifact.Source, artifact.Sha256, utf8);
        _documents.Add(new(artifact.Source, _observations.Count, document.Observations.Count));
        _observations.AddRange(document.Observations);
        _unread.AddRange(document.Problems);
        if (document.Observations.Count > 0) _nothing = false;

        // A pasted line that looks like a document must not hide the evidence below it.
        else if (utf8.Length <= LongestProse && !EvidenceDocument.IsWhole(utf8)) Prose(new EvidenceText(artifact.Source, artifact.Sha256, System.Text.Encoding.UTF8.GetString(utf8.Span)));
    }

    private void Text(Artifact artifact)
    {
        using var segments = artifact.Segments().GetEnumerator();
        var first = new StringBuilder();        // held until it is known whether the text is prose or a log
        var more = segments.MoveNext();
        for (; more && first.Length <= LongestProse; more = segments.MoveNext())
        {
            _nothing = false;
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
        if (InTime.TakeLate() is not (> 0 and var late)) return;
        _lasting = false;
        _unread.Add(new(source, null, $"{source}: reading took too long in {late} places, as on a very busy machine; what stands there may be missing", $"{source}：有 {late} 处读取超时（机器可能极忙），其内容可能缺失"));
    }

    private void Take(ReadResult read)
    {
        _observations.AddRange(read.Observations);
        _unread.AddRange(read.Unread);
        foreach (var proposal in read.Proposals) Propose(proposal);
    }

    private void Propose(ProposedFact proposal)
    {
        _proposed.Add(new(_observations.Count, proposal.Rule));
        _observations.Add(proposal.Fact);
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
