namespace Demarc.Desk.Portals.Qr;

/// <summary>The eight patterns that data is overlaid with, so that no place of the code is all dark or all light (ISO/IEC 18004, table 10).</summary>
internal static class QrMask
{
    public const int Count = 8;

    /// <summary>Whether the mask turns this module over.</summary>
    public static bool Turns(int mask, int row, int column) => mask switch
    {
        0 => (row + column) % 2 == 0,
        1 => row % 2 == 0,
        2 => column % 3 == 0,
        3 => (row + column) % 3 == 0,
        4 => (row / 2 + column / 3) % 2 == 0,
        5 => row * column % 2 + row * column % 3 == 0,
        6 => (row * column % 2 + row * column % 3) % 2 == 0,
        _ => ((row + column) % 2 + row * column % 3) % 2 == 0,
    };
}
