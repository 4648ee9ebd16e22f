using System.Buffers.Binary;
using System.IO.Compression;

namespace Demarc.Artifacts.Unpacking;

/// <summary>The one file in a gzip; its name is the container's without <c>.gz</c>.</summary>
internal sealed class GzipMember(string container, Content content, Allowance allowance) : MemberReader(container, allowance)
{
    private bool _done;

    /// <summary>What comes out of the gzip, guarded against bombs.</summary>
    public static Stream Unpack(string name, Content content, Allowance allowance) =>
        new GuardedStream(name, new GZipStream(content.Open(), CompressionMode.Decompress), content.Length, allowance);

    public override void Dispose()
    {
    }

    protected override Member? Advance()
    {
        if (_done) return null;
        _done = true;
        if (!Count()) return TooMany();
        var source = $"{Container}!{InnerName(Container)}";
        using var stream = Unpack(Container, content, Allowance);
        var member = Take(source, stream);
        return member is { Problem: null, Bytes: { } bytes } && !IsWhole(bytes) ? member with { Problem = Reasons.Damaged(source) } : member;
    }

    // The platform takes a gzip that was cut off for one that ended. Its last eight bytes are checksum and size of what
    // was packed last (RFC 1952, 2.3.1): all of it, or the last piece where gzips were joined.
    private bool IsWhole(HeldContent bytes)
    {
        if (content.Length < 8) return false;
        Span<byte> trailer = stackalloc byte[8];
        using (var packed = content.Open())
        {
            packed.Seek(-8, SeekOrigin.End);
            packed.ReadExactly(trailer);
        }

        var size = BinaryPrimitives.ReadUInt32LittleEndian(trailer[4..]);
        return size <= bytes.Length && Crc32.Of(bytes, bytes.Length - size) == BinaryPrimitives.ReadUInt32LittleEndian(trailer);
    }

    /// <summary>Name of what is in it.</summary>
    public static string InnerName(string container)
    {
        var name = container[(container.LastIndexOfAny(['/', '\\', '!']) + 1)..];
        return name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) && name.Length > 3 ? name[..^3] : "content";
    }
}
