using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Text;

namespace Demarc.Mail.Reading;

/// <summary>
/// A charset that can be read. gb2312 and gbk are read as GB18030, which holds both: mail so labelled uses characters of it.
/// </summary>
internal sealed record CharsetNames(string Name, Encoding Encoding, bool AsciiInside, bool Western)
{
    private static readonly DecoderReplacementFallback Replace = new("\uFFFD");

    // Labels in use that are no names of code pages .NET knows, or that mean another page in mail.
    private static readonly FrozenDictionary<string, (string Name, int Page)> Labels = new Dictionary<string, (string, int)>(StringComparer.Ordinal)
    {
        ["us-ascii"] = ("us-ascii", 20127), ["ascii"] = ("us-ascii", 20127), ["ansi_x3.4-1968"] = ("us-ascii", 20127), ["iso646-us"] = ("us-ascii", 20127), ["646"] = ("us-ascii", 20127),
        ["utf-8"] = ("utf-8", 65001), ["utf8"] = ("utf-8", 65001), ["unicode-1-1-utf-8"] = ("utf-8", 65001), ["cp65001"] = ("utf-8", 65001), ["utf-8-sig"] = ("utf-8", 65001), ["utf_8"] = ("utf-8", 65001), ["utf8mb4"] = ("utf-8", 65001),
        ["utf-16"] = ("utf-16", 1200), ["utf-16le"] = ("utf-16le", 1200), ["utf-16be"] = ("utf-16be", 1201), ["utf-32"] = ("utf-32", 12000),
        ["gb2312"] = ("gb18030", 54936), ["gb_2312"] = ("gb18030", 54936), ["gb_2312-80"] = ("gb18030", 54936), ["gb2312-80"] = ("gb18030", 54936), ["csgb2312"] = ("gb18030", 54936), ["x-gb2312"] = ("gb18030", 54936), ["chinese"] = ("gb18030", 54936),
        ["euc-cn"] = ("gb18030", 54936), ["x-euc-cn"] = ("gb18030", 54936), ["gbk"] = ("gb18030", 54936), ["x-gbk"] = ("gb18030", 54936), ["cp936"] = ("gb18030", 54936), ["ms936"] = ("gb18030", 54936), ["windows-936"] = ("gb18030", 54936), ["gb18030"] = ("gb18030", 54936), ["gb-18030"] = ("gb18030", 54936), ["gb18030-2000"] = ("gb18030", 54936),
        ["big5"] = ("big5", 950), ["big-5"] = ("big5", 950), ["cn-big5"] = ("big5", 950), ["x-x-big5"] = ("big5", 950), ["csbig5"] = ("big5", 950), ["big5-hkscs"] = ("big5", 950), ["big5hkscs"] = ("big5", 950), ["cp950"] = ("big5", 950), ["windows-950"] = ("big5", 950),
        ["hz-gb-2312"] = ("hz-gb-2312", 52936), ["hz"] = ("hz-gb-2312", 52936),
        ["iso-2022-jp"] = ("iso-2022-jp", 50220), ["iso-2022-jp-ms"] = ("iso-2022-jp", 50220), ["csiso2022jp"] = ("iso-2022-jp", 50220), ["iso-2022-kr"] = ("iso-2022-kr", 50225),
        ["shift_jis"] = ("shift_jis", 932), ["shift-jis"] = ("shift_jis", 932), ["sjis"] = ("shift_jis", 932), ["x-sjis"] = ("shift_jis", 932), ["windows-31j"] = ("shift_jis", 932), ["cp932"] = ("shift_jis", 932), ["ms932"] = ("shift_jis", 932),
        ["euc-jp"] = ("euc-jp", 51932), ["x-euc-jp"] = ("euc-jp", 51932), ["euc-kr"] = ("euc-kr", 949), ["ks_c_5601-1987"] = ("euc-kr", 949), ["ksc5601"] = ("euc-kr", 949), ["cp949"] = ("euc-kr", 949), ["windows-949"] = ("euc-kr", 949),
        ["iso-8859-1"] = ("windows-1252", 1252), ["iso8859-1"] = ("windows-1252", 1252), ["iso_8859-1"] = ("windows-1252", 1252), ["latin1"] = ("windows-1252", 1252), ["latin-1"] = ("windows-1252", 1252), ["l1"] = ("windows-1252", 1252), ["cp1252"] = ("windows-1252", 1252), ["windows-1252"] = ("windows-1252", 1252),
        ["iso-8859-15"] = ("iso-8859-15", 28605), ["latin9"] = ("iso-8859-15", 28605), ["latin-9"] = ("iso-8859-15", 28605),
        ["iso-8859-8-i"] = ("iso-8859-8", 28598), ["iso-8859-9"] = ("windows-1254", 1254), ["iso-8859-11"] = ("windows-874", 874), ["tis-620"] = ("windows-874", 874), ["koi8-r"] = ("koi8-r", 20866), ["koi8-u"] = ("koi8-u", 21866), ["macintosh"] = ("macintosh", 10000),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenSet<string> NotAscii = FrozenSet.ToFrozenSet(["utf-16", "utf-16le", "utf-16be", "utf-32", "hz-gb-2312", "iso-2022-jp", "iso-2022-kr"], StringComparer.Ordinal);
    private static readonly FrozenSet<string> WesternNames = FrozenSet.ToFrozenSet(["windows-1252", "iso-8859-15", "windows-1254"], StringComparer.Ordinal);
    private static readonly ConcurrentDictionary<int, Encoding?> Pages = new();

    public static CharsetNames Gb18030 { get; } = Find("gb18030")!;

    /// <summary>The charset a label names; null where there is none such, or none that can be read (utf-7, iso-2022-cn).</summary>
    public static CharsetNames? Find(string label)
    {
        const int longest = 40;
        var name = label.AsSpan().Trim(" \t\"';");
        if (name.Length is 0 or > longest) return null;
        var lower = name.ToString().ToLowerInvariant();
        if (Labels.TryGetValue(lower, out var known)) return Page(known.Page) is { } encoding ? Make(known.Name, encoding) : null;
        if (Number(lower) is { } page) return Page(page) is { } numbered ? Make(lower, numbered) : null;
        return null;
    }

    private static CharsetNames Make(string name, Encoding encoding) => new(name, encoding, !NotAscii.Contains(name), WesternNames.Contains(name));

    // windows-1251, cp1251, cp866, iso-8859-2 …
    private static int? Number(string label)
    {
        foreach (var (prefix, from, to, added) in ((string, int, int, int)[])[("windows-", 874, 1258, 0), ("cp", 437, 1258, 0), ("cp-", 437, 1258, 0), ("ibm", 437, 869, 0), ("iso-8859-", 2, 15, 28590), ("iso8859-", 2, 15, 28590), ("iso_8859-", 2, 15, 28590)])
        {
            if (label.StartsWith(prefix, StringComparison.Ordinal) && int.TryParse(label.AsSpan(prefix.Length), System.Globalization.NumberStyles.None, null, out var number) && number >= from && number <= to) return number + added;
        }

        return null;
    }

    private static Encoding? Page(int page) => Pages.GetOrAdd(page, static number => number switch
    {
        65001 or 1200 or 1201 or 12000 or 20127 => Encoding.GetEncoding(number, EncoderFallback.ReplacementFallback, Replace),
        _ => CodePagesEncodingProvider.Instance.GetEncoding(number, EncoderFallback.ReplacementFallback, Replace),
    });
}
