namespace Demarc.Desk.Portals.Qr;

/// <summary>The modules of a code: the patterns a reader finds it by, then the data in columns of two from the right, up and down by turns.</summary>
internal sealed class QrMatrix
{
    private const int TimingLine = 6;

    private readonly bool[,] _dark;
    private readonly bool[,] _fixed;

    private QrMatrix(int size) => (Size, _dark, _fixed) = (size, new bool[size, size], new bool[size, size]);

    public int Size { get; }

    public bool this[int row, int column] => _dark[row, column];

    public static QrMatrix Make(QrVersion version, ReadOnlySpan<byte> codewords, int mask)
    {
        var matrix = new QrMatrix(version.Size);
        matrix.PutFinders();
        matrix.PutTiming();
        matrix.PutAlignment(version.Alignment);
        matrix.PutFormat(QrFormat.Format(mask));
        if (version.Number >= 7) matrix.PutVersion(QrFormat.Version(version.Number));
        matrix.PutData(codewords, mask);
        return matrix;
    }

    private void Put(int row, int column, bool dark)
    {
        _dark[row, column] = dark;
        _fixed[row, column] = true;
    }

    /// <summary>Three corners, each with a light border.</summary>
    private void PutFinders()
    {
        foreach (var (top, left) in new[] { (0, 0), (0, Size - 7), (Size - 7, 0) })
        {
            for (var row = -1; row <= 7; row++)
            {
                for (var column = -1; column <= 7; column++)
                {
                    if (top + row < 0 || top + row >= Size || left + column < 0 || left + column >= Size) continue;
                    var ring = Math.Max(Math.Abs(row - 3), Math.Abs(column - 3));
                    Put(top + row, left + column, ring is not (2 or 4));
                }
            }
        }
    }

    private void PutTiming()
    {
        for (var i = 8; i < Size - 8; i++)
        {
            Put(TimingLine, i, i % 2 == 0);
            Put(i, TimingLine, i % 2 == 0);
        }
    }

    /// <summary>At every crossing of the positions but the three finders.</summary>
    private void PutAlignment(IReadOnlyList<int> positions)
    {
        foreach (var middleRow in positions)
        {
            foreach (var middleColumn in positions)
            {
                if ((middleRow < 9 && (middleColumn < 9 || middleColumn > Size - 9)) || (middleColumn < 9 && middleRow > Size - 9)) continue;
                for (var row = -2; row <= 2; row++)
                {
                    for (var column = -2; column <= 2; column++) Put(middleRow + row, middleColumn + column, Math.Max(Math.Abs(row), Math.Abs(column)) != 1);
                }
            }
        }
    }

    /// <summary>Twice: around the upper left finder, and shared by the other two. Bit 0 is the last.</summary>
    private void PutFormat(int format)
    {
        for (var bit = 0; bit < 15; bit++)
        {
            var dark = ((format >> bit) & 1) != 0;
            var (row, column) = bit switch
            {
                < 6 => (bit, 8),
                6 => (7, 8),
                7 => (8, 8),
                8 => (8, 7),
                _ => (8, 14 - bit),
            };
            Put(row, column, dark);
            if (bit < 8) Put(8, Size - 1 - bit, dark);
            else Put(Size - 15 + bit, 8, dark);
        }

        Put(Size - 8, 8, true);
    }

    private void PutVersion(int version)
    {
        for (var bit = 0; bit < 18; bit++)
        {
            var dark = ((version >> bit) & 1) != 0;
            Put(bit / 3, Size - 11 + bit % 3, dark);
            Put(Size - 11 + bit % 3, bit / 3, dark);
        }
    }

    private void PutData(ReadOnlySpan<byte> codewords, int mask)
    {
        var bit = 0;
        var up = true;
        for (var right = Size - 1; right > 0; right -= 2, up = !up)
        {
            if (right == TimingLine) right--;
            for (var step = 0; step < Size; step++)
            {
                var row = up ? Size - 1 - step : step;
                for (var column = right; column > right - 2; column--)
                {
                    if (_fixed[row, column]) continue;
                    var dark = bit < codewords.Length * 8 && ((codewords[bit / 8] >> (7 - bit % 8)) & 1) != 0;
                    _dark[row, column] = dark ^ QrMask.Turns(mask, row, column);
                    bit++;
                }
            }
        }
    }
}
