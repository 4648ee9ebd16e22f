using System.Text.RegularExpressions;
using Demarc.Model;

namespace Demarc.Transcripts.Mail;

/// <summary>The one-sentence headers of quoted mails in languages other than English and Chinese: <c>Am … schrieb X:</c>, <c>Le … X a écrit :</c>.</summary>
internal static partial class OtherQuoteLines
{
    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;
    private static readonly string[] Openers = ["Am ", "Le ", "- Le ", "El ", "Em ", "Il ", "Op ", "Dnia ", "Den ", "W dniu "];

    /// <summary>Whether such a header could begin on this line.</summary>
    public static bool CanOpen(ReadOnlySpan<char> line)
    {
        if (!line.ContainsAnyInRange('0', '9')) return false;
        foreach (var opener in Openers)
        {
            if (line.StartsWith(opener, StringComparison.Ordinal)) return true;
        }

        return line.Contains(" klo ", StringComparison.Ordinal) || line.Contains("г.", StringComparison.Ordinal) || line.Contains("р. ", StringComparison.Ordinal);
    }

    /// <summary>Author and time of a whole header; null when it is none.</summary>
    public static (string? Author, Moment? Time)? Parse(string line)
    {
        if (!line.EndsWith(':')) return null;
        if (InTime.Match(Wrote, line) is not { } match) return null;
        var (when, who) = (match.Groups["when"].Value, match.Groups["who"].Value);
        var address = who.IndexOf(" (", StringComparison.Ordinal);
        if (address > 0 && who.IndexOf('@', address) > 0) who = who[..address];
        return (MailNames.Read(who.Trim(' ', ',')), MailDates.Read(when.Trim(' ', ','), chinese: false));
    }

    // The time ends in hours and minutes, or, where none are given, in the year.
    [GeneratedRegex(
        @"^(Am\s(?<when>.{4,80}?\d.{0,20}?)\sschrieb\s(?<who>.{1,200}?)"
        + @"|(-\s)?Le\s(?<when>.{4,80}?\d{1,2}[:h]\d\d(:\d\d)?|.{4,80}?\d{4})[\s,]+(?<who>.{1,200}?)\sa\sécrit"
        + @"|El\s(?<when>.{4,80}?\d{1,2}:\d\d(:\d\d)?|.{4,80}?\d{4})[\s,]+(?<who>.{1,200}?)\sescribió"
        + @"|Em\s(?<when>.{4,80}?\d{1,2}:\d\d(:\d\d)?|.{4,80}?\d{4})[\s,]+(?<who>.{1,200}?)\sescreveu"
        + @"|Il\s(?<when>.{4,80}?\d{1,2}:\d\d(:\d\d)?|.{4,80}?\d{4})[\s,]+(?<who>.{1,200}?)\sha\sscritto"
        + @"|Op\s(?<when>.{4,80}?\d{1,2}:\d\d)[\s,]+(heeft|schreef)\s(?<who>.{1,200}?)(\shet\svolgende\sgeschreven)?"
        + @"|(Dnia|W\sdniu)\s(?<when>.{4,80}?\d{1,2}:\d\d)[\s,]+(?<who>.{1,200}?)\s(napisał|pisze)(\(a\)|a)?"
        + @"|Den\s(?<when>.{4,80}?\d{1,2}:\d\d)[\s,]+skrev\s(?<who>.{1,200}?)"
        + @"|(?<when>.{4,60}?\d{4}\sklo\s\d{1,2}[.:]\d\d)[\s,]+(?<who>.{1,200}?)\skirjoitti"
        + @"|(?<when>.{4,60}?\d{4}\sг\.)\sпользователь\s(?<who>.{1,200}?)\sнаписал(\(а\)|а)?"
        + @"|(?<when>.{4,60}?\d{4}\sг\.[\s,]+(в\s)?\d{1,2}:\d\d),\s(?<who>[^:]{1,120}?<[^<>\s]+@[^<>\s]+>)"
        + @"|(?<when>.{4,60}?\d{4}\sр\.[\s,]+(о\s)?\d{1,2}:\d\d)[\s,]+(?<who>.{1,200}?)\s(пише|написав))\s?:$",
        Options,
        100)]
    private static partial Regex Wrote { get; }
}
