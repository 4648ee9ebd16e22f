using System.Text.RegularExpressions;
using Demarc.Transcripts.Addresses;
using Demarc.Transcripts.Tables;

namespace Demarc.Transcripts.Tcping;

/// <summary>One try as the several programs called tcping print it.</summary>
/// <param name="Target">What was asked for, as printed.</param>
/// <param name="Address">Its address where printed.</param>
internal sealed partial record TcpingRow(string Target, string? Address, int Port, TryResult Result, double? Ms)
{
    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;
    private const int LongestRow = 300;

    public static TcpingRow? Parse(ReadOnlySpan<char> line)
    {
        line = line.Trim();
        if (line.Length is < 20 or > LongestRow) return null;
        var text = line.ToString();
        foreach (var form in new[] { Probing, Reply, Scheme })
        {
            if (form.Match(text) is not { Success: true } match || Figures.Port(match.Groups["port"].ValueSpan) is not { } port) continue;
            var host = match.Groups["host"].Value;
            var address = match.Groups["address"] is { Success: true } printed ? printed.Value : AddressText.Is(host) ? host : null;
            return new(host, address, port, Ending(match), match.Groups["ms"] is { Success: true } ms ? Figures.Decimal(ms.Value) : null);
        }

        return null;
    }

    private static TryResult Ending(Match match)
    {
        if (match.Groups["ok"].Success) return TryResult.Answered;
        if (match.Groups["closed"].Success) return TryResult.Refused;
        return match.Groups["silent"].Success ? TryResult.Silent : TryResult.Unknown;
    }

    /// <summary>tcping.exe: <c>Probing 192.0.2.1:443/tcp - Port is open - time=70.494ms</c>.</summary>
    [GeneratedRegex(@"^Probing (?<host>[^\s:]{1,255}):(?<port>\d{1,5})/tcp - ((?<ok>Port is open)|(?<closed>Port is closed)|(?<silent>No response)|[^-]{1,60}) - time=(?<ms>\d{1,9}(\.\d{1,6})?)ms", Options, 100)]
    private static partial Regex Probing { get; }

    /// <summary>tcping in Go: <c>Reply from www.example.com (192.0.2.1) on port 443 TCP_conn=1 time=6.4 ms</c>, <c>No reply from …</c>.</summary>
    [GeneratedRegex(@"^((?<ok>Reply)|(?<silent>No reply)) from (?<host>[^\s()]{1,255})( \((?<address>[^\s()]{2,64})\))? on port (?<port>\d{1,5}) TCP_conn=\d{1,9}( time=(?<ms>\d{1,9}(\.\d{1,6})?) ms)?", Options, 100)]
    private static partial Regex Reply { get; }

    /// <summary>Another one in Go: <c>Ping tcp://www.example.com:443(192.0.2.1:443) - Connected - time=6.4ms</c>, <c>… - failed: dial tcp: i/o timeout</c>.</summary>
    [GeneratedRegex(@"^Ping tcp://(?<host>[^\s:()]{1,255}):(?<port>\d{1,5})(\((?<address>[^\s()]{2,64}):\d{1,5}\))? - ((?<ok>Connected)|failed.{0,200}(?<silent>timeout)|failed.{0,200}(?<closed>refused)|failed)( - time=(?<ms>\d{1,9}(\.\d{1,6})?) ?ms)?", Options, 100)]
    private static partial Regex Scheme { get; }
}
