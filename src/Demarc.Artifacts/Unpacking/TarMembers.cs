using System.Formats.Tar;

namespace Demarc.Artifacts.Unpacking;

/// <summary>The members of a tar stream, plain or out of gzip, in their order. A tar is read forward only, so a break ends it.</summary>
internal sealed class TarMembers(string container, Stream stream, Allowance allowance) : MemberReader(container, allowance)
{
    private readonly TarReader _reader = new(stream);
    private bool _broken;

    public override void Dispose()
    {
        _reader.Dispose();
        stream.Dispose();
    }

    protected override Member? Advance()
    {
        while (!_broken && _reader.GetNextEntry() is { } entry)
        {
            if (!Count()) return TooMany();
            if (entry.EntryType is TarEntryType.GlobalExtendedAttributes or TarEntryType.Directory or TarEntryType.DirectoryList) continue;
            var plain = MemberName.TryRead(entry.Name, out var name);
            var source = $"{Container}!{name}";
            if (!plain) return new(source, null, Reasons.BadName(source));
            if (MemberName.IsHidden(name)) continue;
            if (entry.EntryType is not (TarEntryType.RegularFile or TarEntryType.V7RegularFile or TarEntryType.ContiguousFile or TarEntryType.SparseFile))
            {
                return new(source, null, Reasons.NotAFileInside(source));
            }

            return entry.DataStream is { } data ? Take(source, data, entry.Length) : new(source, null, Reasons.Empty(source));
        }

        return null;
    }

    private Member Take(string source, Stream data, long length)
    {
        var member = Take(source, data);
        if (member is { Problem: null, Bytes: { } bytes } && bytes.Length != length) member = member with { Problem = Reasons.Damaged(source) };

        // After a member that did not fit, the next one can be found; after a break of the stream nothing can.
        _broken = member.Problem is not null && Allowance.Held < Allowance.Limits.HeldBytes;
        return member;
    }
}
