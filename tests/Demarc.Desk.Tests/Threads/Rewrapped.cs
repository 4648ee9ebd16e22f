using System.Text;

namespace Demarc.Desk.Tests.Threads;

/// <summary>A text as it looks after somebody forwarded it: every line quoted, and wrapped at a width in columns.</summary>
internal static class Rewrapped
{
    private const int Width = 60;

    public static string Quoted(string text)
    {
        var quoted = new StringBuilder();
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n'))
        {
            foreach (var piece in Wrap(line)) quoted.Append("> ").Append(piece).Append('\n');
        }

        return quoted.ToString();
    }

    /// <summary>Breaks at the last space within the width, or between two characters where there is none. A Chinese character takes two columns.</summary>
    private static IEnumerable<string> Wrap(string line)
    {
        while (true)
        {
            var (columns, end, space) = (0, 0, -1);
            while (end < line.Length && columns + Columns(line[end]) <= Width)
            {
                if (line[end] == ' ' && end > 0) space = end;
                columns += Columns(line[end++]);
            }

            if (end == line.Length)
            {
                yield return line;
                yield break;
            }

            var cut = space > 0 && columns > Width / 2 && line[..space].Trim().Length > 0 ? space : end;
            yield return line[..cut];
            line = cut == space ? line[(cut + 1)..] : line[cut..];
        }
    }

    private static int Columns(char c) => c >= '\u1100' ? 2 : 1;
}
