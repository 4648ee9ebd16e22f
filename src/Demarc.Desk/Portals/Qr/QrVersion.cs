namespace Demarc.Desk.Portals.Qr;

/// <summary>One size of the code at level M (ISO/IEC 18004, tables 1, 7, 9 and annex E).</summary>
/// <param name="Number">1 to 10.</param>
/// <param name="Correction">Error correction codewords per block.</param>
/// <param name="Blocks">Data codewords of each block; the shorter blocks come first.</param>
/// <param name="Alignment">Where the centres of alignment patterns lie, by row and column.</param>
internal sealed record QrVersion(int Number, int Correction, IReadOnlyList<int> Blocks, IReadOnlyList<int> Alignment)
{
    private static readonly QrVersion[] All =
    [
        new(1, 10, [16], []),
        new(2, 16, [28], [6, 18]),
        new(3, 26, [44], [6, 22]),
        new(4, 18, [32, 32], [6, 26]),
        new(5, 24, [43, 43], [6, 30]),
        new(6, 16, [27, 27, 27, 27], [6, 34]),
        new(7, 18, [31, 31, 31, 31], [6, 22, 38]),
        new(8, 22, [38, 38, 39, 39], [6, 24, 42]),
        new(9, 22, [36, 36, 36, 37, 37], [6, 26, 46]),
        new(10, 26, [43, 43, 43, 43, 44], [6, 28, 50]),
    ];

    /// <summary>Modules along a side.</summary>
    public int Size => 17 + 4 * Number;

    /// <summary>Data codewords of all blocks.</summary>
    public int Data => Blocks.Sum();

    /// <summary>Bits that say how many octets follow.</summary>
    public int CountBits => Number < 10 ? 8 : 16;

    /// <summary>The smallest version that holds so many octets; null when none does.</summary>
    public static QrVersion? For(int octets) => Array.Find(All, version => 4 + version.CountBits + 8 * octets <= 8 * version.Data);
}
