namespace Demarc.Transcripts;

/// <summary>
/// Finds tool output in any text (mails, quoted and indented text, fenced code, logs) and reads it. Prose gives
/// nothing: only shapes a tool printed are read. For big texts see <see cref="TranscriptStream"/>.
/// </summary>
public static class TranscriptReader
{
    /// <summary>Reads with every registered reader.</summary>
    /// <param name="text">The whole text.</param>
    /// <param name="turns">Who wrote which lines when, where the text is a chain of mails.</param>
    public static ReadResult Read(EvidenceText text, IReadOnlyList<TurnSpan>? turns = null) => Read(text, turns, ReaderSet.Registered);

    /// <summary>Reads with the given readers.</summary>
    public static ReadResult Read(EvidenceText text, IReadOnlyList<TurnSpan>? turns, ReaderSet readers)
    {
        var scan = new BlockScan(readers);
        scan.Scan(text, 0, turns, final: true);
        return scan.Result;
    }
}
