using Demarc.Model;

namespace Demarc.Transcripts;

/// <summary>Reads the output of one tool out of text. Never throws, whatever the text holds.</summary>
public interface ITranscriptReader
{
    /// <summary>The tool's name, such as <c>tracert</c>.</summary>
    string Tool { get; }

    /// <summary>The words people type for it, so that a prompt without a shell's usual marks is known for one.</summary>
    IReadOnlyList<string> Commands => [Tool];

    /// <summary>What it reads, for docs/readers.md.</summary>
    ReaderCard Card { get; }

    /// <summary>
    /// Ordinal substrings of which at least one stands on every line that can open a block of this tool;
    /// empty when only the line's shape tells (kept for readers that cannot do better: it costs speed).
    /// </summary>
    IReadOnlyList<string> Anchors { get; }

    /// <summary>
    /// Lines that begin with a number of one to three digits before a blank or a dot, as hop rows do, can open a block
    /// as well, whatever stands on them.
    /// </summary>
    bool OpensAtRows => false;

    /// <summary>Whether this line can open a block. Cheap: it is asked of many lines.</summary>
    bool Opens(ReadOnlySpan<char> line);

    /// <summary>Reads the block that opens at <see cref="BlockContext.First"/>; null when it is none after all.</summary>
    TranscriptBlock? Read(BlockContext context);
}

/// <summary>A block of tool output that was found and read.</summary>
/// <param name="Last">Index of its last line.</param>
/// <param name="Observations">What it says.</param>
/// <param name="Unread">Lines inside it that could not be read.</param>
public sealed record TranscriptBlock(int Last, IReadOnlyList<Observation> Observations, IReadOnlyList<UnreadLines> Unread)
{
    public TranscriptBlock(int last, IReadOnlyList<Observation> observations)
        : this(last, observations, [])
    {
    }

    /// <summary>Log lines that were read but only counted, when the text may give no more of them.</summary>
    public int Counted { get; init; }
}

/// <summary>Line indexes (inclusive) that could not be read, and why.</summary>
public sealed record UnreadLines(int First, int Last, Bilingual Reason);
