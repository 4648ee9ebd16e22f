using Demarc.Model;

namespace Demarc.Transcripts.Curl;

/// <summary>
/// One run of curl while its lines are read: connect, handshake and exchange in turn. A failure belongs to the
/// innermost phase that was still open when its words came; what curl repeats of it afterwards adds nothing.
/// </summary>
internal sealed class CurlRun(BlockContext context, CurlTarget target)
{
    private readonly List<Observation> _found = [];
    private CurlAttempts _attempts = new();
    private CurlHandshake? _tls;
    private CurlExchange? _http;
    private string? _redirect;
    private string? _tunnel;
    private bool _proxied = target.Proxy is not null;
    private bool _failed;

    /// <summary>Lines with curl's own marks have been seen, so unmarked header lines are doubles of <c>-i</c>.</summary>
    public bool Verbose { get; private set; }

    public CurlTimings Timings { get; } = new();

    public bool InBody => _http is { Status: not null, HeadersOpen: false };

    public bool HeadersOpen => _http is { HeadersOpen: true };

    public void Info(string text, int line)
    {
        Verbose = true;
        if (text.StartsWith("Trying ", StringComparison.Ordinal) && (_attempts.Connected is not null || _http is not null)) EndConnection();
        if (text.StartsWith("Connected to ", StringComparison.Ordinal) && _attempts.Connected is not null) EndConnection();
        if (_attempts.Take(text, line))
        {
            if (_attempts.Failed && _attempts.Connected is null && text.StartsWith("Failed to connect", StringComparison.Ordinal)) _failed = true;
        }
        else if (text.StartsWith("Issue another request to this URL: '", StringComparison.Ordinal))
        {
            EndConnection();
            _redirect = Secrets.MaskAndCut(text[36..].TrimEnd('\''), 500);
        }
        else if (ThroughProxy(text)) _proxied = true;
        else if (_tls?.Certificate(text, line) == true) return;
        else if (CurlHandshake.Belongs(text))
        {
            (_tls ??= new(line)).Add(text, line);
            if (_tls is { Failure: not null, Done: false }) _failed = true;
        }
        else if (!_failed) Fail(text, line);
    }

    public void Sent(string text, int line)
    {
        Verbose = true;
        if (CurlLine.IsRequest(text, out var method, out var path))
        {
            if (_http is not null) EndExchange();
            _http = new(line);
            if (method == "CONNECT") (_proxied, _tunnel) = (true, path);
        }

        _http?.Sent(text);
    }

    /// <summary>A line of the response's head; <paramref name="marked"/> when it stood after <c>&lt;</c>.</summary>
    public void Received(string text, int line, bool marked)
    {
        Verbose |= marked;
        if (!marked && CurlLine.IsStatus(text, out _) && _http is { Status: not null }) EndExchange();
        _http ??= new(line) { Method = target.Method };
        _http.Received(text, line);
        if (_http is { Method: "CONNECT", Status: >= 200 and < 300 }) _http = null;
    }

    public void Error(int code, string text, int line)
    {
        text = Secrets.MaskAndCut(text, 500);
        var before = _found.Count;
        if (!_failed) Fail(text, line, code);
        EndConnection();
        _found.Insert(Math.Min(before, _found.Count), new ErrorText
        {
            Product = "curl",
            Code = code.ToString(System.Globalization.CultureInfo.InvariantCulture),
            Text = text,
            Meaning = CurlErrors.Meaning(code, text),
            Target = Target,
            Evidence = Cite(Kinds.ErrorText, line, line),
        });
    }

    /// <summary>Everything seen, in the order of its lines.</summary>
    public IReadOnlyList<Observation> Finish()
    {
        if (Timings.Any && _http is { Status: not null }) _http.Phases = Timings.Phases();
        else if (Timings.Any) _found.Add(TimingsAlone());
        EndConnection();
        return [.. _found.Select(Place).OrderBy(o => o.Evidence.Lines![0]).ThenBy(o => o.Evidence.Lines![1])];
    }

    private string? Target => _redirect ?? target.Url ?? _tunnel ?? Derived();

    private string? Derived()
    {
        var host = _http?.Host ?? _attempts.Connected?.Name;
        if (host is null) return null;
        return _http is null ? host : (_tls is null ? "http://" : "https://") + host;
    }

    private string? Url => _redirect ?? target.Url ?? (_http is { Method: "CONNECT" } ? _tunnel : _http?.Host is { } && _http.Path is ['/', ..] ? Secrets.MaskAndCut(Derived() + _http.Path, 500) : Target);

    private Observation Place(Observation observation) => observation with { Tool = "curl", Vantage = context.Vantage, Time = context.Time };

    private Evidence Cite(string kind, int first, int last) => context.Cite(kind, "curl", first, last);

    private void EndConnection()
    {
        var at = Target;
        var proxy = _proxied ? target.Proxy ?? (_attempts.Connected is { } made ? made.Name + ":" + made.Port.ToString(System.Globalization.CultureInfo.InvariantCulture) : "proxy") : null;
        _found.AddRange(_attempts.Observe(at, proxy, Cite));
        if (_tls?.Observe(Cite) is { } tls)
        {
            var direct = proxy is null ? _attempts.Connected : null;
            _found.Add(tls with { Target = at, TargetAddress = direct?.Address, Port = direct?.Port });
        }

        EndExchange();
        (_attempts, _tls, _failed) = (new(), null, false);
    }

    private void EndExchange()
    {
        if (_http?.Observe(Url, Cite) is { } http) _found.Add(http);
        _http = null;
    }

    private static bool ThroughProxy(string text) =>
        text.StartsWith("Establish HTTP proxy tunnel", StringComparison.Ordinal) || text.StartsWith("SOCKS", StringComparison.Ordinal)
        || text.StartsWith("Uses proxy env variable http", StringComparison.Ordinal) || text.StartsWith("Uses proxy env variable HTTP", StringComparison.Ordinal)
        || text.StartsWith("Uses proxy env variable all", StringComparison.OrdinalIgnoreCase) || text.StartsWith("CONNECT tunnel", StringComparison.Ordinal);

    /// <summary>Gives a failure told in words to the phase it ended.</summary>
    private void Fail(string text, int line, int code = 0)
    {
        if (CurlErrors.Has(text, "resolve host") || CurlErrors.Has(text, "Resolving timed out") || code == 6)
        {
            Unresolved(text, line);
        }
        else if (_http is null && (code is 35 or 51 or 60 || (_tls is { Done: false })))
        {
            var tls = _tls ?? new(line);
            if (!tls.Fail(text, line)) return;
            (_tls, _failed) = (tls, true);
        }
        else if (_attempts.Connected is null && _http is null && (code == 7 || (code is 0 or 28 && CurlErrors.Timeout(text) == "connect-timeout" && CurlErrors.AfterMs(text) is not null)))
        {
            Unconnected(text, line);
        }
        else if (CurlErrors.Has(text, "Empty reply from server") || code == 52) Broken("no-response", line);
        else if (CurlErrors.Has(text, "bytes remaining to read")) CutShort(text, line);
        else if (CurlErrors.Received(text, out var got, out var expected) && CurlErrors.Has(text, "timed out")) Stalled(got, expected, line);
        else if (code == 28 && CurlErrors.Has(text, "too slow")) Crawled(line);
        else if (CurlErrors.IsReset(text) && (_http is not null || code is 55 or 56)) Broken("reset", line);
    }

    private void Unresolved(string text, int line)
    {
        var colon = text.IndexOf("host: ", StringComparison.OrdinalIgnoreCase);
        var name = colon < 0 ? null : text[(colon + 6)..].Split(';', ' ')[0].Trim('\'', '"');
        var proxy = CurlErrors.Has(text, "Resolving timed out") ? "timeout" : CurlErrors.Has(text, "Name or service not known") ? "nxdomain" : null;
        _found.Add(new Model.Dns { Name = name, Target = name, Outcome = proxy, Ms = CurlErrors.AfterMs(text), Evidence = Cite(Kinds.Dns, line, line) });
        _failed = true;
    }

    private void Unconnected(string text, int line)
    {
        if (_attempts.Failed) return;
        _failed = true;
        if (_attempts.Any)
        {
            if (_attempts.Take("Failed to connect to ? port 0 " + text, line)) return;
        }

        CurlAttempts.FailedTo(text, out var name, out var port, out var why);
        var (outcome, reason) = CurlErrors.Connecting(why.Length > 0 ? why : text);
        _found.Add(new Connect
        {
            Target = Target ?? (name.Length > 0 ? name : null),
            TargetAddress = System.Net.IPAddress.TryParse(name, out _) ? name : null,
            Port = port,
            ViaProxy = target.Proxy,
            Outcome = outcome,
            Code = reason,
            Ms = CurlErrors.AfterMs(text),
            Evidence = Cite(Kinds.Connect, line, line),
        });
    }

    private void Broken(string outcome, int line)
    {
        _failed = true;
        if (_http is { Status: not null }) _found.Add(new Download { Url = Url, Target = Url, ExpectedBytes = _http.Announced, Outcome = outcome == "reset" ? "reset" : null, Evidence = Cite(Kinds.Download, line, line) });
        else _found.Add(new Http { Url = Url, Target = Url, Method = _http?.Method ?? target.Method, Outcome = outcome, Evidence = Cite(Kinds.Http, line, line) });
    }

    private void Stalled(long got, long? expected, int line)
    {
        if (got == 0 && _http is not { Status: not null })
        {
            Broken("no-response", line);
            return;
        }

        _failed = true;
        _found.Add(new Download { Url = Url, Target = Url, Bytes = got, ExpectedBytes = expected ?? _http?.Announced, Outcome = "stalled", StalledAtByte = got, Evidence = Cite(Kinds.Download, line, line) });
    }

    /// <summary>Ended by <c>--speed-limit</c>: how much had come by then is not told.</summary>
    private void Crawled(int line)
    {
        _failed = true;
        _found.Add(new Download { Url = Url, Target = Url, ExpectedBytes = _http?.Announced, Outcome = "slow", Evidence = Cite(Kinds.Download, line, line) });
    }

    private void CutShort(string text, int line)
    {
        _failed = true;
        var words = text.Split(' ');
        var at = Array.IndexOf(words, "bytes");
        var announced = _http?.Announced;
        long? got = at > 0 && long.TryParse(words[at - 1], System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var left) && announced >= left ? announced - left : null;
        _found.Add(new Download { Url = Url, Target = Url, Bytes = got, ExpectedBytes = announced, Outcome = "reset", Evidence = Cite(Kinds.Download, line, line) });
    }

    private Http TimingsAlone() => new()
    {
        Url = Url,
        Target = Url,
        Status = Timings.Status,
        Outcome = Timings.Status is { } status ? status < 400 ? "ok" : "error-status" : null,
        Phases = Timings.Phases(),
        Evidence = Cite(Kinds.Http, Timings.First, Timings.Last),
    };
}
