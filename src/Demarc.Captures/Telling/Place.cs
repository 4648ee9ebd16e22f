using Demarc.Captures.Connections;

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
    /// <param name="table">The connections.</param>
    /// <param name="agreeing">Handshakes that a server answered at once, as only the server itself or its own segment sees it.</param>
    public static string Of(ConnectionTable table, out int agreeing)
    {
        var (votes, atOnce) = (new Dictionary<string, int>(StringComparer.Ordinal), 0);
        for (var i = 0; i < table.Count && i < MostAsked; i++)
        {
            var place = Of(table[i]);
            if (place == Unknown) continue;
            votes[place] = votes.GetValueOrDefault(place) + 1;
            if (place == Server && table[i].SynAckTime - table[i].LastSynTime <= LocalNanoseconds) atOnce++;
        }

        var (first, count) = votes.Count == 0 ? (Unknown, 0) : votes.MaxBy(vote => vote.Value) is var most ? (most.Key, most.Value) : default;
        agreeing = atOnce;
        return count > 0 && count >= votes.Values.Sum() * Agreement ? first : Unknown;
    }

    /// <summary>Whether so many agree that the capture's observations can be said to be the server's own.</summary>
    public static bool IsCertain(int agreeing) => agreeing >= FewestAgreeing;
}
