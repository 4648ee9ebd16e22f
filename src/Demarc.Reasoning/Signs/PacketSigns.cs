using Demarc.Model;

namespace Demarc.Reasoning;

/// <summary>What packet lists of connections to the subject show beyond whether they connected.</summary>
public sealed class PacketSigns : ISignRule
{
    private const int TlsPort = 443;
    private const int SeveralTimes = 2;

    /// <summary>Payload from which an acknowledged segment shows that large packets pass: the 1280 of IPv6, less its headers.</summary>
    private const int LeastFull = 1220;

    public IEnumerable<Sign> Evaluate(CaseView view)
    {
        var here = view.Of<TcpConnection>().ToArray();
        var unanswered = here.Where(t => t.State == "syn-unanswered").ToArray();
        if (unanswered.Length > 0) yield return Sign.Plain(Tests.CaptureClient, "no-reply", Cited(unanswered));
        var zero = here.FirstOrDefault(t => t.Findings?.Contains("zero-window") == true && t.Counts?.Demarc?.ZeroWindow is { Client: > 0 } or { Server: > 0 });

        // A server may let a request wait on purpose (long polling); only of requests and pages a late answer is a sign, and no strong one.
        var answers = here.Where(t => t.Findings?.Contains("waited-for-server-app") == true && (t.Http is not null || t.Tls is not null)).ToArray();
        if (answers.Length > 0) yield return Sign.Plain(Tests.Http, "slow", Cited(answers)) with { ByCause = BySender, OtherCauses = 0.15 };
        if (Forged(here) is { } forged) yield return forged;
        var ignored = view.Of<TcpConnection>().Concat(view.Of<TcpConnection>(Role.ServerItself)).Where(t => t.Findings?.Contains("syn-ignored-by-timestamp") == true).ToArray();
        if (ignored.Length > 0) yield return Sign.Plain(Tests.PawsCounter, "grow", Cited(ignored)) with { ByCause = ByTimestamp, OtherCauses = 0.01 };
        if (zero is not null) yield return Closed(zero);
        if (FirstWords(view, here) is { } first) yield return first;
        if (here.FirstOrDefault(t => t.Findings?.Contains("full-size-unacknowledged") == true) is { } large) yield return Sign.Plain(Tests.RetransmitSize, "full-size-only", [large.Evidence]);
        else if (here.FirstOrDefault(t => t.Findings?.Any(f => f is "unacknowledged" or "fell-silent") == true) is { } unheard) yield return Sign.Plain(Tests.RetransmitSize, "any-size", [unheard.Evidence]);
        else if (here.FirstOrDefault(t => t.Findings?.Contains("acknowledged-unanswered") == true && t.LargestSegment is null or { Client: >= LeastFull }) is { } heard) yield return Sign.Plain(Tests.RetransmitSize, "normal", [heard.Evidence]);
        if (here.FirstOrDefault(t => t.Findings?.Contains("silent-after-idle") == true) is { } forgotten) yield return Sign.Plain(Tests.IdleGap, "stall", [forgotten.Evidence]);
        else if (here.FirstOrDefault(t => t.Findings?.Contains("reset-after-idle") == true) is { } given) yield return Sign.Plain(Tests.IdleGap, "reset", [given.Evidence]);
        var disordered = here.Where(t => t.Findings?.Contains("received-out-of-order") == true).ToArray();
        var slow = view.Of<Download>().Any(d => d.Outcome is "slow" or "stalled");
        if (disordered.Length > 0) yield return Sign.Soft(Tests.LoadedRtt, Cited(disordered), false, 1, ("loss", 1), ("normal", slow ? 0.03 : disordered.Length >= SeveralTimes ? 0.1 : 0.3));
        // Of a transfer Demarc asked for itself. In anybody's capture a sender may pace itself on purpose, as films and chats do.
        if (here.FirstOrDefault(t => t.Tool != "capture" && t.Findings?.Contains("sender-limited") == true) is { } waited) yield return Sign.Plain(Tests.Download, "slow", [waited.Evidence]) with { ByCause = BySender, OtherCauses = 0.08 };
        if (here.FirstOrDefault(t => Prohibited(t) is not null) is { } told) yield return Sign.Plain(Tests.TraceMark, Prohibited(told)!, [told.Evidence]);
        if (AtServer([.. view.Of<TcpConnection>(Role.ServerItself)]) is { } atServer) yield return atServer;
    }

    /// <summary>Nothing was lost and nothing held back at this end: the other end had nothing to send.</summary>
    internal static readonly Dictionary<string, double> BySender = new(StringComparer.Ordinal) { ["server-error-or-slow"] = 0.8, ["server-overloaded"] = 0.8, ["bad-backend"] = 0.4, ["server-application-hangs"] = 0.3, ["transparent-proxy"] = 0.3 };

    /// <summary>Old timestamps ignored and later ones answered, nearly without exception: nothing else known picks SYNs that way.</summary>
    private static readonly Dictionary<string, double> ByTimestamp = new(StringComparer.Ordinal) { ["tw-recycle-nat"] = 0.95, ["syn-option-dropped"] = 0.03 };

    /// <summary>Whose window was closed; both where both did.</summary>
    private static Sign Closed(TcpConnection connection)
    {
        var zero = connection.Counts!.Demarc!.ZeroWindow!;
        return Sign.Soft(Tests.ZeroWindow, [connection.Evidence], false, 1, ("by-client", zero.Client > 0 ? 1 : 0.1), ("by-server", zero.Server > 0 ? 1 : 0.1));
    }

    /// <summary>
    /// A reset that came before the server's own answer, or by another way than its other packets. One whose TTL is that of the server's
    /// other packets says little: whoever forges resets well copies that too.
    /// </summary>
    private static Sign? Forged(TcpConnection[] here)
    {
        if (here.FirstOrDefault(t => t.Findings?.Contains("reset-before-answer") == true) is { } early) return Sign.Soft(Tests.ResetTtl, [early.Evidence], false, 1, ("mismatch", 1), ("match", 0.02));
        if (here.FirstOrDefault(t => t.Findings?.Contains("reset-ttl-differs") == true && t.ResetBy == "server") is { } other) return Sign.Soft(Tests.ResetTtl, [other.Evidence], false, 1, ("mismatch", 1), ("match", 0.08));
        return here.FirstOrDefault(t => t is { ResetBy: "server", ResetAfterClose: false } && t.Resets?.Any(r => r.Ttl is not null && r.Ttl == r.UsualTtl) == true) is { } same
            ? Sign.Soft(Tests.ResetTtl, [same.Evidence], false, 1, ("match", 1), ("mismatch", 0.6)) : null;
    }

    /// <summary>
    /// What became of the first thing the client said: on the TLS port that is its hello, with the server's name in it; else
    /// the request. A reset or silence before a single byte came back is telling.
    /// </summary>
    private static Sign? FirstWords(CaseView view, TcpConnection[] here)
    {
        var spoke = here.Where(t => t.HandshakeMs is not null && t.Bytes is { Client: > 0, Server: 0 } && t.Findings?.Contains("packets-missing") != true).ToArray();
        var reset = spoke.Where(t => t is { State: "reset", ResetBy: "server", ResetAfterClose: not true }).ToArray();
        var silent = spoke.Where(t => t.State == "established" && t.Counts?.Demarc?.Retransmissions?.Client >= SeveralTimes).ToArray();
        if (reset.Length + silent.Length == 0) return null;
        var tls = view.Port == TlsPort;
        if (reset.Length >= silent.Length) return Sign.Plain(tls ? Tests.Tls : Tests.Http, "reset", Cited(reset));
        return Sign.Plain(tls ? Tests.Tls : Tests.Http, tls ? "timeout" : "no-response", Cited(silent));
    }

    /// <summary>An ICMP error that quotes the connection, as an outcome of the mark a path trace would show.</summary>
    internal static string? Prohibited(TcpConnection connection) =>
        connection.HandshakeMs is null ? connection.Findings?.FirstOrDefault(f => f is "admin-prohibited" or "host-unreachable" or "net-unreachable") : null;

    /// <summary>
    /// What becomes of connections at the server itself. Where it answers others, a single address that it does not answer is somebody it does
    /// not want, or nobody at all: anyone on the internet may send a SYN. What is left counts by its share.
    /// </summary>
    private static Sign? AtServer(TcpConnection[] there)
    {
        var made = there.Where(t => t.HandshakeMs is not null).ToArray();
        var ignored = Common(there.Where(t => t.State == "syn-unanswered"), made);

        // Answered, and the client's third packet never came: only a list that holds several packets tells.
        var lost = Common(there.Where(t => t is { State: "established", HandshakeMs: null, Bytes: { Client: 0, Server: 0 }, Packets: > 3 }), made);
        var all = (double)(made.Length + ignored.Length + lost.Length);
        if (all == 0) return null;
        return Sign.Soft(Tests.CaptureServer, Cited(ignored.Length > 0 ? ignored : lost.Length > 0 ? lost : made), false, 1,
            ("arrives-no-syn-ack", ignored.Length / all), ("syn-ack-lost", lost.Length / all), ("normal", made.Length / all));
    }

    /// <summary>Connections that fared alike, from two addresses or more, or from one where no other fared otherwise.</summary>
    private static TcpConnection[] Common(IEnumerable<TcpConnection> alike, TcpConnection[] made)
    {
        var (all, well) = (alike.ToArray(), made.Select(t => Hosts.HostOf(t.Client)).ToHashSet(StringComparer.Ordinal));
        var hosts = all.Select(t => Hosts.HostOf(t.Client)).ToHashSet(StringComparer.Ordinal);
        return hosts.Count == 1 && well.Count > 0 && !well.Contains(hosts.Single()) ? [] : all;
    }

    private static IReadOnlyList<Evidence> Cited(TcpConnection[] connections) => [.. connections.Select(t => t.Evidence)];
}
