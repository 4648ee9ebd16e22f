using System.Buffers;
using System.Text;

namespace Demarc.Uploads;

/// <summary>
/// The <c>Upload-Metadata</c> header: pairs of a key and a Base64 value. Read strictly, because the header goes back to the sender
/// as it came; a value is text only where it is UTF-8.
/// </summary>
internal sealed class UploadMetadata
{
    /// <summary>The longest header taken.</summary>
    public const int Longest = 16 << 10;

    private const int LongestGiven = 1024;
    private const int LongestType = 127;

    private static readonly SearchValues<char> TypeCharacters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!#$&-^_.+");

    private readonly Dictionary<string, string> values = new(StringComparer.Ordinal);

    private UploadMetadata(string? header) => Header = header;

    /// <summary>The header as it came. Null when there was none.</summary>
    public string? Header { get; }

    /// <summary>The name as given, bounded.</summary>
    public string? GivenName => Bounded("filename");

    /// <summary>The name cleaned.</summary>
    public string Name => UploadName.Clean(values.GetValueOrDefault("filename"));

    /// <summary>The claimed media type, when it is one.</summary>
    public string? Type => Bounded("filetype") is { Length: > 0 and <= LongestType } type && IsMediaType(type) ? type : null;

    /// <summary>Who says to send it, cleaned.</summary>
    public string? Uploader => UploadName.CleanLine(Bounded("uploader"));

    /// <summary>Reads the header; null when it is not one.</summary>
    public static UploadMetadata? TryRead(string? header)
    {
        if (string.IsNullOrWhiteSpace(header)) return new(null);
        if (header.Length > Longest || header.AsSpan().ContainsAnyExceptInRange(' ', '~')) return null;
        var read = new UploadMetadata(header);
        foreach (var part in header.Split(','))
        {
            var pair = part.Trim(' ');
            var space = pair.IndexOf(' ');
            var (key, coded) = space < 0 ? (pair, "") : (pair[..space], pair[(space + 1)..]);
            if (key.Length == 0 || Decode(coded) is not { } value || !read.values.TryAdd(key, value)) return null;
        }

        return read;
    }

    private static string? Decode(string coded)
    {
        if (coded.Contains(' ')) return null;
        var octets = new byte[coded.Length];
        return Convert.TryFromBase64String(coded, octets, out var length) ? Encoding.UTF8.GetString(octets, 0, length) : null;
    }

    private string? Bounded(string key)
    {
        if (!values.TryGetValue(key, out var value) || value.Length == 0) return null;
        if (value.Length <= LongestGiven) return value;
        return char.IsHighSurrogate(value[LongestGiven - 1]) ? value[..(LongestGiven - 1)] : value[..LongestGiven];
    }

    private static bool IsMediaType(string type)
    {
        var slash = type.IndexOf('/');
        return slash > 0 && slash < type.Length - 1
            && !type.AsSpan(0, slash).ContainsAnyExcept(TypeCharacters) && !type.AsSpan(slash + 1).ContainsAnyExcept(TypeCharacters);
    }
}
