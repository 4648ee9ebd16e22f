using System.Globalization;
using Demarc.Model;
using Demarc.Transcripts.Addresses;
using Demarc.Transcripts.Tables;

namespace Demarc.Transcripts.Resolvectl;

/// <summary><c>resolvectl query</c>: the addresses of a name with the time it took, or why it failed.</summary>
public sealed class ResolvectlQueryReader : ITranscriptReader
{
    private const int MostLines = 100;

    public string Tool => "resolvectl";

    public ReaderCard Card { get; } = new([Kinds.Dns], new("`resolvectl query`", "`resolvectl query`"), "", ReaderProof.Documentation);

    public IReadOnlyList<string> Anchors { get; } = [" -- link: ", "resolve call failed: "];

    public bool Opens(ReadOnlySpan<char> line) => line.Length < 600 && (Failure(line.ToString()) is not null || Answer(line.ToString()) is { Name: not null });

    public TranscriptBlock? Read(BlockContext context)
    {
        if (Failure(context.Text[context.First]) is var (failed, outcome, rcode))
        {
            return new(context.First, [new Model.Dns { Evidence = Rows.Unplaced, Target = failed, Name = failed, Outcome = outcome, Rcode = rcode }.Placed(context, Tool, context.First, context.First)]);
        }

        var answers = new List<DnsAnswer>();
        string? name = null, alias = null;
        double? ms = null;
        var last = Rows.Walk(context, MostLines, (line, i) =>
        {
            var text = line.Trim();
            if (text.StartsWith("-- ", StringComparison.Ordinal))
            {
                var at = text.LastIndexOf(" in ", StringComparison.Ordinal);
                if (at > 0) ms ??= Duration(text[(at + 4)..].TrimEnd('.'));
                return true;
            }

            if (ms is not null || Answer(line) is not { } answer || (answer.Name is not null && name is not null)) return text.StartsWith('(') && (alias = text.Trim('(', ')')) is not null;
            name ??= answer.Name;
            answers.Add(new(answer.Address));
            return true;
        });
        return answers.Count == 0 ? null : new(last, [new Model.Dns { Evidence = Rows.Unplaced, Target = name, Name = name, Outcome = "ok", Answers = alias is null ? answers : [new(alias, null, "CNAME"), .. answers], Ms = ms }.Placed(context, Tool, context.First, last)]);
    }

    /// <summary><c>example.test: 192.0.2.1   -- link: eth0</c>; the name stands on the first line only.</summary>
    private static (string? Name, string Address)? Answer(string line)
    {
        var end = line.IndexOf(" -- link: ", StringComparison.Ordinal);
        var words = Fields.Of(end < 0 ? line : line[..end]);
        return words switch
        {
            [[.. var name, ':'], var address] when end > 0 && name.Length > 0 && AddressText.Is(address.Split('%')[0]) => (name, address),
            [var address] when end > 0 && AddressText.Is(address.Split('%')[0]) => (null, address),
            _ => null,
        };
    }

    private static (string Name, string? Outcome, string? Rcode)? Failure(string line)
    {
        var at = line.IndexOf(": resolve call failed: ", StringComparison.Ordinal);
        if (at < 1) return null;
        var name = line[..at].Trim();
        if (name.Contains(' ')) return null;
        var why = line[(at + 23)..];
        string? rcode = why.Contains("SERVFAIL", StringComparison.Ordinal) ? "SERVFAIL" : why.Contains("REFUSED", StringComparison.Ordinal) ? "REFUSED" : why.Contains("NXDOMAIN", StringComparison.Ordinal) ? "NXDOMAIN" : null;
        var outcome = Dig.DigAnswer.Outcome(rcode)
            ?? (why.Contains("not found", StringComparison.Ordinal) ? "nxdomain" : why.Contains("DNSSEC validation failed", StringComparison.Ordinal) ? "bogus"
            : why.Contains("All attempts to contact name servers", StringComparison.Ordinal) || why.Contains("timed out", StringComparison.OrdinalIgnoreCase) || why.Contains("No appropriate name servers", StringComparison.Ordinal) ? "timeout" : null);
        return (name, outcome, rcode);
    }

    /// <summary><c>21.3ms</c>, <c>1.2s</c>, <c>850us</c> in ms.</summary>
    private static double? Duration(string text)
    {
        var unit = text.EndsWith("ms", StringComparison.Ordinal) ? 1 : text.EndsWith("us", StringComparison.Ordinal) ? 0.001 : text.EndsWith('s') ? 1000 : 0;
        return unit > 0 && double.TryParse(text.TrimEnd('s', 'm', 'u'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) ? value * unit : null;
    }
}
