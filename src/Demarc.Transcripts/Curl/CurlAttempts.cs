using Demarc.Model;
using Demarc.Transcripts.Tables;

namespace Demarc.Transcripts.Curl;

/// <summary>
/// The connection attempts of one request: curl tries addresses side by side (RFC 8305), so an attempt that is
/// never mentioned again was dropped, not failed.
/// </summary>
internal sealed class CurlAttempts
{
    private readonly List<Attempt> _tried = [];

    /// <summary>Name, address, port and line of the connection that was made.</summary>
    public (string Name, string? Address, int Port, int Line)? Connected { get; private set; }

    /// <summary>Any attempt failed in words.</summary>
    public bool Failed => _tried.Exists(a => a.Line >= 0);

    public bool Any => Connected is not null || _tried.Count > 0;

    /// <summary>Takes the line if it speaks of connecting.</summary>
    public bool Take(string text, int line)
    {
        if (text.StartsWith("Trying ", StringComparison.Ordinal)) return Trying(text[7..]);
        if (ConnectedTo(text, out var name, out var address, out var port))
        {
            Connected = (name, address, port, line);
            return true;
        }

        if (text.StartsWith("connect to ", StringComparison.Ordinal) && text.Contains(" failed: ", StringComparison.Ordinal))
        {
            var words = text.Split(' ', 6);
            Fail(words.Length > 2 ? words[2] : null, words.Length > 4 ? Figures.Port(words[4]) : null, text[(text.IndexOf(" failed: ", StringComparison.Ordinal) + 9)..], line);
            return true;
        }

        if (text.StartsWith("Immediate connect fail for ", StringComparison.Ordinal) && text.IndexOf(": ", StringComparison.Ordinal) is > 27 and var colon)
        {
            Fail(text[27..colon], null, text[(colon + 2)..], line);
            return true;
        }

        if (text.EndsWith("move on!", StringComparison.Ordinal))
        {
            Fail(null, null, "timed out " + text, line);
            return true;
        }

        if (!FailedTo(text, out _, out var failedPort, out var why)) return false;
        Fail(null, failedPort, why, line, summary: true);
        return true;
    }

    /// <summary><c>Failed to connect to NAME port N [after M ms]: why</c>; also with the older <c>couldn't connect to host</c> left aside.</summary>
    public static bool FailedTo(string text, out string name, out int? port, out string why)
    {
        (name, port, why) = ("", null, "");
        if (!text.StartsWith("Failed to connect to ", StringComparison.Ordinal)) return false;
        var words = text[21..].Split(' ', 4);
        if (words.Length < 3 || words[1] != "port") return false;
        name = words[0];
        port = Figures.Port(words[2].TrimEnd(':'));
        why = words.Length > 3 ? words[3] : "";
        return true;
    }

    public IEnumerable<Connect> Observe(string? target, string? proxy, Func<string, int, int, Evidence> cite)
    {
        foreach (var attempt in _tried)
        {
            if (attempt.Line < 0) continue;
            yield return new Connect
            {
                Target = target,
                TargetAddress = proxy is null ? attempt.Address : null,
                Port = proxy is null ? attempt.Port : null,
                ViaProxy = proxy,
                Outcome = attempt.Outcome,
                Code = attempt.Code,
                Ms = attempt.Ms,
                Evidence = cite(Kinds.Connect, attempt.Line, attempt.Last),
            };
        }

        if (Connected is not { } made) yield break;
        yield return new Connect
        {
            Target = target ?? made.Name,
            TargetAddress = proxy is null ? made.Address : null,
            Port = proxy is null ? made.Port : null,
            ViaProxy = proxy,
            Outcome = "ok",
            Evidence = cite(Kinds.Connect, made.Line, made.Line),
        };
    }

    private bool Trying(string rest)
    {
        var end = rest.IndexOf("...", StringComparison.Ordinal);
        if (end <= 0 || rest.AsSpan(0, end).Contains(' ')) return false;
        var address = rest[..end];
        int? port = null;
        if (address is ['[', ..] && address.IndexOf(']') is > 0 and var close)
        {
            port = close + 1 < address.Length ? Figures.Port(address[(close + 1)..].TrimStart(':')) : null;
            address = address[1..close];
        }
        else if (address.LastIndexOf(':') is > 0 and var colon && address.IndexOf(':') == colon && Figures.Port(address.AsSpan(colon + 1)) is { } named)
        {
            (address, port) = (address[..colon], named);
        }

        if (_tried.Count < 50) _tried.Add(new(address, port));
        return true;
    }

    /// <summary>The final summary line of curl repeats the last failure, so it only fills what is still open.</summary>
    private void Fail(string? address, int? port, string why, int line, bool summary = false)
    {
        var attempt = address is not null ? _tried.FindLast(a => a.Address == address) : _tried.FindLast(a => a.Line < 0) ?? (_tried.Count > 0 ? _tried[^1] : null);
        if (attempt is null)
        {
            attempt = new(address, port);
            _tried.Add(attempt);
        }

        var (outcome, code) = CurlErrors.Connecting(why);
        var ms = CurlErrors.AfterMs(why);
        attempt.Port ??= port;
        if (attempt.Line < 0) attempt.Line = line;
        else if (summary && (_tried.Count > 1 || (ms is null && attempt.Outcome is not null))) return;
        attempt.Last = line;
        attempt.Outcome ??= outcome;
        attempt.Code ??= code;
        attempt.Ms = ms ?? attempt.Ms;
    }

    private static bool ConnectedTo(string text, out string name, out string? address, out int port)
    {
        (name, address, port) = ("", null, 0);
        if (!text.StartsWith("Connected to ", StringComparison.Ordinal)) return false;
        var open = text.IndexOf(" (", 13, StringComparison.Ordinal);
        var close = open < 0 ? -1 : text.IndexOf(") port ", open, StringComparison.Ordinal);
        if (close < 0 || Figures.Port(text[(close + 7)..].Split(' ')[0]) is not { } number) return false;
        name = text[13..open];
        address = text[(open + 2)..close];
        if (address.Length == 0) address = System.Net.IPAddress.TryParse(name, out _) ? name : null;
        if (name == "(nil)") name = address ?? "";          // what curl 7.50 and its neighbours print without a name
        port = number;
        return true;
    }

    private sealed class Attempt(string? address, int? port)
    {
        public string? Address { get; } = address;

        public int? Port { get; set; } = port;

        public int Line { get; set; } = -1;

        public int Last { get; set; } = -1;

        public string? Outcome { get; set; }

        public string? Code { get; set; }

        public double? Ms { get; set; }
    }
}
