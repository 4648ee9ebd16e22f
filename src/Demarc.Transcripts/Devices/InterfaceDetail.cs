using System.Globalization;
using System.Text.RegularExpressions;
using Demarc.Model;
using Demarc.Transcripts.Addresses;
using Demarc.Transcripts.Tables;

namespace Demarc.Transcripts.Devices;

/// <summary>
/// One interface of a router, switch or firewall while its lines are read. Errors and drops of both directions are added; a speed
/// or duplex that is to be negotiated (<c>Auto-speed</c>) is none.
/// </summary>
internal sealed partial class InterfaceDetail(InterfaceHead head)
{
    private readonly List<string> _addresses = [];
    private bool? _up = head.Up;
    private int? _mtu;
    private int? _speed;
    private string? _duplex;
    private long? _errors;
    private long? _dropped;

    /// <summary>Junos counts the link header into the MTU of the physical interface; the one IP has stands with the protocol.</summary>
    public bool CountsHeader { get; init; }

    /// <summary>Takes a line; one that takes too long is none of a device's.</summary>
    public void Add(string line) => InTime.Runs(() => Read(line));

    public Interface Interface(BlockContext context, string tool, int first, int last) => new Interface
    {
        Evidence = Rows.Unplaced,
        Name = head.Name,
        Mtu = _mtu,
        State = _up is null ? null : _up.Value ? "up" : "down",
        Errors = _errors,
        Dropped = _dropped,
        Speed = _speed,
        Duplex = _duplex,
        Addresses = _addresses,
    }.Placed(context, tool, first, last);

    private void Read(string line)
    {
        if (State.Match(line) is { Success: true } state)
        {
            _up = (_up ?? true) && InterfaceHead.IsUp(state.Groups["state"].Value);
        }

        if (Mtu.Match(line) is { Success: true } mtu && (!CountsHeader || line.Contains("Protocol inet", StringComparison.Ordinal))) _mtu ??= Figures.Small(mtu.Groups["mtu"].ValueSpan);
        if (Speed.Match(line) is { Success: true } speed) _speed ??= Megabits(speed);
        if (Duplex.Match(line) is { Success: true } duplex) _duplex ??= duplex.Groups["duplex"].Value.ToLowerInvariant();
        foreach (Match count in Errors.Matches(line)) _errors = Figures.Plus(_errors, Figures.Count(count.Groups["count"].ValueSpan));
        foreach (Match count in Drops.Matches(line)) _dropped = Figures.Plus(_dropped, Figures.Count(count.Groups["count"].ValueSpan));
        if (Address.Match(line) is { Success: true } address) Add(address);
    }

    private void Add(Match match)
    {
        var text = match.Groups["address"].Value;
        var bits = text.IndexOf('/');
        if (_addresses.Count >= 64 || !AddressText.Is(bits < 0 ? text : text[..bits])) return;
        if (bits < 0 && match.Groups["mask"].Success && Figures.PrefixLength(match.Groups["mask"].Value) is { } length) text += "/" + length.ToString(CultureInfo.InvariantCulture);
        if (bits < 0 && match.Groups["bits"].Success) text += "/" + match.Groups["bits"].Value;
        if (text is not "0.0.0.0/0" && !_addresses.Contains(text)) _addresses.Add(text);
    }

    /// <summary>Megabit per second; null below one, and where the figure does not fit.</summary>
    private static int? Megabits(Match match)
    {
        if (Figures.Decimal(match.Groups["number"].Value) is not { } number) return null;
        var megabits = char.ToUpperInvariant(match.Groups["unit"].Success ? match.Groups["unit"].Value[0] : 'M') switch
        {
            'G' => number * 1000,
            'K' => number / 1000,
            _ => number,
        };
        return megabits is >= 1 and < 10_000_000 ? (int)megabits : null;
    }

    [GeneratedRegex(@"(^\s*(Line protocol (current )?state|Current state) ?: ?|^(\s+|name: .*)\bstatus: )(?<state>[A-Za-z]+)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 100)]
    private static partial Regex State { get; }

    [GeneratedRegex(@"\b(MTU:? |Maximum Transmit Unit is |Maximum transmission unit(:| is) )(?<mtu>[0-9]{2,5})\b", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 100)]
    private static partial Regex Mtu { get; }

    /// <summary><c>1000Mb/s</c>, <c>10 Gb/s</c>, <c>1000Mbps</c>, <c>10Gbps-speed mode</c>, <c>Speed : 1000</c>, <c>(1000 Mbps)</c>; bandwidths and rates are none.</summary>
    [GeneratedRegex(@"(, |\bspeed: |-Speed\(|, *Link is |^\s*)(?<number>[0-9]{1,6}(\.[0-9])?) ?(?<unit>[GMKgmk])b(/s|its/s|ps|it)\b|\bSpeed ?: *(?<number>[0-9]{1,6}) *(?<unit>[GMgm])?(bps)?\b", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 100)]
    private static partial Regex Speed { get; }

    [GeneratedRegex(@"\b(?<duplex>full|half)[- ]duplex|\bDuplex ?: *(?<duplex>full|half)\b", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, 100)]
    private static partial Regex Duplex { get; }

    [GeneratedRegex(@"\b(?<count>[0-9]{1,19}) (input|output) errors?\b|\bTotal Errors?: *(?<count>[0-9]{1,19})|\bErrors: (?<count>[0-9]{1,19}), Drops: |\b(Input|Output) errors: (?<count>[0-9]{1,19})\b", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 100)]
    private static partial Regex Errors { get; }

    [GeneratedRegex(@"\b(?<count>[0-9]{1,19}) ((input|output) discards?|total (input|output) drops|drops$)|\bTotal output drops: (?<count>[0-9]{1,19})|Input queue: [0-9]+/[0-9]+/(?<count>[0-9]{1,19})/|\bDiscard: *(?<count>[0-9]{1,19})|\bErrors: [0-9]{1,19}, Drops: (?<count>[0-9]{1,19})", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 100)]
    private static partial Regex Drops { get; }

    [GeneratedRegex(@"\bInternet [Aa]ddress( is|:) (negotiated, )?(?<address>[0-9.]{7,15}(/[0-9]{1,2})?)|\bIP address (?<address>[0-9.]{7,15}), subnet mask (?<mask>[0-9.]{7,15})|\bDestination: [0-9a-f:.]{1,39}/(?<bits>[0-9]{1,3}), Local: (?<address>[0-9a-f:.]{2,39})|\bip: (?<address>[0-9.]{7,15}) (?<mask>[0-9.]{7,15})", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 100)]
    private static partial Regex Address { get; }
}
