using System.Net;
using Demarc.Captures.Connections;
using Demarc.Captures.Decoding;
using Demarc.Captures.Formats;
using Demarc.Model;
using Demarc.Wire;

namespace Demarc.Captures;

/// <summary>
/// Follows chosen connections packet by packet: the capture is read again, through the same analysis, and what each packet changed
/// in its counts is its note.
/// </summary>
public static class Trails
{
    /// <summary>Packets kept of one connection.</summary>
    private const int MostRows = 20_000;

    private const int LookEvery = 1 << 14;

    /// <summary>Reads the stream to its end.</summary>
    /// <param name="stream">The capture's bytes.</param>
    /// <param name="connections">Connections as <see cref="CaptureReader"/> told of them.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static IReadOnlyList<Trail> Read(Stream stream, IReadOnlyList<TcpConnection> connections, CancellationToken cancellationToken = default)
    {
        if (CaptureFile.Open(stream) is not { } file) return [];
        var scene = new FollowingScene(connections);
        var packets = new OrderedPackets(file, scene);
        while (packets.Next())
        {
            if (scene.Packets % LookEvery == 0) cancellationToken.ThrowIfCancellationRequested();
        }

        return scene.Trails;
    }

    private sealed class FollowingScene : Scene
    {
        private readonly List<(ulong Client, ulong Server, int First, int Last, List<TrailRow> Rows, string[] Names)> _wanted = [];
        private readonly long[] _began;
        private readonly long[] _beyond;
        private readonly (uint? Client, uint? Server)[] _starts;

        public FollowingScene(IReadOnlyList<TcpConnection> connections)
            : base(new())
        {
            foreach (var it in connections)
            {
                if (it is not { Client: { } client, Server: { } server, Evidence.Frames: [var first, .., var last] }) continue;
                if (IPEndPoint.TryParse(client, out var one) && IPEndPoint.TryParse(server, out var two)) _wanted.Add((End(one), End(two), first, last, [], [client, server]));
            }

            (_began, _beyond, _starts) = (new long[_wanted.Count], new long[_wanted.Count], new (uint?, uint?)[_wanted.Count]);
        }

        public IReadOnlyList<Trail> Trails => [.. _wanted.Select((it, i) => new Trail(it.Names[0], it.Names[1], it.Rows, _beyond[i]) { Began = _began[i] / 1e9, CaptureBegan = Seconds(First), CaptureEnded = Seconds(Last), ClientStart = _starts[i].Client, ServerStart = _starts[i].Server })];

        protected override void Take(in Segment segment, ulong source, ulong destination, bool copy, long judged)
        {
            for (var i = 0; i < _wanted.Count; i++)
            {
                var it = _wanted[i];
                if (segment.Frame < it.First || segment.Frame > it.Last || !((it.Client == source && it.Server == destination) || (it.Server == source && it.Client == destination))) continue;
                if (it.Rows.Count >= MostRows)
                {
                    _beyond[i]++;
                    continue;
                }

                if (segment.IsSyn && it.Client == source) _starts[i].Client ??= segment.Sequence;
                if (segment.IsSynAck && it.Server == source) _starts[i].Server ??= segment.Sequence;
                if (it.Rows.Count == 0) _began[i] = segment.Time;
                if (Row(segment, source, destination, copy, judged, it.Client == source, _began[i]) is { } row) it.Rows.Add(row);
                return;
            }
        }

        private TrailRow? Row(in Segment segment, ulong source, ulong destination, bool copy, long judged, bool fromClient, long began)
        {
            var at = Table.Find(source, destination);
            var before = at < 0 || Table[at].IsReuse(segment, source) ? default : Counts.Of(Table[at], source);
            base.Take(segment, source, destination, copy, judged);
            at = Table.Find(source, destination);
            if (at < 0) return null;
            ref var connection = ref Table[at];
            var after = Counts.Of(connection, source);
            ref var from = ref connection.One.End == source ? ref connection.One : ref connection.Two;
            ref var to = ref connection.One.End == source ? ref connection.Two : ref connection.One;
            var note = copy ? "copy" : segment.Is(TcpFlags.Reset) ? "reset" : after.Note(before);
            return new(
                segment.Frame,
                segment.Time == Segment.NoTime || began == Segment.NoTime ? null : (segment.Time - began) / 1e9,
                fromClient,
                Flags(segment.Flags),
                from.Relative(segment.Sequence),
                segment.Length,
                segment.Is(TcpFlags.Ack) && to.Packets > 0 ? to.Relative(segment.Acknowledgement) : null,
                segment.Is(TcpFlags.Syn) ? segment.Window : from.Offers(to) ?? segment.Window,
                note);
        }

        private static double? Seconds(long nanoseconds) => nanoseconds is long.MaxValue or long.MinValue ? null : nanoseconds / 1e9;

        private ulong End(IPEndPoint end) => Ends.Of(end.Address.GetAddressBytes(), (ushort)end.Port);

        private static string Flags(TcpFlags flags)
        {
            var names = new List<string>();
            foreach (var (flag, name) in (ReadOnlySpan<(TcpFlags, string)>)[(TcpFlags.Syn, "SYN"), (TcpFlags.Fin, "FIN"), (TcpFlags.Reset, "RST"), (TcpFlags.Push, "PSH"), (TcpFlags.Ack, "ACK"), (TcpFlags.Urgent, "URG"), (TcpFlags.EcnEcho, "ECE"), (TcpFlags.CongestionWindowReduced, "CWR")])
            {
                if ((flags & flag) != TcpFlags.None) names.Add(name);
            }

            return string.Join(' ', names);
        }
    }

    /// <summary>Counts of one direction before and after a packet.</summary>
    private readonly record struct Counts(int Resent, int Late, int Zero, int KeepAlives, int Probes, int Duplicates, int Syns, bool Gaps, int WindowFull)
    {
        public static Counts Of(in Connection connection, ulong source)
        {
            ref readonly var from = ref connection.One.End == source ? ref connection.One : ref connection.Two;
            return from.Trouble is not { } trouble ? new(0, 0, 0, 0, 0, 0, from.Syns, false, 0)
                : new(trouble.Counts.Retransmissions, trouble.Counts.OutOfOrder, trouble.Counts.ZeroWindow, trouble.Counts.KeepAlives, trouble.Counts.Probes, trouble.Counts.DuplicateAcks, from.Syns, trouble.HasGaps, trouble.Counts.WindowFull);
        }

        public string? Note(Counts before) => this switch
        {
            _ when Resent > before.Resent || Syns > Math.Max(1, before.Syns) => "retransmission",
            _ when Late > before.Late => "out-of-order",
            _ when Zero > before.Zero => "zero-window",
            _ when KeepAlives > before.KeepAlives => "keep-alive",
            _ when Probes > before.Probes => "probe",
            _ when Gaps && !before.Gaps => "gap",
            _ when WindowFull > before.WindowFull => "window-full",
            _ when Duplicates > before.Duplicates => "duplicate-ack",
            _ => null,
        };
    }
}
