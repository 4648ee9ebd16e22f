using System.Globalization;
using System.Text.RegularExpressions;
using Demarc.Model;
using Demarc.Transcripts.Addresses;
using Demarc.Transcripts.ErrorTexts;
using Demarc.Transcripts.Tables;

namespace Demarc.Transcripts.Har;

/// <summary>
/// Requests of a HAR file as browsers save it, one name and value on a line. Each request is a block of its own, from
/// <c>"request": {</c> to the end of its timings, so that a file of any length is read in passing. Waiting for a free connection
/// (<c>blocked</c>) is the browser's and not counted. Source: HAR 1.2.
/// </summary>
public sealed partial class HarReader : ITranscriptReader
{
    private const int MostLines = 5000;
    private const int LongestLine = 4000;
    private const int LongestUrl = 1000;

    public string Tool => "har";

    public ReaderCard Card { get; } = new([Kinds.Http, Kinds.ErrorText], new("HAR 1.2 as saved by Chromium and Firefox, one value on a line", "Chromium、Firefox 保存的 HAR 1.2，每行一个值"), "", ReaderProof.Documentation);

    public IReadOnlyList<string> Commands { get; } = [];

    public IReadOnlyList<string> Anchors { get; } = ["\"request\": {"];

    public bool Opens(ReadOnlySpan<char> line) => line.Length < 100 && line.Trim() is "\"request\": {";

    public TranscriptBlock? Read(BlockContext context)
    {
        var entry = new Dictionary<string, string>(StringComparer.Ordinal);
        var (inTimings, last) = (false, -1);
        var limit = Math.Min(Math.Min(context.Limit, context.Text.Count), context.First + MostLines);
        for (var i = context.First; i < limit && last < 0; i++)
        {
            var line = context.Text.Span(i).Trim();
            if (i > context.First && Opens(line)) break;
            if (line.IsEmpty || line.Length > LongestLine) continue;
            if (inTimings && line[0] == '}') last = i;
            if (line is not ['"', ..]) continue;
            inTimings |= line.StartsWith("\"timings\": {");
            if (InTime.Match(Pair, line.ToString()) is { } pair) entry.TryAdd((inTimings ? "timings." : "") + pair.Groups["name"].Value, pair.Groups["value"].Value);
        }

        if (last < 0 || !entry.TryGetValue("url", out var url) || Entry(entry, Unescape(url)) is not { } http) return null;
        var time = Started(context, entry);
        http = http.Placed(context, Tool, context.First, last, time);
        return entry.TryGetValue("_error", out var error) && ErrorTable.Code(error.StartsWith("net::", StringComparison.Ordinal) ? error[5..] : error) is { } known
            ? new(last, [http, new ErrorText { Evidence = Rows.Unplaced, Target = http.Target, Product = known.Product, Code = known.Text, Text = error, Meaning = known.Meaning }.Placed(context, Tool, context.First, last, time)])
            : new(last, [http]);
    }

    /// <summary>The request as an observation; null for what never left the browser (its cache, a cancelled one, <c>data:</c>).</summary>
    private static Http? Entry(Dictionary<string, string> entry, string url)
    {
        if (!url.StartsWith("http", StringComparison.OrdinalIgnoreCase)) return null;
        var status = entry.TryGetValue("status", out var text) ? Figures.Small(text) : null;
        var failed = status is null or 0;
        var error = entry.GetValueOrDefault("_error");
        if (failed && error is null or "net::ERR_ABORTED" or "net::ERR_BLOCKED_BY_CLIENT") return null;
        var masked = Secrets.MaskAndCut(url, LongestUrl);
        return new Http
        {
            Evidence = Rows.Unplaced,
            Url = masked,
            Target = masked,
            Method = entry.GetValueOrDefault("method"),
            Status = failed ? null : status,
            Outcome = !failed ? status < 400 ? "ok" : "error-status" : error!.Contains("RESET", StringComparison.Ordinal) ? "reset" : "no-response",
            TargetAddress = entry.TryGetValue("serverIPAddress", out var address) && AddressText.Is(address.Trim('[', ']')) ? address.Trim('[', ']') : null,
            Redirect = entry.TryGetValue("redirectURL", out var redirect) && redirect.Length > 0 ? Secrets.MaskAndCut(Unescape(redirect), LongestUrl) : null,
            Phases = failed ? null : Phases(entry),
        };
    }

    /// <summary>HAR gives the length of each phase, -1 for one that did not happen; TLS is part of <c>connect</c>.</summary>
    private static HttpPhases? Phases(Dictionary<string, string> entry)
    {
        double? Length(string name) => entry.TryGetValue("timings." + name, out var text) && double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var ms) && ms < 1e8 ? ms : null;
        var (dns, connect, tls, wait) = (Length("dns"), Length("connect"), Length("ssl"), Length("wait"));
        if (wait is null) return null;
        var resolved = dns ?? 0;
        var connected = resolved + (connect ?? 0);
        var first = connected + (Length("send") ?? 0) + wait.Value;
        return new(Rounded(dns), Rounded(connect is null ? null : resolved + connect.Value - (tls ?? 0)), Rounded(tls is null ? null : connected), Rounded(first), Rounded(first + (Length("receive") ?? 0)));
    }

    private static double? Rounded(double? ms) => ms is null ? null : Math.Round(ms.Value, 3);

    /// <summary><c>startedDateTime</c>: before the request in Firefox, behind the response in Chromium.</summary>
    private static Moment? Started(BlockContext context, Dictionary<string, string> entry)
    {
        var text = entry.GetValueOrDefault("startedDateTime");
        for (var i = context.First - 1; text is null && i >= Math.Max(context.First - 4, 0); i--)
        {
            var line = context.Text.Span(i).Trim();
            if (line.StartsWith("\"startedDateTime\"") && line.Length < 100 && InTime.Match(Pair, line.ToString()) is { } pair) text = pair.Groups["value"].Value;
        }

        return text is not null && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var at) ? new(text, at.ToUniversalTime(), ZoneKnowledge.Stated) : context.Time;
    }

    private static string Unescape(string text) => text.Replace("\\u0026", "&", StringComparison.Ordinal).Replace("\\/", "/", StringComparison.Ordinal);

    [GeneratedRegex("""^"(?<name>[A-Za-z_]{1,24})": ("(?<value>[^"]{0,3900})"|(?<value>-?[0-9.]{1,24})),?$""", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 100)]
    private static partial Regex Pair { get; }
}
