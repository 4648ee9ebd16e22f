namespace Demarc.Desk.Portals.Qr;

/// <summary>The bits that tell a reader level, mask and version, with their own error correction (ISO/IEC 18004, annexes C and D).</summary>
internal static class QrFormat
{
    private const int FormatGenerator = 0b101_0011_0111;
    private const int FormatOverlay = 0b101_0100_0001_0010;
    private const int VersionGenerator = 0b1_1111_0010_0101;

    /// <summary>Level M, whose number is 0.</summary>
    private const int Level = 0b00;

    /// <summary>15 bits of level and mask.</summary>
    public static int Format(int mask)
    {
        var data = (Level << 3) | mask;
        return ((data << 10) | Remainder(data << 10, FormatGenerator, 10)) ^ FormatOverlay;
    }

    /// <summary>18 bits of the version, for versions from 7 on.</summary>
    public static int Version(int version) => (version << 12) | Remainder(version << 12, VersionGenerator, 12);

    private static int Remainder(int value, int generator, int degree)
    {
        for (var bit = 30; bit >= degree; bit--)
        {
            if (((value >> bit) & 1) != 0) value ^= generator << (bit - degree);
        }

        return value;
    }
}
