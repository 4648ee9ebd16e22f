using System.Globalization;

namespace Demarc.Transcripts.Dig;

/// <summary>A resource record in presentation form: <c>name ttl IN type data</c>, blanks or tabs between.</summary>
internal sealed record DigRecord(string Name, int Ttl, string Type, string Data)
{
    public static bool TryParse(string line, out DigRecord record)
    {
        record = null!;
        var words = line.Split([' ', '\t'], 5, StringSplitOptions.RemoveEmptyEntries);
        if (words.Length < 5 || words[2] != "IN" || words[0][0] == ';') return false;
        if (!int.TryParse(words[1], NumberStyles.None, CultureInfo.InvariantCulture, out var ttl)) return false;
        foreach (var c in words[3])
        {
            if (!char.IsAsciiLetterUpper(c) && !char.IsAsciiDigit(c)) return false;
        }

        var data = words[4].Trim();
        if (words[3] is "CNAME" or "NS" or "PTR" or "DNAME") data = data.TrimEnd('.');
        record = new(words[0].TrimEnd('.'), ttl, words[3], data);
        return true;
    }
}
