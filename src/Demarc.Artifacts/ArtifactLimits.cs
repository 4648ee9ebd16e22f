namespace Demarc.Artifacts;

/// <summary>How much of a user's input is read before the rest is only reported.</summary>
public sealed record ArtifactLimits
{
    /// <summary>What the program uses.</summary>
    public static ArtifactLimits Standard { get; } = new();

    /// <summary>Files taken from folders.</summary>
    public int Files { get; init; } = 10_000;

    /// <summary>Folders below a given folder, in levels.</summary>
    public int FolderDepth { get; init; } = 32;

    /// <summary>Archives inside archives, in levels; 3 reads <c>a.zip!b.zip!c.zip!x.txt</c>.</summary>
    public int Nesting { get; init; } = 3;

    /// <summary>Members of all archives together.</summary>
    public int Entries { get; init; } = 10_000;

    /// <summary>Bytes unpacked from all archives together.</summary>
    public long Unpacked { get; init; } = 1L << 30;

    /// <summary>Bytes of one archive member, of standard input and of a document, as these are held in memory.</summary>
    public long HeldBytes { get; init; } = 128L << 20;

    /// <summary>Unpacked bytes per packed byte; logs stay below 100, a bomb reaches 1000.</summary>
    public int Ratio { get; init; } = 250;

    /// <summary>Unpacked bytes from which <see cref="Ratio"/> is looked at.</summary>
    public long RatioFrom { get; init; } = 16L << 20;

    /// <summary>Bytes of one plain file.</summary>
    public long FileBytes { get; init; } = 4L << 30;

    /// <summary>Characters of a segment; it ends at the last line end before this.</summary>
    public int SegmentChars { get; init; } = 1 << 20;

    /// <summary>Characters kept of one line; the rest of the line is left out and reported.</summary>
    public int LineChars { get; init; } = 1 << 20;

    /// <summary>Pictures whose text is looked for; 0 for none.</summary>
    public int Pictures { get; init; } = 40;

    /// <summary>Bytes of one picture.</summary>
    public long PictureBytes { get; init; } = 20L << 20;

    /// <summary>Time for one picture.</summary>
    public TimeSpan PictureTime { get; init; } = TimeSpan.FromSeconds(20);
}
