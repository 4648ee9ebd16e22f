using System.Text;

namespace Demarc.Mail.Reading;

/// <summary>The charset an HTML document names itself, in its first kilobyte (HTML Living Standard 13.2.3.2); asked only where the part names none.</summary>
internal static class HtmlCharset
{
    private const int Window = 1024;

    public static string? Find(ReadOnlySpan<byte> html)
    {
        var head = Encoding.Latin1.GetString(html[..Math.Min(Window, html.Length)]).ToLowerInvariant();
        for (var meta = head.IndexOf("<meta", StringComparison.Ordinal); meta >= 0; meta = head.IndexOf("<meta", meta + 1, StringComparison.Ordinal))
        {
            var end = head.IndexOf('>', meta);
            var tag = head.AsSpan(meta, (end < 0 ? head.Length : end) - meta);
            var at = tag.IndexOf("charset", StringComparison.Ordinal);
            if (at < 0) continue;
            var value = tag[(at + "charset".Length)..].TrimStart();
            if (value is not ['=', ..]) continue;
            value = value[1..].TrimStart(" \"'");
            var length = value.IndexOfAny(" \"';/");
            return (length < 0 ? value : value[..length]).ToString();
        }

        return null;
    }
}
