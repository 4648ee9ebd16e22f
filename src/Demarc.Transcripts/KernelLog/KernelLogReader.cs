using Demarc.Model;
using Demarc.Transcripts.Tables;

namespace Demarc.Transcripts.KernelLog;

/// <summary>
/// The kernel's own words on the network, in dmesg, journalctl and syslog: a full table of connections, martians, links that go
/// down, floods of SYN, memory, timeouts of a network card. Each message is told once with its first time; how often it
/// came, suppressed ones too, is a counter of that meaning.
/// </summary>
public sealed class KernelLogReader : ITranscriptReader
{
    private const int MostLines = 20_000;
    private const int MostMessages = 200;

    public string Tool => "kernel";

    public IReadOnlyList<string> Commands { get; } = ["dmesg"];

    public ReaderCard Card { get; } = new([Kinds.ErrorText, Kinds.Counter], new("dmesg, dmesg -T, journalctl -k, syslog", "dmesg、dmesg -T、journalctl -k、syslog"), "any", ReaderProof.Samples);

    public IReadOnlyList<string> Anchors => KernelMessage.Anchors;

    public bool Opens(ReadOnlySpan<char> line) => line.Length < 2000 && KernelMessage.Meaning(line) is not null && KernelLine.Parse(line) is { } parsed && KernelMessage.Meaning(parsed.Message) is not null;

    public TranscriptBlock? Read(BlockContext context)
    {
        var kinds = new Dictionary<(string Meaning, string? Host), Seen>();
        Seen? before = null;
        var last = Rows.Walk(context, MostLines, (line, i) =>
        {
            if (KernelLine.Parse(line) is not { } parsed) return before is not null && IsWrapped(line);
            if (KernelMessage.Meaning(parsed.Message) is { } meaning)
            {
                if (!kinds.TryGetValue((meaning, parsed.Host), out before))
                {
                    if (kinds.Count == MostMessages) return false;
                    kinds[(meaning, parsed.Host)] = before = new(parsed, i);
                }

                before.Count++;
                before.Last = (parsed, i);
            }
            else if (before is not null && Suppressed(parsed.Message) is { } more) before.Count += more;
            return true;
        }, blanks: 0);
        if (kinds.Count == 0) return null;
        var found = new List<Observation>();
        foreach (var ((meaning, host), seen) in kinds)
        {
            found.Add(new ErrorText { Evidence = Rows.Unplaced, Product = "Linux kernel", Text = Secrets.MaskAndCut(seen.First.Message, 300), Meaning = meaning }.Placed(context, Tool, seen.Line, seen.Line, seen.First.Time, host));
            if (seen.Count < 2) continue;
            var window = seen.Last.Line.Time?.Utc - seen.First.Time?.Utc;
            found.Add(new Counter { Evidence = Rows.Unplaced, Name = meaning, Delta = seen.Count, Window = window?.TotalSeconds }.Placed(context, Tool, seen.Line, seen.Last.Index, seen.Last.Line.Time, host));
        }

        return new(Math.Max(last, context.First), found);
    }

    private sealed class Seen(KernelLine first, int line)
    {
        public KernelLine First { get; } = first;

        public int Line { get; } = line;

        public long Count { get; set; }

        public (KernelLine Line, int Index) Last { get; set; } = (first, line);
    }

    /// <summary>The rest of a message a mail program broke.</summary>
    private static bool IsWrapped(string line) => line.Trim() is "dropping packet" or "dropping packet." or "Sending cookies." or "Dropping request.";

    /// <summary><c>net_ratelimit: 34 callbacks suppressed</c>: that many more of the messages before it.</summary>
    private static long? Suppressed(string message)
    {
        var words = message.Split(' ', 5, StringSplitOptions.RemoveEmptyEntries);
        return words is [var who, var number, "callbacks" or "messages", "suppressed" or "suppressed.", ..] && who.EndsWith(':') ? Figures.Count(number) is { } count and < 1_000_000_000 ? count : null : null;
    }
}
