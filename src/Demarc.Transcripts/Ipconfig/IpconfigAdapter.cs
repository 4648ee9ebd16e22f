using Demarc.Model;
using Demarc.Transcripts.Addresses;
using Demarc.Transcripts.Tables;

namespace Demarc.Transcripts.Ipconfig;

/// <summary>One adapter of ipconfig while its rows are read; without a name, the rows about the host itself.</summary>
internal sealed class IpconfigAdapter(string? name, int first)
{
    private const int MostAddresses = 256;

    private enum What
    {
        Nothing,
        Own,
        Gateway,
        Resolver,
    }

    private readonly List<string> _addresses = [];
    private readonly List<(string Address, int Line)> _gateways = [];
    private readonly List<(string Address, int Line)> _resolvers = [];
    private What _latest;
    private int _rows;
    private int _last = -1;

    public void Add(IpconfigRow row, int line)
    {
        _rows++;
        _last = line;
        _latest = What.Nothing;
        if (!AddressText.Is(row.Address)) return;
        var value = row.Address.ToString();
        if (Figures.PrefixLength(value) is { } length && _addresses.Count > 0 && AddressText.IsV4(_addresses[^1]))
        {
            _addresses[^1] += $"/{length}";
            return;
        }

        _latest = Meaning(row.Label);
        Take(value, line);
    }

    /// <summary>A further address of the row above; false when none can stand there.</summary>
    public bool Continue(string address, int line)
    {
        if (_rows == 0) return false;
        _last = line;
        Take(address, line);
        return true;
    }

    public IEnumerable<Observation> Observations(BlockContext context, string tool)
    {
        if (_rows == 0 || (name is null && _addresses.Count == 0)) yield break;
        yield return new Interface { Evidence = Rows.Unplaced, Name = name, State = _addresses.Count == 0 ? "down" : "up", Addresses = _addresses }.Placed(context, tool, first, Math.Max(first, _last));
        foreach (var (address, line) in _gateways)
        {
            yield return new Route { Evidence = Rows.Unplaced, Destination = address.Contains(':') ? "::/0" : "0.0.0.0/0", Gateway = address, Device = name }.Placed(context, tool, line, line);
        }

        for (var i = 0; i < _resolvers.Count; i++)
        {
            yield return new NameServer { Evidence = Rows.Unplaced, Address = _resolvers[i].Address, Order = i + 1 }.Placed(context, tool, _resolvers[i].Line, _resolvers[i].Line);
        }
    }

    private void Take(string address, int line)
    {
        if (address is "::" or "0.0.0.0" || _addresses.Count + _gateways.Count + _resolvers.Count >= MostAddresses) return;
        switch (_latest)
        {
            case What.Own:
                _addresses.Add(address);
                break;
            case What.Gateway:
                _gateways.Add((address, line));
                break;
            case What.Resolver:
                _resolvers.Add((address, line));
                break;
        }
    }

    private static What Meaning(ReadOnlySpan<char> label)
    {
        if (Has(label, "DHCP") || Has(label, "WINS")) return What.Nothing;
        if (Has(label, "DNS")) return What.Resolver;
        return Has(label, "IP") ? What.Own : What.Gateway;
    }

    private static bool Has(ReadOnlySpan<char> label, ReadOnlySpan<char> word) => label.Contains(word, StringComparison.OrdinalIgnoreCase);
}
