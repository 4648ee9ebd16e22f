using Demarc.Model;
using Demarc.Transcripts.Addresses;
using Demarc.Transcripts.Tables;

namespace Demarc.Transcripts.Arp;

/// <summary>
/// Windows <c>arp -a</c> in any language, one interface after another: <c>Interface: 192.0.2.9 --- 0x5</c>, a heading, and rows of
/// address, hardware address and type. The types are given in English, as kinds.tsv has them.
/// </summary>
public sealed class ArpReader : ITranscriptReader
{
    private const int MostRows = 20_000;
    private const string Index = " --- 0x";

    public string Tool => "arp";

    public ReaderCard Card { get; } = new([Kinds.Neighbour], new("`arp -a` of Windows", "Windows 的 `arp -a`"), "any", ReaderProof.Samples);

    public IReadOnlyList<string> Anchors { get; } = [Index];

    public bool Opens(ReadOnlySpan<char> line)
    {
        var at = line.IndexOf(Index);
        if (at < 4 || line.Length > 120) return false;
        var address = line[..at].Trim();
        return AddressText.Is(address[(address.LastIndexOfAny(' ', ':', '：') + 1)..]);
    }

    public TranscriptBlock? Read(BlockContext context)
    {
        var found = new List<Observation>();
        var headings = 0;
        var last = Rows.Walk(context, MostRows, (line, i) =>
        {
            if (Opens(line))
            {
                headings = 1;
                return true;
            }

            if (Row(line) is not { } row) return headings-- > 0;
            headings = 0;
            found.Add(row.Placed(context, Tool, i, i));
            return true;
        });
        return found.Count == 0 ? null : new(last, found);
    }

    private static Neighbour? Row(string line)
    {
        var words = Fields.Of(line);
        if (words.Count is < 2 or > 3 || !AddressText.IsV4(words[0])) return null;
        var mac = HardwareAddress.Read(words[1]);
        return mac is null && words.Count == 3 ? null : new Neighbour { Evidence = Rows.Unplaced, Address = words[0], Mac = mac, State = State(words[^1]) };
    }

    private static string State(string word) => word.ToLowerInvariant() switch
    {
        "动态" or "動態" or "動的" or "dynamisch" or "dynamique" or "dinámico" or "dinâmico" or "dinamico" or "динамический" or "dynamiczny" or "동적" => "dynamic",
        "静态" or "靜態" or "静的" or "statisch" or "statique" or "estático" or "statico" or "статический" or "statyczny" or "정적" => "static",
        "无效" or "ungültig" or "non" => "invalid",
        var other => other,
    };
}
