using System.Globalization;
using Demarc.Model;
using Demarc.Transcripts.Addresses;
using Demarc.Transcripts.Paths;

namespace Demarc.Transcripts.Mtr;

/// <summary>What mtr's forms for programs (JSON, CSV, XML) have in common: named figures of a hop, and the trace made of them.</summary>
internal static class MtrMachine
{
    /// <summary>A hop of the named figures; null where no hop number can be told.</summary>
    public static Hop? Hop(Func<string, string?> value)
    {
        if (!int.TryParse(value("count"), NumberStyles.None, CultureInfo.InvariantCulture, out var ttl) || ttl is < 1 or > Trace.LastTtl) return null;
        var host = value("host");
        int? sent = Number(value("Snt")) is { } s and >= 0 and < int.MaxValue ? (int)s : null;
        var loss = Number(value("Loss%") ?? value("Loss"));
        var silent = host is null or "" or "???" || loss >= 100;
        return new()
        {
            Ttl = ttl,
            Sent = sent,
            Lost = sent is { } tries && loss is { } share ? (int)Math.Round(tries * Math.Clamp(share, 0, 100) / 100) : null,
            LossPercent = loss,
            Responders = host is null or "" or "???" ? [] : [Responder(host, value("ASN"))],
            Rtt = silent ? null : new(Number(value("Last")), Number(value("Avg")), Number(value("Best")), Number(value("Wrst")), Number(value("StDev"))),
        };
    }

    /// <summary>The trace; hops listed again are further addresses of the same hop.</summary>
    public static PathTrace? Of(BlockContext context, string? target, string? vantage, IEnumerable<Hop> found, int last, Moment? time = null)
    {
        var hops = new List<Hop>();
        foreach (var hop in found)
        {
            if (hops.Count > 0 && hop.Ttl == hops[^1].Ttl)
            {
                List<Responder> responders = [.. hops[^1].Responders];
                foreach (var responder in hop.Responders) Trace.AddOnce(responders, responder);
                hops[^1] = hops[^1] with { Responders = responders };
            }
            else if (hops.Count == 0 || hop.Ttl > hops[^1].Ttl) hops.Add(hop);
        }

        var command = TraceCommand.Of(context, above: 3, static _ => false, "mtr");
        target ??= command?.Target;
        if (hops.Count == 0 && target is null) return null;
        var address = target is not null && AddressText.Is(target) ? target : null;
        var named = target is not null && hops.LastOrDefault(hop => hop.Responders.Count > 0)?.Responders.Any(responder => string.Equals(responder.Name, target, StringComparison.OrdinalIgnoreCase)) == true;
        return new()
        {
            Tool = "mtr", Vantage = vantage ?? context.Vantage, Time = time ?? context.Time, Target = target, TargetAddress = address, Protocol = command is null ? "unknown" : command.Protocol ?? "unknown",
            Port = command?.Port, Hops = hops, Reached = Trace.Reached(address, hops) ?? (named ? true : null), Evidence = context.Cite(Kinds.PathTrace, "mtr", context.First, last, vantage, time),
        };
    }

    /// <summary><c>address</c>, <c>name</c> or <c>name (address)</c>.</summary>
    private static Responder Responder(string host, string? asn)
    {
        long? origin = asn is not null && long.TryParse(asn.TrimStart('A', 'S'), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
        if (host.IndexOf(" (", StringComparison.Ordinal) is > 0 and var open && host.EndsWith(')') && AddressText.Is(host.AsSpan(open + 2, host.Length - open - 3)))
        {
            var address = host[(open + 2)..^1];
            return new(address, host[..open] == address ? null : host[..open], origin);
        }

        return AddressText.Is(host) ? new(host, null, origin) : new(null, host, origin);
    }

    public static double? Number(string? text) =>
        double.TryParse(text?.Trim().TrimEnd('%'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) ? value : null;
}
