using Demarc.Model;
using Demarc.Transcripts.SocketTables;
using Demarc.Transcripts.Tables;

namespace Demarc.Transcripts.Kubectl;

/// <summary>Ports and endpoints as kubectl writes them in tables and descriptions.</summary>
internal static class KubectlPorts
{
    private const int Most = 200;

    /// <summary><c>80:31234/TCP,443/TCP</c>: the service's port and, after the colon, the port of every node.</summary>
    public static List<(int Port, int? Node, string Protocol)> Of(string text)
    {
        var ports = new List<(int, int?, string)>();
        foreach (var part in text.Split(',').Take(Most))
        {
            if (part.Trim().Split('/') is not [var numbers, var protocol] || numbers.Split(':') is not [var first, .. var rest] || Figures.Port(first) is not { } port) continue;
            ports.Add((port, rest.Length > 0 ? Figures.Port(rest[0]) : null, protocol.ToLowerInvariant()));
        }

        return ports;
    }

    /// <summary>A socket of a service, whose name stands for the process.</summary>
    public static Listen Listen(string service, string? address, int port, string? protocol) => new() { Evidence = Rows.Unplaced, Address = address, Port = port, Protocol = protocol, Process = service };

    /// <summary><c>10.0.0.5:80,10.0.0.6:80 + 1 more...</c>; <c>&lt;none&gt;</c> is a service nobody serves.</summary>
    public static IEnumerable<Observation> Endpoints(string service, string text)
    {
        if (text is "<none>") return [new ErrorText { Evidence = Rows.Unplaced, Product = service, Text = text, Meaning = "no-endpoints" }];
        var found = new List<Observation>();
        foreach (var part in text.Split(' ')[0].Split(',').Take(Most))
        {
            if (Endpoint.TryParse(part, out var end) && end.Port is { } port) found.Add(Listen(service, end.Address, port, null));
        }

        return found;
    }
}
