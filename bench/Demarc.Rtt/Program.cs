using System.Diagnostics;
using System.Globalization;
using System.Net;
using Demarc.Probing;
using Demarc.Probing.Ports;

// Demarc.Rtt ADDRESS ROUNDS [raw]: every hop and every kind of answer, all in flight at once, round after round.
// Prints: protocol, probe id, TTL, source port, kind of answer, RTT in µs, where the stamps are from.
// Demarc.Rtt many ADDRESS COUNT PACKETS-A-SECOND PROTOCOL: traces of so many targets from that address on, at once.
const int hops = 5;
if (args is ["many", var from, var many, var pace, var by])
{
    // Routers of bench/compare/trace_many.py: the TTL, then the last two octets of the target.
    return Demarc.Rtt.Many.Run(IPAddress.Parse(from), int.Parse(many, CultureInfo.InvariantCulture), double.Parse(pace, CultureInfo.InvariantCulture), Enum.Parse<ProbeProtocol>(by, ignoreCase: true), (target, ttl) =>
    {
        var end = target.GetAddressBytes();
        return new([10, (byte)ttl, end[2], end[3]]);
    });
}

if (args is not [var address, var rounds, ..] || !IPAddress.TryParse(address, out var target) || !int.TryParse(rounds, CultureInfo.InvariantCulture, out var count))
{
    Console.Error.WriteLine("usage: Demarc.Rtt ADDRESS ROUNDS [raw]");
    return 2;
}

var opening = Stopwatch.GetTimestamp();
var compiled = System.Runtime.JitInfo.GetCompiledMethodCount();
using var port = PacketPorts.Open(raw: args is [_, _, "raw"]);
var opened = Stopwatch.GetElapsedTime(opening);
Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"opened and warmed up in {opened.TotalMilliseconds:0.0} ms, {System.Runtime.JitInfo.GetCompiledMethodCount() - compiled} methods compiled late"));
var id = 0;
for (var round = 0; round < count; round++)
{
    var probes = new Dictionary<int, Probe>();
    foreach (var protocol in port.Abilities.Protocols)
    {
        for (byte ttl = 1; ttl <= hops; ttl++) Add(protocol, protocol == ProbeProtocol.Tcp ? 80 : 33434, ttl);
        if (protocol == ProbeProtocol.Tcp) Add(protocol, 81, hops);
    }

    foreach (var probe in probes.Values) port.Send(probe);
    List<Reply> replies = [];
    for (var until = port.Now + TimeSpan.FromMilliseconds(300); port.Now < until && replies.Count < probes.Count;) port.Receive(replies, until - port.Now);
    foreach (var reply in replies)
    {
        if (!probes.TryGetValue(reply.ProbeId, out var probe)) continue;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{probe.Protocol} {probe.Id} {probe.Ttl} {reply.SourcePort ?? 0} {reply.Kind} {reply.Rtt.TotalMicroseconds:0.0} {reply.Stamps}"));
    }

    foreach (var probe in probes.Values) port.Forget(probe.Id);

    void Add(ProbeProtocol protocol, int to, byte ttl)
    {
        id++;
        probes[id] = new() { Id = id, Protocol = protocol, Target = target, Port = to, Ttl = ttl, Flow = protocol == ProbeProtocol.Tcp ? id : 0 };
    }
}

return 0;
