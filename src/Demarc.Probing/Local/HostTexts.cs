using System.Net;

namespace Demarc.Probing.Local;

/// <summary>A network device: what it counted since it came up.</summary>
internal sealed record DeviceCounts(string Name, long ReceiveErrors, long ReceiveDropped, long SendErrors, long SendDropped)
{
    public long Errors => ReceiveErrors + SendErrors;

    public long Dropped => ReceiveDropped + SendDropped;
}

/// <summary>Readers of short system texts: devices, neighbours, resolvers.</summary>
internal static class HostTexts
{
    private const int MostRows = 4096;

    /// <summary><c>/proc/net/dev</c>.</summary>
    public static List<DeviceCounts> Devices(string text)
    {
        List<DeviceCounts> devices = [];
        foreach (var line in text.Split('\n'))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon <= 0 || devices.Count >= MostRows) continue;
            var words = ProcText.Words(line[(colon + 1)..]);
            if (words.Length < 12 || !Number(words[2], out var receiveErrors) || !Number(words[3], out var receiveDropped)
                || !Number(words[10], out var sendErrors) || !Number(words[11], out var sendDropped)) continue;
            devices.Add(new(line[..colon].Trim(), receiveErrors, receiveDropped, sendErrors, sendDropped));
        }

        return devices;
    }

    /// <summary><c>/proc/net/arp</c>: address, hardware address (null while unanswered) and device.</summary>
    public static List<(IPAddress Address, string? Mac, string State, string Device)> Neighbours(string text)
    {
        List<(IPAddress, string?, string, string)> neighbours = [];
        foreach (var line in text.Split('\n'))
        {
            var words = ProcText.Words(line);
            if (words.Length < 6 || neighbours.Count >= MostRows || !words[2].StartsWith("0x", StringComparison.Ordinal) || !IPAddress.TryParse(words[0], out var address)) continue;
            if (!int.TryParse(words[2].AsSpan(2), System.Globalization.NumberStyles.AllowHexSpecifier, System.Globalization.CultureInfo.InvariantCulture, out var flags)) continue;

            // ATF_COM 2: answered; ATF_PERM 4: set by hand.
            var state = (flags & 4) != 0 ? "permanent" : (flags & 2) != 0 ? "complete" : "incomplete";
            neighbours.Add((address, state == "incomplete" ? null : words[3], state, words[5]));
        }

        return neighbours;
    }

    /// <summary>The resolvers of <c>resolv.conf</c>, in the order of asking.</summary>
    public static List<IPAddress> NameServers(string text)
    {
        List<IPAddress> servers = [];
        foreach (var line in text.Split('\n'))
        {
            if (ProcText.Words(line) is ["nameserver", var server, ..] && servers.Count < MostRows && IPAddress.TryParse(server, out var address)) servers.Add(address);
        }

        return servers;
    }

    private static bool Number(string text, out long value) =>
        long.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out value);
}
