using Demarc.Model;
using Demarc.Transcripts.Addresses;
using Demarc.Transcripts.Tables;

namespace Demarc.Transcripts.Resolvectl;

/// <summary>
/// <c>resolvectl status</c> (systemd-resolve before): the resolvers of each link in their order, the link as target, and how it
/// resolves (protocols, domains, the mode of resolv.conf) as settings. <c>resolvectl dns</c> prints the resolvers alone.
/// </summary>
public sealed class ResolvectlStatusReader : ITranscriptReader
{
    private const int MostLines = 2_000;

    public string Tool => "resolvectl";

    public IReadOnlyList<string> Commands { get; } = ["resolvectl", "systemd-resolve"];

    public ReaderCard Card { get; } = new([Kinds.NameServer, Kinds.Setting], new("`resolvectl status`, `resolvectl dns`, `systemd-resolve --status`", "`resolvectl status`、`resolvectl dns`、`systemd-resolve --status`"), "", ReaderProof.Documentation);

    public IReadOnlyList<string> Anchors { get; } = ["DNS Server", "Protocols: ", "Current Scopes: ", "resolv.conf mode: ", "Link "];

    public bool Opens(ReadOnlySpan<char> line)
    {
        var text = line.Trim();
        return text.StartsWith("DNS Servers: ", StringComparison.Ordinal) || text.StartsWith("Current DNS Server: ", StringComparison.Ordinal) || text.StartsWith("Current Scopes: ", StringComparison.Ordinal)
            || (text.StartsWith("Protocols: ", StringComparison.Ordinal) && text.Contains("LLMNR", StringComparison.Ordinal)) || text.StartsWith("resolv.conf mode: ", StringComparison.Ordinal) || Link(line) is not null;
    }

    public TranscriptBlock? Read(BlockContext context)
    {
        var found = new List<Observation>();
        string? link = null, key = null;
        var order = 0;
        var servers = 0;
        var last = Rows.Walk(context, MostLines, (line, i) =>
        {
            if (Link(line) is var (name, rest))
            {
                (link, key, order) = (name, null, 0);
                return rest.Length == 0 || Servers(rest, i);
            }

            if (line is "Global")
            {
                (link, key, order) = (null, null, 0);
                return true;
            }

            var (label, value) = Field(line);
            if (label is null && key is null) return false;
            if (label is not null) key = label;
            else value = line.Trim();
            if (label is "DNS Servers") order = 0;
            return key switch
            {
                "DNS Servers" or "Fallback DNS Servers" => key[0] == 'F' || Servers(value, i) || label is not null,
                "Current DNS Server" => true,
                "Protocols" or "DNS Domain" or "resolv.conf mode" or "DNSSEC setting" or "DNSOverTLS setting" or "Default Route" => value.Length == 0 || label is null || Set(key, value, i),
                _ => label is not null || line[0] is ' ' or '\t',
            };
        });
        return servers == 0 ? null : new(last, found);

        bool Servers(string text, int line)
        {
            var any = false;
            foreach (var word in Fields.Of(text))
            {
                var address = word.Split('#')[0];
                if (!AddressText.Is(address.Split('%')[0])) return any;
                found.Add(new NameServer { Evidence = Rows.Unplaced, Target = link, Address = address, Order = ++order }.Placed(context, Tool, line, line));
                servers++;
                any = true;
            }

            return any;
        }

        bool Set(string name, string value, int line)
        {
            found.Add(new Setting { Evidence = Rows.Unplaced, Target = link, Name = name, Value = Fields.Collapse(value) }.Placed(context, Tool, line, line));
            return true;
        }
    }

    /// <summary><c>Link 2 (eth0)</c>, and what <c>resolvectl dns</c> prints after its colon.</summary>
    private static (string Name, string After)? Link(ReadOnlySpan<char> line)
    {
        if (!line.StartsWith("Link ", StringComparison.Ordinal) || line.Length > 400) return null;
        var (open, close) = (line.IndexOf('('), line.IndexOf(')'));
        if (open < 6 || close < open || Figures.Small(line[5..open].Trim()) is null) return null;
        var rest = line[(close + 1)..];
        return rest.IsEmpty ? (line[(open + 1)..close].ToString(), "") : rest[0] == ':' ? (line[(open + 1)..close].ToString(), rest[1..].Trim().ToString()) : null;
    }

    private static readonly string[] Labels =
    [
        "DNS Servers", "Current DNS Server", "Fallback DNS Servers", "DNS Domain", "Protocols", "Current Scopes", "resolv.conf mode", "LLMNR setting", "MulticastDNS setting", "DNSOverTLS setting", "DNSSEC setting",
        "DNSSEC supported", "DNSSEC NTA", "Default Route", "DefaultRoute setting", "Default Route Setting",
    ];

    private static (string? Label, string Value) Field(string line)
    {
        var colon = line.IndexOf(':');
        if (colon < 0) return (null, "");
        var label = line[..colon].Trim();
        return Array.IndexOf(Labels, label) < 0 ? (null, "") : (label, line[(colon + 1)..].Trim());
    }
}
