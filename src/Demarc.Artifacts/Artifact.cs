using Demarc.Artifacts.Decoding;
using Demarc.Artifacts.Unpacking;
using Demarc.Model;

namespace Demarc.Artifacts;

/// <summary>What an artifact turned out to be.</summary>
public enum ArtifactKind
{
    /// <summary>Nothing of it can be read; <see cref="Artifact.Unread"/> says why and what to do.</summary>
    Unread,

    /// <summary>Text of any sort, in <see cref="Artifact.Segments"/>.</summary>
    Text,

    /// <summary>A document <c>demarc.verdict/1</c> or an array of them, in <see cref="Artifact.Utf8"/>.</summary>
    VerdictDocument,

    /// <summary>A document <c>demarc.observations/1</c>, in <see cref="Artifact.Utf8"/>.</summary>
    ObservationsDocument,

    /// <summary>A packet capture, in <see cref="Artifact.ReadBytes"/>.</summary>
    Capture,
}

/// <summary>A stretch of decoded text that begins at a line start and, unless it is the last, ends at a line end.</summary>
/// <param name="Text">The text; lent until the next segment is asked for.</param>
/// <param name="FirstLine">The artifact's number of its first line, 1-based.</param>
public sealed record TextSegment(ReadOnlyMemory<char> Text, int FirstLine);

/// <summary>
/// One thing a user gave, or one file of a folder or archive: hashed, recognised and ready to be read.
/// It can be read only until the next one is asked for, as the bytes behind it are then let go.
/// </summary>
public sealed class Artifact
{
    private readonly List<Unread> _unread = [];
    private readonly Content? _content;
    private readonly TextEncoding? _encoding;
    private readonly Allowance? _allowance;
    private readonly bool _hashed;

    private Artifact(string source, ArtifactKind kind) => (Source, Kind) = (source, kind);

    internal Artifact(string source, ArtifactKind kind, Content content, ContentReading reading, Allowance allowance)
        : this(source, kind)
    {
        (_content, _encoding, _allowance) = (content, reading.Encoding, allowance);
        (_hashed, Sha256, Length) = (reading.Sha256 is not null, reading.Sha256 ?? "", reading.Length);
        if (reading.Encoding.Note is { } note) Notes = [note(source)];
    }

    /// <summary>Its name as the user knows it: <c>case.txt</c>, <c>bundle.zip!dir/a.txt</c>, <c>stdin</c>.</summary>
    public string Source { get; }

    public ArtifactKind Kind { get; }

    /// <summary>
    /// Lower-case hex SHA-256 of its bytes; empty when <see cref="ArtifactKind.Unread"/>, and for a long text or a capture until it was read.
    /// </summary>
    public string Sha256 { get; private set; } = "";

    /// <summary>Its size in bytes; 0 when <see cref="ArtifactKind.Unread"/>.</summary>
    public long Length { get; }

    /// <summary>The encoding its text was read with, such as <c>utf-8</c> or <c>gb18030</c>; null when it is not text.</summary>
    public string? Encoding => _encoding?.Name;

    /// <summary>What could not be read of it; complete once the segments were read.</summary>
    public IReadOnlyList<Unread> Unread => _unread;

    /// <summary>
    /// Something of it could not be read for a reason that may pass (a fault of the disk, a program that is missing or was too slow), so
    /// that reading it again may give more. Complete once it was read.
    /// </summary>
    public bool MayReadMoreLater { get; private set; }

    /// <summary>Remarks that cost nothing: bytes that were no characters, an encoding that was guessed.</summary>
    public IReadOnlyList<Bilingual> Notes { get; } = [];

    /// <summary>Its text from the first line to the last; nothing unless <see cref="ArtifactKind.Text"/>.</summary>
    public IEnumerable<TextSegment> Segments()
    {
        if (Kind != ArtifactKind.Text) yield break;
        using var segments = new SegmentReader(_content!, Length, _encoding!, _allowance!, hashes: !_hashed);
        while (segments.Next() is { } segment) yield return segment;
        Sha256 = segments.FinishHash() ?? Sha256;
        _unread.AddRange(segments.Faults(Source));
        MayReadMoreLater |= segments.BrokeOff;
    }

    /// <summary>Its whole text as UTF-8 without a mark, for the readers of documents; nothing for a plain text.</summary>
    public ReadOnlyMemory<byte> Utf8()
    {
        if (Kind is not (ArtifactKind.VerdictDocument or ArtifactKind.ObservationsDocument)) return default;
        var bytes = new byte[Length];
        try
        {
            using var stream = _content!.Open();
            var read = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            var body = bytes.AsMemory(0, read)[Math.Min(_encoding!.Preamble, read)..];
            return _encoding.Name == TextEncoding.Utf8Name ? body : System.Text.Encoding.UTF8.GetBytes(_encoding.Encoding.GetString(body.Span));
        }
        catch (Exception fault) when (Content.IsFault(fault))
        {
            Report(Reasons.Unreadable(Source, fault), mayPass: true);
            return default;
        }
    }

    /// <summary>Lets its bytes be read from the first to the last; nothing unless <see cref="ArtifactKind.Capture"/>. A disk error is told in <see cref="Unread"/>.</summary>
    /// <param name="read">Given the bytes, and what gives their hash: to be asked when they were read, as it reads on to their end.</param>
    public T? ReadBytes<T>(Func<Stream, Func<string>, T> read)
        where T : class
    {
        if (Kind != ArtifactKind.Capture) return null;
        try
        {
            using var stream = new HashingStream(_content!.Open());
            return read(stream, () => Sha256 = stream.Finish());
        }
        catch (Exception fault) when (Content.IsFault(fault))
        {
            Report(Reasons.Unreadable(Source, fault), mayPass: true);
            return null;
        }
    }

    /// <summary>An artifact of which nothing can be read.</summary>
    /// <param name="mayPass">Whether the reason may be gone another time.</param>
    internal static Artifact NotRead(string source, Bilingual reason, bool mayPass = false)
    {
        var artifact = new Artifact(source, ArtifactKind.Unread);
        artifact.Report(reason, mayPass);
        return artifact;
    }

    private void Report(Bilingual reason, bool mayPass)
    {
        _unread.Add(new(Source, null, reason.En, reason.Zh));
        MayReadMoreLater |= mayPass;
    }
}
