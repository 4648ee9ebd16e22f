using System.Globalization;
using Demarc.Model;

namespace Demarc.Transcripts.Curl;

/// <summary>One HTTP request and what came back for it.</summary>
internal sealed class CurlExchange(int first)
{
    private const int MostHeaders = 40;
    private const int LongestHeader = 300;

    private readonly List<string> _headers = [];
    private int _statusLine = -1;
    private int _last = first;
    private bool _headersOpen;

    public string? Method { get; set; }

    public string? Path { get; private set; }

    /// <summary>The Host header of the request.</summary>
    public string? Host { get; private set; }

    public int? Status { get; private set; }

    /// <summary>Body length the server announced.</summary>
    public long? Announced { get; private set; }

    /// <summary>Headers are still coming.</summary>
    public bool HeadersOpen => _headersOpen;

    public HttpPhases? Phases { get; set; }

    private string? Server { get; set; }

    private string? Redirect { get; set; }

    /// <summary>A line of the request; the first is the request line.</summary>
    public void Sent(string text)
    {
        if (CurlLine.IsRequest(text, out var method, out var path)) (Method, Path) = (method, path);
        else if (text.StartsWith("Host: ", StringComparison.OrdinalIgnoreCase)) Host ??= text[6..].Trim();
    }

    /// <summary>A line of the response's head.</summary>
    public void Received(string text, int line)
    {
        if (CurlLine.IsStatus(text, out var status))
        {
            if (status >= 200) (Status, _statusLine) = (status, line);
            _headersOpen = true;
            _last = line;
            return;
        }

        if (text.Length == 0) _headersOpen = false;
        if (text.Length == 0 || Status is null || !CurlLine.IsHeader(text)) return;
        _last = line;
        var colon = text.IndexOf(':');
        var (name, value) = (text[..colon], text[(colon + 1)..].Trim());
        if (Is(name, "Content-Length") && long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var length)) Announced = length;
        if (Is(name, "Server")) Server ??= Secrets.MaskAndCut(value, LongestHeader);
        if (Is(name, "Location")) Redirect ??= Secrets.MaskAndCut(value, LongestHeader);
        if (_headers.Count < MostHeaders && !Is(name, "Set-Cookie")) _headers.Add(Secrets.MaskAndCut(text, LongestHeader));
    }

    /// <summary>The observation of an answered request; null when no status came.</summary>
    public Http? Observe(string? url, Func<string, int, int, Evidence> cite) => Status is not { } status ? null : new Http
    {
        Url = url,
        Target = url,
        Method = Method,
        Status = status,
        Outcome = status < 400 ? "ok" : "error-status",
        ExpectedBytes = Announced,
        Headers = _headers.Count > 0 ? _headers : null,
        Server = Server,
        Redirect = Redirect,
        Phases = Phases,
        Evidence = cite(Kinds.Http, _statusLine, Math.Max(_last, _statusLine)),
    };

    private static bool Is(string name, string header) => name.Equals(header, StringComparison.OrdinalIgnoreCase);
}
