using System.Net;
using Demarc.Model;

namespace Demarc.Transcripts.Nslookup;

/// <summary>One question to a resolver and what was printed for it.</summary>
internal sealed class NslookupQuery(string? asked, string? type)
{
    private const int MostAddresses = 200;

    private readonly List<string> _addresses = [];
    private readonly List<string> _aliases = [];
    private int _first = -1;
    private int _last = -1;
    private string? _canonical;
    private string? _rcode;
    private string? _outcome;
    private string? _failedName;
    private int _timeouts;
    private int _timeoutFirst = -1;
    private int _timeoutLast = -1;

    public string? Server { get; set; }

    public bool? Authoritative { get; set; }

    /// <summary>A name, address or failure of the answer was read.</summary>
    public bool Answered => _canonical is not null || _addresses.Count > 0 || _outcome is not null;

    public void Canonical(string name, int line)
    {
        _canonical ??= name.TrimEnd('.');
        Seen(line);
    }

    public void Address(string address, int line)
    {
        if (_addresses.Count < MostAddresses && !_addresses.Contains(address)) _addresses.Add(address);
        Seen(line);
    }

    public void Alias(string name, int line)
    {
        if (_aliases.Count < MostAddresses) _aliases.Add(name.TrimEnd('.'));
        Seen(line);
    }

    /// <summary>A wait that ended without an answer, after the resolver was named.</summary>
    public void TimedOut(int line, int last)
    {
        _timeouts++;
        if (_timeoutFirst < 0) _timeoutFirst = line;
        _timeoutLast = last;
    }

    public void Failed(string outcome, string? rcode, string? name, int line)
    {
        (_outcome, _rcode, _failedName) = (outcome, rcode ?? _rcode, name ?? _failedName);
        Seen(line);
    }

    /// <summary>The observation; null when nothing but the resolver is known.</summary>
    public Model.Dns? Observe(BlockContext context, string tool)
    {
        var outcome = _outcome ?? (_canonical is not null || _addresses.Count > 0 ? "ok" : _timeouts > 0 ? "timeout" : null);
        if (outcome is null) return null;

        // A name over an address alone may be a contact, or the server line of host.
        if (outcome == "ok" && asked is null && Server is null) return null;
        var (first, last) = outcome == "timeout" && _timeoutFirst >= 0 ? (_timeoutFirst, Math.Max(_timeoutLast, _last)) : (_first, _last);
        var name = asked?.TrimEnd('.') ?? _failedName ?? (_aliases.Count > 0 ? _aliases[0] : _canonical);
        var reverse = name is not null && IPAddress.TryParse(name, out _);
        if (!reverse && _canonical is not null && name is not null && _canonical.StartsWith(name + ".", StringComparison.OrdinalIgnoreCase)) name = _canonical;
        return new()
        {
            Tool = tool,
            Vantage = context.Vantage,
            Time = context.Time,
            Target = name,
            Name = name,
            Type = type ?? (reverse ? "PTR" : null),
            Server = Server,
            Outcome = outcome,
            Rcode = _rcode,
            Authoritative = Authoritative,
            Answers = outcome == "ok" ? Answers(name, reverse) : [],
            Evidence = context.Cite(Kinds.Dns, tool, first, last),
        };
    }

    private List<DnsAnswer> Answers(string? name, bool reverse)
    {
        if (reverse) return _canonical is null ? [] : [new(_canonical, null, "PTR")];
        var answers = new List<DnsAnswer>();
        if (_canonical is not null && !_canonical.Equals(name, StringComparison.OrdinalIgnoreCase)) answers.Add(new(_canonical, null, "CNAME"));
        answers.AddRange(_addresses.Select(a => new DnsAnswer(a, null, a.Contains(':') ? "AAAA" : "A")));
        return answers;
    }

    private void Seen(int line)
    {
        if (_first < 0) _first = line;
        _last = Math.Max(_last, line);
    }
}
