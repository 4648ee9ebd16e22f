using System.Text.RegularExpressions;
using Demarc.Model;

namespace Demarc.Transcripts.Mail;

/// <summary>
/// Messages copied out of chats (WeChat, 企业微信, 钉钉, Slack, Teams, WhatsApp) and notes of talks, as the headers of turns.
/// One such line proves nothing, since logs and lists look alike: a form counts where it occurs several times and somebody
/// speaks with somebody.
/// </summary>
internal sealed partial class ChatLines
{
    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;
    private const int LongestHeader = 90;
    private const int MostHeaders = 2000;

    /// <summary>Times of a form that show it is a chat; names without a time need more, and one of them again.</summary>
    private const int FewestTimed = 2;
    private const int FewestNamed = 4;

    private readonly Dictionary<int, MailHeader> _headers = [];

    private ChatLines()
    {
    }

    /// <summary>The headers of chats in a text; empty for other texts.</summary>
    public static ChatLines Find(EvidenceText text)
    {
        List<MailHeader> nameThenTime = [], timeThenName = [], export = [], twoLines = [], spoken = [];
        for (var at = 0; at < text.Count; at++)
        {
            var line = text.Span(at).Trim();
            if (line.Length < 2 || line.IndexOfAny(':', '：') < 0) continue;
            if (line.Length <= LongestHeader)
            {
                if (NameThenTime(line) is var (name, time)) Add(nameThenTime, new(at, at + 1, 0, name, Time(time), null, null));
                else if (TimeThenName(line) is var (later, when)) Add(timeThenName, new(at, at + 1, 0, later, Time(when), null, null));
                else if (at > 0 && InTime.Is(LoneTime, line) && IsPerson(text.Span(at - 1).Trim())) Add(twoLines, new(at - 1, at + 1, 0, text.Span(at - 1).Trim().ToString(), Time(line.ToString()), null, null));
            }

            if (Exported(line) is var (who, date)) Add(export, new(at, at, 0, who, Time(date), null, null));
            else if (Speaker(line) is { } speaker) Add(spoken, new(at, at, 0, speaker, null, null, null));
        }

        var found = new ChatLines();
        foreach (var form in new[] { nameThenTime, timeThenName, twoLines, export })
        {
            if (form.Count >= FewestTimed && form.Select(header => header.Author).Distinct(StringComparer.Ordinal).Count() > 1) found.Take(form);
        }

        if (found._headers.Count == 0 && IsTalk(spoken)) found.Take(spoken);
        return found;
    }

    /// <summary>The message that begins at a line index, or null.</summary>
    public MailHeader? At(int line) => _headers.GetValueOrDefault(line);

    private void Take(List<MailHeader> form)
    {
        foreach (var header in form) _headers.TryAdd(header.First, header);
    }

    private static void Add(List<MailHeader> form, MailHeader header)
    {
        if (form.Count < MostHeaders) form.Add(header);
    }

    /// <summary>Two or three people of whom most speak again: headings of a form or a list do not come back.</summary>
    private static bool IsTalk(List<MailHeader> spoken)
    {
        var people = spoken.CountBy(header => header.Author ?? "", StringComparer.Ordinal).ToArray();
        return spoken.Count >= FewestNamed && people.Length is 2 or 3 && people.Count(person => person.Value > 1) * 2 > people.Length;
    }

    private static (string Name, string Time)? NameThenTime(ReadOnlySpan<char> line)
    {
        if (line[^1] is not ((>= '0' and <= '9') or 'M' or 'm' or ']' or ')' or '：' or ':')) return null;
        if (!InTime.Is(NameTime, line)) return null;
        return InTime.Match(NameTime, line.ToString()) is { } match && IsPerson(match.Groups["name"].ValueSpan) ? (match.Groups["name"].Value.Trim(), match.Groups["time"].Value) : null;
    }

    private static (string Name, string Time)? TimeThenName(ReadOnlySpan<char> line)
    {
        if (line[0] != '[') return null;
        if (!InTime.Is(TimeName, line)) return null;
        return InTime.Match(TimeName, line.ToString()) is { } match && IsPerson(match.Groups["name"].ValueSpan) ? (match.Groups["name"].Value.Trim(), match.Groups["time"].Value) : null;
    }

    /// <summary>What WhatsApp exports: the date with its comma tells it from a log.</summary>
    private static (string Name, string Time)? Exported(ReadOnlySpan<char> line)
    {
        if (line[0] is not ('[' or (>= '0' and <= '9'))) return null;
        line = line[..Math.Min(line.Length, LongestHeader)];
        if (!InTime.Is(Export, line)) return null;
        return InTime.Match(Export, line.ToString()) is { } match && IsPerson(match.Groups["name"].ValueSpan) ? (match.Groups["name"].Value.Trim(), match.Groups["time"].Value) : null;
    }

    /// <summary>
    /// Who speaks in <c>王工：我这边不通</c>: the part somebody has in the talk, or a name as it is called. Any name would do for a person,
    /// and any label of a form would pass for one.
    /// </summary>
    private static string? Speaker(ReadOnlySpan<char> line)
    {
        var colon = line.IndexOfAny(':', '：');
        if (colon is < 1 or > 24 || (line[colon] == ':' && colon + 1 < line.Length && line[colon + 1] != ' ')) return null;
        var name = line[..colon].Trim();
        return InTime.Is(Speakers, name) ? name.ToString() : null;
    }

    /// <summary>
    /// Two to eight Chinese characters (a remark in brackets may follow), or one to four capitalised words; no digits, and none
    /// of the words logs and tools begin lines with.
    /// </summary>
    private static bool IsPerson(ReadOnlySpan<char> name)
    {
        name = name.Trim().TrimEnd(',').TrimEnd();
        if (name.Length is < 1 or > 40 || InTime.Is(NoPerson, name)) return false;
        var bracket = name.IndexOfAny('(', '（', '@');
        if (bracket > 0) name = name[..bracket].TrimEnd();
        var words = 0;
        var inWord = false;
        foreach (var c in name)
        {
            if (c is ' ' or '·' or '.' or '-' or '\'')
            {
                inWord = false;
                continue;
            }

            if (!char.IsLetter(c)) return false;
            if (!inWord && ++words > 4) return false;
            if (!inWord && !Han(c) && !char.IsUpper(c)) return false;
            inWord = true;
        }

        return words > 0 && (!Han(name[0]) || name.Length is >= 2 and <= 8);
    }

    private static bool Han(char c) => c is >= '\u4E00' and <= '\u9FFF';

    private static Moment? Time(string text)
    {
        text = text.Trim('[', ']', '(', ')', ' ', ',');
        return InTime.Is(FullDate, text) ? MailDates.Read(text, Han(text[0]) || text.Any(Han)) : new(text, null, ZoneKnowledge.Unknown);
    }

    private const string Clock = @"(上午|下午|晚上|凌晨|中午)?\s?\d{1,2}:\d\d(:\d\d)?(\s?[AaPp]\.?[Mm]\.?)?";
    private const string Day = @"(\d{4}[-/年.]\d{1,2}[-/月.]\d{1,2}日?|\d{1,2}[-/月.]\d{1,2}日?([-/.]\d{2,4})?|昨天|今天|前天|星期[一二三四五六日天]|周[一二三四五六日]|Yesterday|Today|Mon(day)?|Tue(sday)?|Wed(nesday)?|Thu(rsday)?|Fri(day)?)";

    [GeneratedRegex(@"^(?<name>[^\d:：\[\]<>""=|/\\]{1,40}?)[,，]?\s{1,3}[\[(]?(?<time>(" + Day + @"[,，]?\s{0,3})?" + Clock + @")[\])]?[:：]?$", Options, 100)]
    private static partial Regex NameTime { get; }

    [GeneratedRegex(@"^\[(?<time>(" + Day + @"[,，]?\s{0,3})?" + Clock + @")\]\s{0,2}(?<name>[^\d:：\[\]<>""=|/\\]{1,40}?)[:：]?$", Options, 100)]
    private static partial Regex TimeName { get; }

    [GeneratedRegex(@"^(\[(?<time>\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4},\s?" + Clock + @")\]|(?<time>\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4},\s?" + Clock + @")\s-)\s(?<name>[^\d:\[\]<>""=|/\\]{1,40}?):\s", Options, 100)]
    private static partial Regex Export { get; }

    [GeneratedRegex(@"^" + Clock + @"$", Options, 100)]
    private static partial Regex LoneTime { get; }

    [GeneratedRegex(@"^(客户|用户|工程师|客服|运维|网管|我|对方|我方|贵方|厂商|运营商|电信|联通|移动|技术支持|甲方|乙方|老板|领导|[\u4E00-\u9FFF]{1,3}(工|总|经理|老师|主任|师傅|女士|先生|小姐)|[小老][\u4E00-\u9FFF]{1,2}|customer|engineer|support|agent|me|user|caller|technician|vendor|isp|noc|operator)$", Options | RegexOptions.IgnoreCase, 100)]
    private static partial Regex Speakers { get; }

    [GeneratedRegex(@"^\d{4}\D", Options, 100)]
    private static partial Regex FullDate { get; }

    [GeneratedRegex(@"^(error|warn(ing)?|info|debug|trace|fatal|notice|note|from|to|cc|subject|date|sent|time|uptime|started|finished|created|updated|last|next|start|end|reply|request|server|client|host|name|address|status|type|发件人|收件人|抄送|主题|日期|时间|发送时间|开始|结束|备注|说明|注意)\b", Options | RegexOptions.IgnoreCase, 100)]
    private static partial Regex NoPerson { get; }
}
