namespace Demarc.Transcripts.Addresses;

/// <summary>Six octets as tools print them: <c>00-00-5e-00-53-01</c>, <c>0:0:5e:0:53:1</c>, <c>0000.5e00.5301</c>, <c>0000-5e00-5301</c>.</summary>
internal static class HardwareAddress
{
    /// <summary>In lower case with colons, two digits each; null when it is none.</summary>
    public static string? Read(string text)
    {
        text = text.Trim('[', ']', '(', ')');
        if (text.Length is < 11 or > 17) return null;
        string[] parts = text.Split(text.Contains(':') ? ':' : text.Contains('.') ? '.' : '-');
        if (parts.Length == 3 && parts.All(part => part.Length == 4)) parts = [.. parts.SelectMany(part => new[] { part[..2], part[2..] })];
        return parts.Length == 6 && parts.All(part => part.Length is 1 or 2 && part.All(char.IsAsciiHexDigit)) ? string.Join(':', parts.Select(part => part.PadLeft(2, '0'))).ToLowerInvariant() : null;
    }
}
