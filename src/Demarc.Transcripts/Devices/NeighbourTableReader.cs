using System.Buffers;
using Demarc.Model;
using Demarc.Transcripts.Addresses;
using Demarc.Transcripts.Tables;

namespace Demarc.Transcripts.Devices;

/// <summary>
/// ARP tables of network devices: Cisco IOS and NX-OS, FortiOS, Junos, Huawei VRP, H3C Comware. The heading says which; in a row
/// address and hardware address are found by their shapes, for their order differs.
/// </summary>
public sealed class NeighbourTableReader : ITranscriptReader
{
    private const int MostRows = 50_000;

    private static readonly SearchValues<char> Figures = SearchValues.Create("0123456789/-. ");

    public string Tool => "show-arp";

    public ReaderCard Card { get; } = new(
        [Kinds.Neighbour],
        new("ARP tables of Cisco IOS and NX-OS, FortiOS, Junos, Huawei VRP, H3C Comware", "Cisco IOS、NX-OS、FortiOS、Junos、华为 VRP、H3C Comware 的 ARP 表"),
        "en", ReaderProof.Documentation);

    public IReadOnlyList<string> Anchors { get; } = ["Hardware Addr", "MAC Address", "MAC ADDRESS", "MAC address"];

    /// <summary>A heading of address and hardware address with one column more that only such a table has.</summary>
    public bool Opens(ReadOnlySpan<char> line)
    {
        if (line.Length > 200) return false;
        var at = 0;
        while (at < Anchors.Count && !line.Contains(Anchors[at], StringComparison.Ordinal)) at++;
        return at < Anchors.Count && line.Contains("address", StringComparison.OrdinalIgnoreCase)
            && (line.Contains("Interface", StringComparison.OrdinalIgnoreCase) || line.Contains("EXPIRE", StringComparison.Ordinal) || line.Contains("VLAN", StringComparison.Ordinal))
            && (line.Contains("Age", StringComparison.Ordinal) || line.Contains("Aging", StringComparison.Ordinal) || line.Contains("EXPIRE", StringComparison.Ordinal) || line.Contains("Flags", StringComparison.Ordinal) || line.Contains("TTL", StringComparison.Ordinal));
    }

    public TranscriptBlock? Read(BlockContext context)
    {
        var found = new List<Observation>();
        var last = Rows.Walk(context, MostRows, (line, i) =>
        {
            if (i == context.First) return true;
            if (Row(line) is not { } row) return IsBetween(line) && (found.Count > 0 || i < context.First + 4);
            found.Add(row.Placed(context, Tool, i, i));
            return true;
        });
        return found.Count == 0 ? null : new(last, found);
    }

    /// <summary>Address and hardware address among the first four fields; an entry still asked for has words in place of the second.</summary>
    private static Neighbour? Row(string line)
    {
        var words = Fields.Of(line);
        if (words.Count is < 3 or > 12) return null;
        string? address = null, mac = null;
        for (var i = 0; i < Math.Min(words.Count, 5); i++)
        {
            if (address is null && AddressText.IsV4(words[i])) address = words[i];
            else mac ??= HardwareAddress.Read(words[i]);
        }

        if (address is null) return null;
        if (mac is null) return line.Contains("INCOMPLETE", StringComparison.OrdinalIgnoreCase) ? new() { Evidence = Rows.Unplaced, Address = address, State = "incomplete" } : null;
        return new() { Evidence = Rows.Unplaced, Address = address, Mac = mac, State = State(words) };
    }

    /// <summary>Huawei and H3C tell how the entry came about: <c>D-0</c>, <c>S--</c>, <c>I -</c>, or a letter at the end.</summary>
    private static string? State(List<string> words)
    {
        foreach (var word in words)
        {
            if (word is "D" || word.StartsWith("D-", StringComparison.Ordinal)) return "dynamic";
            if (word is "S" || word.StartsWith("S-", StringComparison.Ordinal)) return "static";
        }

        return null;
    }

    /// <summary>Rules, the second line of a heading or of a row (<c>10/-</c>), and the totals.</summary>
    private static bool IsBetween(string line)
    {
        var text = line.AsSpan().Trim();
        return text.Trim('-').IsEmpty || text.StartsWith("VLAN/CEVLAN") || text.StartsWith("Total") || (text.Length < 24 && text.Contains('/') && !text.ContainsAnyExcept(Figures)) || (line[0] == ' ' && text.IndexOf(' ') < 0 && text.Length < 40);
    }
}
