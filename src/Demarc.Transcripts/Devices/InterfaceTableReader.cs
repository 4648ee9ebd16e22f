using Demarc.Model;
using Demarc.Transcripts.Addresses;
using Demarc.Transcripts.Tables;

namespace Demarc.Transcripts.Devices;

/// <summary>
/// Interfaces in brief, one row each: <c>show ip interface brief</c> and <c>show interfaces status</c> of Cisco IOS,
/// <c>display interface brief</c> of Huawei VRP and H3C Comware. The heading tells which.
/// </summary>
public sealed class InterfaceTableReader : ITranscriptReader
{
    private const int MostRows = 10_000;

    private static readonly (string[] Heading, Func<List<string>, Interface?> Row)[] Forms =
    [
        (["Interface", "IP-Address", "OK?", "Method", "Status", "Protocol"], IosAddresses),
        (["Interface", "IP-Address", "Status", "Protocol"], XrAddresses),
        (["Interface", "IP", "Address", "Interface", "Status"], NexusAddresses),
        (["Port", "Name", "Status", "Vlan", "Duplex", "Speed"], IosStatus),
        (["Interface", "PHY", "Protocol", "InUti", "OutUti"], Huawei),
        (["Interface", "Link", "Protocol"], ComwareRouted),
        (["Interface", "Link", "Speed", "Duplex", "Type", "PVID"], ComwareBridged),
    ];

    public string Tool => "show-interface";

    public ReaderCard Card { get; } = new(
        [Kinds.Interface],
        new("`show ip interface brief`, `show interfaces status` of Cisco IOS; `display interface brief` of Huawei VRP and H3C Comware", "Cisco IOS 的 `show ip interface brief`、`show interfaces status`；华为 VRP、H3C Comware 的 `display interface brief`"),
        "en", ReaderProof.Documentation);

    public IReadOnlyList<string> Anchors { get; } = ["IP-Address", "IP Address", "Duplex", " PHY ", "Link Protocol"];

    public bool Opens(ReadOnlySpan<char> line) => line.Length < 200 && Form(line) is not null;

    public TranscriptBlock? Read(BlockContext context)
    {
        var found = new List<Observation>();
        Func<List<string>, Interface?>? form = null;
        var misses = 0;
        var last = Rows.Walk(context, MostRows, (line, i) =>
        {
            if (Form(line) is { } heading)
            {
                form = heading;
                return true;
            }

            // One row in between may be torn or be of another shape; two are the end.
            if (form?.Invoke(Fields.Of(line)) is not { } row) return line.AsSpan().Trim().Trim('-').IsEmpty || (found.Count > 0 && misses++ == 0 && line[0] is ' ' or '-');
            misses = 0;
            found.Add(row.Placed(context, Tool, i, i));
            return true;
        });
        return found.Count == 0 ? null : new(last, found);
    }

    private static Func<List<string>, Interface?>? Form(ReadOnlySpan<char> line)
    {
        var words = Fields.Of(line);
        foreach (var (heading, row) in Forms)
        {
            if (words.Count >= heading.Length && words.Take(heading.Length).SequenceEqual(heading)) return row;
        }

        return null;
    }

    private static Interface? IosAddresses(List<string> words)
    {
        if (words.Count < 6 || words[2] is not ("YES" or "NO") || !IsName(words[0])) return null;
        return Named(words[0], words[^1] == "up" && words[4] == "up") with { Addresses = AddressText.Is(words[1]) ? [words[1]] : [] };
    }

    private static Interface? XrAddresses(List<string> words) =>
        words.Count >= 4 && IsName(words[0]) && words[2] is "Up" or "Down" or "Shutdown" && words[3] is "Up" or "Down"
            ? Named(words[0], words[2] == "Up" && words[3] == "Up") with { Addresses = AddressText.Is(words[1]) ? [words[1]] : [] }
            : null;

    /// <summary>NX-OS gives three states in one word: <c>protocol-up/link-up/admin-up</c>.</summary>
    private static Interface? NexusAddresses(List<string> words) =>
        words.Count == 3 && IsName(words[0]) && words[2].StartsWith("protocol-", StringComparison.Ordinal)
            ? Named(words[0], words[2].StartsWith("protocol-up/link-up", StringComparison.Ordinal)) with { Addresses = AddressText.Is(words[1]) ? [words[1]] : [] }
            : null;

    /// <summary>The name may be empty or hold blanks, so the status is looked for: the last such word with a VLAN, duplex and speed after it.</summary>
    private static Interface? IosStatus(List<string> words)
    {
        var at = words.FindLastIndex(Math.Max(words.Count - 4, 0), word => word.TrimEnd(':') is "connected" or "notconnect" or "disabled" or "err-disabled" or "suspended" or "inactive" or "monitoring" or "faulty" or "sfpAbsent" or "xcvrAbsen");
        if (at < 1 || at + 3 >= words.Count || !IsName(words[0])) return null;
        return Named(words[0], words[at].TrimEnd(':') == "connected") with { Duplex = Duplex(words[at + 2]), Speed = Megabits(words[at + 3]) };
    }

    private static Interface? Huawei(List<string> words) =>
        words.Count >= 7 && IsName(words[0]) && (words[3].EndsWith('%') || words[3] == "--") && Figures.Count(words[5]) is { } inward && Figures.Count(words[6]) is { } outward
            ? Named(words[0], IsUp(words[1]) && IsUp(words[2])) with { Errors = Figures.Plus(inward, outward) }
            : null;

    private static Interface? ComwareRouted(List<string> words) =>
        words.Count >= 4 && IsName(words[0]) && IsState(words[1]) && IsState(words[2])
            ? Named(words[0], IsUp(words[1]) && words[2] is not "DOWN") with { Addresses = AddressText.Is(words[3]) ? [words[3]] : [] }
            : null;

    private static Interface? ComwareBridged(List<string> words) =>
        words.Count >= 6 && IsName(words[0]) && IsState(words[1]) && words[3] is [var duplex, ..] && Figures.Small(words[5]) is not null
            ? Named(words[0], IsUp(words[1])) with { Speed = Megabits(words[2]), Duplex = duplex == 'F' ? "full" : duplex == 'H' ? "half" : null }
            : null;

    private static Interface Named(string name, bool up) => new() { Evidence = Rows.Unplaced, Name = name, State = up ? "up" : "down" };

    private static bool IsName(string word) => word.Length is > 1 and < 60 && char.IsAsciiLetterOrDigit(word[0]) && word.Any(char.IsAsciiDigit);

    private static bool IsState(string word) => IsUp(word) || word is "DOWN" or "DOWN(s)" or "ADM" or "Stby" or "--";

    private static bool IsUp(string word) => word is "up" or "UP" || word.StartsWith("up(", StringComparison.Ordinal) || word.StartsWith("UP(", StringComparison.Ordinal);

    /// <summary><c>a-full</c> and <c>full</c>; <c>auto</c> is not settled.</summary>
    private static string? Duplex(string word) => word.EndsWith("full", StringComparison.Ordinal) ? "full" : word.EndsWith("half", StringComparison.Ordinal) ? "half" : null;

    /// <summary><c>a-1000</c>, <c>10G</c>, <c>1G(a)</c>.</summary>
    private static int? Megabits(string word)
    {
        var text = word.AsSpan();
        if (text.StartsWith("a-")) text = text[2..];
        if (!Figures.TryLeading(text, out var number, out var length)) return null;
        return text[length..] switch
        {
            "" or "M" or "(a)" or "M(a)" => number,
            "G" or "G(a)" when number < 10_000 => number * 1000,
            _ => null,
        };
    }
}
