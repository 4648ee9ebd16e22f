namespace Demarc.Model;

/// <summary>A place inside an artifact.</summary>
/// <param name="Source">The artifact's name as the user knows it; a member of an archive is <c>bundle.zip!dir/a.txt</c>.</param>
/// <param name="Lines">First and last line, 1-based and inclusive, split at LF; null when the place is not text.</param>
/// <param name="Frames">Frame numbers in a capture, 1-based; null when the place is not a capture.</param>
public sealed record EvidencePlace(string Source, IReadOnlyList<int>? Lines, IReadOnlyList<int>? Frames = null);

/// <summary>What an observation rests on: a place in an artifact, quoted, with what is known of where and when it was made.</summary>
public sealed record Evidence
{
    /// <summary><c>e1</c>, <c>e2</c> … in source order; empty until the document is assembled.</summary>
    public string Id { get; init; } = "";

    /// <summary>The artifact's name; <c>facts.yaml</c> for stated facts.</summary>
    public required string Source { get; init; }

    /// <summary>First and last line, 1-based, inclusive; null when not text.</summary>
    public IReadOnlyList<int>? Lines { get; init; }

    /// <summary>Other places that hold the same block (a mail quoted again, a file given twice).</summary>
    public IReadOnlyList<EvidencePlace> Also { get; init; } = [];

    /// <summary>Frame numbers in a capture; null when not a capture.</summary>
    public IReadOnlyList<int>? Frames { get; init; }

    /// <summary>Lower-case hex SHA-256 of the artifact's bytes.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Where it was measured; null when nothing names the place.</summary>
    public string? Vantage { get; init; }

    /// <summary>When it was measured or said.</summary>
    public Moment? Time { get; init; }

    /// <summary>The kind of observation it gave (kinds.tsv).</summary>
    public required string Kind { get; init; }

    /// <summary>The tool whose output it is; null for statements and facts.</summary>
    public string? Tool { get; init; }

    /// <summary>The text itself, at most 2 KB, secrets masked.</summary>
    public string Text { get; init; } = "";
}
