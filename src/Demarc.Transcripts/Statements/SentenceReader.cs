using System.Text;
using System.Text.RegularExpressions;
using Demarc.Transcripts.Mail;

namespace Demarc.Transcripts.Statements;

/// <summary>
/// Turns the prose of a turn into sentences: skips tool output, code, tables, captions and contact lines, joins wrapped
/// lines, follows lists, and notes who speaks and which lists only tell what to do.
/// </summary>
internal sealed partial class SentenceReader(EvidenceText text, Func<int, bool> isToolOutput)
{
    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;
    private const int MostSentences = 20_000;
    private const int LongestSentence = 800;
    private const int LongestLine = 4000;
    private const int WrapFrom = 55;
    private readonly List<Sentence> _sentences = [];
    private int _paragraph;
    private int _list;

    /// <summary>Every sentence of the turns, in the order of the text.</summary>
    public List<Sentence> Read(IReadOnlyList<Turn> turns, IReadOnlyList<int> ranks)
    {
        for (var i = 0; i < turns.Count && _sentences.Count < MostSentences; i++) ReadTurn(turns[i], i, ranks[i]);
        return _sentences;
    }

    private void ReadTurn(Turn turn, int index, int rank)
    {
        var state = new TurnState(turn.Author, index, rank);
        var fenced = false;
        for (var at = Math.Max(0, turn.First); at <= turn.Last && at < text.Count; at++)
        {
            var line = text.Span(at).Trim();
            if (line.StartsWith("```", StringComparison.Ordinal) || line.StartsWith("~~~", StringComparison.Ordinal))
            {
                fenced = !fenced;
                continue;
            }

            if (fenced) continue;
            if (line.IsEmpty)
            {
                state.Blank = true;
                continue;
            }

            if (isToolOutput(at) || IsNoProse(line)) continue;
            at = ReadParagraph(turn, at, state);
        }
    }

    private int ReadParagraph(Turn turn, int first, TurnState state)
    {
        var raw = text[first];
        var heading = Heading.Match(raw);
        if (heading.Success)
        {
            state.OpenHeading(heading.Groups["marks"].Length, Captions.IsMatch(raw), Evidential.AnnouncesSteps(heading.Groups["text"].Value));
            return first;
        }

        if (state.InCaptions) return first;
        var bullet = Bullet.Match(raw);
        var indent = raw.Length - raw.AsSpan().TrimStart().Length;
        var last = first;
        var content = new StringBuilder(bullet.Success ? raw[bullet.Length..] : raw.Trim());
        var starts = new List<(int Offset, int Line)> { (0, first) };
        while (last < turn.Last && Joins(last))
        {
            last++;
            var next = text.Span(last).Trim();
            if (NeedsBlank(content[^1], next[0])) content.Append(' ');
            starts.Add((content.Length, last));
            content.Append(next);
            if (content.Length > 8000) break;
        }

        Emit(content.ToString(), starts, bullet.Success ? indent : null, bullet.Value.AsSpan().ContainsAnyInRange('0', '9'), state);
        state.Blank = false;
        return last;
    }

    /// <summary>A long line without a full stop goes on in the next one, unless that opens something of its own.</summary>
    private bool Joins(int last)
    {
        var line = text.Span(last).TrimEnd();
        var next = text.Span(last + 1);
        if (next.IsWhiteSpace() || text.QuoteDepth(last + 1) != text.QuoteDepth(last) || isToolOutput(last + 1) || IsNoProse(next.Trim())) return false;
        if (line is [.., '。' or '！' or '？' or '!' or '?' or '：' or ':' or '；' or ';'] || next.TrimStart().StartsWith("```", StringComparison.Ordinal)) return false;
        if (Width(line) < WrapFrom || Width(line) > 2 * WrapFrom) return false;
        var following = next.ToString();
        return !Bullet.IsMatch(following) && !Heading.IsMatch(following);
    }

    private static bool NeedsBlank(char before, char after) => before < '\u2E80' && after < '\u2E80' && !char.IsWhiteSpace(before);

    private static int Width(ReadOnlySpan<char> line)
    {
        var width = 0;
        foreach (var character in line) width += character >= '\u1100' ? 2 : 1;
        return width;
    }

    private void Emit(string paragraph, List<(int Offset, int Line)> starts, int? indent, bool numbered, TurnState state)
    {
        var plain = Marks.Replace(paragraph, match => new string(' ', match.Length));
        var bare = plain.Trim();
        if (indent is null && Evidential.AnnouncesSteps(bare))
        {
            state.OpenSteps(bare);
            return;
        }

        if (indent is null && ShortTitle.IsMatch(bare)) state.CloseSteps();
        if (indent is null) state.OpenPlain(bare, Topic.Match(bare) is { Success: true } topic ? topic.Groups["topic"].Value.Trim() : null);
        else state.OpenItem(indent.Value, numbered, bare, ref _list);

        var lead = LabelOrSpeaker(plain, indent is not null, state, out var speaker);
        var by = speaker ?? state.Speaker ?? state.Author;
        if (speaker is not null && indent is not null) state.Name(speaker);
        _paragraph++;
        Sentence? before = null;
        var instructed = state.Instructed;
        var at = lead;
        while (at < plain.Length && _sentences.Count < MostSentences)
        {
            var end = EndOf(plain, at);
            var body = plain[at..end].Trim();
            if (body.Length > LongestSentence) body = body[..LongestSentence];
            if (body.Length > 1)
            {
                // A remark in brackets after a request belongs to the request.
                var follows = body[0] is '（' or '(' && before is { Evidential.Length: 0 };
                if (Customer.IsMatch(body)) by = "customer";
                var evidence = instructed || follows ? "" : Evidential.Cut(body);
                before = new Sentence
                {
                    Text = body, Evidential = Evidential.Unquoted(evidence), Theory = evidence,
                    First = LineOf(starts, at), Last = LineOf(starts, end - 1), Turn = state.Index, Rank = state.Rank, Paragraph = _paragraph,
                    List = indent is null ? null : _list, Intro = state.Intro, By = by, Spoken = speaker is not null, Topic = state.Topic, Before = before,
                };
                _sentences.Add(before);
            }

            at = end;
        }

        // "Progress: 1. …" is itself the first item: what it asks says nothing of the others.
        if (indent is null) state.ListInstructed = !Bullet.IsMatch(plain[lead..]) && before is not null && Evidential.Cut(before.Text).Length < before.Text.Length && !DoneIntro.IsMatch(before.Text);
    }

    private static int EndOf(string text, int at)
    {
        for (var i = at; i < text.Length; i++)
        {
            var character = text[i];
            if (character is '。' or '；' or ';' or '！' or '？') return i + 1;
            if (character is '!' or '?' or '.' && (i + 1 == text.Length || text[i + 1] == ' ') && !(character == '.' && IsAbbreviation(text, i))) return i + 1;
        }

        return text.Length;
    }

    private static bool IsAbbreviation(string text, int dot) => dot >= 2 && text[dot - 2] is '.' or ' ' && char.IsAsciiLetter(text[dot - 1]);

    private static int LineOf(List<(int Offset, int Line)> starts, int offset)
    {
        var line = starts[0].Line;
        foreach (var start in starts)
        {
            if (start.Offset <= offset) line = start.Line;
        }

        return line;
    }

    /// <summary>Skips <c>Problem:</c> and the like; <c>name ：</c> on a list or chat line names the speaker.</summary>
    private static int LabelOrSpeaker(string paragraph, bool item, TurnState state, out string? speaker)
    {
        speaker = null;
        var match = Prefix.Match(paragraph);
        if (!match.Success)
        {
            if (item && OpinionOf.Match(paragraph) is { Success: true } opinion) speaker = opinion.Groups["name"].Value;
            return 0;
        }

        var name = match.Groups["name"].Value.Trim();
        if (Label.IsMatch(name) || Places.Find(name) is not null) return Label.IsMatch(name) ? match.Length : 0;
        if (match.Length == paragraph.TrimEnd().Length || Topics.Find(name) is not null) return 0;
        if (!item && !match.Groups["time"].Success && !state.Chats(name)) return 0;
        speaker = name;
        return match.Length;
    }

    private static bool IsNoProse(ReadOnlySpan<char> line)
    {
        if (line.Length is < 2 or > LongestLine || line.IndexOf('\t') >= 0 && line.Count('\t') >= 2) return true;
        if (line.Trim("=-_*~ ").IsEmpty || TableReader.IsRow(line)) return true;
        return Prompt.IsMatch(line) || Contact.IsMatch(line) || line.StartsWith("(screenshot", StringComparison.OrdinalIgnoreCase);
    }

    [GeneratedRegex(@"^(?<marks>#{1,6})\s+(?<text>.*)$", Options, 500)]
    private static partial Regex Heading { get; }

    [GeneratedRegex(@"^\s*([-*•·+]\s+(\d{1,2}[、，.]\s?)?|[(（]?\d{1,2}[.)）、](?!\d)\s*|[一二三四五六七八九十]{1,2}、\s*)", Options, 500)]
    private static partial Regex Bullet { get; }

    [GeneratedRegex(@"[*`]{1,3}", Options, 500)]
    private static partial Regex Marks { get; }

    [GeneratedRegex(@"(\b(tried|did|changed|made)\b|试过|试了|做了|改了|做过)[^.。]{0,40}[:：]$", Options, 500)]
    private static partial Regex DoneIntro { get; }

    [GeneratedRegex(@"截图|附图|screenshots?", Options, 500)]
    private static partial Regex Captions { get; }

    [GeneratedRegex(@"^[^。，,]{2,20}[:：]?$", Options, 500)]
    private static partial Regex ShortTitle { get; }

    [GeneratedRegex(@"^针对\s*(?![此该这本])(?<topic>[^，,：:。]{2,24}?)\s*(的?问题)?[，,：:]", Options, 500)]
    private static partial Regex Topic { get; }

    [GeneratedRegex(@"^\s*(?<time>\[?(\d{4}[-/]\d{1,2}[-/]\d{1,2}\s)?\d{1,2}:\d\d(:\d\d)?\]?\s+)?@?(?<name>[^\s：:，,。；;“”]{1,20}(\s[^\s：:，,。；;“”]{1,12})?)\s*[:：](?!//)\s*", Options, 500)]
    private static partial Regex Prefix { get; }

    [GeneratedRegex(@"^\s*(?<name>[A-Za-z][\w.-]{1,20}|[\u4E00-\u9FFF]{2,3})\s+(坚定|一直|始终|坚持|仍然?|thinks|believes|insists|suspects|says)", Options, 500)]
    private static partial Regex OpinionOf { get; }

    [GeneratedRegex(@"问题|症状|现象|定义|范围|案例|背景|环境|分析|更正|补充|纠正|另外|correction|结果|总结|注意|说明|信息|步骤|方法|计划|原因|建议|结论|解决|进展|时间|地址|电话|邮箱|版本|下载|密码|用户名|备注|附件|如下|小结|状态|描述|目前|note|issue|problem|symptom|summary|status|cause|fix|result|steps|environment|tel|e-?mail|phone|update|edit|background|impact|https?", Options, 500)]
    private static partial Regex Label { get; }

    [GeneratedRegex(@"(用户|客户)[^，,。]{0,8}(反[馈映应]|报告|告知|表示|确认|出现|遇到)(?!的)|(用户|客户)[，,]\s?反[馈映应](?!的)|\b(user|customer|client)s?\s(reports?|says?|told|confirms?|confirmed|reported|complains?|sees?)\b", Options, 500)]
    private static partial Regex Customer { get; }

    [GeneratedRegex(@"^([A-Za-z]:\\[^>]{0,200}>|PS\s[A-Za-z]:\\|[\w.-]{1,40}@[\w.-]{1,60}[:~\s][^$#]{0,100}[$#]\s|\[[\w.-]{1,40}@[^\]]{1,60}\][$#]|[➜❯]\s|\$\s|\(screenshot)", Options, 500)]
    private static partial Regex Prompt { get; }

    [GeneratedRegex(@"^[*]?(服务电话|热线电话|电话|手机|邮箱|电子邮箱|用户名|密码|tel|phone|mobile|e-?mail)\b?.{0,20}[:：]", Options, 500)]
    private static partial Regex Contact { get; }
}
