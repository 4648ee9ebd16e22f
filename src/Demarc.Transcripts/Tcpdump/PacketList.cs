using System.Globalization;
using Demarc.Captures.Printed;
using Demarc.Model;

namespace Demarc.Transcripts.Tcpdump;

/// <summary>The connections of a block by their ends.</summary>
internal sealed class PacketList
{
    public const int MostFlows = 1000;
    public const int MostPackets = 200_000;

    private readonly Dictionary<string, (Flow Flow, bool FromOne)> _byEnds = new(StringComparer.Ordinal);
    private readonly List<Flow> _flows = [];
    private readonly PacketClock _clock = new();
    private readonly List<Flow.Kept> _packets = [];

    public long? Dropped { get; set; }

    /// <summary>Lines that may hold packets of these connections were passed over.</summary>
    public bool Incomplete { get; set; }

    public int Count => _flows.Count;

    public bool Add(in PacketLine packet, ReadOnlySpan<char> front, int line) => Add(packet, _clock.Add(front, out var moment), moment, line, HeaderOf(front), false);

    /// <summary>A packet whose time is printed as seconds since the first one.</summary>
    public bool AddSince(in PacketLine packet, double seconds, int line) => Add(packet, _clock.AddSince(seconds), null, line, default, true);

    private bool Add(in PacketLine packet, int row, Moment? moment, int line, (byte Ttl, ushort? Identification) header, bool scaled)
    {
        if (_packets.Count >= MostPackets) return false;
        var key = string.Concat(packet.Source, ">", packet.Destination);
        if (!_byEnds.TryGetValue(key, out var known) || known.Flow.IsReuse(packet, known.FromOne))
        {
            if (_flows.Count >= MostFlows) return false;
            var (source, destination) = (Endpoint.Parse(packet.Source), Endpoint.Parse(packet.Destination));
            known = known.Flow is null && Masked(source, destination) is { } masked ? (masked, masked.One.SameAs(source)) : (New(source, destination, line, moment), true);
            _byEnds[key] = known;
            _byEnds[string.Concat(packet.Destination, ">", packet.Source)] = (known.Flow, !known.FromOne);
        }

        var kept = known.Flow.Add(packet, known.FromOne, line, scaled);
        _packets.Add(kept with { Row = row, Segment = kept.Segment with { Ttl = header.Ttl, Identification = header.Identification } });
        return true;
    }

    /// <summary>An ICMP error naming both hosts of a connection: <c>X &gt; A: ICMP B unreachable - need to frag (mtu 1460)</c>.</summary>
    public bool Error(ReadOnlySpan<char> line, int number)
    {
        var finding = line.IndexOf("need to frag") > 0 ? "need-to-frag" : line.IndexOf("admin prohibited") > 0 ? "admin-prohibited" : null;
        var icmp = line.IndexOf(": ICMP ");
        if (finding is null && icmp > 0 && line.IndexOf(" unreachable") > icmp)
            finding = line[(icmp + 7)..].StartsWith("host ", StringComparison.Ordinal) ? "host-unreachable" : line[(icmp + 7)..].StartsWith("net ", StringComparison.Ordinal) ? "net-unreachable" : null;
        var arrow = line.IndexOf(" > ");
        if (finding is null || arrow < 0 || icmp <= arrow) return false;
        var to = line[(arrow + 3)..icmp].ToString();
        var rest = line[(icmp + 7)..];
        if (rest.StartsWith("host ", StringComparison.Ordinal)) rest = rest[5..];
        else if (rest.StartsWith("net ", StringComparison.Ordinal)) rest = rest[4..];
        var space = rest.IndexOf(' ');
        if (space <= 0) return false;
        var about = rest[..space].ToString();
        var any = false;
        foreach (var flow in _flows)
        {
            if (!((flow.One.Host == to && flow.Two.Host == about) || (flow.One.Host == about && flow.Two.Host == to))) continue;
            flow.Error(finding, number);
            any = true;
        }

        return any;
    }

    public IReadOnlyList<Observation> Observe(BlockContext context, string tool)
    {
        Endpoint[] servers = [.. _flows.Select(f => f.KnownServer).OfType<Endpoint>().Distinct()];
        List<PrintedFlow> told = [.. _flows.Select(f => f.Told(context, servers, tool))];
        var numbers = _flows.Select((flow, number) => (flow, number)).ToDictionary(it => it.flow, it => it.number);
        return PrintedCapture.Tell(told, _packets.Select(kept => kept.Finished(numbers[kept.Flow], _clock.Between(0, kept.Row), context.Text.Number(kept.Segment.Line))), tool, context.Vantage, Dropped, Incomplete);
    }

    /// <summary>What <c>-v</c> prints of the IP header: <c>IP (tos 0x0, ttl 64, id 4711, …)</c>, <c>IP6 (hlim 64, …)</c>.</summary>
    private static (byte Ttl, ushort? Identification) HeaderOf(ReadOnlySpan<char> front)
    {
        if (front.IndexOf('(') < 0) return default;
        return ((byte)Math.Min(Number(front, " ttl ") ?? Number(front, "hlim ") ?? 0, byte.MaxValue), Number(front, " id ") is { } id ? (ushort)id : null);

        static int? Number(ReadOnlySpan<char> text, string name)
        {
            var at = text.IndexOf(name);
            if (at < 0) return null;
            var digits = text[(at + name.Length)..];
            var end = digits.IndexOfAnyExceptInRange('0', '9');
            return ushort.TryParse(end < 0 ? digits : digits[..end], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
        }
    }

    private Flow New(Endpoint source, Endpoint destination, int line, Moment? moment)
    {
        var flow = new Flow(source, destination, line) { Time = moment };
        _flows.Add(flow);
        return flow;
    }

    /// <summary>Addresses replaced by hand differ from line to line; then the pair of ports must do.</summary>
    private Flow? Masked(Endpoint source, Endpoint destination)
    {
        if (!source.Masked && !destination.Masked) return null;
        return _flows.Find(f => (f.One.SameAs(source) && f.Two.SameAs(destination)) || (f.One.SameAs(destination) && f.Two.SameAs(source)));
    }
}
