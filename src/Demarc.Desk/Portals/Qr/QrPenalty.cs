namespace Demarc.Desk.Portals.Qr;

/// <summary>How hard a code is to read (ISO/IEC 18004, 7.8.3): long runs, blocks, what looks like a finder, and too much of one colour.</summary>
internal static class QrPenalty
{
    private const int FinderLike = 40;

    private static readonly bool[][] Finders =
    [
        [true, false, true, true, true, false, true, false, false, false, false],
        [false, false, false, false, true, false, true, true, true, false, true],
    ];

    public static int Of(QrMatrix matrix)
    {
        var penalty = Blocks(matrix) + Balance(matrix);
        var line = new bool[matrix.Size];
        for (var i = 0; i < matrix.Size; i++)
        {
            for (var j = 0; j < matrix.Size; j++) line[j] = matrix[i, j];
            penalty += Line(line);
            for (var j = 0; j < matrix.Size; j++) line[j] = matrix[j, i];
            penalty += Line(line);
        }

        return penalty;
    }

    private static int Line(ReadOnlySpan<bool> line)
    {
        var (penalty, run) = (0, 1);
        for (var i = 1; i <= line.Length; i++)
        {
            if (i < line.Length && line[i] == line[i - 1])
            {
                run++;
                continue;
            }

            if (run >= 5) penalty += run - 2;
            run = 1;
        }

        for (var i = 0; i + Finders[0].Length <= line.Length; i++)
        {
            var part = line.Slice(i, Finders[0].Length);
            if (part.SequenceEqual(Finders[0]) || part.SequenceEqual(Finders[1])) penalty += FinderLike;
        }

        return penalty;
    }

    private static int Blocks(QrMatrix matrix)
    {
        var penalty = 0;
        for (var row = 1; row < matrix.Size; row++)
        {
            for (var column = 1; column < matrix.Size; column++)
            {
                var dark = matrix[row, column];
                if (dark == matrix[row - 1, column] && dark == matrix[row, column - 1] && dark == matrix[row - 1, column - 1]) penalty += 3;
            }
        }

        return penalty;
    }

    private static int Balance(QrMatrix matrix)
    {
        var (dark, all) = (0, matrix.Size * matrix.Size);
        for (var row = 0; row < matrix.Size; row++)
        {
            for (var column = 0; column < matrix.Size; column++) dark += matrix[row, column] ? 1 : 0;
        }

        return Math.Abs(dark * 20 - all * 10) / all * 10;
    }
}
