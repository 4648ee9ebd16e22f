using Demarc.Model;
using Demarc.Transcripts.Tables;

namespace Demarc.Transcripts.Kubectl;

/// <summary><c>kubectl describe svc</c> and <c>pod</c>: the service's addresses, ports and endpoints; warnings under Events.</summary>
public sealed class KubectlDescribeReader : ITranscriptReader
{
    private const int MostLines = 500;

    public string Tool => "kubectl";

    public ReaderCard Card { get; } = new([Kinds.Listen, Kinds.ErrorText], new("`kubectl describe svc`, `kubectl describe pod`", "`kubectl describe svc`、`kubectl describe pod`"), "any", ReaderProof.Documentation);

    public IReadOnlyList<string> Anchors { get; } = ["Name:  "];

    public bool Opens(ReadOnlySpan<char> line) => line.StartsWith("Name:  ", StringComparison.Ordinal) && line.Length < 200 && Fields.Of(line).Count == 2;

    public TranscriptBlock? Read(BlockContext context)
    {
        var name = Fields.Of(context.Text.Span(context.First))[1];
        var found = new List<Observation>();
        var addresses = new List<string>();
        var (known, events) = (false, false);
        var last = Rows.Walk(context, MostLines, (line, i) =>
        {
            if (i == context.First) return true;
            var indented = line[0] is ' ' or '\t';
            if (indented) return !events || Event(line, i);
            events = false;
            var colon = line.IndexOf(':');
            if (colon is < 1 or > 40) return false;
            var value = line[(colon + 1)..].Trim();
            switch (line[..colon])
            {
                case "Namespace":
                    known = true;
                    break;
                case "IP" or "LoadBalancer Ingress" or "External IPs" when value is not ("None" or "<none>"):
                    addresses.AddRange(value.Split(',', StringSplitOptions.TrimEntries).Select(each => each.Split(' ')[0]));
                    break;
                case "Port":
                    foreach (var (port, _, protocol) in KubectlPorts.Of(Fields.Of(value).LastOrDefault() ?? ""))
                    {
                        foreach (var address in addresses.Distinct(StringComparer.Ordinal)) Add(KubectlPorts.Listen(name, address, port, protocol), i);
                    }

                    break;
                case "NodePort":
                    foreach (var (port, _, protocol) in KubectlPorts.Of(Fields.Of(value).LastOrDefault() ?? "")) Add(KubectlPorts.Listen(name, null, port, protocol), i);
                    break;
                case "Endpoints":
                    foreach (var end in KubectlPorts.Endpoints(name, value.Length == 0 ? "<none>" : value)) Add(end, i);
                    break;
                case "Events":
                    events = true;
                    break;
            }

            return true;
        });
        return !known || found.Count == 0 ? null : new(last, found);

        void Add(Observation observation, int line) => found.Add(observation.Placed(context, Tool, line, line));

        // Type, reason, age and source stand before the message, set apart by two blanks.
        bool Event(string line, int index)
        {
            var cells = line.Split("  ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            if (cells.Length >= 5 && cells[0] == "Warning") Add(new ErrorText { Evidence = Rows.Unplaced, Product = name, Code = cells[1], Text = Secrets.MaskAndCut(string.Join("  ", cells.Skip(4)), 300) }, index);
            return true;
        }
    }
}
