using Demarc.Model;
using Demarc.Transcripts.Tables;

namespace Demarc.Transcripts.Netstat;

/// <summary>
/// Routing tables of <c>netstat -rn</c> and <c>route -n</c>: Linux rows by shape (destination, gateway, mask, flags, three
/// numbers, device; the header is localised), those of the BSDs by their header. A gateway of zeros or <c>link#4</c>
/// is none; a row of the BSDs whose gateway is a hardware address is a neighbour.
/// </summary>
public sealed class NetstatRoutesReader : ITranscriptReader
{
    private const int MostRows = 4_000;

    /// <summary>Lines without a row at the head of a block.</summary>
    private const int Headings = 8;

    public string Tool => "netstat";

    public IReadOnlyList<string> Commands { get; } = ["netstat", "route"];

    public ReaderCard Card { get; } = new([Kinds.Route, Kinds.Neighbour], new("`netstat -rn`, `route -n`: Linux, BSD, macOS", "`netstat -rn`、`route -n`：Linux、BSD、macOS"), "", ReaderProof.Samples);

    public IReadOnlyList<string> Anchors { get; } = ["255.", "0.0.0.0", "Netif"];

    public bool Opens(ReadOnlySpan<char> line) => IsBsdHeader(line) || Linux(Fields.Of(line), true) is not null;

    public TranscriptBlock? Read(BlockContext context)
    {
        var limit = Math.Min(context.Limit, context.Text.Count);
        var bsd = IsBsdHeader(context.Text.Span(context.First));
        var header = Fields.Of(context.Text.Span(context.First));
        var metric = !bsd && HasMetric(context);
        var tool = !bsd && context.Command is { } command && Fields.Of(command).Contains("route") ? "route" : Tool;
        var found = new List<Observation>();
        var last = context.First;
        for (var i = bsd ? context.First + 1 : context.First; i < limit && found.Count < MostRows; i++)
        {
            if (found.Count == 0 && i > context.First + Headings) break;
            var line = context.Text.Span(i);
            if (bsd && (Fields.IsBlank(line) || line.TrimStart().StartsWith("Internet", StringComparison.Ordinal)) && i <= last + 2) continue;
            if (bsd && IsBsdHeader(line)) header = Fields.Of(line);
            else if ((bsd ? Bsd(header, Fields.Of(line)) : Linux(Fields.Of(line), metric)) is not { } row) break;
            else
            {
                var evidence = context.Cite(row.Kind, tool, i, i);
                found.Add(row with { Tool = tool, Vantage = context.Vantage, Time = context.Time, Evidence = evidence });
            }

            last = i;
        }

        return found.Count == 0 ? null : new TranscriptBlock(last, found);
    }

    private static readonly Evidence None = new() { Source = "", Sha256 = "", Kind = "" };

    private static bool IsBsdHeader(ReadOnlySpan<char> line) =>
        line.TrimStart().StartsWith("Destination", StringComparison.Ordinal) && line.Contains("Netif", StringComparison.Ordinal)
        && line.Contains("Gateway", StringComparison.Ordinal);

    private static Route? Linux(List<string> fields, bool metric)
    {
        if (fields.Count != 8 || !IsFlags(fields[3]) || Figures.PrefixLength(fields[2]) is not { } length || fields[2].StartsWith("0x", StringComparison.Ordinal)) return null;
        var (distance, second, third) = (Figures.Small(fields[4]), Figures.Small(fields[5]), Figures.Small(fields[6]));
        if (distance is null || second is null || third is null || char.IsAsciiDigit(fields[7][0])) return null;
        return new Route
        {
            Evidence = None,
            Destination = fields[0] == "default" ? fields[0] : $"{fields[0]}/{length}",
            Gateway = fields[1] is "0.0.0.0" or "*" ? null : fields[1],
            Device = fields[7],
            Metric = metric ? distance : null,
        };
    }

    private static Observation? Bsd(List<string> header, List<string> fields)
    {
        var device = header.IndexOf("Netif");
        if (fields.Count <= device || device < 3 || !IsFlags(fields[2])) return null;
        if (IsMac(fields[1])) return new Neighbour { Evidence = None, Address = fields[0], Mac = fields[1] };
        return new Route
        {
            Evidence = None,
            Destination = fields[0],
            Gateway = fields[1].StartsWith("link#", StringComparison.Ordinal) ? null : fields[1],
            Device = fields[device],
        };
    }

    /// <summary>Whether the fifth column is the metric: the header above has no MSS column and a column for it.</summary>
    private static bool HasMetric(BlockContext context)
    {
        if (context.First == 0) return false;
        var above = context.Text.Span(context.First - 1);
        return !above.Contains("MSS", StringComparison.Ordinal)
            && (above.Contains("Metric", StringComparison.Ordinal) || above.Contains("跃点", StringComparison.Ordinal));
    }

    private static bool IsFlags(string flags)
    {
        if (flags.Length > 14 || !flags.Contains('U') && flags != "!H") return false;
        foreach (var c in flags)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c != '!') return false;
        }

        return true;
    }

    private static bool IsMac(string text)
    {
        var parts = text.Split(':');
        return parts.Length == 6 && parts.All(part => part.Length is 1 or 2 && part.All(char.IsAsciiHexDigit));
    }
}
