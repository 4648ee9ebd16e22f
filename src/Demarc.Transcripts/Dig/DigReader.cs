using System.Net;
using Demarc.Model;
using Demarc.Transcripts.Commands;

namespace Demarc.Transcripts.Dig;

/// <summary>
/// dig: full replies, <c>+short</c> answers, traces, zone transfers, timeouts. Communication errors come before the banner
/// that tells what was asked, so a block is read whole before anything is said.
/// </summary>
public sealed class DigReader : ITranscriptReader
{
    private const string ToolName = "dig";
    private const int MostLines = 3000;
    private const int MostBlank = 3;

    private static readonly Bilingual Trace = new("a dig +trace or zone transfer cut off before its first server is named", "dig +trace 或区域传送的输出在给出第一台服务器之前就中断了");
    private static readonly Bilingual BadPacket = new("dig could not parse the reply it got", "dig 无法解析收到的应答");

    public string Tool => ToolName;

    public ReaderCard Card { get; } = new([Kinds.Dns, Kinds.ErrorText], new("full answers, `+short`, `+trace`, zone transfers, failures; BIND 9.9 to 9.20", "完整应答、`+short`、`+trace`、区域传送、失败；BIND 9.9 至 9.20"), "", ReaderProof.Samples);

    public IReadOnlyList<string> Anchors { get; } = [";; ", "<<>> DiG", "dig: ", "+short", "\tIN\t", " IN ", "\tIN ", " IN\t"];

    public bool Opens(ReadOnlySpan<char> line)
    {
        line = line.TrimStart();
        if (line.StartsWith(";; ", StringComparison.Ordinal))
        {
            return line.StartsWith(";; communications error", StringComparison.Ordinal) || line.StartsWith(";; connection timed out", StringComparison.Ordinal)
                || line.StartsWith(";; no servers could be reached", StringComparison.Ordinal) || line.StartsWith(";; Got ", StringComparison.Ordinal)
                || line.StartsWith(";; ->>HEADER<<-", StringComparison.Ordinal) || line.StartsWith(";; Truncated", StringComparison.Ordinal)
                || line.StartsWith(";; Received ", StringComparison.Ordinal) || line.StartsWith(";; Connection to ", StringComparison.Ordinal)
                || line.StartsWith(";; QUESTION SECTION:", StringComparison.Ordinal);
        }

        if (line.StartsWith("; <<>> DiG", StringComparison.Ordinal) || line.StartsWith("dig: couldn't get address", StringComparison.Ordinal)) return true;
        if (line.Length > 2000) return false;
        if (line.IndexOf("+short") >= 0) return TypedCommand.Words(line.ToString(), ToolName) is not null;
        return line.IndexOf("IN") > 0 && DigRecord.TryParse(line.ToString(), out _);
    }

    public TranscriptBlock? Read(BlockContext context)
    {
        var above = DigArguments.Above(context);
        if (TypedCommand.Above(context, ToolName) is null && TypedCommand.Above(context, "nslookup") is not null) return null;
        var block = new DigBlock(context, above);
        var (limit, blanks) = (Math.Min(Math.Min(context.Limit, context.Text.Count), context.First + MostLines), 0);
        for (var i = context.First; i < limit; i++)
        {
            var line = context.Text[i].TrimStart();
            if (line.Length == 0)
            {
                if (++blanks > MostBlank) break;
                continue;
            }

            if (i > context.First && (line.StartsWith("```", StringComparison.Ordinal) || TypedCommand.IsPrompt(line) || TypedCommand.Words(line, ToolName) is not null)) break;
            if (!block.Take(line, i)) break;
            blanks = 0;
        }

        return block.Finish();
    }

    private sealed class DigBlock(BlockContext context, DigArguments above)
    {
        private readonly bool _introduced = above != DigArguments.None;
        private readonly List<(string Server, string Outcome, int First, int Last)> _errors = [];
        private readonly List<DigAnswer> _answers = [];
        private readonly List<string> _short = [];
        private readonly List<ErrorText> _texts = [];
        private readonly DigTrace _steps = new(ToolName);
        private DigArguments _asked = above;
        private (int First, int Last)? _unreached;
        private (int First, int Last)? _shortLines;
        private (int First, int Last)? _bad;
        private bool _banner;
        private bool _trace = above.Trace;
        private bool _bare;
        private int _last = -1;

        public bool Take(string line, int index)
        {
            if (!Understood(line, index)) return false;
            _last = index;
            return true;
        }

        public TranscriptBlock? Finish()
        {
            if (_last < 0) return null;
            var found = new List<Observation>(_texts);
            if (_trace) found.AddRange(_steps.Observe(context, _asked));
            if (_trace && found.Count == 0 && _errors.Count == 0) return new(_last, [], [new(context.First, _last, Trace)]);
            foreach (var (server, outcome, first, last) in _errors) found.Add(Failed(server, outcome, first, last));
            if (_unreached is { } none && _errors.Count == 0) found.Add(Failed(_asked.Server, "timeout", none.First, none.Last));
            if (_shortLines is { } lines) found.Add(Short(lines));
            foreach (var answer in _trace ? [] : _answers)
            {
                // A record list that no dig command introduces may be a zone file.
                if (answer.Known && (!_bare || _introduced)) found.Add(answer.Observe(context, _answers.Count == 1 ? _asked : DigArguments.None, ToolName));
            }

            UnreadLines[] unread = _bad is { } bad ? [new(bad.First, bad.Last, BadPacket)] : [];
            return found.Count + unread.Length == 0 ? null : new(_last, found, unread);
        }

        private bool Understood(string line, int index)
        {
            if (line.StartsWith("; <<>> DiG", StringComparison.Ordinal))
            {
                if (_banner) return false;
                _banner = true;
                Asked(line);
                return true;
            }

            if (line.StartsWith(";; XFR size", StringComparison.Ordinal)) return _trace = true;
            if (line.StartsWith(";; Received ", StringComparison.Ordinal))
            {
                _steps.Received(line, index, _asked);
                return _trace = true;
            }

            if (line.StartsWith(";; communications error to ", StringComparison.Ordinal) || line.StartsWith(";; Connection to ", StringComparison.Ordinal)) return Communication(line, index);
            if (line.Contains("no servers could be reached", StringComparison.Ordinal))
            {
                _unreached = (_unreached?.First ?? index, index);
                return true;
            }

            if (line.StartsWith("dig: couldn't get address", StringComparison.Ordinal)) return BadServer(line, index);
            if (line.StartsWith(";; Got bad packet", StringComparison.Ordinal) || (_bad is { } bad && bad.Last == index - 1 && line[0] != ';'))
            {
                _bad = (_bad?.First ?? index, index);
                return true;
            }

            if (line.StartsWith(";; Got answer:", StringComparison.Ordinal) || (line.StartsWith(";; ->>HEADER<<-", StringComparison.Ordinal) && _answers is [] or [{ Known: true }]))
            {
                _answers.Add(new(index));
                if (line.StartsWith(";; Got answer:", StringComparison.Ordinal)) return true;
            }

            if (line[0] == ';') return Comment(line, index);
            return Row(line, index);
        }

        private bool Comment(string line, int index)
        {
            if (_answers.Count == 0 && line.StartsWith(";; QUESTION SECTION:", StringComparison.Ordinal)) _answers.Add(new(index));
            if (_answers.Count == 0) return line.StartsWith(";; global options", StringComparison.Ordinal) || line.StartsWith("; (", StringComparison.Ordinal) || line.StartsWith(";; ", StringComparison.Ordinal);
            if (!_answers[^1].Comment(line)) return line.StartsWith(";; ", StringComparison.Ordinal);
            _answers[^1].Last = index;
            return true;
        }

        private bool Row(string line, int index)
        {
            if (DigRecord.TryParse(line, out var record)) _steps.Add(record, index);
            if (_answers.Count == 0 && record is not null)
            {
                _bare = true;
                _answers.Add(new(index));
            }

            if (_answers.Count > 0 && _answers[^1].Record(line, _bare))
            {
                _answers[^1].Last = index;
                return true;
            }

            if (index == context.First && TypedCommand.Words(line, ToolName) is { } words)
            {
                _asked = DigArguments.Read(words);
                _trace = _asked.Trace;
                return true;
            }

            // Answers of +short; after errors the option may have been lost with the command.
            if (_answers.Count > 0 || (!_asked.Short && _errors.Count == 0)) return false;
            var name = line.EndsWith('.') && !line.Contains(' ') && line.Contains('.');
            if (!IPAddress.TryParse(line, out _) && !(name && _asked.Short)) return false;
            _short.Add(line.TrimEnd('.'));
            _shortLines = (_shortLines?.First ?? index, index);
            return _short.Count < 200;
        }

        private void Asked(string banner)
        {
            var at = banner.LastIndexOf("<<>>", StringComparison.Ordinal);
            if (at < 8) return;
            _asked = DigArguments.Read(banner[(at + 4)..].Split(' ', StringSplitOptions.RemoveEmptyEntries)).Or(_asked);
            _trace |= _asked.Trace;
        }

        private bool Communication(string line, int index)
        {
            var from = line.IndexOf(" to ", StringComparison.Ordinal) + 4;
            var colon = line.IndexOf(": ", from, StringComparison.Ordinal);
            if (colon < 0) return true;
            var server = line[from..colon];
            var hash = server.IndexOf('#');
            if (hash >= 0 && (server.EndsWith("#53", StringComparison.Ordinal) || server.Contains('('))) server = server[..hash];
            var why = line[(colon + 2)..];
            var outcome = why.Contains("timed out", StringComparison.Ordinal) ? "timeout" : why.Contains("refused", StringComparison.Ordinal) ? "refused" : null;
            if (outcome is null) return true;
            if (_errors is [.., var last] && last.Server == server && last.Outcome == outcome) _errors[^1] = last with { Last = index };
            else if (_errors.Count < 50) _errors.Add((server, outcome, index, index));
            return true;
        }

        private bool BadServer(string line, int index)
        {
            _texts.Add(new ErrorText
            {
                Tool = ToolName,
                Vantage = context.Vantage,
                Time = context.Time,
                Product = ToolName,
                Text = Secrets.MaskAndCut(line, 300),
                Meaning = "could-not-resolve",
                Evidence = context.Cite(Kinds.ErrorText, ToolName, index, index),
            });
            return true;
        }

        private Model.Dns Failed(string? server, string outcome, int first, int last) => Plain(first, last) with { Server = server, Outcome = outcome };

        private Model.Dns Short((int First, int Last) lines) => Plain(lines.First, lines.Last) with
        {
            Server = _asked.Server,
            Outcome = "ok",
            Answers = [.. _short.Select(a => new DnsAnswer(a))],
        };

        private Model.Dns Plain(int first, int last) => new()
        {
            Tool = ToolName,
            Vantage = context.Vantage,
            Time = context.Time,
            Target = _asked.Name,
            Name = _asked.Name,
            Type = _asked.Type,
            Evidence = context.Cite(Kinds.Dns, ToolName, first, last),
        };
    }
}
