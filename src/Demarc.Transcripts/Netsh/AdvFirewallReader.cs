using Demarc.Model;
using Demarc.Transcripts.Tables;

namespace Demarc.Transcripts.Netsh;

/// <summary>
/// <c>netsh advfirewall firewall show rule</c>: rules of the Windows firewall, in English and Chinese. A rule that is switched off is
/// left out, for it takes no packet.
/// </summary>
public sealed class AdvFirewallReader : ITranscriptReader
{
    private const int MostLines = 50_000;

    private static readonly (string Name, string[] Labels)[] Known =
    [
        ("rule", ["Rule Name", "规则名称"]),
        ("enabled", ["Enabled", "已启用"]),
        ("direction", ["Direction", "方向"]),
        ("profiles", ["Profiles", "配置文件"]),
        ("remote", ["RemoteIP", "远程 IP"]),
        ("protocol", ["Protocol", "协议"]),
        ("local-port", ["LocalPort", "本地端口"]),
        ("remote-port", ["RemotePort", "远程端口"]),
        ("program", ["Program", "程序"]),
        ("action", ["Action", "操作"]),
    ];

    public string Tool => "netsh";

    public ReaderCard Card { get; } = new([Kinds.FirewallRule], new("`netsh advfirewall firewall show rule`", "`netsh advfirewall firewall show rule`"), "en zh", ReaderProof.Documentation);

    public IReadOnlyList<string> Anchors { get; } = ["Rule Name:", "规则名称:"];

    public bool Opens(ReadOnlySpan<char> line) => line.Length < 300 && (line.StartsWith(Anchors[0]) || line.StartsWith(Anchors[1]));

    public TranscriptBlock? Read(BlockContext context)
    {
        var found = new List<Observation>();
        var rule = new Dictionary<string, string>(StringComparer.Ordinal);
        var (first, last, position) = (context.First, context.First, 0);
        var end = Rows.Walk(context, MostLines, (line, i) =>
        {
            if (Opens(line))
            {
                Close();
                (first, position) = (i, position + 1);
            }

            if (line.Trim('-').Length == 0 && line.Length > 10)
            {
                last = i;
                return true;
            }

            var colon = line.IndexOfAny([':', '：']);
            if (colon < 0) return line[0] == ' ';
            var label = line[..colon].Trim();
            var name = Array.Find(Known, known => known.Labels.Contains(label, StringComparer.Ordinal)).Name;
            if (name is not null) rule.TryAdd(name, line[(colon + 1)..].Trim());
            last = i;
            return rule.Count > 0;
        }, blanks: 2);
        Close();
        return found.Count == 0 ? null : new(end, found);

        void Close()
        {
            if (Rule(rule) is { } read) found.Add((read with { Position = position }).Placed(context, Tool, first, last));
            rule.Clear();
        }
    }

    private static FirewallRule? Rule(Dictionary<string, string> rule)
    {
        if (!rule.TryGetValue("action", out var action) || !rule.TryGetValue("direction", out var direction)) return null;
        if (rule.TryGetValue("enabled", out var enabled) && enabled is not ("Yes" or "是")) return null;
        var match = new List<string>();
        foreach (var name in (ReadOnlySpan<string>)["protocol", "local-port", "remote-port", "remote", "program"])
        {
            if (rule.TryGetValue(name, out var value) && value is not ("Any" or "任何")) match.Add($"{name} {value}");
        }

        return new()
        {
            Evidence = Rows.Unplaced,
            Target = action switch { "阻止" => "Block", "允许" => "Allow", _ => action },
            Table = "windows-firewall",
            Chain = direction switch { "入" => "In", "出" => "Out", _ => direction },
            Match = string.Join(' ', match),
        };
    }
}
