using System.Buffers;
using System.Net;
using Demarc.Model;
using Demarc.Transcripts.Commands;

namespace Demarc.Transcripts.Dig;

/// <summary>The host command: <c>name has address …</c>, aliases, and <c>Host name not found: 3(NXDOMAIN)</c>.</summary>
public sealed class HostReader : ITranscriptReader
{
    private const string ToolName = "host";
    private const int MostLines = 200;
    private static readonly SearchValues<char> HostName = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.*");

    public string Tool => ToolName;

    public ReaderCard Card { get; } = new([Kinds.Dns], new("`host`, `host -t`, `host -C`: answers, aliases and failures; `host -v` is read as dig", "`host`、`host -t`、`host -C`：应答、别名与失败；`host -v` 按 dig 读取"), "", ReaderProof.Samples);

    public IReadOnlyList<string> Anchors { get; } = [" has address ", " has IPv6 address ", " is an alias for ", " not found: ", " mail is handled by ", " domain name pointer ", " name server ", " descriptive text ", " has SOA record "];

    public bool Opens(ReadOnlySpan<char> line) => line.Length < 600 && (Answer(line.ToString().Trim()) is not null || Failure(line.ToString().Trim()) is not null);

    public TranscriptBlock? Read(BlockContext context)
    {
        var text = context.Text;
        var asked = TypedCommand.Above(context, ToolName);
        var server = asked?.Where(w => w.Length > 0 && w[0] != '-').Skip(1).FirstOrDefault();
        server = ServerAbove(context) ?? server;
        if (Failure(text[context.First].Trim()) is { } failure)
        {
            return new(context.First, [Observe(context, failure.Name, server, DigAnswer.Outcome(failure.Rcode), failure.Rcode, [], context.First)]);
        }

        server = Nameserver(context.First > 0 ? text[context.First - 1].Trim() : "") ?? server;
        string? name = null;
        var answers = new List<DnsAnswer>();
        var last = -1;
        for (var i = context.First; i < Math.Min(Math.Min(context.Limit, text.Count), context.First + MostLines); i++)
        {
            var line = text[i].Trim();
            if (Answer(line) is { } answer)
            {
                name ??= answer.Name;
                answers.Add(answer.Record);
                last = i;
            }
            else break;
        }

        return last < 0 ? null : new(last, [Observe(context, name, server, "ok", null, answers, last)]);
    }

    /// <summary>The address below <c>Using domain server:</c>; null when the lines are not there.</summary>
    private static string? ServerAbove(BlockContext context)
    {
        string? address = null;
        for (var i = context.First - 1; i >= 0 && i >= context.First - 5; i--)
        {
            var line = context.Text[i].Trim();
            if (line.StartsWith("Address: ", StringComparison.Ordinal)) address = line[9..].Split('#')[0].Trim();
            else if (line == "Using domain server:") return address;
        }

        return null;
    }

    /// <summary><c>Nameserver 192.0.2.53:</c>, which <c>host -C</c> prints above what that server says.</summary>
    private static string? Nameserver(string line) => line.StartsWith("Nameserver ", StringComparison.Ordinal) && line.EndsWith(':') && IPAddress.TryParse(line.AsSpan(11, line.Length - 12), out _) ? line[11..^1] : null;

    private static Model.Dns Observe(BlockContext context, string? name, string? server, string? outcome, string? rcode, IReadOnlyList<DnsAnswer> answers, int last) => new()
    {
        Tool = ToolName,
        Vantage = context.Vantage,
        Time = context.Time,
        Target = name,
        Name = name,
        Type = answers.Select(each => each.Type).Distinct().ToArray() is [not ("A" or "AAAA" or "CNAME") and var only] ? only : null,
        Server = server,
        Outcome = outcome,
        Rcode = rcode,
        Answers = answers,
        Evidence = context.Cite(Kinds.Dns, ToolName, context.First, last),
    };

    private static (string Name, DnsAnswer Record)? Answer(string line)
    {
        var words = line.Split(' ');
        if (words is [var v4, "has", "address", var a] && IPAddress.TryParse(a, out _)) return (v4.TrimEnd('.'), new(a, null, "A"));
        if (words is [var v6, "has", "IPv6", "address", var b] && IPAddress.TryParse(b, out _)) return (v6.TrimEnd('.'), new(b, null, "AAAA"));
        if (words is [var alias, "is", "an", "alias", "for", [.., '.'] real] && IsDotted(alias) && IsDotted(real)) return (alias.TrimEnd('.'), new(real.TrimEnd('.'), null, "CNAME"));
        if (words is [var mailed, "mail", "is", "handled", "by", var preference, [.., '.'] mail] && int.TryParse(preference, out _)) return (mailed.TrimEnd('.'), new($"{preference} {mail}", null, "MX"));
        if (words is [var pointed, "domain", "name", "pointer", [.., '.'] host] && pointed.EndsWith(".arpa", StringComparison.OrdinalIgnoreCase)) return (pointed, new(host.TrimEnd('.'), null, "PTR"));
        if (words is [var zone, "name", "server", [.., '.'] server]) return (zone.TrimEnd('.'), new(server.TrimEnd('.'), null, "NS"));
        if (words is [var owner, "has", "SOA", "record", .. var soa] && soa.Length == 7) return (owner.TrimEnd('.'), new(string.Join(' ', soa), null, "SOA"));
        return words is [var texted, "descriptive", "text", ['"', ..], ..] ? (texted.TrimEnd('.'), new(Secrets.MaskAndCut(string.Join(' ', words.Skip(3)), 300), null, "TXT")) : null;
    }

    /// <summary>A host name of several labels; anything may be an alias for anything in prose.</summary>
    private static bool IsDotted(string name)
    {
        name = name.TrimEnd('.');
        return name.IndexOf('.', StringComparison.Ordinal) > 0 && !name.AsSpan().ContainsAnyExcept(HostName);
    }

    /// <summary><c>Host example.test not found: 3(NXDOMAIN)</c>.</summary>
    private static (string Name, string Rcode)? Failure(string line)
    {
        var words = line.Split(' ');
        if (words is not ["Host", var name, "not", "found:", var code] || code.IndexOf('(') is not (> 0 and var open) || !code.EndsWith(')')) return null;
        return (name.TrimEnd('.'), code[(open + 1)..^1]);
    }
}
