namespace Demarc.Mail.Sending;

/// <summary>What a server offers in its reply to EHLO (RFC 5321 4.1.1.1). Unknown keywords are left aside.</summary>
internal sealed class ServerExtensions
{
    private readonly Dictionary<string, string> _offered = new(StringComparer.OrdinalIgnoreCase);

    /// <param name="lines">Of the reply, without their codes; the first greets.</param>
    public ServerExtensions(IEnumerable<string> lines)
    {
        foreach (var line in lines.Skip(1))
        {
            // "AUTH=LOGIN" is how servers said it before RFC 2554; some still say both.
            var end = line.AsSpan().IndexOfAny(' ', '=');
            var keyword = end < 0 ? line : line[..end];
            var rest = end < 0 ? "" : line[(end + 1)..];
            _offered[keyword] = _offered.TryGetValue(keyword, out var before) ? $"{before} {rest}" : rest;
        }
    }

    public bool Offers(string keyword) => _offered.ContainsKey(keyword);

    /// <summary>Ways to log in (RFC 4954 3), in upper case.</summary>
    public IReadOnlySet<string> Logins =>
        _offered.TryGetValue("AUTH", out var ways) ? ways.ToUpperInvariant().Split(' ', StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.Ordinal) : new HashSet<string>(StringComparer.Ordinal);

    /// <summary>Largest message in octets (RFC 1870 3); null where not said.</summary>
    public long? LargestMessage => _offered.TryGetValue("SIZE", out var size) && long.TryParse(size, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var octets) && octets > 0 ? octets : null;
}
