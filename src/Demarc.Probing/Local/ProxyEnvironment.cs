using System.Text.RegularExpressions;

namespace Demarc.Probing.Local;

/// <summary>Proxies named by environment variables, secrets masked.</summary>
internal static partial class ProxyEnvironment
{
    private const int Longest = 500;

    /// <summary>Variables programs look at; most read both spellings.</summary>
    public static IReadOnlyList<string> Variables { get; } =
        ["http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY", "no_proxy", "NO_PROXY"];

    /// <summary>Kind (<c>http</c>, <c>socks</c>, <c>direct</c> for what goes around it) and value of a variable; null when it names nothing.</summary>
    public static (string Kind, string Value)? Read(string variable, string? value)
    {
        if (string.IsNullOrWhiteSpace(value)) return null;
        var text = Mask(value.Trim());
        if (text.Length > Longest) text = text[..Longest];
        var kind = variable.Equals("no_proxy", StringComparison.OrdinalIgnoreCase) ? "direct"
            : text.StartsWith("socks", StringComparison.OrdinalIgnoreCase) ? "socks" : "http";
        return (kind, text);
    }

    /// <summary>User and password before the last at sign of the authority are not repeated, nor what a query may hold.</summary>
    private static string Mask(string value)
    {
        try
        {
            return Query().Replace(User().Replace(value, "${scheme}****@"), "?****");
        }
        catch (RegexMatchTimeoutException)
        {
            return "****";
        }
    }

    [GeneratedRegex(@"(?<scheme>^|://)[^/?#\s]*@", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 100)]
    private static partial Regex User();

    [GeneratedRegex(@"\?.*$", RegexOptions.Singleline | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 100)]
    private static partial Regex Query();
}
