using Demarc.Model;
using Demarc.Transcripts.Tables;

namespace Demarc.Transcripts.Kubectl;

/// <summary>
/// Tables of <c>kubectl get</c>: what services, endpoints and endpoint slices listen on (a service without any endpoint says so),
/// pods that are not ready and warnings among the events as error texts.
/// </summary>
public sealed class KubectlTableReader : ITranscriptReader
{
    private const int MostRows = 2_000;

    public string Tool => "kubectl";

    public ReaderCard Card { get; } = new([Kinds.Listen, Kinds.ErrorText], new("`kubectl get svc|endpoints|endpointslices|pods|events`", "`kubectl get svc|endpoints|endpointslices|pods|events`"), "any", ReaderProof.Documentation);

    public IReadOnlyList<string> Anchors { get; } = ["CLUSTER-IP", "ENDPOINTS", "RESTARTS", "LAST SEEN"];

    public bool Opens(ReadOnlySpan<char> line) => line.Length < 600 && Table(line.ToString()) is not null;

    public TranscriptBlock? Read(BlockContext context)
    {
        if (Table(context.Text[context.First]) is not var (columns, row)) return null;
        var found = new List<Observation>();
        var rows = 0;
        var last = Rows.Walk(context, MostRows, (line, i) =>
        {
            if (i == context.First) return true;
            if (row(columns, line) is not { } observations) return false;
            rows++;
            foreach (var observation in observations) found.Add(observation.Placed(context, Tool, i, i));
            return true;
        }, blanks: 0);
        return rows == 0 ? null : new(last, found);
    }

    private static (HeadedColumns Columns, Func<HeadedColumns, string, IEnumerable<Observation>?> Row)? Table(string header)
    {
        if (HeadedColumns.Of(header, "NAME", "CLUSTER-IP", "PORT(S)") is { } services) return (services, Service);
        if (HeadedColumns.Of(header, "NAME", "ADDRESSTYPE", "PORTS", "ENDPOINTS") is { } slices) return (slices, Slice);
        if (HeadedColumns.Of(header, "NAME", "ENDPOINTS", "AGE") is { } endpoints) return (endpoints, Endpoints);
        if (HeadedColumns.Of(header, "NAME", "READY", "STATUS", "RESTARTS") is { } pods) return (pods, Pod);
        return HeadedColumns.Of(header, "LAST SEEN", "TYPE", "REASON", "OBJECT", "MESSAGE") is { } events ? (events, Event) : null;
    }

    private static List<Observation>? Service(HeadedColumns columns, string line)
    {
        var (name, type, address, external) = (columns.Cell(line, "NAME"), columns.Cell(line, "TYPE"), columns.Cell(line, "CLUSTER-IP"), columns.Cell(line, "EXTERNAL-IP"));
        if (name is null || name.Contains(' ') || type is not ("ClusterIP" or "NodePort" or "LoadBalancer" or "ExternalName")) return null;
        var ports = KubectlPorts.Of(columns.Cell(line, "PORT(S)") ?? "");
        var found = new List<Observation>();
        foreach (var (port, node, protocol) in ports)
        {
            if (address is not (null or "None" or "<none>")) found.Add(KubectlPorts.Listen(name, address, port, protocol));
            foreach (var outside in (external ?? "<none>").Split(',').Where(each => each is not ("<none>" or "<pending>" or "<unknown>"))) found.Add(KubectlPorts.Listen(name, outside, port, protocol));
            if (node is { } open) found.Add(KubectlPorts.Listen(name, null, open, protocol));
        }

        if (external == "<pending>") found.Add(new ErrorText { Evidence = Rows.Unplaced, Product = name, Text = external, Meaning = "no-external-address" });
        return found;
    }

    private static IEnumerable<Observation>? Endpoints(HeadedColumns columns, string line)
    {
        var (name, ends) = (columns.Cell(line, "NAME"), columns.Cell(line, "ENDPOINTS"));
        return name is null || ends is null || name.Contains(' ') ? null : KubectlPorts.Endpoints(name, ends);
    }

    private static IEnumerable<Observation>? Slice(HeadedColumns columns, string line)
    {
        var (name, type, ports, ends) = (columns.Cell(line, "NAME"), columns.Cell(line, "ADDRESSTYPE"), columns.Cell(line, "PORTS"), columns.Cell(line, "ENDPOINTS"));
        if (name is null || type is not ("IPv4" or "IPv6" or "FQDN") || ends is null) return null;
        if (ends is "<unset>" or "<none>") return KubectlPorts.Endpoints(name, "<none>");
        return ends.Split(',').Take(100).SelectMany(address => (ports ?? "").Split(',').Select(port => Figures.Port(port)).OfType<int>().Select(port => KubectlPorts.Listen(name, address, port, null)));
    }

    private static IEnumerable<Observation>? Pod(HeadedColumns columns, string line)
    {
        var (name, ready, status, restarts) = (columns.Cell(line, "NAME"), columns.Cell(line, "READY"), columns.Cell(line, "STATUS"), columns.Cell(line, "RESTARTS"));
        if (name is null || status is null || ready?.Split('/') is not [var up, var all] || Figures.Small(up) is null || Figures.Small(all) is null) return null;
        if (status is "Completed" or "Succeeded" || (status == "Running" && up == all)) return [];
        return [new ErrorText { Evidence = Rows.Unplaced, Product = name, Code = status, Text = $"{ready} {status} {restarts}".TrimEnd(), Meaning = "pod-not-ready" }];
    }

    private static IEnumerable<Observation>? Event(HeadedColumns columns, string line)
    {
        var (type, reason, about, message) = (columns.Cell(line, "TYPE"), columns.Cell(line, "REASON"), columns.Cell(line, "OBJECT"), columns.Cell(line, "MESSAGE"));
        if (type is not ("Normal" or "Warning") || reason is null || about is null || message is null) return null;
        return type == "Normal" ? [] : [new ErrorText { Evidence = Rows.Unplaced, Product = about, Code = reason, Text = Secrets.MaskAndCut(message, 300) }];
    }
}
