using System.Globalization;
using System.Net;
using Demarc.Model;
using Demarc.Transcripts.Addresses;
using Demarc.Transcripts.Tables;

namespace Demarc.Transcripts.ProcNet;

/// <summary>/proc/net/arp, /proc/net/dev and /proc/net/if_inet6, each known by its header or the shape of its rows.</summary>
public sealed class ProcNetTablesReader : ITranscriptReader
{
    private const int MostRows = 5_000;

    public string Tool => "/proc/net";

    public IReadOnlyList<string> Commands { get; } = [];

    public ReaderCard Card { get; } = new([Kinds.Neighbour, Kinds.Interface], new("/proc/net/arp, dev, if_inet6", "/proc/net/arp、dev、if_inet6"), "any", ReaderProof.Samples);

    public IReadOnlyList<string> Anchors { get; } = ["HW type", "Inter-|   Receive", " 40 20 80 ", " 01 80 10 80 "];

    public bool Opens(ReadOnlySpan<char> line) => IsArp(line) || line.StartsWith("Inter-|   Receive", StringComparison.Ordinal)
        || ((line.Contains(" 40 20 80 ", StringComparison.Ordinal) || line.Contains(" 01 80 10 80 ", StringComparison.Ordinal)) && Inet6(line.ToString()) is not null);

    public TranscriptBlock? Read(BlockContext context)
    {
        var opening = context.Text.Span(context.First);
        Func<string, Observation?> row = IsArp(opening) ? Arp : opening[0] == 'I' ? Device : line => Inet6(line);
        var found = new List<Observation>();
        var last = Rows.Walk(context, MostRows, (line, i) =>
        {
            if (row(line) is { } observation) found.Add(observation.Placed(context, Tool, i, i));
            else return i <= context.First + 1 && (i == context.First || line.TrimStart().StartsWith("face |", StringComparison.Ordinal));
            return true;
        }, blanks: 0);
        return found.Count == 0 ? null : new(last, found);
    }

    private static bool IsArp(ReadOnlySpan<char> line) => line.StartsWith("IP address", StringComparison.Ordinal) && line.Contains("HW type", StringComparison.Ordinal);

    /// <summary>An address that nobody has answered for keeps a hardware address of zeros: none.</summary>
    private static Neighbour? Arp(string line)
    {
        var words = Fields.Of(line);
        return words.Count == 6 && AddressText.Is(words[0]) && words[3].Length == 17 ? new Neighbour { Evidence = Rows.Unplaced, Address = words[0], Mac = words[3] == "00:00:00:00:00:00" ? null : words[3].ToLowerInvariant() } : null;
    }

    private static Interface? Device(string line)
    {
        var colon = line.IndexOf(':');
        if (colon < 1) return null;
        var numbers = Fields.Of(line.AsSpan(colon + 1)).Select(word => Figures.Count(word)).ToList();
        if (numbers.Count != 16 || numbers.Contains(null)) return null;
        return new Interface { Evidence = Rows.Unplaced, Name = line[..colon].Trim(), Errors = Sum(numbers[2], numbers[10]), Dropped = Sum(numbers[3], numbers[11]) };

        static long? Sum(long? one, long? other) => one > long.MaxValue / 2 || other > long.MaxValue / 2 ? null : one + other;
    }

    /// <summary><c>fe80000000000000020c29fffea4e315 02 40 20 80    eth0</c></summary>
    private static Interface? Inet6(string line)
    {
        var words = Fields.Of(line);
        if (words.Count != 6 || words[0].Length != 32 || !int.TryParse(words[2], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var length) || length > 128) return null;
        Span<byte> bytes = stackalloc byte[16];
        for (var i = 0; i < bytes.Length; i++)
        {
            if (!byte.TryParse(words[0].AsSpan(2 * i, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out bytes[i])) return null;
        }

        return new Interface { Evidence = Rows.Unplaced, Name = words[5], Addresses = [$"{new IPAddress(bytes)}/{length.ToString(CultureInfo.InvariantCulture)}"] };
    }
}
