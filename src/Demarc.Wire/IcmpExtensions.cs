using System.Buffers.Binary;
using System.Globalization;

namespace Demarc.Wire;

/// <summary>
/// The extensions of an ICMP error (RFC 4884 section 7): objects behind the quoted packet, of which MPLS label stacks
/// (RFC 4950) are read. Routers that predate the length field put them behind 128 octets of quote.
/// </summary>
public static class IcmpExtensions
{
    private const int MostObjects = 16;
    private const int MostLabels = 32;

    /// <summary>Octets of quote before extensions where no length is stated.</summary>
    public const int PlainQuote = 128;

    /// <summary>The label stack in an extension structure, outermost first, as <c>label/exp/bottom/ttl</c>; empty where there is none.</summary>
    public static IReadOnlyList<string> Labels(ReadOnlySpan<byte> extensions)
    {
        if (!IsExtension(extensions)) return [];
        List<string> labels = [];
        var at = 4;
        for (var i = 0; i < MostObjects && at + 4 <= extensions.Length; i++)
        {
            int length = BinaryPrimitives.ReadUInt16BigEndian(extensions[at..]);
            if (length < 4 || at + length > extensions.Length) break;
            if (extensions[at + 2] == 1 && extensions[at + 3] == 1) ReadStack(extensions.Slice(at + 4, length - 4), labels);
            at += (length + 3) & ~3;
        }

        return labels;
    }

    /// <summary>The label stack behind a quoted packet whose first headers were taken off.</summary>
    /// <param name="quote">The rest of the quote and what follows it.</param>
    /// <param name="removed">Octets taken off.</param>
    /// <param name="statedAt">Where in <paramref name="quote"/> the extensions are said to begin; 0 = not said.</param>
    public static IReadOnlyList<string> LabelsBehindQuote(ReadOnlySpan<byte> quote, int removed, int statedAt)
    {
        var at = statedAt > 0 ? statedAt : PlainQuote - removed;
        if (at <= 0 || at + 4 > quote.Length) return [];
        var guessed = statedAt <= 0;
        return guessed && BinaryPrimitives.ReadUInt16BigEndian(quote[(at + 2)..]) == 0 ? [] : Labels(quote[at..]);
    }

    /// <summary>Version 2 and, where one was computed, a right checksum: else padding or the packet itself would be read as labels.</summary>
    private static bool IsExtension(ReadOnlySpan<byte> octets) =>
        octets.Length >= 8 && octets[0] >> 4 == 2
        && (BinaryPrimitives.ReadUInt16BigEndian(octets[2..]) == 0 || Checksum.Of(octets) == 0);

    private static void ReadStack(ReadOnlySpan<byte> entries, List<string> labels)
    {
        for (; entries.Length >= 4 && labels.Count < MostLabels; entries = entries[4..])
        {
            var entry = BinaryPrimitives.ReadUInt32BigEndian(entries);
            labels.Add(string.Create(CultureInfo.InvariantCulture, $"{entry >> 12}/{(entry >> 9) & 7}/{(entry >> 8) & 1}/{entry & 0xff}"));
        }
    }
}
