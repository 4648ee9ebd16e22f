using System.Text.RegularExpressions;
using Demarc.Model;
using Demarc.Transcripts.Tables;

namespace Demarc.Transcripts.Ifconfig;

/// <summary>One interface of ifconfig while its lines are read.</summary>
internal sealed partial class IfconfigInterface(string name)
{
    private readonly List<string> _addresses = [];
    private int? _mtu;
    private bool? _running;
    private bool? _active;
    private long? _errors;
    private long? _dropped;
    private int? _speed;
    private string? _duplex;

    public void Add(ReadOnlySpan<char> line)
    {
        if (line.Length > 500) return;
        var fields = Fields.Of(line);
        var text = line.ToString();
        switch (fields[0])
        {
            case "inet" when fields.Count > 1:
                Add(Inet(fields));
                break;
            case "inet6" when fields.Count > 1:
                Add(Inet6(fields));
                break;
            case "RX" or "TX" when fields.Count >= 5 && fields[1] == "errors":
                _errors = Figures.Plus(_errors, Figures.Count(fields[2]));
                _dropped = Figures.Plus(_dropped, fields[3] == "dropped" ? Figures.Count(fields[4]) : null);
                break;
            case "status:" when fields.Count > 1:
                _active = fields[1] is "active" or "associated";
                break;
            case "media:":
                Media(text);
                break;
            default:
                Flags(fields);
                Counters(fields);
                break;
        }
    }

    public Interface Interface(BlockContext context, string tool, int first, int last) => new()
    {
        Tool = tool,
        Vantage = context.Vantage,
        Time = context.Time,
        Evidence = context.Cite(Kinds.Interface, tool, first, last),
        Name = name,
        Mtu = _mtu,
        State = _running is null ? null : _running.Value && _active != false ? "up" : "down",
        Errors = _errors,
        Dropped = _dropped,
        Speed = _speed,
        Duplex = _duplex,
        Addresses = _addresses,
    };

    private void Add(string? address)
    {
        if (address is not null && _addresses.Count < 256) _addresses.Add(address);
    }

    /// <summary>Up means enabled and with a carrier: both flags, in either notation.</summary>
    private void Flags(List<string> fields)
    {
        for (var i = 0; i < fields.Count; i++)
        {
            if (fields[i].StartsWith("flags=", StringComparison.Ordinal))
            {
                var open = fields[i].IndexOf('<');
                var flags = open < 0 ? [] : fields[i][(open + 1)..].TrimEnd('>').Split(',');
                _running ??= flags.Contains("UP") && flags.Contains("RUNNING");
            }
            else if (fields[i] == "mtu" && i + 1 < fields.Count) _mtu ??= Figures.Small(fields[i + 1]);
            else if (fields[i].StartsWith("MTU:", StringComparison.Ordinal))
            {
                _mtu ??= Figures.Small(fields[i].AsSpan(4));
                _running ??= fields.Contains("UP") && fields.Contains("RUNNING");
            }
        }
    }

    /// <summary>Old net-tools: five numbers with labels are packets, errors, dropped, overruns and frame or carrier.</summary>
    private void Counters(List<string> fields)
    {
        var numbers = new List<long>();
        foreach (var field in fields)
        {
            var colon = field.LastIndexOf(':');
            if (colon <= 0) continue;
            if (Figures.Count(field.AsSpan(colon + 1)) is not { } number) return;
            numbers.Add(number);
        }

        if (numbers.Count != 5) return;
        _errors = Figures.Plus(_errors, numbers[1]);
        _dropped = Figures.Plus(_dropped, numbers[2]);
    }

    /// <summary>
    /// The first address on the line, with the prefix length of the mask: <c>inet 192.0.2.1 netmask 0xffffff00</c>,
    /// <c>inet addr:192.0.2.1 … Mask:255.255.255.0</c>, <c>inet 192.0.2.1/24</c>.
    /// </summary>
    private static string? Inet(List<string> fields)
    {
        string? address = null;
        int? length = null;
        for (var i = 1; i < fields.Count; i++)
        {
            var value = fields[i][(fields[i].LastIndexOf(':') + 1)..];
            if (address is null && IsAddress(value.Split('/')[0])) address = value;
            else if (address is not null && (value.StartsWith("255.", StringComparison.Ordinal) || value.StartsWith("0x", StringComparison.Ordinal)))
            {
                // A broadcast address of ones is no mask: the mask is the last that is one.
                length = value == "255.255.255.255" && length is not null ? length : Figures.PrefixLength(value) ?? length;
            }
        }

        return address is null || length is null || address.Contains('/') ? address : $"{address}/{length}";
    }

    private static string? Inet6(List<string> fields)
    {
        var at = fields.FindIndex(1, field => field.Contains(':') && IsAddress(field.Split('/')[0]));
        if (at < 0) return null;
        var length = fields.IndexOf("prefixlen");
        return fields[at].Contains('/') || length < 0 || length + 1 >= fields.Count ? fields[at] : $"{fields[at]}/{fields[length + 1]}";
    }

    private static bool IsAddress(string text) =>
        (text.Contains(':') || text.Count(c => c == '.') == 3) && System.Net.IPAddress.TryParse(text, out _);

    /// <summary><c>media: autoselect (1000baseT &lt;full-duplex&gt;)</c>.</summary>
    private void Media(string text)
    {
        if (InTime.Match(Rate, text) is { } rate && Figures.Small(rate.Groups["number"].ValueSpan) is { } number)
        {
            _speed ??= rate.Groups["giga"].Success ? number * 1000 : number;
        }

        _duplex ??= text.Contains("full-duplex", StringComparison.Ordinal) ? "full" : text.Contains("half-duplex", StringComparison.Ordinal) ? "half" : null;
    }

    [GeneratedRegex(@"\b(?<number>[0-9]{1,5})(?<giga>[Gg])?base", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, 100)]
    private static partial Regex Rate { get; }
}
