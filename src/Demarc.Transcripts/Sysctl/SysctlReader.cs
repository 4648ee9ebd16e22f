using Demarc.Model;

namespace Demarc.Transcripts.Sysctl;

/// <summary>
/// Kernel settings as sysctl prints them. A line stands for itself when its name belongs to the kernel alone and its value
/// is a number or a word; other names and values count only under a sysctl command or inside a longer listing.
/// </summary>
public sealed class SysctlReader : ITranscriptReader
{
    private const int MostRows = 4_000;

    /// <summary>How many lines of a listing without command are looked at for one that settles what it is.</summary>
    private const int Ahead = 64;

    private const int MostBetween = 8;

    public string Tool => "sysctl";

    public ReaderCard Card { get; } = new([Kinds.Setting], new("`sysctl` of Linux and macOS, lines of sysctl.conf", "Linux 与 macOS 的 `sysctl`，sysctl.conf 的行"), "any", ReaderProof.Samples);

    public IReadOnlyList<string> Anchors { get; } =
    [
        "net.", "kernel.", "vm.", "fs.", "kern.", "hw.", "user.", "debug.", "dev.", "abi.", "crypto.", "sunrpc.", "machdep.", "vfs.", "security.",
        "kdbg.", "kperf.", "audit.", "ktrace.", "vsyscall.", "xpc.", "compat.", "p1003_1b.",
    ];

    public bool Opens(ReadOnlySpan<char> line) => SysctlLine.Parse(line) is not null;

    public TranscriptBlock? Read(BlockContext context)
    {
        var limit = Math.Min(context.Limit, context.Text.Count);
        var listing = context.Command?.Contains("sysctl", StringComparison.Ordinal) == true || IsListing(context, limit);
        var found = new List<Observation>();
        var last = context.First;
        for (var i = context.First; i < limit && found.Count < MostRows; i++)
        {
            if (SysctlLine.Parse(context.Text.Span(i)) is not { } line)
            {
                if (!listing || Resumes(context, i, limit) is not { } next) break;
                i = next - 1;
                continue;
            }

            if (!(line.IsSure || listing)) break;
            last = i;
            found.Add(new Setting
            {
                Tool = Tool,
                Vantage = context.Vantage,
                Time = context.Time,
                Evidence = context.Cite(Kinds.Setting, Tool, i, i),
                Name = line.Name,
                Value = line.Value,
            });
        }

        return found.Count == 0 ? null : new TranscriptBlock(last, found);
    }

    /// <summary>Where a listing goes on behind values of several lines and names no kernel has; null when it ends.</summary>
    private static int? Resumes(BlockContext context, int from, int limit)
    {
        for (var i = from; i < limit && i <= from + MostBetween && !context.Text.Span(i).IsEmpty; i++)
        {
            if (SysctlLine.Parse(context.Text.Span(i)) is { IsSure: true }) return i;
        }

        return null;
    }

    /// <summary>Three rows or more without a break, one of them sure.</summary>
    private static bool IsListing(BlockContext context, int limit)
    {
        var sure = false;
        var i = context.First;
        for (; i < limit && i < context.First + Ahead && !(sure && i >= context.First + 3); i++)
        {
            if (SysctlLine.Parse(context.Text.Span(i)) is not { } line) break;
            sure |= line.IsSure;
        }

        return sure && i >= context.First + 3;
    }
}
