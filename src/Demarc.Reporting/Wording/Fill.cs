using System.Globalization;
using System.Text;

namespace Demarc.Reporting.Wording;

/// <summary>
/// Fills the places <c>{0}</c> … of a text. A blank beside a place is set where Han meets Latin and left out where
/// Han meets Han, whatever the template has there, so one template serves names in either script.
/// </summary>
internal static class Fill
{
    public static string In(string template, ReadOnlySpan<object> parts)
    {
        var text = new StringBuilder();
        var atJoint = false;
        for (var at = 0; at < template.Length; at++)
        {
            if (template[at] == '{' && at + 2 < template.Length && template[at + 2] == '}' && template[at + 1] - '0' is var place && place >= 0 && place < parts.Length)
            {
                Join(text, Convert.ToString(parts[place], CultureInfo.InvariantCulture) ?? "");
                atJoint = true;
                at += 2;
                continue;
            }

            if (atJoint && template[at] == ' ' && at + 1 < template.Length && IsHan(template[at + 1]) && text.Length > 0 && IsHan(text[^1])) continue;
            if (atJoint && IsHan(template[at]) && text.Length > 0 && IsLatin(text[^1])) text.Append(' ');
            text.Append(template[at]);
            atJoint = false;
        }

        return text.ToString();
    }

    private static void Join(StringBuilder text, string part)
    {
        if (part.Length > 0 && text.Length > 0)
        {
            if (IsHan(part[0]) && text.Length > 1 && text[^1] == ' ' && IsHan(text[^2])) text.Length--;
            else if (IsLatin(part[0]) && IsHan(text[^1])) text.Append(' ');
        }

        text.Append(part);
    }

    private static bool IsHan(char c) => c is >= '\u4e00' and <= '\u9fff' or >= '\u3400' and <= '\u4dbf';

    private static bool IsLatin(char c) => char.IsAsciiLetterOrDigit(c);
}
