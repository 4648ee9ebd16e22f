using Demarc.Model;
using System.Buffers;
using System.Globalization;
using Demarc.Transcripts.Addresses;
using Demarc.Transcripts.Tables;

namespace Demarc.Transcripts.Pinging;

/// <summary>
/// Reads ping of Cisco IOS: one mark for each probe (<c>!</c> reply, <c>.</c> timeout, letters for errors). Its size is
/// the whole datagram, so the ICMP payload is 28 bytes less.
/// </summary>
public sealed class IosPingReader : ITranscriptReader
{
    private const int HeaderBytes = 28;

    private static readonly SearchValues<char> Marks = SearchValues.Create("!.UQM?&NPAI");

    public string Tool => "ping";

    public ReaderCard Card { get; } = new([Kinds.Ping], new("Cisco IOS: rows of `!` and `.`", "Cisco IOS：由 `!` 与 `.` 组成的行"), "", ReaderProof.Samples);

    public IReadOnlyList<string> Anchors { get; } = ["ICMP Echos to ", "ICMP Echo to "];

    public bool Opens(ReadOnlySpan<char> line) => TryHeader(line, out _, out _, out _);

    public TranscriptBlock? Read(BlockContext context)
    {
        if (!TryHeader(context.Text.Span(context.First), out var target, out var sent, out var size)) return null;
        var tally = new PingTally { Target = target, TargetAddress = AddressText.Is(target) ? target : null, Size = size > HeaderBytes ? size - HeaderBytes : null };
        int? received = null;
        var last = context.First;
        var marks = 0;
        for (var i = context.First + 1; i < Math.Min(context.Limit, context.First + 200); i++)
        {
            var line = context.Text.Span(i).Trim();
            if (line.IsEmpty) continue;
            if (line.StartsWith("Packet sent with the DF bit")) tally.Df = true;
            else if (line.StartsWith("Packet sent with a source")) { }
            else if (line.StartsWith("Success rate is"))
            {
                last = i;
                received = Count(line, ref sent);
                break;
            }
            else if (line.Length <= 100 && !line.ContainsAnyExcept(Marks))
            {
                foreach (var mark in line) Mark(tally, mark);
                marks += line.Length;
            }
            else break;
            last = i;
        }

        if (marks == 0 && received is null) return null;
        var ping = tally.Observe(context, context.First, last, sent, received ?? tally.Replies);
        return new(last, [ping with { RttMs = tally.Replies > 0 ? null : ping.RttMs, ReplyTtls = null }]);
    }

    private static void Mark(PingTally tally, char mark)
    {
        if (mark == '!') tally.Reply(null, null);
        else
        {
            tally.Failure(
                mark switch
                {
                    '.' => PingFailures.Timeout,
                    'U' => PingFailures.HostUnreachable,
                    'N' => PingFailures.NetUnreachable,
                    'P' => PingFailures.PortUnreachable,
                    'A' => PingFailures.AdminProhibited,
                    'M' => PingFailures.TooBig,
                    '&' => PingFailures.TtlExpired,
                    'Q' => "source-quench",
                    _ => "other",
                },
                null);
        }
    }

    private static bool TryHeader(ReadOnlySpan<char> line, out string target, out int sent, out int size)
    {
        (target, sent, size) = ("", 0, 0);
        line = line.Trim();
        if (line.Length > 200 || !line.StartsWith("Sending ")) return false;
        var rest = line["Sending ".Length..];
        var comma = rest.IndexOf(',');
        var bytes = rest.IndexOf("-byte");
        var to = rest.IndexOf(" to ");
        if (comma < 1 || bytes < comma || to < bytes) return false;
        if (!int.TryParse(rest[..comma], NumberStyles.None, CultureInfo.InvariantCulture, out sent)) return false;
        if (!int.TryParse(rest[(comma + 1)..bytes].Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out size)) return false;
        var name = rest[(to + 4)..];
        var end = name.IndexOfAny(", ");
        target = (end < 0 ? name : name[..end]).TrimEnd(":,").ToString();
        return target.Length > 0;
    }

    private static int? Count(ReadOnlySpan<char> line, ref int sent)
    {
        var open = line.IndexOf('(');
        if (open < 0 || !Figures.TryLeading(line[(open + 1)..], out var received, out var length)) return null;
        if (line[(open + 1 + length)..] is ['/', .. var rest] && Figures.TryLeading(rest, out var total, out _)) sent = total;
        return received;
    }
}
