using Demarc.Model;
using Demarc.Transcripts.Tables;

namespace Demarc.Transcripts.Devices;

/// <summary>
/// The detail of interfaces on network devices: <c>show interfaces</c> of Cisco IOS, NX-OS, ASA and Junos,
/// <c>get system interface</c> of FortiOS, <c>display interface</c> of Huawei VRP and H3C Comware.
/// </summary>
public sealed class InterfaceDetailReader : ITranscriptReader
{
    private const int MostLines = 50_000;

    public string Tool => "show-interface";

    public ReaderCard Card { get; } = new(
        [Kinds.Interface],
        new("`show interfaces` of Cisco IOS, NX-OS, ASA, Junos; `get system interface` of FortiOS; `display interface` of Huawei VRP and H3C Comware", "Cisco IOS、NX-OS、ASA、Junos 的 `show interfaces`；FortiOS 的 `get system interface`；华为 VRP、H3C Comware 的 `display interface`"),
        "en", ReaderProof.Documentation);

    public IReadOnlyList<string> Anchors { get; } =
        [", line protocol is ", " current state ", " current state:", "Physical interface: ", "thernet", "-interface", "Aggregation", "LoopBack", "oopback", "NULL0", "GigE", "port-channel", "mgmt", "Tunnel", "Cellular", "Dialer", "Virtual-Template", "Eth-channel", "==[", "== ["];

    public bool Opens(ReadOnlySpan<char> line) => (line is not [' ' or '\t', ' ' or '\t', ..] || line.TrimStart().StartsWith("==[")) && line.Length < 200 && InterfaceHead.Read(line) is not null;

    public TranscriptBlock? Read(BlockContext context)
    {
        var found = new List<Observation>();
        InterfaceDetail? shape = null;
        var (first, last, said) = (context.First, context.First, 0);
        var end = Rows.Walk(context, MostLines, (line, i) =>
        {
            if (Opens(line))
            {
                if (!Begins(context, line, i) || (shape is not null && said == 0)) return false;
                Close();
                shape = new(InterfaceHead.Read(line)!) { CountsHeader = line.StartsWith("Physical interface", StringComparison.Ordinal) };
                (first, last, said) = (i, i, 0);
                return true;
            }

            if (shape is null || !IsBody(line)) return false;
            shape.Add(line);
            (last, said) = (i, said + 1);
            return true;
        }, blanks: 2);
        Close();
        return found.Count == 0 ? null : new(end, found);

        void Close()
        {
            if (shape is not null && said > 0) found.Add(shape.Interface(context, Tool, first, last));
        }
    }

    /// <summary>A name alone on its line, and a state without a protocol, need the next line to say that an interface is meant.</summary>
    private static bool Begins(BlockContext context, string line, int i)
    {
        if (line.Contains(", line protocol", StringComparison.Ordinal) || line.Contains(" current state", StringComparison.Ordinal) || line.Contains("Physical link", StringComparison.Ordinal) || line.TrimStart().StartsWith("==", StringComparison.Ordinal)) return true;
        if (i + 1 >= Math.Min(context.Limit, context.Text.Count)) return false;
        var next = context.Text.Span(i + 1);
        return next.StartsWith("Current state:") || next.StartsWith("admin state is ") || next.StartsWith("  Hardware") || next.StartsWith("    Hardware") || next.StartsWith("    Admin State: ") || next.StartsWith(" Dedicated Interface");
    }

    /// <summary>What stands below a head: indented, or a label and its value, or a sentence with figures.</summary>
    private static bool IsBody(string line)
    {
        if (line.Length > 500 || line[0] is '<' or '[' || line.EndsWith('#') || line.EndsWith('>')) return false;
        if (line[0] is ' ' or '\t') return true;
        foreach (var c in line.AsSpan(0, Math.Min(line.Length, 40)))
        {
            if (c > 0x2fff) return line.Contains("state", StringComparison.Ordinal);
        }

        return line.Contains(':') || line.Contains(" is ", StringComparison.Ordinal) || line.Contains('=') || line.Contains("speed", StringComparison.Ordinal) || line.StartsWith("Last ", StringComparison.Ordinal)
            || line.StartsWith("LCP ", StringComparison.Ordinal) || line.StartsWith("Route Port", StringComparison.Ordinal) || line.StartsWith("Switch Port", StringComparison.Ordinal);
    }
}
