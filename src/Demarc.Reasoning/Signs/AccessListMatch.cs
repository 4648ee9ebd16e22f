namespace Demarc.Reasoning;

/// <summary>The match part of a rule of a router's access list, as Cisco and Huawei write it.</summary>
internal sealed partial record FilterMatch
{
    /// <summary>The one receiver it names; null when it names none, or more than one.</summary>
    public string? Receiver { get; private init; }

    /// <summary><c>tcp any host 192.0.2.10 eq 443 log</c>; <c>tcp source 198.51.100.0 0.0.0.255 destination 192.0.2.10 0 destination-port eq www</c>.</summary>
    private static FilterMatch InAccessList(string text)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return Array.Exists(words, word => word is "source" or "destination" or "destination-port" or "source-port") || words.Length == 1 ? Labelled(words) : InOrder(words);
    }

    /// <summary>Huawei and H3C: what each part is stands before it.</summary>
    private static FilterMatch Labelled(string[] words)
    {
        var match = new FilterMatch { Tcp = words.Length > 0 && words[0] is "tcp" or "ip" or "6" };
        for (var i = 1; i < words.Length; i++)
        {
            match = words[i] switch
            {
                "source" => match with { SomeAddresses = match.SomeAddresses || words.ElementAtOrDefault(i + 1) != "any" },
                "destination" => One(words, i + 1) is { } receiver ? match with { Receiver = receiver } : match with { SomeAddresses = match.SomeAddresses || words.ElementAtOrDefault(i + 1) != "any" },
                "destination-port" => match with { To = AfterOperator(words, i + 1) },
                "source-port" => match with { From = AfterOperator(words, i + 1) },
                "time-range" or "established" or "tcp-flag" or "vpn-instance" => match with { Other = true },
                _ => match,
            };
        }

        return match;

        // The wildcard 0 is one host.
        static string? One(string[] words, int at) => at + 1 < words.Length && words[at + 1] is "0" or "0.0.0.0" ? words[at] : null;
    }

    /// <summary>Cisco: protocol, sender and its port, receiver and its port, options.</summary>
    private static FilterMatch InOrder(string[] words)
    {
        var match = new FilterMatch { Tcp = words[0] is "tcp" or "ip" or "ipv6" };
        var at = 1;
        if (Party(words, ref at) is not { } sender) return match with { Other = true };
        match = match with { SomeAddresses = sender.Length > 0, From = Operator(words, ref at) };
        if (Party(words, ref at) is not { } receiver) return match with { Other = true };
        match = match with { Receiver = Hosts.IsAddress(receiver) ? receiver : null, SomeAddresses = match.SomeAddresses || (receiver.Length > 0 && !Hosts.IsAddress(receiver)), To = Operator(words, ref at) };
        return words.Skip(at).Any(word => word is "established" or "time-range" or "fragments" or "dscp" or "ttl" or "match-all" or "ack" or "syn" or "rst" or "fin") ? match with { Other = true } : match;
    }

    /// <summary>Empty for anybody, the address of one host, else the first word of a network or group; null where there is none.</summary>
    private static string? Party(string[] words, ref int at)
    {
        if (at >= words.Length) return null;
        switch (words[at])
        {
            case "any" or "any4" or "any6":
                at++;
                return "";
            case "host" when at + 1 < words.Length:
                at += 2;
                return words[at - 1];
            case "object-group" or "object" or "addrgroup" when at + 1 < words.Length:
                at += 2;
                return words[at - 2];
            default:
                var network = words[at++];
                if (network.EndsWith("/32", StringComparison.Ordinal)) return network[..^3];
                if (network.Contains('/')) return "/";
                if (at < words.Length && Hosts.IsAddress(words[at])) at++;
                return Hosts.IsAddress(network) ? "/" : null;
        }
    }

    private static List<(int From, int To)>? Operator(string[] words, ref int at)
    {
        if (at >= words.Length || words[at] is not ("eq" or "range" or "gt" or "lt" or "neq")) return null;
        var ports = AfterOperator(words, at);
        for (at++; at < words.Length && Port(words[at]) is not null; at++) { }
        return ports;
    }

    private static List<(int From, int To)> AfterOperator(string[] words, int at)
    {
        var ports = new List<(int, int)>();
        if (at + 1 >= words.Length || Port(words[at + 1]) is not { } first) return ports;
        switch (words[at])
        {
            case "range" when at + 2 < words.Length && Port(words[at + 2]) is { } last:
                ports.Add((first, last));
                break;
            case "gt":
                ports.Add((first + 1, 65535));
                break;
            case "lt":
                ports.Add((0, first - 1));
                break;
            case "eq":
                for (at++; at < words.Length && Port(words[at]) is { } port; at++) ports.Add((port, port));
                break;
        }

        return ports;
    }
}
