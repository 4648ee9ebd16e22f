using System.Globalization;

namespace Demarc.Transcripts.Tables;

/// <summary>Numbers as the tools print them, read without any culture.</summary>
internal static class Figures
{
    /// <summary>A whole number without sign; null for anything else.</summary>
    public static long? Count(ReadOnlySpan<char> text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null;

    /// <summary>As <see cref="Count"/>, within the range of a port, an MTU or a metric.</summary>
    public static int? Small(ReadOnlySpan<char> text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null;

    /// <summary>The whole number a text begins with, and how many digits it has; false when it begins with none.</summary>
    public static bool TryLeading(ReadOnlySpan<char> text, out int value, out int length)
    {
        length = 0;
        while (length < text.Length && char.IsAsciiDigit(text[length])) length++;
        return int.TryParse(text[..length], NumberStyles.None, CultureInfo.InvariantCulture, out value);
    }

    /// <summary>A port from 1 to 65535; null for anything else.</summary>
    public static int? Port(ReadOnlySpan<char> text) => Small(text) is { } port and > 0 and <= 65535 ? port : null;

    /// <summary>A number with a decimal point or comma; null for anything else.</summary>
    public static double? Decimal(string text) =>
        double.TryParse(text.Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) ? value : null;

    /// <summary>A count with the decimal suffix K, M, G, T or P of iptables: <c>121M</c> is 121 million, rounded by the tool.</summary>
    public static long? Scaled(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty) return null;
        long unit = text[^1] switch
        {
            'K' => 1_000,
            'M' => 1_000_000,
            'G' => 1_000_000_000,
            'T' => 1_000_000_000_000,
            'P' => 1_000_000_000_000_000,
            _ => 1,
        };
        var count = Count(unit == 1 ? text : text[..^1]);
        return count is null || count > long.MaxValue / unit ? null : count * unit;
    }

    /// <summary>The sum of what is there; null for nothing, and where it does not fit.</summary>
    public static long? Plus(long? one, long? other) => one is null ? other : other is null ? one : one > long.MaxValue - other ? null : one + other;

    /// <summary>Prefix length of a netmask (<c>255.255.255.0</c> or <c>0xffffff00</c>); null when it is none.</summary>
    public static int? PrefixLength(string mask)
    {
        uint bits = 0;
        if (mask.StartsWith("0x", StringComparison.Ordinal))
        {
            if (!uint.TryParse(mask.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out bits)) return null;
        }
        else
        {
            var parts = mask.Split('.');
            if (parts.Length != 4) return null;
            foreach (var part in parts)
            {
                if (!byte.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var octet)) return null;
                bits = (bits << 8) | octet;
            }
        }

        var length = System.Numerics.BitOperations.LeadingZeroCount(~bits);
        return length == 32 || bits << length == 0 ? length : null;
    }
}
