using System.Globalization;
using Demarc.Model;
using Demarc.Probing;
using Demarc.Probing.Services;

namespace Demarc.Checking.Measuring;

/// <summary>
/// What the kernel says of a visit's connection: was the request acknowledged, were segments sent again, did answers come out of
/// order? It tells a program that does not answer from a network that does not carry.
/// </summary>
internal static class Carried
{
    /// <summary>One gap may be chance; several are losses on the way here.</summary>
    private const long SeveralGaps = 2;

    public static IEnumerable<Observation> Of(VisitResult result, ProbeLog log)
    {
        if (result is not { Info: { } info, Connect: { Outcome: "ok" } connect }) yield break;
        var answered = result.Http?.Outcome is not (null or "no-response") || (result.Http is null && result.Tls?.Outcome is not ("timeout" or "reset"));
        List<string> findings = [];
        if (!answered && info.Unacknowledged > 0 && (info.Retransmits > 0 || info.Backoff > 0)) findings.Add("unacknowledged");
        if (!answered && info is { Unacknowledged: 0, Lost: 0 } && connect.Ms is not null) findings.Add("acknowledged-unanswered");
        if (info.OutOfOrder >= SeveralGaps) findings.Add("received-out-of-order");
        if (result.Http?.Outcome == "slow" && info is { OutOfOrder: 0, OwnWindow: not 0, Retransmits: 0 }) findings.Add("sender-limited");
        if (info.PeerWindow == 0) findings.Add("zero-window-by-server");
        if (info.OwnWindow == 0) findings.Add("zero-window-by-client");
        var text = string.Create(CultureInfo.InvariantCulture, $"connection to {connect.TargetAddress}:{connect.Port}\n{info.Text}");
        if (findings.Count > 0) text += "\n" + string.Join(", ", findings);
        var evidence = log.Enter(Kinds.TcpConnection, text);
        yield return new TcpConnection
        {
            Tool = ProbeLog.Tool, Vantage = log.Vantage, Target = connect.Target, Time = evidence.Time, Evidence = evidence,
            Client = null, Server = string.Create(CultureInfo.InvariantCulture, $"{connect.TargetAddress}:{connect.Port}"), State = "established", HandshakeMs = connect.Ms,
            Counts = new(null, new() { SynRetransmissions = connect.Retransmits, Retransmissions = new((int?)Math.Min(int.MaxValue, info.Retransmits), null) }), Findings = findings, Place = "client",
        };
    }
}
