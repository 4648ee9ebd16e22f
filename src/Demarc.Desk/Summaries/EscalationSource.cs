using Demarc.Desk.Cases;
using Demarc.Desk.Requests;
using Demarc.Desk.Store;
using Demarc.Model;

namespace Demarc.Desk.Summaries;

/// <summary>Gathers what an escalation is drafted from out of a case: the flows, the traces, when, and what the evidence speaks against.</summary>
public static class EscalationSource
{
    private const int MostFlows = 20;
    private const int MostTraces = 6;
    private const int MostLines = 80;

    /// <summary>Sides below this are excluded, where something speaks against them.</summary>
    private const double Excluded = 0.05;

    /// <summary>The escalation of a case; what it holds is what the latest verdict rests on.</summary>
    /// <exception cref="DeskFault">The case has no verdict yet.</exception>
    public static Escalation Of(CaseDesk desk, CaseRecord it)
    {
        var latest = desk.Verdicts.Latest(it.Id)?.Open() ?? throw new DeskFault(DeskFaultKind.Conflict, new("there is nothing to hand over yet: the case has no verdict", "尚无可移交的内容：案例还没有结论"));
        var pieces = desk.Evidence.Of(it.Id);
        var observations = desk.Verdicts.Engine.Read(pieces, default).Input.Observations;
        var times = pieces.SelectMany(piece => new[] { piece.CoversFrom, piece.CoversTo }).OfType<DateTimeOffset>().ToList();
        var flows = Flows(observations).Distinct().Take(MostFlows).ToList();
        return new()
        {
            Case = it.Number,
            Title = it.Title,
            Asks = latest.Verdict.Tell is { } tell ? [new(tell.En, tell.Zh)] : flows.Count == 0 ? [new("Please tell us of faults and changes at your side between the times below.", "请告知贵方在下列时段内的故障与变更情况。")] : [new("Please look for these packets in your devices between the times below, and tell us where they arrive and where they end.", "请在下列时段内于贵方设备上查找这些报文，并告知在何处收到、在何处终止。")],
            Window = times.Count > 0 ? new(times.Min(), times.Max()) : new(it.Opened, it.Opened),
            Flows = flows,
            Traces = [.. observations.OfType<PathTrace>().Where(trace => trace.Hops is { Count: > 0 }).Take(MostTraces).Select(Trace)],
            Excluded = [.. Exclusions(latest)],
            Files = [.. pieces.Where(piece => piece.Erased is null).Select(piece => new EvidenceFile($"{piece.Label} {piece.Name}", piece.Size, piece.Sha256, piece.GivenBy ?? ""))],
            Verdict = latest.Verdict,
            Contact = desk.Settings.Mailboxes is [var mailbox, ..] ? mailbox : it.Number,
        };
    }

    private static IEnumerable<FiveTuple> Flows(IEnumerable<Observation> observations)
    {
        foreach (var observation in observations)
        {
            if (observation is TcpConnection { Client: { } client, Server: { } server, State: "syn-unanswered" or "reset" or "half-open" } tcp)
                yield return new("TCP", Host(client), Port(client), Host(server), Port(server), tcp.State);
            else if (observation is Connect { Outcome: not (null or "ok"), ViaProxy: null } connect)
                yield return new("TCP", connect.Vantage ?? "?", null, connect.TargetAddress ?? connect.Target ?? "?", connect.Port, connect.Outcome);
        }
    }

    /// <summary>A trace from the server's side goes the other way.</summary>
    private static DirectedTrace Trace(PathTrace trace) => new(
        trace.Vantage is not ("server" or "server-itself" or "server-side"), trace.Vantage ?? "?", trace.TargetAddress ?? trace.Target ?? "?", trace.Time?.Utc, [.. trace.Evidence.Text.Split('\n').Take(MostLines)]);

    private static IEnumerable<Exclusion> Exclusions(VerdictDocument document)
    {
        foreach (var share in document.Sides.Where(share => share is { Probability: < Excluded, Side: not (Side.Undetermined or Side.Healthy) }))
        {
            var against = document.Hypotheses.Where(it => it.Side == share.Side).SelectMany(it => it.Against).OrderByDescending(it => Math.Abs(it.Weight)).FirstOrDefault();
            if (against is null) continue;
            var text = Demarc.Reasoning.TestTexts.Outcome(against.Test, against.Outcome);
            yield return new(share.Side.Name(), text);
        }

        foreach (var claim in document.Claims.Where(it => it.Status == "refuted")) yield return new(Claims.Find(claim.Claim)?.Name ?? new(claim.Claim, claim.Claim), new(claim.En, claim.Zh));
    }

    private static string Host(string end) => end.LastIndexOf(':') is > 0 and var at ? end[..at].Trim('[', ']') : end;

    private static int? Port(string end) => end.LastIndexOf(':') is > 0 and var at && int.TryParse(end[(at + 1)..], System.Globalization.CultureInfo.InvariantCulture, out var port) ? port : null;
}
