using System.Globalization;

namespace Demarc.Web.Parts;

/// <summary>Octets as a person reads them, in thousands.</summary>
internal static class Sizes
{
    private static readonly string[] Units = ["B", "kB", "MB", "GB", "TB"];

    public static string Text(long octets)
    {
        var (value, unit) = ((double)octets, 0);
        while (value >= 1000 && unit < Units.Length - 1) (value, unit) = (value / 1000, unit + 1);
        return string.Create(CultureInfo.InvariantCulture, $"{(unit == 0 || value >= 100 ? Math.Round(value) : Math.Round(value, 1))} {Units[unit]}");
    }
}
