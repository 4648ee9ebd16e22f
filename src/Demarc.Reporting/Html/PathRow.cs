using System.Globalization;
using Demarc.Model;
using Demarc.Reporting.Wording;

namespace Demarc.Reporting.Html;

/// <summary>One row of the path drawing: a hop, a run of silent hops, or the target.</summary>
internal sealed record PathRow
{
    /// <summary>TTL of the hop; the first of a run; null for a target that is no hop.</summary>
    public int? First { get; init; }

    /// <summary>Last TTL of the row.</summary>
    public int? Last { get; init; }
    public bool Silent { get; init; }
    public bool Target { get; init; }

    /// <summary>The target was seen to answer.</summary>
    public bool Reached { get; init; }
    public required string Title { get; init; }

    /// <summary>The title is an address, set in a fixed-width face.</summary>
    public bool IsAddress { get; init; }

    /// <summary>Names, AS, labels; lines below the title.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
    public string? Rtt { get; init; }
    public string? Loss { get; init; }

    /// <summary>Addresses that answered, to find an implicated one.</summary>
    public IReadOnlyList<string> Addresses { get; init; } = [];

    /// <summary>The rows of a trace, silent runs of three and more drawn as one, the target last.</summary>
    public static IReadOnlyList<PathRow> Of(PathTrace trace, VerdictView view)
    {
        var rows = new List<PathRow>();
        var hops = trace.Hops ?? [];
        for (var at = 0; at < hops.Count; at++)
        {
            var run = at;
            while (run < hops.Count && hops[run].Responders.Count == 0) run++;
            if (run - at >= 3)
            {
                rows.Add(new() { First = hops[at].Ttl, Last = hops[run - 1].Ttl, Silent = true, Title = view.Say(PathTexts.NoAnswers, hops[at].Ttl, hops[run - 1].Ttl) });
                at = run - 1;
                continue;
            }

            rows.Add(OfHop(hops[at], view, last: at == hops.Count - 1 && trace.Reached == true));
        }

        if (trace.Reached == true && rows is [.., { Target: true }]) return rows;
        var note = trace.Truncated == true ? PathTexts.Cut : trace.Reached == false ? PathTexts.TargetNotReached : PathTexts.TargetUnknown;
        rows.Add(new()
        {
            Target = true,
            Title = SafeText.Line(trace.TargetAddress ?? trace.Target ?? view.Target),
            IsAddress = true,
            Notes = [view.Say(trace.Reached == true ? PathTexts.TargetReached : note)],
        });
        return rows;
    }

    /// <summary>Further addresses of one hop that are listed; their number is told, and the evidence has them all.</summary>
    private const int MostOthers = 3;

    private static PathRow OfHop(Hop hop, VerdictView view, bool last)
    {
        if (hop.Responders.Count == 0) return new() { First = hop.Ttl, Last = hop.Ttl, Silent = true, Title = view.Say(PathTexts.NoAnswer) };
        var notes = new List<string>();
        if (last) notes.Add(view.Say(PathTexts.TargetReached));
        if (hop.Responders.Count > 1) notes.Add(view.Say(PathTexts.Responders, hop.Responders.Count));
        var others = hop.Responders.Count - 1;
        foreach (var other in hop.Responders.Skip(1).Take(others > MostOthers ? MostOthers - 1 : others)) notes.Add(About(other, withAddress: true));
        if (others > MostOthers) notes.Add("…");
        if (About(hop.Responders[0], withAddress: false) is { Length: > 0 } about) notes.Insert(last ? 1 : 0, about);
        var marks = string.Join(" ", (hop.Codes ?? []).Concat((hop.Mpls ?? []).Select(label => "MPLS " + label)).Select(SafeText.Line));
        if (marks.Length > 0) notes.Add(marks);
        return new()
        {
            First = hop.Ttl, Last = hop.Ttl, Target = last, Reached = last,
            Title = SafeText.Line(hop.Responders[0].Address ?? hop.Responders[0].Name ?? "?"), IsAddress = true,
            Notes = notes, Rtt = RttOf(hop), Loss = LossOf(hop, view),
            Addresses = [.. hop.Responders.Select(responder => responder.Address).OfType<string>()],
        };
    }

    private static string About(Responder responder, bool withAddress)
    {
        var parts = new List<string>();
        if (withAddress) parts.Add(SafeText.Line(responder.Address ?? responder.Name ?? "?"));
        if (responder.Address is not null && responder.Name is { } name) parts.Add(SafeText.Line(name));
        if (responder.Asn is { } asn) parts.Add("AS" + asn.ToString(CultureInfo.InvariantCulture));
        return string.Join(" · ", parts);
    }

    private static string? RttOf(Hop hop)
    {
        if (hop.Rtt is { Avg: { } average } && double.IsFinite(average)) return Milliseconds(average);
        var answered = (hop.RttMs ?? []).Where(rtt => rtt is { } ms && double.IsFinite(ms)).Select(rtt => rtt!.Value).Order().ToList();
        if (answered.Count == 0) return null;
        var middle = answered.Count / 2;
        return Milliseconds(answered.Count % 2 == 1 ? answered[middle] : (answered[middle - 1] + answered[middle]) / 2);
    }

    private static string Milliseconds(double ms) => ms.ToString(ms < 10 ? "0.0" : "0", CultureInfo.InvariantCulture) + " ms";

    private static string? LossOf(Hop hop, VerdictView view)
    {
        if (hop is { Sent: > 0 and var sent, Lost: > 0 and var lost }) return view.Say(PathTexts.Loss, lost, sent);
        return hop.LossPercent is > 0 and { } percent ? view.Say(PathTexts.LossPercent, percent.ToString("0.#", CultureInfo.InvariantCulture)) : null;
    }
}
