using System.Globalization;
using Demarc.Transcripts.Addresses;

namespace Demarc.Transcripts.Pinging;

/// <summary>What the typed command adds to the rows: don't-fragment, and the size and target where no header states them.</summary>
internal static class PingCommand
{
    private const int MostWords = 40;

    /// <param name="windows">The rows are those of Windows, where <c>-f</c> means don't fragment; on Linux it floods.</param>
    public static void Complete(PingTally tally, string? command, bool windows)
    {
        if (command is null) return;
        var words = command.Split(' ', MostWords, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var at = Array.FindIndex(words, word => word is "ping" or "ping6" || word.Equals("ping.exe", StringComparison.OrdinalIgnoreCase) || word.Equals("ping", StringComparison.OrdinalIgnoreCase));
        if (at < 0) return;
        for (var i = at + 1; i < words.Length; i++)
        {
            var (word, value) = (words[i], i + 1 < words.Length ? words[i + 1] : "");
            if (windows ? word is "-f" or "/f" : word is "-M" && value is "do" or "probe" || word is "-Mdo" || word is "-D" && !Linux(words)) tally.Df = true;
            if ((windows ? word is "-l" or "/l" : word is "-s") && int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var size)) tally.Size ??= size;
        }

        if (tally.Target is null && tally.TargetAddress is null && Name(words.AsSpan(at + 1)) is { } name) tally.Target = name;
    }

    /// <summary>Options that only Linux has: there <c>-D</c> prints times, on macOS it forbids fragments.</summary>
    private static bool Linux(string[] words) => Array.Exists(words, word => word is "-O" or "-M" or "-I" or "-W");

    private static string? Name(ReadOnlySpan<string> words)
    {
        for (var i = 0; i < words.Length; i++)
        {
            if (words[i] is ['-' or '/', ..])
            {
                var takesValue = words[i].Length == 2 && words[i][1] is 'n' or 'l' or 's' or 'c' or 'i' or 'w' or 'W' or 'I' or 'S' or 'M' or 't' or 'v' or 'r' or 'j' or 'k' or 'Q' or 'D';
                var next = i + 1 < words.Length ? words[i + 1] : "";
                if (takesValue && words[i][1] is not ('t' or 'D') && (next.Length > 0 && (char.IsAsciiDigit(next[0]) && !AddressText.Is(next) || words[i][1] is 'I' or 'M' or 'S'))) i++;
                continue;
            }

            return words[i].Length <= 253 && char.IsLetterOrDigit(words[i][0]) ? words[i] : null;
        }

        return null;
    }
}
