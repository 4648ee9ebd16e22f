using Demarc.Captures.Connections;
using Demarc.Captures.Decoding;

namespace Demarc.Captures.Telling;

/// <summary>Where a capture was taken, by which half of the handshakes took no time: whose host is near.</summary>
internal static class Place
{
    public const string Client = "client";
    public const string Server = "server";
    public const string Midway = "midway";
    public const string Unknown = "unknown";

    /// <summary>A gap this short was made on the capturing machine or its own segment.</summary>
    private const long LocalNanoseconds = 1_000_000;

    private const long SlowHostNanoseconds = 5_000_000;
    private const int SeveralTimes = 4;
    private const int ManyTimes = 8;

    /// <summary>Handshakes asked, fewest that must agree, and their share of those that say anything.</summary>
    private const int MostAsked = 10_000;
    private const int FewestAgreeing = 3;
    private const double Agreement = 0.9;

    /// <summary>What one handshake says.</summary>
    public static string Of(in Connection connection)
    {
        if (connection.SynFrame == 0 || connection.SynAckFrame == 0 || connection.EstablishedFrame == 0 || connection.SynTime == Segment.NoTime) return Unknown;
        var (there, here) = (connection.SynAckTime - connection.LastSynTime, connection.EstablishedTime - connection.SynAckTime);
        if (there < 0 || here < 0) return Unknown;
        var (nearClient, nearServer) = (IsNear(here, there), IsNear(there, here));
        if (nearClient && !nearServer && there >= here * SeveralTimes) return Client;
        if (nearServer && !nearClient && here >= there * SeveralTimes) return Server;
        return nearClient || nearServer ? Unknown : Midway;
    }

    /// <summary>A slow machine takes a few milliseconds to answer, and still far less than a way many times as long.</summary>
    private static bool IsNear(long gap, long other) => gap <= LocalNanoseconds || (gap <= SlowHostNanoseconds && other >= gap * ManyTimes);

    /// <summary>What the handshakes of a capture say with one voice; unknown else.</summary>
    public static Taken Of(ConnectionTable table)
    {
        var (votes, near, atOnce) = (new Dictionary<string, int>(StringComparer.Ordinal), new HashSet<ulong>(), new Dictionary<ulong, int>());
        for (var i = 0; i < table.Count && i < MostAsked; i++)
        {
            ref readonly var it = ref table[i];
            var place = Of(it);
            if (place == Unknown) continue;
            votes[place] = votes.GetValueOrDefault(place) + 1;
            if (place != Server) continue;
            var host = Ends.Host((it.ClientFirst ? it.Two : it.One).End);
            near.Add(host);
            if (it.SynAckTime - it.LastSynTime <= LocalNanoseconds) atOnce[host] = atOnce.GetValueOrDefault(host) + 1;
        }

        var (first, count) = votes.Count == 0 ? (Unknown, 0) : votes.MaxBy(vote => vote.Value) is var most ? (most.Key, most.Value) : default;
        var agreed = count > 0 && count >= votes.Values.Sum() * Agreement ? first : Unknown;
        return agreed != Server ? new(agreed, [], []) : new(agreed, near, [.. atOnce.Where(it => it.Value >= FewestAgreeing).Select(it => it.Key)]);
    }

    /// <summary>Where a capture was taken.</summary>
    /// <param name="Place">As most handshakes say.</param>
    /// <param name="Servers">Hosts beside which it was taken, where that is at a server. They may call on others, and to those it was taken at their client.</param>
    /// <param name="Certain">Those of them that answered at once so often that the capture's observations can be said to be their own.</param>
    internal sealed record Taken(string Place, HashSet<ulong> Servers, HashSet<ulong> Certain)
    {
        /// <summary>Where it was taken as a connection sees it that does not itself tell.</summary>
        public string For(in Direction client, in Direction server) =>
            Place != Telling.Place.Server || Servers.Contains(Ends.Host(server.End)) ? Place : Servers.Contains(Ends.Host(client.End)) ? Telling.Place.Client : Unknown;
    }
}
