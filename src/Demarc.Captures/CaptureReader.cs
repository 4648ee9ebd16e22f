using Demarc.Captures.Connections;
using Demarc.Captures.Decoding;
using Demarc.Captures.Formats;
using Demarc.Model;

namespace Demarc.Captures;

/// <summary>What was found in a capture.</summary>
/// <param name="Observations">Connections in the order of their first frames; of very many, those with findings first.</param>
/// <param name="Unread">What could not be read, and what was left out.</param>
public sealed record CaptureResult(IReadOnlyList<Observation> Observations, IReadOnlyList<Unread> Unread);

/// <summary>Reads a packet capture (pcap, pcapng, snoop) in one pass and tells of its TCP connections.</summary>
public static class CaptureReader
{
    /// <summary>Connections told of; a verdict looks at no more.</summary>
    private const int MostTold = 1000;

    /// <summary>Handshakes asked where the capture was taken, fewest that must say it was at the server, and their share of those that say anything.</summary>
    private const int MostAsked = 10_000;
    private const int FewestAgreeing = 3;
    private const double Agreement = 0.9;

    private const int LookEvery = 1 << 14;

    /// <summary>Reads the stream to its end.</summary>
    /// <param name="source">The capture's name as the user knows it.</param>
    /// <param name="sha256">Hash of its bytes, lower-case hex.</param>
    /// <param name="stream">Its bytes. What it throws for faults of the disk comes through.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static CaptureResult Read(string source, string sha256, Stream stream, CancellationToken cancellationToken = default)
    {
        if (CaptureFile.Open(stream) is not { } file) return new([], [new(source, null, $"{source} is cut off before its first packet", $"{source} 在第一个数据包之前就被截断")]);
        var table = new ConnectionTable();
        var (read, last) = (0L, (long?)null);
        while (file.Next(out var packet))
        {
            if (++read % LookEvery == 0) cancellationToken.ThrowIfCancellationRequested();
            last = packet.Nanoseconds ?? last;
            var network = LinkLayer.Network(packet.Link, packet.Octets);
            if (!Datagram.TryRead(network, packet.Length - (packet.Octets.Length - network.Length), out var datagram)) continue;
            if (datagram.Protocol == 6 && Segment.TryRead(datagram, packet.Frame, packet.Nanoseconds, out var segment, out var from, out var to)) table.Add(segment, from, to);
            else if (datagram.Protocol is 1 or 58) IcmpErrors.Add(table, datagram, packet.Frame);
        }

        var unread = new List<Unread>();
        if (file.Problem is { } problem) unread.Add(new(source, null, problem.En, problem.Zh));
        var told = table.All;
        if (told.Count == 0 && file.Problem is null)
        {
            unread.Add(new(source, null, $"{source} holds {read} packets and no TCP connection, and other protocols are not read yet: give what 'tcpdump -nn -r FILE' prints", $"{source} 含 {read} 个数据包，没有 TCP 连接；其他协议尚不读取：请改给“tcpdump -nn -r 文件”的输出"));
        }

        if (told.Count > MostTold)
        {
            unread.Add(new(source, null, $"{source} holds {told.Count} TCP connections; the {MostTold} that stand out most are told", $"{source} 含 {told.Count} 个 TCP 连接；只列出最突出的 {MostTold} 个"));
            told = [.. told.OrderByDescending(it => it.StandsOut).ThenBy(it => it.First).Take(MostTold).OrderBy(it => it.First)];
        }

        if (table.Beyond > 0) unread.Add(new(source, null, $"{source}: {table.Beyond} packets belong to connections beyond the first {ConnectionTable.Most} and were not looked at", $"{source}：有 {table.Beyond} 个数据包属于前 {ConnectionTable.Most} 个之外的连接，未查看"));
        var vantage = Vantage(table.All);
        return new([.. told.Select(connection => Sighting.Of(connection, source, sha256, vantage, last, file.Dropped))], unread);
    }

    /// <summary>The server's side where the handshakes of a capture say so with one voice; null else, as for what anybody else measures.</summary>
    private static string? Vantage(IReadOnlyList<Connection> connections)
    {
        var places = connections.Take(MostAsked).Select(Sighting.Place).Where(place => place is not "unknown").ToList();
        var atServer = places.Count(place => place is "server");
        return atServer >= FewestAgreeing && atServer >= places.Count * Agreement ? "server-itself" : null;
    }
}
