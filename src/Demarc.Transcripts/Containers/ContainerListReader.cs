using Demarc.Model;
using Demarc.Transcripts.SocketTables;
using Demarc.Transcripts.Tables;

namespace Demarc.Transcripts.Containers;

/// <summary>
/// <c>docker ps</c>, <c>podman ps</c> and <c>docker compose ps</c>: ports published on the machine, by container; each image with its
/// tag; containers that have ended or start over and over. Columns stand below their headings; an empty one leaves only blanks.
/// </summary>
public sealed class ContainerListReader : ITranscriptReader
{
    private const int MostRows = 1_000;
    private const int MostPorts = 50;

    public string Tool => "docker";

    public IReadOnlyList<string> Commands { get; } = ["docker", "podman", "nerdctl"];

    public ReaderCard Card { get; } = new([Kinds.Listen, Kinds.Software, Kinds.ErrorText], new("`docker ps`, `podman ps`, `docker compose ps`", "`docker ps`、`podman ps`、`docker compose ps`"), "any", ReaderProof.Documentation);

    public IReadOnlyList<string> Anchors { get; } = ["CONTAINER ID", " PORTS"];

    public bool Opens(ReadOnlySpan<char> line) => Header(line.ToString()) is not null;

    public TranscriptBlock? Read(BlockContext context)
    {
        if (Header(context.Text[context.First]) is not { } columns) return null;
        var tool = context.Command?.Contains("podman", StringComparison.Ordinal) == true ? "podman" : Tool;
        var found = new List<Observation>();
        var last = Rows.Walk(context, MostRows, (line, i) =>
        {
            if (i == context.First) return true;
            string? Cell(string heading) => columns.Cell(line, heading);
            var (name, image, status) = (Cell("NAMES") ?? Cell("NAME"), Cell("IMAGE"), Cell("STATUS"));
            if (name is null || image is null || status is null || name.Contains(' ') || image.Contains(' ') || !IsStatus(status)) return false;
            var (repository, tag) = Tag(image);
            found.Add(new Software { Evidence = Rows.Unplaced, Name = repository, Version = tag, SoftwareKind = "service" }.Placed(context, tool, i, i));
            if (Trouble(status) is { } meaning) found.Add(new ErrorText { Evidence = Rows.Unplaced, Product = name, Text = status, Meaning = meaning }.Placed(context, tool, i, i));
            foreach (var (address, port, protocol) in Ports(Cell("PORTS") ?? "").Take(MostPorts))
            {
                found.Add(new Listen { Evidence = Rows.Unplaced, Address = address, Port = port, Protocol = protocol, Process = name }.Placed(context, tool, i, i));
            }

            return true;
        }, blanks: 0);
        return found.Count == 0 ? null : new(last, found);
    }

    private static HeadedColumns? Header(string line) => HeadedColumns.Of(line, "IMAGE", "STATUS", "PORTS") is { } columns && (columns.Has("NAMES") || columns.Has("NAME")) ? columns : null;

    private static bool IsStatus(string status) => status.StartsWith("Up", StringComparison.Ordinal) || status.StartsWith("Exited", StringComparison.Ordinal) || status.StartsWith("Restarting", StringComparison.Ordinal)
        || status.StartsWith("Created", StringComparison.Ordinal) || status.StartsWith("Paused", StringComparison.Ordinal) || status.StartsWith("Dead", StringComparison.Ordinal) || status.StartsWith("running", StringComparison.Ordinal);

    private static string? Trouble(string status) => status.StartsWith("Restarting", StringComparison.Ordinal) ? "container-restarting" : status.StartsWith("Exited", StringComparison.Ordinal) || status.StartsWith("Dead", StringComparison.Ordinal) ? "container-stopped"
        : status.Contains("(unhealthy)", StringComparison.Ordinal) ? "container-unhealthy" : null;

    private static (string Name, string? Tag) Tag(string image)
    {
        image = image.Split('@')[0];
        var colon = image.LastIndexOf(':');
        return colon > image.LastIndexOf('/') && colon > 0 ? (image[..colon], image[(colon + 1)..]) : (image, null);
    }

    /// <summary><c>0.0.0.0:8080->80/tcp, [::]:8080->80/tcp, 443/tcp</c>: only those with an arrow are open on the machine itself.</summary>
    private static IEnumerable<(string Address, int Port, string Protocol)> Ports(string cell)
    {
        foreach (var part in cell.Split(',', 200, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var arrow = part.IndexOf("->", StringComparison.Ordinal);
            var slash = part.LastIndexOf('/');
            if (arrow < 3 || slash < arrow) continue;
            var colon = part.LastIndexOf(':', arrow);
            if (colon < 0) continue;
            var ports = part[(colon + 1)..arrow].Split('-');
            if (!Endpoint.TryParse($"{part[..colon]}:{ports[0]}", out var first) || first.Port is not { } from) continue;
            var to = ports.Length > 1 && Figures.Port(ports[1]) is { } end ? Math.Min(end, from + MostPorts) : from;
            for (var port = from; port <= to; port++) yield return (first.Address, port, part[(slash + 1)..]);
        }
    }
}
