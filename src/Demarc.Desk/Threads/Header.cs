using System.Text.RegularExpressions;

namespace Demarc.Desk.Threads;

/// <summary>The people in the header block of a quoted mail, in Chinese (both scripts) and English; wrapped lines belong to the field above.</summary>
internal sealed partial record Header(IReadOnlyList<ReadPerson> From, IReadOnlyList<ReadPerson> To, IReadOnlyList<ReadPerson> Copies, string? Subject)
{
    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase;
    private const int MostPeople = 200;

    public static Header None { get; } = new([], [], [], null);

    public static Header Of(string block)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        string? current = null;
        foreach (var line in block.Split('\n'))
        {
            if (Label.Match(line) is { Success: true } label)
            {
                current = label.Groups["from"].Success ? "from" : label.Groups["to"].Success ? "to" : label.Groups["cc"].Success ? "cc" : label.Groups["subject"].Success ? "subject" : "other";
                if (!fields.TryAdd(current, label.Groups["value"].Value)) current = null;
            }
            else if (current is not null && !string.IsNullOrWhiteSpace(line)) fields[current] += " " + line.Trim();
        }

        return new(People(fields.GetValueOrDefault("from")), People(fields.GetValueOrDefault("to")), People(fields.GetValueOrDefault("cc")), fields.GetValueOrDefault("subject")?.Trim());
    }

    /// <summary>People in a header's value: names with addresses, either alone.</summary>
    public static IReadOnlyList<ReadPerson> People(string? value)
    {
        if (value is null) return [];
        var people = new List<ReadPerson>();
        foreach (var piece in value.Split([';', '；', ','], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (people.Count >= MostPeople) break;
            // A name may be an address as well: the last one in a piece is where the mail went.
            var address = Address.Match(piece);
            for (var later = address.NextMatch(); later.Success; later = later.NextMatch()) address = later;
            var name = Clean(address.Success ? piece[..address.Index] : piece);
            if (address.Success) people.Add(new(name is null || name.Contains('@', StringComparison.Ordinal) ? null : name, address.Value.ToLowerInvariant()));
            else if (name is not null) people.Add(new(name, null));
        }

        return people;
    }

    private static string? Clean(string text) => text.Trim(' ', '\t', '"', '\'', '<', '>', '[', ']', '(', '‘', '’', '“', '”', '*') is { Length: > 0 } name ? name.Replace("mailto:", "", StringComparison.OrdinalIgnoreCase) : null;

    [GeneratedRegex(@"^[\s>*]{0,12}((?<from>发\s?件\s?人|發件人|寄件者|from)|(?<to>收\s?件\s?人|to)|(?<cc>抄\s?送|副本|cc)|(?<subject>主\s?题|主題|主旨|subject)|(?<other>发\s?送\s?时\s?间|發送時間|寄件日期|日期|时间|發送日期|sent|date|importance|重要性|附件|邮件内容))\**\s{0,3}[:：]\**\s{0,3}(?<value>.{0,4000})$", Options, 2000)]
    private static partial Regex Label { get; }

    [GeneratedRegex(@"[A-Za-z0-9._%+-][A-Za-z0-9._%+'-]{0,63}@[A-Za-z0-9.-]{1,190}\.[A-Za-z]{2,24}", Options, 2000)]
    private static partial Regex Address { get; }
}
