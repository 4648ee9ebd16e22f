using System.Globalization;

namespace Demarc.Lab.Scenarios;

/// <summary>Values with units, as scenarios write them: times, rates, sizes and shares. Null for what is none.</summary>
public static class Units
{
    private const long LongestSeconds = 24 * 3600;
    private const double MostOctets = 1e12;

    /// <summary><c>300us</c>, <c>20ms</c>, <c>4s</c>, <c>2m</c>, <c>1h</c>; a plain 0 as well.</summary>
    public static TimeSpan? Time(string text)
    {
        double? seconds = Scaled(text, ("us", 1e-6), ("ms", 1e-3), ("s", 1), ("m", 60), ("h", 3600)) ?? (text == "0" ? 0 : null);
        return seconds is >= 0 and <= LongestSeconds ? TimeSpan.FromSeconds(seconds.Value) : null;
    }

    /// <summary>Octets a second: <c>4mbit</c>, <c>250kbyte</c>.</summary>
    public static double? DataRate(string text) =>
        Positive(Scaled(text, ("kbit", 125), ("mbit", 125e3), ("gbit", 125e6), ("kbyte", 1e3), ("mbyte", 1e6)));

    /// <summary>Octets: <c>1400</c>, <c>600kB</c>, <c>2MB</c>.</summary>
    public static long? Size(string text)
    {
        var octets = Scaled(text, ("kB", 1e3), ("MB", 1e6), ("", 1));
        return octets is >= 0 and <= MostOctets ? (long)octets.Value : null;
    }

    /// <summary>A share between 0 and 1: <c>0.05</c>, <c>5%</c>.</summary>
    public static double? Share(string text)
    {
        var share = Scaled(text, ("%", 0.01), ("", 1));
        return share is >= 0 and <= 1 ? share : null;
    }

    /// <summary>Events a second: <c>2/s</c>, <c>10/m</c>.</summary>
    public static double? EventRate(string text) => Positive(Scaled(text, ("/s", 1), ("/m", 1 / 60d)));

    private static double? Positive(double? value) => value is > 0 and <= MostOctets ? value : null;

    private static double? Scaled(string text, params ReadOnlySpan<(string Unit, double Factor)> units)
    {
        var digits = 0;
        while (digits < text.Length && (char.IsAsciiDigit(text[digits]) || text[digits] == '.')) digits++;
        var unit = text[digits..].Trim();
        if (!double.TryParse(text[..digits], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)) return null;
        foreach (var (name, factor) in units)
        {
            if (unit == name) return value * factor;
        }

        return null;
    }
}
