using Demarc.Model;

namespace Demarc.Cli.Capturing;

/// <summary>Octets of a connection over time, one character a slice; a slice with something sent again is marked.</summary>
internal static class Sparkline
{
    private const string Levels = " ▁▂▃▄▅▆▇█";
    private const int Narrowest = 10;
    private const int Widest = 60;

    /// <summary>Null where the capture keeps no times or nothing was sent.</summary>
    public static string? Of(Trail trail, int width)
    {
        var columns = Math.Clamp(width, Narrowest, Widest);
        var end = trail.Rows.Max(row => row.Seconds ?? 0);
        if (end <= 0) return null;
        var (sums, again) = (new long[columns], new bool[columns]);
        foreach (var row in trail.Rows)
        {
            if (row.Seconds is not { } at || at < 0) continue;
            var column = Math.Min(columns - 1, (int)(at / end * columns));
            sums[column] += row.Length;
            again[column] |= row.Note is "retransmission";
        }

        var most = sums.Max();
        if (most == 0) return null;
        return string.Create(columns, (sums, again, most), static (text, it) =>
        {
            for (var i = 0; i < text.Length; i++) text[i] = it.again[i] ? '×' : Levels[it.sums[i] == 0 ? 0 : 1 + (int)(it.sums[i] * (Levels.Length - 2) / it.most)];
        });
    }
}
