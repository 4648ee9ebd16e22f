using System.IO.Compression;
using Demarc.Model;

namespace Demarc.Artifacts.Unpacking;

/// <summary>The members of a zip file, in the order of its directory. A broken member does not end the walk.</summary>
internal sealed class ZipMembers : MemberReader
{
    private const int UnixTypeMask = 0xF000;
    private const int UnixLink = 0xA000;
    private readonly Stream _stream;
    private ZipArchive? _archive;
    private int _next;

    public ZipMembers(string container, Content content, Allowance allowance)
        : base(container, allowance) => _stream = content.Open();

    public override void Dispose()
    {
        _archive?.Dispose();
        _stream.Dispose();
    }

    /// <summary>What the zip is when it is not an archive to look into: an office document.</summary>
    public bool IsOffice()
    {
        try
        {
            return Open() is null && (_archive!.GetEntry("[Content_Types].xml") is not null || IsOpenDocument());
        }
        catch (Exception fault) when (Content.IsFault(fault))
        {
            return false;
        }
    }

    protected override Member? Advance()
    {
        if (Open() is { } refused) return End(refused);
        while (_next < _archive!.Entries.Count)
        {
            var entry = _archive.Entries[_next++];
            if (!Count()) return TooMany();
            var plain = MemberName.TryRead(entry.FullName, out var name);
            var source = $"{Container}!{name}";
            if (!plain) return new(source, null, Reasons.BadName(source));
            if (name.EndsWith('/') || MemberName.IsHidden(name)) continue;
            return Read(entry, source);
        }

        return null;
    }

    private Member Read(ZipArchiveEntry entry, string source)
    {
        if (((entry.ExternalAttributes >> 16) & UnixTypeMask) == UnixLink) return new(source, null, Reasons.NotAFileInside(source));
        if (entry.IsEncrypted) return new(source, null, Reasons.Encrypted(source));
        try
        {
            using var stream = new GuardedStream(source, entry.Open(), entry.CompressedLength, Allowance);
            var member = Take(source, stream);
            return member is { Bytes: { } bytes, Problem: null } && Crc32.Of(bytes) != entry.Crc32
                ? member with { Problem = Reasons.BadChecksum(source) }
                : member;
        }
        catch (Exception fault) when (Content.IsFault(fault))
        {
            return new(source, null, Reasons.Damaged(source));
        }
    }

    private Bilingual? Open()
    {
        if (_archive is not null) return null;
        if (ZipDirectory.IsTooLarge(_stream, Allowance.Limits.Entries)) return Reasons.TooManyEntries(Container, Allowance.Limits.Entries);
        _archive = new ZipArchive(_stream, ZipArchiveMode.Read, leaveOpen: true, ZipNames.Instance);
        return null;
    }

    private bool IsOpenDocument()
    {
        if (_archive!.GetEntry("mimetype") is not { Length: < 200 } entry) return false;
        using var reader = new StreamReader(entry.Open());
        return reader.ReadToEnd().StartsWith("application/", StringComparison.Ordinal);
    }
}
