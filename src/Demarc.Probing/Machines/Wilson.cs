namespace Demarc.Probing.Machines;

/// <summary>Wilson's interval for a share seen in so many tries: 0 of 10 lost may still be 28 % loss.</summary>
public static class Wilson
{
    private const double Z95 = 1.959963984540054;

    /// <summary>The 95 % interval of a share, 0 to 1; the whole range without tries.</summary>
    public static (double Low, double High) Interval(int hits, int tries)
    {
        if (tries <= 0) return (0, 1);
        var share = (double)Math.Clamp(hits, 0, tries) / tries;
        var z2 = Z95 * Z95 / tries;
        var middle = share + (z2 / 2);
        var half = Z95 * Math.Sqrt((share * (1 - share) / tries) + (z2 / (4 * tries)));
        return (Math.Max(0, (middle - half) / (1 + z2)), Math.Min(1, (middle + half) / (1 + z2)));
    }
}
