using Demarc.Model;
using Demarc.Transcripts.Tables;

namespace Demarc.Transcripts.Systemctl;

/// <summary>
/// <c>systemctl status</c>: a unit as a service; one that does not run says so as an error text. The journal's lines below
/// are left to whoever reads them.
/// </summary>
public sealed class SystemctlStatusReader : ITranscriptReader
{
    private static readonly string[] Labels = ["Loaded", "Active", "Docs", "Process", "Main PID", "Status", "Tasks", "Memory", "CPU", "CGroup", "TriggeredBy", "Triggers", "Drop-In", "Condition", "Invocation", "Trigger", "Listen", "Accepted", "IP", "IO", "Error", "FD Store", "Mem peak", "Until", "Duration"];

    public string Tool => "systemctl";

    public ReaderCard Card { get; } = new([Kinds.Software, Kinds.ErrorText], new("`systemctl status`", "`systemctl status`"), "", ReaderProof.Documentation);

    public IReadOnlyList<string> Anchors { get; } = [".service", ".socket"];

    public bool Opens(ReadOnlySpan<char> line) => line.Length < 300 && Unit(line.ToString()) is not null;

    public TranscriptBlock? Read(BlockContext context)
    {
        if (Unit(context.Text[context.First]) is not { } unit) return null;
        string? active = null;
        var line = context.First;
        var last = Rows.Walk(context, 60, (text, i) =>
        {
            if (i == context.First) return true;
            if (text[0] is not (' ' or '\t')) return false;
            var colon = text.IndexOf(": ", StringComparison.Ordinal);
            var label = colon < 0 ? "" : text[..colon].Trim();
            if (label == "Active") (active, line) = (text[(colon + 2)..].Trim(), i);
            return Array.IndexOf(Labels, label) >= 0 || active is not null || text.Contains('/');
        }, blanks: 0);
        if (active is null) return null;
        var found = new List<Observation> { new Software { Evidence = Rows.Unplaced, Name = unit, SoftwareKind = "service" }.Placed(context, Tool, context.First, last) };
        var meaning = active.StartsWith("failed", StringComparison.Ordinal) ? "service-failed" : active.StartsWith("inactive", StringComparison.Ordinal) ? "service-stopped"
            : active.StartsWith("activating (auto-restart)", StringComparison.Ordinal) ? "service-restarting" : null;
        if (meaning is not null) found.Add(new ErrorText { Evidence = Rows.Unplaced, Product = unit, Text = Secrets.MaskAndCut(active, 300), Meaning = meaning }.Placed(context, Tool, line, line));
        return new(last, found);
    }

    /// <summary><c>● nginx.service - A high performance web server</c>; the mark may be lost, the dash not.</summary>
    private static string? Unit(string line)
    {
        var words = Fields.Of(line);
        if (words.Count > 0 && words[0] is "●" or "○" or "×" or "↻" or "*" or "x" or "?") words.RemoveAt(0);
        return words.Count > 0 && (words[0].EndsWith(".service", StringComparison.Ordinal) || words[0].EndsWith(".socket", StringComparison.Ordinal)) && (words.Count == 1 || words[1] == "-") && words[0].Length < 100 ? words[0] : null;
    }
}
