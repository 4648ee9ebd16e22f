using System.Globalization;
using Demarc.Model;
using Demarc.Transcripts.Addresses;
using Demarc.Transcripts.Paths;
using Demarc.Transcripts.Traceroute;

namespace Demarc.Transcripts.Tracepath;

/// <summary>
/// Reads <c>tracepath</c>: hop numbers with a colon that may repeat and come late, path MTU as it is learnt, "reached",
/// and a closing <c>Resume:</c> line. The output never names its target; the command does.
/// </summary>
public sealed class TracepathReader : ITranscriptReader
{
    private const string Local = "[LOCALHOST]";

    public string Tool => "tracepath";

    public ReaderCard Card { get; } = new([Kinds.PathTrace], new("iputils, old and new", "iputils，新旧版本"), "", ReaderProof.Samples);

    public IReadOnlyList<string> Anchors { get; } = [Local];

    public bool Opens(ReadOnlySpan<char> line) => line.Contains(Local, StringComparison.Ordinal) && line.Contains("pmtu", StringComparison.Ordinal) && TryHop(line, out _, out _);

    public TranscriptBlock? Read(BlockContext context)
    {
        var lines = new TraceLines(context);
        var state = new State();
        var last = -1;
        for (var place = 0; lines.At(place) is { } line; place++)
        {
            if (!state.Take(line)) break;
            last = place;
            if (state.Closed) break;
        }

        if (last < 0 || state.Hops.Count == 0) return null;
        var command = TraceCommand.Of(context, above: 2, static _ => false, "tracepath", "tracepath6");
        var reached = state.Reached ? true : state.Closed ? false : (bool?)null;
        var index = lines.Index(last);
        return new TranscriptBlock(index,
        [
            new PathTrace
            {
                Tool = Tool,
                Vantage = context.Vantage,
                Target = command?.Target,
                TargetAddress = command?.TargetAddress,
                Time = context.Time,
                Protocol = "udp",
                Port = command?.Port,
                Reached = reached,
                Hops = [.. state.Hops.Values],
                PathMtu = state.PathMtu,
                Truncated = !state.Closed && !state.Reached,
                Evidence = context.Cite(Kinds.PathTrace, Tool, context.First, index),
            },
        ]);
    }

    private static bool TryHop(ReadOnlySpan<char> line, out int ttl, out int after)
    {
        if (!Trace.TryTtl(line, out ttl, out after)) return false;
        if (line[after] == '?') after++;
        if (after >= line.Length || line[after] != ':') return false;
        after++;
        return true;
    }

    private sealed class State
    {
        private int _locals;

        public SortedDictionary<int, Hop> Hops { get; } = [];
        public int? PathMtu { get; private set; }
        public bool Reached { get; private set; }
        public bool Closed { get; private set; }

        public bool Take(string line)
        {
            if (line.Contains("Resume:", StringComparison.Ordinal) || line.Contains("Too many hops", StringComparison.Ordinal))
            {
                Mtu(line);
                Closed = line.Contains("Resume:", StringComparison.Ordinal);
                return true;
            }

            if (!TryHop(line, out var ttl, out var at)) return false;
            var rest = line.AsSpan(at).Trim();
            if (rest.StartsWith(Local, StringComparison.Ordinal))
            {
                // It opens a trace; where it comes again, another trace begins.
                if (Hops.Count > 0 || ++_locals > 2) return false;
                Mtu(line);
                return true;
            }

            var hop = Hops.GetValueOrDefault(ttl) ?? new Hop { Ttl = ttl, RttMs = [] };
            if (rest is "no reply" or "send failed")
            {
                Hops[ttl] = hop;
                return true;
            }

            if (!TryAnswer(rest, out var responder, out var ms, out var codes)) return false;
            List<Responder> responders = [.. hop.Responders];
            Trace.AddOnce(responders, responder);
            Hops[ttl] = hop with
            {
                Responders = responders,
                RttMs = [.. hop.RttMs ?? [], ms],
                Codes = codes.Count == 0 ? hop.Codes : [.. hop.Codes ?? [], .. codes],
            };
            Reached |= line.Contains(" reached", StringComparison.Ordinal);
            Mtu(line);
            return true;
        }

        /// <summary><c>name 4.063ms</c>, <c>address 4.063ms asymm 8 !H</c> or <c>name (address) 4.063ms</c>.</summary>
        private static bool TryAnswer(ReadOnlySpan<char> rest, out Responder responder, out double ms, out List<string> codes)
        {
            (responder, ms, codes) = (null!, 0, []);
            var blank = rest.IndexOfAny(' ', '\t');
            if (blank <= 0) return false;
            var first = rest[..blank];
            rest = rest[blank..].TrimStart();
            responder = AddressText.Is(first) ? new Responder(first.ToString()) : new Responder(null, first.ToString());
            if (rest.Length > 0 && rest[0] == '(' && rest.IndexOf(')') is > 1 and var close)
            {
                var inside = rest[1..close];
                responder = new Responder(inside.ToString(), first.SequenceEqual(inside) ? null : first.ToString());
                rest = rest[(close + 1)..].TrimStart();
            }

            blank = rest.IndexOfAny(' ', '\t');
            var time = blank < 0 ? rest : rest[..blank];
            if (time.Length == 0 || !ProbeRow.TryTime(time, blank < 0 ? [] : rest[blank..], out ms, out _)) return false;
            foreach (var word in rest.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                if (word.Length > 1 && word[0] == '!') codes.Add(word);
            }

            return true;
        }

        /// <summary>The last <c>pmtu</c> stated is what holds for the whole path.</summary>
        private void Mtu(string line)
        {
            var at = line.LastIndexOf("pmtu ", StringComparison.Ordinal);
            if (at < 0) return;
            var digits = line.AsSpan(at + 5).TrimStart();
            var end = digits.IndexOfAnyExceptInRange('0', '9');
            if (int.TryParse(end < 0 ? digits : digits[..end], NumberStyles.None, CultureInfo.InvariantCulture, out var mtu) && mtu is >= 68 and <= 65535) PathMtu = mtu;
        }
    }
}
