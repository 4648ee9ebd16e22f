using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;

namespace Demarc.Mail.Sending;

/// <summary>
/// A message's place in its thread as Outlook and Exchange keep it (MS-OXOMSG 2.2.1.3, PidTagConversationIndex; in mail the base64 of
/// field Thread-Index). 22 octets begin a thread: the upper 48 bits of a FILETIME, whose first octet is always 0x01, and a GUID in
/// big-endian order. Each answer adds five: one bit of scale, 31 bits of time since the thread began, 8 bits at random.
/// </summary>
/// <remarks>
/// Later texts of the specification put another 40 bits of the time behind a fixed 0x01. Those are in mailboxes of newer Exchange
/// servers; what Outlook writes into mail is as here, and only the GUID makes a thread.
/// </remarks>
public sealed class ThreadIndex
{
    public const int HeaderLength = 22;
    public const int BlockLength = 5;

    /// <summary>Answers below answers beyond this share one place; the field stays within one line.</summary>
    public const int MostBlocks = 100;

    private const int TimeBits = 16;
    private readonly byte[] _octets;

    private ThreadIndex(byte[] octets) => _octets = octets;

    public ReadOnlySpan<byte> Octets => _octets;

    /// <summary>When the thread began, to 6.6 ms.</summary>
    public DateTimeOffset Began => DateTimeOffset.FromFileTime(FileTime).ToUniversalTime();

    /// <summary>Which thread it is.</summary>
    public Guid Thread => new(_octets.AsSpan(6, 16), bigEndian: true);

    /// <summary>Answers below answers.</summary>
    public int Depth => (_octets.Length - HeaderLength) / BlockLength;

    private long FileTime => (long)(BinaryPrimitives.ReadUInt64BigEndian(_octets) >> TimeBits << TimeBits);

    /// <summary>Begins a thread.</summary>
    public static ThreadIndex Start(DateTimeOffset at, Guid thread)
    {
        Span<byte> octets = stackalloc byte[HeaderLength];
        BinaryPrimitives.WriteInt64BigEndian(octets, at.ToFileTime());
        if (octets[0] != 1) throw new MessageFault("Thread-Index", "the time lies outside the years 1829 to 2057", "时间不在 1829 至 2057 年之间");
        thread.TryWriteBytes(octets[6..], bigEndian: true, out _);
        return new(octets.ToArray());
    }

    /// <summary>The place of an answer to the message at this one.</summary>
    /// <param name="at">A time before the thread began counts as its beginning.</param>
    /// <param name="random">Tells apart answers given at the same time; the caller chooses it.</param>
    public ThreadIndex Reply(DateTimeOffset at, byte random)
    {
        if (Depth >= MostBlocks) return this;
        var since = Math.Max(0, at.ToFileTime() - FileTime);
        // Within 1.7 years bits 18 to 48 are kept, else bits 23 to 53 behind a set first bit.
        var far = since >> 49 != 0;
        var kept = far ? 0x8000_0000 | (uint)((since >> 23) & 0x7fff_ffff) : (uint)(since >> 18);
        var octets = new byte[_octets.Length + BlockLength];
        _octets.CopyTo(octets, 0);
        BinaryPrimitives.WriteUInt32BigEndian(octets.AsSpan(_octets.Length), kept);
        octets[^1] = random;
        return new(octets);
    }

    /// <summary>Reads the field of a message that came in. Folding left spaces in it; anything but whole blocks is not taken.</summary>
    public static bool TryParse(string? field, [NotNullWhen(true)] out ThreadIndex? index)
    {
        index = null;
        if (field is null || field.Length > 2000) return false;
        var octets = new byte[field.Length];
        if (!Convert.TryFromBase64String(field, octets, out var length)) return false;
        if (length < HeaderLength || (length - HeaderLength) % BlockLength != 0 || octets[0] != 1) return false;
        if (length > HeaderLength + (MostBlocks * BlockLength)) return false;
        index = new(octets[..length]);
        return true;
    }

    /// <summary>The field's value.</summary>
    public override string ToString() => Convert.ToBase64String(_octets);
}
