using System.Buffers;
using Demarc.Model;
using Demarc.Transcripts.Addresses;
using Demarc.Transcripts.Tables;

namespace Demarc.Transcripts.Netsh;

/// <summary>
/// <c>netsh interface ipv4 show dnsservers</c>: below a line that names the interface in quotes, a row whose label speaks of DNS with the
/// first resolver, and the others alone on lines of their own.
/// </summary>
public sealed class DnsServersReader : ITranscriptReader
{
    private const int MostRows = 200;

    public string Tool => "netsh";

    public ReaderCard Card { get; } = new([Kinds.NameServer], new("`netsh interface ipv4 show dnsservers`", "`netsh interface ipv4 show dnsservers`"), "any", ReaderProof.Samples);

    public IReadOnlyList<string> Anchors => Labels;

    private static readonly string[] Labels = ["interface \"", "interfaz \"", "interfaccia \"", "Schnittstelle \"", "l'interface \"", "接口 \"", "接口\"", "介面 \"", "インターフェイス \"", "интерфейса \""];
    private static readonly SearchValues<string> Quoted = SearchValues.Create(Labels, StringComparison.Ordinal);

    public bool Opens(ReadOnlySpan<char> line) => line.Length < 160 && line.TrimEnd() is [.., '"' or '”'] && !char.IsWhiteSpace(line[0]) && line.ContainsAny(Quoted);

    public TranscriptBlock? Read(BlockContext context)
    {
        var found = new List<Observation>();
        var last = Rows.Walk(context, MostRows, (line, i) =>
        {
            if (i == context.First) return true;
            if (!char.IsWhiteSpace(line[0])) return false;
            var colon = line.LastIndexOfAny([':', '：']);
            var words = Fields.Of(line);
            var resolver = AddressText.Is(words[^1]) ? words[^1] : null;
            if (resolver is not null && (words.Count == 1 ? found.Count > 0 : line.Contains("DNS", StringComparison.Ordinal)))
            {
                found.Add(new NameServer { Evidence = Rows.Unplaced, Address = resolver, Order = found.Count + 1 }.Placed(context, Tool, i, i));
                return true;
            }

            return colon > 0;
        });
        return found.Count == 0 ? null : new(last, found);
    }
}
