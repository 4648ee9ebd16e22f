using Demarc.Model;

namespace Demarc.Transcripts;

/// <summary>What a reader is given: the text, where its block opens, and what is known around it.</summary>
public sealed class BlockContext(EvidenceText text, int first)
{
    public EvidenceText Text { get; } = text;

    /// <summary>Index of the opening line.</summary>
    public int First { get; } = first;

    /// <summary>Index after the last line that may belong to the block (the turn or prompt ends there).</summary>
    public int Limit { get; init; } = text.Count;

    /// <summary>Place named by a prompt or the section around; null when nothing names it.</summary>
    public string? Vantage { get; init; }

    /// <summary>Command typed at the prompt above the block, if any.</summary>
    public string? Command { get; init; }

    /// <summary>When the turn around it was written, if known.</summary>
    public Moment? Time { get; init; }

    /// <summary>Lines of a log that may still be kept whole.</summary>
    internal int LogLines { get; init; } = int.MaxValue;

    /// <summary>Failed lines of a log that may still be kept besides.</summary>
    internal int FailedLogLines { get; init; } = int.MaxValue;

    /// <summary>Evidence for an observation of that kind on those line indexes (inclusive).</summary>
    public Evidence Cite(string kind, string? tool, int first, int last, string? vantage = null, Moment? time = null) => new()
    {
        Source = Text.Source,
        Sha256 = Text.Sha256,
        Lines = [Text.Number(first), Text.Number(last)],
        Kind = kind,
        Tool = tool,
        Vantage = vantage ?? Vantage,
        Time = time ?? Time,
        Text = Quote(first, last),
    };

    private string Quote(int first, int last)
    {
        var quote = new System.Text.StringBuilder();
        for (var i = first; i <= last && quote.Length < Contract.EvidenceTextLimit; i++)
        {
            if (i > first) quote.Append('\n');
            quote.Append(Text.Raw(i));
        }

        return Secrets.MaskAndCut(quote.ToString(), Contract.EvidenceTextLimit);
    }
}
