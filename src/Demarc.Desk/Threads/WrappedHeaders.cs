using System.Text;
using System.Text.RegularExpressions;
using Demarc.Transcripts;

namespace Demarc.Desk.Threads;

/// <summary>
/// Header lines of quoted mails that a later program wrapped are put together again, so that a mail reads the same however often it was
/// forwarded. A text counts as wrapped where no line of it is longer than mail programs wrap at; a line goes on where the next word
/// would have had no room behind it. Bodies stay as they are.
/// </summary>
internal sealed partial class WrappedHeaders
{
    private const int NarrowestWrap = 40;
    private const int WidestWrap = 100;
    private const int MostPieces = 40;

    private readonly EvidenceText _whole;
    private readonly List<int>? _lines;

    private WrappedHeaders(EvidenceText whole, EvidenceText text, List<int>? lines) => (_whole, Text, _lines) = (whole, text, lines);

    /// <summary>The text with whole header lines.</summary>
    public EvidenceText Text { get; }

    /// <summary>The line number in the text that was given.</summary>
    public int Number(int index) => _lines is null ? _whole.Number(index) : _whole.Number(_lines[Math.Clamp(index, 0, _lines.Count - 1)]);

    public static WrappedHeaders Join(EvidenceText text)
    {
        var width = 0;
        for (var i = 0; i < text.Count && width <= WidestWrap; i++) width = Math.Max(width, Columns(text.Span(i)));
        if (width is < NarrowestWrap or > WidestWrap) return new(text, text, null);
        var (joined, lines, any) = (new StringBuilder(text.All.Length), new List<int>(text.Count), false);
        for (var i = 0; i < text.Count;)
        {
            var next = i + 1;
            joined.Append(text.Raw(i));
            if (Label.IsMatch(text.Span(i)))
            {
                while (next < text.Count && next - i < MostPieces && Continues(text, next, width))
                {
                    if (!IsWide(text.Span(next - 1)[^1]) || !IsWide(text.Span(next)[0])) joined.Append(' ');
                    joined.Append(text.Span(next).Trim());
                    (next, any) = (next + 1, true);
                }
            }

            joined.Append('\n');
            lines.Add(i);
            i = next;
        }

        return any ? new(text, new EvidenceText(text.Source, text.Sha256, joined.ToString()), lines) : new(text, text, null);
    }

    private static bool Continues(EvidenceText text, int at, int width)
    {
        var above = text.Span(at - 1);
        var line = text.Span(at);
        if (above.IsEmpty || line.IsWhiteSpace() || text.QuoteDepth(at) != text.QuoteDepth(at - 1) || Label.IsMatch(line)) return false;

        // Some programs break between any two Chinese characters, others only at spaces; the latter leave lines rather short.
        line = line.Trim();
        var space = line.IndexOfAny(' ', '\t');
        var (filled, word) = (Columns(above), Columns(space < 0 ? line : line[..space]));
        return filled + (IsWide(line[0]) && filled < width / 2 ? 2 : word + 1) > width;
    }

    private static int Columns(ReadOnlySpan<char> line)
    {
        var columns = 0;
        foreach (var c in line) columns += IsWide(c) ? 2 : 1;
        return columns;
    }

    private static bool IsWide(char c) => c >= '\u1100';

    [GeneratedRegex(@"^\s{0,8}\*{0,2}(邮件主题|发\s?件\s?人|發件人|寄件[者人]|收\s?件\s?[人者]|抄\s?送|副本|主\s?[题題旨]|发\s?送\s?(时间|日期)|from|to|cc|subject|sent|date)\*{0,2}\s{0,3}[:：]", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, 2000)]
    private static partial Regex Label { get; }
}
