using Demarc.Captures.Connections;

namespace Demarc.Captures.Telling;

/// <summary>What stands out at a connection. Nothing here accuses anybody: findings are what the packets show.</summary>
internal static class Findings
{
    private const int EthernetMss = 1460;
    private const int SeveralTimes = 4;
    private const int Twice = 2;

    /// <summary>Payload from which a segment can be too large for a link: the 1280 of IPv6, less its headers.</summary>
    private const int LeastFull = 1220;
    private const double NearlyFull = 0.9;

    /// <summary>A lone SYN counts as unanswered when the capture went on this long after it.</summary>
    private const long SynPatience = 1_000_000_000;

    /// <summary>A request counts as unanswered when nothing came for so long.</summary>
    private const long AnswerPatience = 3_000_000_000;

    /// <summary>Waits below are no finding, whatever their share.</summary>
    private const long Noticeable = 500_000_000;
    private const double MostOfIt = 0.6;

    /// <summary>Octets from which a transfer is long enough to ask what held it back.</summary>
    private const long LeastBulk = 200_000;

    /// <summary>A window closed for less in all held nobody up: receivers close it for a moment while their programs are being woken.</summary>
    private const long StallsFrom = 50_000_000;

    /// <summary>Routers more or less that two packets of one host may have passed, its ways being several.</summary>
    private const int Detour = 1;

    /// <param name="it">The connection.</param>
    /// <param name="place">Where it was captured.</param>
    /// <param name="end">Time of the capture's last packet.</param>
    /// <param name="lossy">The capture itself lost packets: nothing may rest on one that is missing.</param>
    /// <param name="polls">Its long waits are such as are made on purpose.</param>
    public static List<Finding> Of(in Connection it, string place, long end, bool lossy, bool polls = false)
    {
        var clientFirst = it.ClientFirst;
        ref readonly var client = ref clientFirst ? ref it.One : ref it.Two;
        ref readonly var server = ref clientFirst ? ref it.Two : ref it.One;
        var found = new List<Finding>();
        Opening(it, client, server, end, lossy, found);
        Sizes(client, server, found);
        Losses(it, client, server, place, end, lossy, found);
        Resets(it, client, server, clientFirst, found);
        if (!lossy) Silences(it, client, server, end, found);
        Words(it, found);
        if (polls) found.RemoveAll(f => f.Id == "acknowledged-unanswered");
        if (polls) found.Add(new("long-poll", it.Waiting.SlowestServer.To > 0 ? it.Waiting.SlowestServer.To : it.Waiting.OwedFrame));
        else Slowest(it, found);
        Bulk(it, client, server, found);
        if (it.Oddities is not { Errors: { Count: > 0 } errors }) return found;
        foreach (var (error, frame) in errors) found.Add(new(error, frame));
        return found;
    }

    /// <summary>Whether its SYN was left unanswered: sent more than once, or long before the capture's end.</summary>
    public static bool IsUnanswered(in Connection it, in Direction client, in Direction server, long end, bool lossy) =>
        !lossy && server.Packets == 0 && client is { Syns: > 0, AnsweredSyn: false } && client.Packets == client.Syns && it.Reset.Frame == 0 && (client.Syns > 1 || end - it.LastSynTime >= SynPatience);

    private static void Opening(in Connection it, in Direction client, in Direction server, long end, bool lossy, List<Finding> found)
    {
        if (IsUnanswered(it, client, server, end, lossy)) found.Add(new("syn-unanswered", it.SynFrame));
        if (it.RefusedAtFirst is > 0 and var refusal) found.Add(new("refused-at-first", refusal));
        else if (client.Syns > 1) found.Add(new("syn-retransmitted", it.SynFrame));
        if (server.Syns > 1) found.Add(new("syn-ack-retransmitted", it.SynAckFrame));
        if (client.Packets > client.Syns && server.Packets == 0 && client.Bytes > 0) found.Add(new("one-direction-only", it.First));
        if (server.Packets > server.Syns && client.Packets == 0 && server.Bytes > 0) found.Add(new("one-direction-only", it.First));
    }

    private static void Sizes(in Direction client, in Direction server, List<Finding> found)
    {
        var mss = (client.Mss, server.Mss) switch
        {
            (> 0, > 0) => Math.Min(client.Mss, server.Mss),
            (0, 0) => EthernetMss,
            _ => Math.Max(client.Mss, server.Mss),
        };
        if (Math.Max(client.Largest, server.Largest) > mss) found.Add(new("segment-larger-than-mtu", client.Largest > server.Largest ? client.FirstData : server.FirstData));
    }

    private static void Losses(in Connection it, in Direction client, in Direction server, string place, long end, bool lossy, List<Finding> found)
    {
        var (one, two) = (client.Trouble, server.Trouble);
        var unseen = it.Reset.Missing || client.HasUnseen || server.HasUnseen;
        if (one is null && two is null)
        {
            if (unseen) found.Add(new("packets-missing", it.First));
            return;
        }

        if (Count(one, two, t => t.Counts.Retransmissions) > 0) found.Add(new("retransmissions", First(one, two, t => t.FirstResent)));
        if (BlackHole(client)) found.Add(new("full-size-unacknowledged", one!.FirstResent));
        else if (BlackHole(server)) found.Add(new("full-size-unacknowledged", two!.FirstResent));
        if (Count(one, two, t => t.Counts.Spurious + t.ReportedDuplicates) > 0) found.Add(new("spurious-retransmissions", First(one, two, t => t.FirstResent)));

        // Where its sender is captured the network has not had it yet: what is out of order there was put so by the capture.
        Disorder(one, place == Place.Client);
        Disorder(two, place == Place.Server);
        if (Stalls(client, it.IsOver ? it.Ended : end) || Stalls(server, it.IsOver ? it.Ended : end)) found.Add(new("zero-window", First(one, two, t => t.FirstZeroWindow)));
        if (Count(one, two, t => t.Counts.WindowFull) >= Twice) found.Add(new("window-full", First(one, two, t => Math.Max(t.FirstZeroWindow, 0)) is > 0 and var frame ? frame : it.First));
        if (unseen || one is { HasGaps: true } || two is { HasGaps: true } || lossy) found.Add(new("packets-missing", First(one, two, t => t.FirstGap) is > 0 and var gap ? gap : it.First));
        if (Count(one, two, t => t.Copies) > 0) found.Add(new("captured-twice", it.First));
        if (Count(one, two, t => t.CongestionEchoes) > 0) found.Add(new("congestion-marked", it.First));

        void Disorder(Trouble? side, bool atSender)
        {
            if (side is { Counts.OutOfOrder: > 0 } && found.All(f => f.Id is not ("received-out-of-order" or "captured-out-of-order"))) found.Add(new(atSender ? "captured-out-of-order" : "received-out-of-order", side.FirstLate));
        }
    }

    private static bool Stalls(in Direction side, long end) => side.Trouble is { Counts.ZeroWindow: > 0 } trouble && trouble.Closed(side.WindowClosed, end) is null or >= StallsFrom;

    /// <summary>
    /// Only segments of full size were sent again, several times, and none of that size was ever acknowledged, though smaller ones were:
    /// packets above some size vanish on the way (RFC 2923, 2.1). Where one was, the other end fell silent.
    /// </summary>
    private static bool BlackHole(in Direction side) =>
        side.Trouble is { } trouble && trouble.Counts.Retransmissions >= SeveralTimes - 1 && side.Largest >= LeastFull && trouble.SmallestResent >= side.Largest * NearlyFull
        && side.Acknowledged < side.Highest && side.Acknowledged + side.Largest <= side.Highest
        && side.Acknowledged < side.FirstFullEnd && side.IsStuck(Twice, trouble.FreshAfterResent);

    private static void Resets(in Connection it, in Direction client, in Direction server, bool clientFirst, List<Finding> found)
    {
        if (it.Reset.Frame == 0) return;
        if (it.Reset.Refusal) found.Add(new("syn-reset", it.Reset.Frame));
        else if (it.Reset.AfterClose == true) found.Add(new("reset-after-close", it.Reset.Frame));
        else if (it.Reset.AfterClose == false && client.Bytes + server.Bytes > 0) found.Add(new("reset-after-data", it.Reset.Frame));
        Distances(it, client, server, clientFirst, found);
        ref readonly var resetter = ref it.Reset.ByOne ? ref it.One : ref it.Two;
        if (it.IdleFrame > 0 && it.Reset.Frame > it.IdleFrame && resetter.LastFrame == it.Reset.Frame && it.Reset.AfterClose != true) found.Add(new("reset-after-idle", it.Reset.Frame));
        if (it.Oddities!.ResetsBefore(it.SynAckFrame, it.SynAckTime, clientFirst) is > 0 and var early && early >= client.Syns) found.Add(new("reset-before-answer", it.Oddities.Resets.First(reset => reset.ByOne != clientFirst).Frame));
    }

    /// <summary>
    /// A reset by another way than that end's other packets. A SYN-ACK may come from a machine in front of the one that speaks afterwards,
    /// so that one end has two usual distances.
    /// </summary>
    private static void Distances(in Connection it, in Direction client, in Direction server, bool clientFirst, List<Finding> found)
    {
        foreach (var reset in it.Oddities?.Resets ?? [])
        {
            ref readonly var by = ref reset.ByOne == clientFirst ? ref client : ref server;
            if (reset.Ttl == 0 || by.Packets < Twice || (by.Ttl == 0 && by.LastTtl == 0) || IsNear(reset.Ttl, reset.UsualTtl) || IsNear(reset.Ttl, by.Ttl) || IsNear(reset.Ttl, by.LastTtl)) continue;
            found.Add(new("reset-ttl-differs", reset.Frame));
            break;
        }

        static bool IsNear(byte ttl, byte usual) => usual != 0 && Math.Abs(ttl - usual) <= Detour;
    }

    private static void Silences(in Connection it, in Direction client, in Direction server, long end, List<Finding> found)
    {
        if (it.Reset.Missing || client.HasUnseen || server.HasUnseen) return;
        if (client.Trouble is { } trouble && client.IsStuck(Twice, trouble.FreshAfterResent) && trouble.Counts.Retransmissions >= Twice && client.Acknowledged < client.Highest && !BlackHole(client) && it.EstablishedFrame > 0 && server.Bytes == 0) found.Add(new("unacknowledged", trouble.FirstResent));
        Unheard(it, client, found);
        Unheard(it, server, found);
        if (server.WindowClosed || !it.Waiting.ServerOwes || !it.Waiting.OwedAcknowledged || it.Talk is { Tls.Complete: true } or { Greeting: not null } || client.Acknowledged < client.Highest - (client.Fin ? 1 : 0)) return;
        var until = it.IsOver ? it.Ended : end;
        if (until - it.Waiting.OwedSince >= AnswerPatience && (it.Talk?.Http?.Owed == true || server.Bytes == 0)) found.Add(new("acknowledged-unanswered", it.Waiting.OwedFrame));
    }

    /// <summary>The other end had been there, and then nothing came back however often one asked.</summary>
    private static void Unheard(in Connection it, in Direction side, List<Finding> found)
    {
        ref readonly var other = ref side.End == it.One.End ? ref it.Two : ref it.One;
        if (other.Packets > 0 && side.ResentUnheard >= Twice && side.IsStuck(Twice, side.Trouble!.FreshUnheard) && it.Ended - side.Trouble.UnheardSince >= SynPatience && side.Acknowledged < side.Highest && it.Reset.Frame == 0 && !BlackHole(side) && found.TrueForAll(f => f.Id is not "unacknowledged"))
        {
            found.Add(new("fell-silent", side.Trouble.UnheardFrom));
            if (it.IdleFrame > 0 && other.LastFrame < it.IdleFrame && side.Trouble.UnheardFrom > it.IdleFrame) found.Add(new("silent-after-idle", it.IdleFrame));
        }
    }

    private static void Words(in Connection it, List<Finding> found)
    {
        if (it.Talk is not { } talk) return;
        if (talk.Tls?.Alert is { } alert) found.Add(new(alert.Level == 2 ? "tls-alert" : "tls-warning", alert.Frame));
        if (talk.Greeting is not null && (talk.Tls is not null || talk.Http is not null)) found.Add(new(talk.Tls is not null ? "tls-to-plain" : "other-protocol", talk.GreetingFrame));
        if (talk.Http is { Status: >= 400, ToProxy: true }) found.Add(new("proxy-error", talk.Http.StatusFrame));
        else if (talk.Http is { Status: >= 500 }) found.Add(new("http-server-error", talk.Http.StatusFrame));
        else if (talk.Http is { Status: >= 400 }) found.Add(new("http-client-error", talk.Http.StatusFrame));
    }

    /// <summary>Who was waited for, where one party took most of the time and the time is worth a word.</summary>
    private static void Slowest(in Connection it, List<Finding> found)
    {
        ref readonly var waiting = ref it.Waiting;
        var all = waiting.ClientApp + waiting.ServerApp + waiting.Network + waiting.Undetermined;
        if (all < Noticeable) return;
        if (waiting.ServerApp >= Noticeable && waiting.ServerApp >= all * MostOfIt && waiting.ServerTrip > 0) found.Add(new("waited-for-server-app", waiting.SlowestServer.To));
        else if (waiting.ClientApp >= Noticeable && waiting.ClientApp >= all * MostOfIt) found.Add(new("waited-for-client-app", waiting.SlowestClient.To));
        else if (waiting.Network >= Noticeable && waiting.Network >= all * MostOfIt) found.Add(new("waited-for-network", it.SynAckFrame > 0 ? it.SynAckFrame : it.Last));
    }

    /// <summary>What a long transfer was held back by: its sender, room at its receiver, or the way (as in T-RAT and Dapper, captures.md section 1).</summary>
    private static void Bulk(in Connection it, in Direction client, in Direction server, List<Finding> found)
    {
        var (held, sender) = server.Bytes >= client.Bytes ? (it.Waiting.ServerHeld, server) : (it.Waiting.ClientHeld, client);
        var all = held.BySender + held.ByReceiver + held.ByNetwork;
        if (sender.Bytes < LeastBulk || all < 2 * Noticeable) return;
        if (held.BySender >= all * MostOfIt) found.Add(new("sender-limited", sender.FirstData));
        else if (held.ByReceiver >= all * MostOfIt) found.Add(new("receiver-limited", sender.FirstData));
        else if (held.ByNetwork >= all * MostOfIt) found.Add(new("network-limited", sender.FirstData));
    }

    private static int Count(Trouble? one, Trouble? two, Func<Trouble, int> of) => (one is null ? 0 : of(one)) + (two is null ? 0 : of(two));

    private static int First(Trouble? one, Trouble? two, Func<Trouble, int> of)
    {
        var (a, b) = (one is null ? 0 : of(one), two is null ? 0 : of(two));
        return a == 0 ? b : b == 0 ? a : Math.Min(a, b);
    }
}
