using Demarc.Model;
using Demarc.Transcripts.Tables;

namespace Demarc.Transcripts.IpAddr;

/// <summary>One interface of <c>ip addr</c> while its lines are read.</summary>
internal sealed class IpInterface(List<string> header)
{
    private readonly List<string> _addresses = [];
    private bool _listsAddresses;
    private List<string>? _counters;      // names of the RX: or TX: line, whose numbers stand on the next line
    private long? _errors;
    private long? _dropped;

    /// <summary>Takes an indented line of the interface; false when it is none of it.</summary>
    public bool TryAdd(ReadOnlySpan<char> line)
    {
        if (line is not [' ' or '\t', ..] || line.Length > 500) return false;
        var fields = Fields.Of(line);
        if (fields.Count == 0) return false;
        if (_counters is { } names)
        {
            _counters = null;
            if (Figures.Count(fields[0]) is not null)
            {
                Count(names, fields);
                return true;
            }
        }

        switch (fields[0])
        {
            case "inet" or "inet6" when fields.Count > 1:
                _listsAddresses = true;
                if (_addresses.Count < 256) _addresses.Add(fields[1]);
                return true;
            case "RX:" or "TX:":
                _counters = fields.GetRange(1, fields.Count - 1);
                return true;
            default:
                return fields[0].StartsWith("link/", StringComparison.Ordinal) || fields[0] is "valid_lft" or "RX" or "TX" or "altname" or "alias" or "vlan"
                    or "vxlan" or "bridge" or "bridge_slave" or "bond" or "bond_slave" or "veth" or "tun" or "promiscuity" or "openvswitch" or "vf" or "wireguard" or "ipip" or "dummy"
                    || Figures.Count(fields[0]) is not null;
        }
    }

    public Interface Interface(BlockContext context, string tool, int first, int last) => new()
    {
        Tool = tool,
        Vantage = context.Vantage,
        Time = context.Time,
        Evidence = context.Cite(Kinds.Interface, tool, first, last),
        Name = header[1][..^1].Split('@')[0],
        Mtu = Figures.Small(header[4]),
        State = State(),
        Errors = _errors,
        Dropped = _dropped,
        Addresses = _listsAddresses ? _addresses : null,
    };

    /// <summary>The kernel's state; where it knows none (loopback, tunnels) the flags tell.</summary>
    private string? State()
    {
        var at = header.IndexOf("state");
        var state = at > 0 && at + 1 < header.Count ? header[at + 1] : "UNKNOWN";
        if (state != "UNKNOWN") return state == "UP" ? "up" : "down";
        var flags = header[2][1..^1].Split(',');
        return flags.Contains("UP") && !flags.Contains("NO-CARRIER") ? "up" : "down";
    }

    private void Count(List<string> names, List<string> numbers)
    {
        _errors = Figures.Plus(_errors, Value("errors"));
        _dropped = Figures.Plus(_dropped, Value("dropped"));

        long? Value(string name) => names.IndexOf(name) is var at and >= 0 && at < numbers.Count ? Figures.Count(numbers[at]) : null;
    }
}
