using System.Buffers.Binary;
using System.Globalization;
using Demarc.Captures.Applications;
using Demarc.Captures.Connections;
using Demarc.Captures.Decoding;
using Demarc.Model;
using Demarc.Wire;
using IPAddress = System.Net.IPAddress;

namespace Demarc.Captures.Telling;

/// <summary>What a capture tells beside its connections: name lookups, who answers for an address, handshakes and requests as such.</summary>
internal static class OtherSightings
{
    /// <summary>A lookup counts as unanswered when the capture went on this long after it.</summary>
    private const long LookupPatience = 2_000_000_000;

    /// <summary>A name lookup; null for one that was cut off by the end of the capture.</summary>
    public static Dns? Of(DnsLedger.Lookup it, Sighting sighting)
    {
        var answered = it.AnswerFrame != 0;
        if (!answered && (sighting.Dropped > 0 || (it.Sent < 2 && sighting.End - it.LastTime < LookupPatience))) return null;
        var type = DnsView.TypeName(it.Type);
        var server = sighting.Ends.HostText(it.Server);
        var (time, vantage) = (Sighting.At(it.Time), sighting.VantageOf(it.Server, it.Client));
        var second = it.SecondFrame != 0 && !(sighting.Dropped > 0);
        var rcode = answered ? DnsView.RcodeName(it.Rcode) : null;
        var text = new List<string> { Invariant($"{sighting.Ends.HostText(it.Client)} asked {server} for {it.Name} {type} in frame {it.QueryFrame}{(it.Sent > 1 ? Invariant($", {it.Sent} times") : "")}") };
        text.Add(answered ? Invariant($"{rcode} in frame {it.AnswerFrame}{Listed(it.Answers)}") : "no answer");
        if (second) text.Add(Invariant($"a second answer in frame {it.SecondFrame}: {DnsView.RcodeName(it.SecondRcode)}{Listed(it.SecondAnswers)}"));
        int[] frames = [.. new[] { it.QueryFrame, it.AnswerFrame, second ? it.SecondFrame : 0 }.Where(frame => frame > 0)];
        return new()
        {
            Tool = "capture",
            Vantage = vantage,
            Time = time,
            Target = it.Name,
            Name = it.Name,
            Type = type,
            Server = server,
            Transport = "udp",
            Outcome = !answered ? "timeout" : it.Rcode switch { 0 => "ok", 2 => "servfail", 3 => "nxdomain", 5 => "refused", _ => null },
            Answers = answered ? [.. it.Answers.Select(Answer)] : null,
            Second = second ? [.. it.SecondAnswers.Select(Answer)] : null,
            Ms = answered ? Waits.Milliseconds(it.AnswerTime - it.LastTime) : null,
            Authoritative = answered ? it.Authoritative : null,
            Rcode = rcode,
            Evidence = sighting.Cite(Kinds.Dns, time, frames, string.Join('\n', text), vantage),
        };
    }

    /// <summary>A run of ping; null where too little of it is in the capture.</summary>
    public static Ping? Of(EchoLedger.Ping it, Sighting sighting)
    {
        var sent = it.Sent - it.Pending(sighting.End, LookupPatience);
        if (sent <= 0 || (sighting.Dropped > 0 && it.Received < sent)) return null;
        var (target, time, vantage) = (sighting.Ends.HostText(it.Target), Sighting.At(it.FirstTime), sighting.VantageOf(it.Target, it.Sender));
        int[] frames = [.. new[] { it.FirstFrame, it.FirstUnanswered }.Where(frame => frame > 0).Distinct().Order()];
        return new()
        {
            Tool = "capture",
            Vantage = vantage,
            Time = time,
            Target = target,
            TargetAddress = target,
            Size = it.Size,
            Sent = sent,
            Received = it.Received,
            RttMs = it.Milliseconds,
            ReplyTtls = [.. it.Ttls],
            Evidence = sighting.Cite(Kinds.Ping, time, frames, Invariant($"{sighting.Ends.HostText(it.Sender)} pinged {target} from frame {it.FirstFrame} on: {sent} requests, {it.Received} answers{(it.Received < sent && it.FirstUnanswered > 0 ? Invariant($", first without one in frame {it.FirstUnanswered}") : "")}"), vantage),
        };
    }

    /// <summary>An address that two stations claim in turn, or that nobody answers for.</summary>
    public static IEnumerable<Neighbour> Of(ArpLedger.Address it, Sighting sighting)
    {
        Span<byte> octets = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(octets, it.Value);
        var address = new IPAddress(octets).ToString();
        if (it.Disputed)
        {
            var text = Invariant($"{address} is claimed by {string.Join(" and ", it.Claims.Select(claim => Invariant($"{Mac(claim.Mac)} (frame {claim.Frame})")))}");
            return [.. it.Claims.Select(claim => new Neighbour { Tool = "capture", Vantage = sighting.VantageOfAll, Target = address, Address = address, Mac = Mac(claim.Mac), Evidence = Cite([claim.Frame], text) })];
        }

        return it is { Claims.Count: 0, Asked: >= 3 } && !(sighting.Dropped > 0)
            ? [new() { Tool = "capture", Vantage = sighting.VantageOfAll, Target = address, Address = address, State = "incomplete", Evidence = Cite([it.AskedFrame], Invariant($"who has {address} was asked {it.Asked} times from frame {it.AskedFrame} on, and nobody answered")) }]
            : [];

        Evidence Cite(IReadOnlyList<int> frames, string text) => sighting.Cite(Kinds.Neighbour, null, frames, text, sighting.VantageOfAll);
    }

    /// <summary>The TLS handshake of a connection as an observation of its own; null where its outcome is not seen.</summary>
    public static Tls? Handshake(in Connection it, TcpConnection told)
    {
        if (it.Talk is not { Tls: { ClientHello: { } hello } tls } talk) return null;
        var outcome = tls.Complete && IsClean(it, told) ? "ok"
            : talk.Greeting is not null ? "plaintext"
            : tls.Alert is { Level: 2 } ? "alert"
            : told is { State: "reset", ResetBy: "server", ResetAfterClose: false } && tls.ServerHello is null ? "reset"
            : told.Findings?.Any(f => f is "acknowledged-unanswered" or "unacknowledged") == true ? "timeout"
            : null;
        if (outcome is null) return null;
        var (address, port) = Split(told.Server!);
        return new()
        {
            Tool = told.Tool,
            Vantage = told.Vantage,
            Time = told.Time,
            Target = hello.ServerName ?? told.Server,
            TargetAddress = address,
            Port = port,
            Sni = hello.ServerName,
            Outcome = outcome,
            Version = tls.ServerHello is { } answer ? TlsNames.Version(answer.Version) : null,
            Alert = tls.Alert is { } alert ? TlsNames.Alert(alert.Code) : null,
            Chain = tls.Chain is { Count: > 0 } chain ? [.. chain.Select(c => new Certificate(c.Subject, c.Issuer, Day(c.NotBefore), Day(c.NotAfter)))] : null,
            StalledAfter = outcome is "timeout" or "reset" ? "client-hello" : null,
            Evidence = told.Evidence with { Kind = Kinds.Tls },
        };
    }

    /// <summary>
    /// How a connection's HTTP requests fared as an observation; null where HTTP itself does not tell, as of a few server errors among good
    /// answers, and where a proxy was asked: its answers are its own, whatever host it was asked for.
    /// </summary>
    public static Http? Request(in Connection it, TcpConnection told)
    {
        if (it.Talk is not { Http: { Requests: > 0, ToProxy: false } http, Greeting: null }) return null;
        var error = http.Prevailing;
        var outcome = error > 0 ? "error-status"
            : told.Findings?.Contains("acknowledged-unanswered") == true ? IsHeldOpen(it) ? null : "no-response"
            : http.Status is > 0 and < 500 && !http.Owed && IsClean(it, told) ? "ok"
            : null;
        if (outcome is null) return null;
        return new()
        {
            Tool = told.Tool,
            Vantage = told.Vantage,
            Time = told.Time,
            Target = http.Host ?? told.Server,
            Url = http.Host is null ? null : $"http://{http.Host}/",
            Method = http.Method,
            Outcome = outcome,
            Status = error > 0 ? error : http.LastStatus > 0 && http.LastStatus < 400 ? http.LastStatus : null,
            TargetAddress = Split(told.Server!).Address,
            Evidence = told.Evidence with { Kind = Kinds.Http },
        };
    }

    /// <summary>Both ends keep the connection alive and the client still waits at the capture's end: a server may hold a request back on purpose.</summary>
    private static bool IsHeldOpen(in Connection it) => !it.IsOver && (it.One.Trouble?.Counts.KeepAlives ?? 0) + (it.Two.Trouble?.Counts.KeepAlives ?? 0) > 0;

    /// <summary>Whether what was said also came through: acknowledged to the end, nothing cut off, nobody silent, nobody waited for.</summary>
    private static bool IsClean(in Connection it, TcpConnection told)
    {
        ref readonly var server = ref it.ClientFirst ? ref it.Two : ref it.One;
        return server.Acknowledged >= server.Highest - (server.Fin ? 1 : 0) && told.State is "established" or "closed"
            && told.Findings?.Any(f => f is "full-size-unacknowledged" or "fell-silent" or "packets-missing" or "waited-for-server-app" or "zero-window" or "reset-after-data") != true;
    }

    private static (string Address, int? Port) Split(string end)
    {
        var colon = end.LastIndexOf(':');
        return (end[..colon].Trim('[', ']'), int.TryParse(end[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var port) ? port : null);
    }

    private static DnsAnswer Answer((string Text, int Ttl, string Type) it) => new(it.Text, it.Ttl, it.Type);

    private static string Listed(IReadOnlyList<(string Text, int Ttl, string Type)> answers) => answers.Count == 0 ? "" : ": " + string.Join(", ", answers.Select(a => a.Text));

    private static string Day(DateTime time) => time.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    private static string Mac(ulong mac) => string.Join(':', Enumerable.Range(0, 6).Select(i => ((byte)(mac >> (40 - (8 * i)))).ToString("x2", CultureInfo.InvariantCulture)));

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
