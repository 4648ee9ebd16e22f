namespace Demarc.Desk.Portals.Qr;

/// <summary>
/// A QR code after ISO/IEC 18004: text as octets, error correction level M, versions 1 to 10, the mask with the lowest penalty.
/// </summary>
public sealed class QrCode
{
    /// <summary>Light modules all around, without which readers do not find the code.</summary>
    public const int QuietZone = 4;

    private readonly QrMatrix _matrix;

    private QrCode(int version, int mask, QrMatrix matrix) => (Version, Mask, _matrix) = (version, mask, matrix);

    /// <summary>1 to 10.</summary>
    public int Version { get; }

    /// <summary>0 to 7.</summary>
    public int Mask { get; }

    /// <summary>Modules along a side, without the quiet zone.</summary>
    public int Size => _matrix.Size;

    /// <summary>Whether the module is dark.</summary>
    public bool this[int row, int column] => _matrix[row, column];

    /// <summary>The code of a text.</summary>
    /// <exception cref="ArgumentException">It has more than 213 octets.</exception>
    public static QrCode Of(string text)
    {
        var (version, codewords) = Codewords(text);
        var best = Enumerable.Range(0, QrMask.Count).Select(mask => new QrCode(version.Number, mask, QrMatrix.Make(version, codewords, mask))).MinBy(code => QrPenalty.Of(code._matrix));
        return best!;
    }

    /// <summary>The code with a mask of one's own choice, which any reader reads as well.</summary>
    internal static QrCode Of(string text, int mask)
    {
        var (version, codewords) = Codewords(text);
        return new(version.Number, mask, QrMatrix.Make(version, codewords, mask));
    }

    private static (QrVersion Version, byte[] Codewords) Codewords(string text)
    {
        var octets = System.Text.Encoding.UTF8.GetBytes(text);
        var version = QrVersion.For(octets.Length) ?? throw new ArgumentException($"a text of {octets.Length} octets does not fit into a QR code of version 10", nameof(text));
        return (version, QrCodewords.Of(octets, version));
    }

    /// <summary>The modules by row and column.</summary>
    public bool[,] ToMatrix()
    {
        var modules = new bool[Size, Size];
        for (var row = 0; row < Size; row++)
        {
            for (var column = 0; column < Size; column++) modules[row, column] = this[row, column];
        }

        return modules;
    }
}
