using System.Globalization;
using Demarc.Model;
using Demarc.Transcripts.Tables;

namespace Demarc.Transcripts.Dig;

/// <summary>
/// The steps of <c>dig +trace</c>: the records above each <c>;; Received … from SERVER</c> are what that server said. A step that
/// only points on is a question for the zone's name servers (type NS); the last one answers what was asked.
/// </summary>
internal sealed class DigTrace(string tool)
{
    private const int MostRecords = 200;
    private readonly List<(DigRecord Record, int Line)> _records = [];
    private readonly List<(Model.Dns Step, int First, int Last)> _steps = [];

    public void Add(DigRecord record, int line)
    {
        if (_records.Count < MostRecords) _records.Add((record, line));
    }

    /// <summary><c>;; Received 811 bytes from 127.0.0.53#53(127.0.0.53) in 4 ms</c> ends a step.</summary>
    public void Received(string line, int index, DigArguments asked)
    {
        var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var from = Array.IndexOf(words, "from");
        var server = from > 0 && from + 1 < words.Length ? words[from + 1].Split('(')[0] : null;
        if (server?.EndsWith("#53", StringComparison.Ordinal) == true) server = server[..^3];
        double? ms = from > 0 && from + 4 < words.Length && words[from + 2] == "in" && words[from + 4] == "ms" && double.TryParse(words[from + 3], NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null;
        var answers = Answers(asked.Name);
        var refers = answers.Count == 0 && (asked.Name?.Length > 0 || _records.Count > 0);
        if (refers) answers = [.. _records.Where(each => each.Record.Type == "NS").Select(each => each.Record)];
        if (refers && answers.Count == 0 && asked.Name is null)
        {
            (refers, answers) = (false, [.. _records.Where(each => each.Record.Type is not ("RRSIG" or "NSEC" or "NSEC3" or "DS")).Select(each => each.Record)]);
            asked = asked with { Name = answers.FirstOrDefault()?.Name };
        }

        var zone = refers ? answers.Count > 0 ? answers[0].Name.Length == 0 ? "." : answers[0].Name : null : asked.Name;
        var first = _records.Count > 0 ? _records[0].Line : index;
        _steps.Add((new Model.Dns
        {
            Evidence = Rows.Unplaced,
            Target = asked.Name,
            Name = zone,
            Type = refers ? "NS" : asked.Type ?? Single(answers),
            Server = server,
            Outcome = answers.Count > 0 ? "ok" : null,
            Answers = [.. answers.Select(Answer)],
            Ms = ms,
        }, first, index));
        _records.Clear();
    }

    /// <summary>Every step; or of a zone transfer its records as one answer.</summary>
    public IEnumerable<Observation> Observe(BlockContext context, DigArguments asked)
    {
        foreach (var (step, first, last) in _steps) yield return step.Placed(context, tool, first, last);
        if (asked.Type is not ("AXFR" or "IXFR") || _records.Count == 0) yield break;
        yield return new Model.Dns
        {
            Evidence = Rows.Unplaced,
            Target = asked.Name,
            Name = asked.Name,
            Type = asked.Type,
            Server = asked.Server,
            Outcome = "ok",
            Answers = [.. _records.Select(each => Answer(each.Record))],
        }.Placed(context, tool, _records[0].Line, _records[^1].Line);
    }

    private static DnsAnswer Answer(DigRecord record) => new(Secrets.MaskAndCut(record.Data, 300), record.Ttl, record.Type);

    /// <summary>Records of the name asked for, and of the names it is an alias for.</summary>
    private List<DigRecord> Answers(string? name)
    {
        var found = new List<DigRecord>();
        if (name is null) return found;
        var wanted = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { name };
        var delegated = _records.TrueForAll(each => each.Record.Type is "NS" or "DS" or "RRSIG" or "NSEC" or "NSEC3");
        foreach (var (record, _) in _records)
        {
            if (delegated || record.Type is "RRSIG" or "NSEC" or "NSEC3" or "SOA" || !wanted.Contains(record.Name)) continue;
            if (record.Type == "CNAME") wanted.Add(record.Data);
            found.Add(record);
        }

        return found;
    }

    private static string? Single(List<DigRecord> records) => records.Select(each => each.Type).Where(type => type != "CNAME").Distinct().ToArray() is [var only] ? only : null;
}
