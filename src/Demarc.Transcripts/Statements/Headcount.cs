using System.Globalization;
using System.Text.RegularExpressions;

namespace Demarc.Transcripts.Statements;

/// <summary>How many are said to be affected: machines or people counted, or everybody of a place. Nothing is added up.</summary>
internal static partial class Headcount
{
    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;
    private const string Digits = "零一二三四五六七八九";

    /// <summary>The share a clause names, such as <c>dozens of machines</c>; null when it names none.</summary>
    public static string? Find(string clause)
    {
        if (Whole.IsMatch(clause)) return "whole office";
        if (Everybody.IsMatch(clause)) return "everybody";
        if (Dozens.IsMatch(clause)) return "dozens of machines";
        if (Hundreds.IsMatch(clause)) return "hundreds of machines";
        if (Several.IsMatch(clause)) return "several machines";
        if (Machines.Match(clause) is not { Success: true } match) return null;
        var number = Number(match.Groups["count"].Value);
        if (number is null or 0) return null;
        var about = match.Groups["over"].Success ? "over " : match.Groups["about"].Success ? "about " : "";
        return string.Create(CultureInfo.InvariantCulture, $"{about}{number} {(match.Groups["people"].Success ? "people" : "machines")}").Replace("1 machines", "1 machine", StringComparison.Ordinal);
    }

    /// <summary>Whether a clause only counts ("dozens of them by now"), so that it belongs to what was told before it.</summary>
    public static bool OnlyCounts(string clause) => Find(clause) is not null && Alone.IsMatch(clause);

    private static int? Number(string text)
    {
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return number;
        var word = Array.IndexOf(Words, text.ToUpperInvariant());
        if (word >= 0) return word + 1;
        int total = 0, digit = 0;
        foreach (var character in text)
        {
            if (character is '两') digit = 2;
            else if (Digits.IndexOf(character, StringComparison.Ordinal) is >= 0 and var value) digit = value;
            else if (character is '十' or '百') (total, digit) = (total + (Math.Max(digit, 1) * (character is '十' ? 10 : 100)), 0);
            else return null;
        }

        return total + digit;
    }

    private static readonly string[] Words = ["ONE", "TWO", "THREE", "FOUR", "FIVE", "SIX", "SEVEN", "EIGHT", "NINE", "TEN", "ELEVEN", "TWELVE"];

    [GeneratedRegex(@"(全|整个)(公司|单位|办公室|楼|校|院|厂|部门)(?!网)|\b(whole|entire)\s(office|company|building|site|department|school|team|floor)\b", Options, 500)]
    private static partial Regex Whole { get; }

    [GeneratedRegex(@"所有(人|同事|用户|员工)|每个人|大家都|人人都|\b(everybody|everyone|all\s(of\s)?(our\s|the\s)?(users|staff|colleagues|employees))\b", Options, 500)]
    private static partial Regex Everybody { get; }

    [GeneratedRegex(@"(?<![一二两三四五六七八九])几十(多)?\s?(台|个(用户|人|终端))|\bdozens\s(of\s(our\s|the\s|these\s|those\s)?(\w{2,15}\s)?(machines|computers|PCs|laptops|workstations|systems|clients|them|users)|are|now)\b", Options, 500)]
    private static partial Regex Dozens { get; }

    [GeneratedRegex(@"(上|好几|几)百(多)?\s?台|\bhundreds\sof\s(our\s|the\s)?(\w{2,15}\s)?(machines|computers|PCs|laptops|workstations|systems|clients|them)\b", Options, 500)]
    private static partial Regex Hundreds { get; }

    [GeneratedRegex(@"(好几|(?<![十百])几|(?<![十百千\d])多)台(?!阶)|\b(several|a\s(few|handful)(\sof\s(our|the))?)\s(machines|computers|PCs|laptops|workstations)\b", Options, 500)]
    private static partial Regex Several { get; }

    [GeneratedRegex(@"(?<about>大概|大约|约|差不多|将近)?\s?(?<![第\d.号])(?<count>\d{1,5}|[一二两三四五六七八九十百]{1,6})\s?(?<over>多|余)?\s?台(?!阶|州|湾)|\b(?<about>about|around|roughly|some|nearly)?\s?\b(?<over>over\s|more\sthan\s)?(?<![\d.:-])(?<count>\d{1,5}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\s(of\s(the|our|these)\s|of\s(?=them))?(?!windows\s\d)((\w{2,15}\s){0,1}(machines?|computers?|PCs?|laptops?|workstations?|desktops|clients|hosts)|of\sthem|them|(?<people>people|users|colleagues|employees))\b", Options, 500)]
    private static partial Regex Machines { get; }

    [GeneratedRegex(@"^\s?(现在|目前|一共|总共|已经?|而且|并且|大概|大约|共|涉及|影响|加起来|有|差不多)*\s?(有|是)?\s?([\d一二两三四五六七八九十百几多上好余]{1,6})\s?(多)?\s?台(电脑|机器|终端)?(都)?(是)?(这样|如此|这个情况|有这个问题|出现|受影响|了)?[。.]?$|^\s?(that's\s|it's\s|there\sare\s|by\snow\s|now\s|all\s|and\s)?(about|around|roughly|some|over|more\sthan|nearly)?\s?(\d{1,5}|dozens|hundreds|several|a\sfew|two|three|four|five|six|seven|eight|nine|ten)\s(of\sthem|machines|computers|PCs|laptops|workstations)(\s(by\snow|so\sfar|now|in\stotal|are\saffected|altogether))?[.]?$", Options, 500)]
    private static partial Regex Alone { get; }
}
