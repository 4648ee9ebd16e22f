using System.Globalization;
using Demarc.Model;

namespace Demarc.Transcripts.Dig;

/// <summary>One reply as dig prints it, from its header comment to its size.</summary>
internal sealed class DigAnswer(int first)
{
    private const int MostAnswers = 200;
    private const int LongestData = 300;

    private readonly List<DnsAnswer> _answers = [];
    private string _section = "";
    private string? _rcode;
    private string? _name;
    private string? _type;
    private string? _server;
    private string? _transport;
    private double? _ms;
    private bool? _authoritative;
    private Moment? _time;

    public int First { get; } = first;

    public int Last { get; set; } = first;

    /// <summary>A header or an answer section was seen.</summary>
    public bool Known => _rcode is not null || _answers.Count > 0;

    /// <summary>A line that begins with a semicolon; false when it is nothing of a reply.</summary>
    public bool Comment(string line)
    {
        if (line.StartsWith(";; ->>HEADER<<-", StringComparison.Ordinal)) _rcode = Part(line, "status: ", ',');
        else if (line.StartsWith(";; flags: ", StringComparison.Ordinal)) _authoritative = (Part(line, "flags: ", ';') ?? "").Split(' ').Contains("aa");
        else if (line.EndsWith(" SECTION:", StringComparison.Ordinal) || line.EndsWith("PSEUDOSECTION:", StringComparison.Ordinal)) _section = line;
        else if (line.StartsWith(";; Query time: ", StringComparison.Ordinal)) _ms = QueryTime(line[15..]);
        else if (line.StartsWith(";; SERVER: ", StringComparison.Ordinal)) ReadServer(line[11..]);
        else if (line.StartsWith(";; WHEN: ", StringComparison.Ordinal)) _time = DigTime.Read(line[9..].Trim());
        else if (line.StartsWith(';') && !line.StartsWith(";;", StringComparison.Ordinal) && _section == ";; QUESTION SECTION:") ReadQuestion(line[1..]);
        else return line.StartsWith("; EDNS", StringComparison.Ordinal) || line.StartsWith(";; MSG SIZE", StringComparison.Ordinal) || line.StartsWith(";; WARNING", StringComparison.Ordinal) || line.StartsWith("; ", StringComparison.Ordinal);
        return true;
    }

    /// <summary>A record row, <c>name ttl IN type data</c>; false when it is none.</summary>
    public bool Record(string line, bool bare)
    {
        if (!DigRecord.TryParse(line, out var record)) return false;
        if (!bare && _section != ";; ANSWER SECTION:") return true;
        if (bare) _name ??= record.Name;
        if (_answers.Count < MostAnswers) _answers.Add(new(Secrets.MaskAndCut(record.Data, LongestData), record.Ttl, record.Type));
        return true;
    }

    public Model.Dns Observe(BlockContext context, DigArguments asked, string tool)
    {
        var time = _time ?? context.Time;
        return new()
        {
            Tool = tool,
            Vantage = context.Vantage,
            Time = time,
            Target = _name ?? asked.Name,
            Name = _name ?? asked.Name,
            Type = _type ?? asked.Type,
            Server = _server ?? asked.Server,
            Transport = _transport,
            Rcode = _rcode,
            Outcome = Outcome(_rcode) ?? (_rcode is null && _answers.Count > 0 ? "ok" : null),
            Answers = _answers,
            Ms = _ms,
            Authoritative = _authoritative,
            Evidence = context.Cite(Kinds.Dns, tool, First, Last, time: time),
        };
    }

    /// <summary>The contract's outcome for a response code; null for codes it has no word for.</summary>
    public static string? Outcome(string? rcode) => rcode switch
    {
        "NOERROR" => "ok",
        "NXDOMAIN" => "nxdomain",
        "SERVFAIL" => "servfail",
        "REFUSED" => "refused",
        _ => null,
    };

    private void ReadQuestion(string line)
    {
        var words = line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        if (words.Length < 3) return;
        (_name, _type) = (words[0].TrimEnd('.'), words[^1]);
    }

    /// <summary><c>192.0.2.53#53(192.0.2.53) (UDP)</c>; the port is kept where it is not 53.</summary>
    private void ReadServer(string text)
    {
        var open = text.IndexOf('(');
        var server = (open < 0 ? text : text[..open]).Trim();
        _server = server.EndsWith("#53", StringComparison.Ordinal) ? server[..^3] : server;
        var close = text.LastIndexOf(')');
        var last = text.LastIndexOf('(');
        if (last > open && close > last) _transport = text[(last + 1)..close].ToLowerInvariant();
    }

    private static double? QueryTime(string text)
    {
        var words = text.Split(' ');
        if (words.Length < 2 || !double.TryParse(words[0], NumberStyles.None, CultureInfo.InvariantCulture, out var time)) return null;
        return words[1] switch { "msec" => time, "usec" => time / 1000, _ => null };
    }

    private static string? Part(string line, string mark, char end)
    {
        var at = line.IndexOf(mark, StringComparison.Ordinal);
        if (at < 0) return null;
        var from = at + mark.Length;
        var to = line.IndexOf(end, from);
        return (to < 0 ? line[from..] : line[from..to]).Trim();
    }
}
