using System.Net;
using Demarc.Model;

namespace Demarc.Transcripts.Nslookup;

/// <summary>The state while the lines of one run, or of an interactive session, are taken.</summary>
internal sealed class NslookupSession
{
    private readonly BlockContext _context;
    private readonly List<Observation> _found = [];
    private string? _type;
    private string? _server;
    private string? _label;
    private NslookupQuery _query;
    private Expect _expect;
    private bool _interactive;
    private (string Name, string? Type, string? Rcode, int Line)? _debug;

    public NslookupSession(BlockContext context, IReadOnlyList<string>? command)
    {
        _context = context;
        string? asked = null;
        foreach (var word in command ?? [])
        {
            if (Option(word)) continue;
            if (asked is null) asked = word.Trim('|', '<');
            else if (_server is null && IPAddress.TryParse(word, out _)) _server = word;
        }

        _query = new(asked is { Length: > 0 } ? asked : null, _type) { Server = _server };
    }

    private enum Expect
    {
        Anything,

        /// <summary>A label line was read, its address follows.</summary>
        ServerAddress,

        /// <summary>Further addresses follow on lines of their own.</summary>
        MoreAddresses,

        /// <summary>Further aliases follow.</summary>
        MoreAliases,

        /// <summary>The question of a debug listing follows.</summary>
        DebugQuestion,
    }

    /// <summary>Something of nslookup's own was read.</summary>
    public bool Started { get; private set; }

    /// <summary>A line typed at nslookup's own prompt.</summary>
    public void Typed(string line)
    {
        EndQuery();
        _interactive = true;
        var words = line.Trim().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words is ["set", var option, ..]) Option("-" + option);
        else if (words is ["server" or "lserver", var server, ..]) _server = server;
        else if (words.Length > 0 && words[0] is not ("exit" or "quit" or "help" or "ls")) _query = new(words[0], _type) { Server = _server };
    }

    public void Blank()
    {
        if (_expect is Expect.MoreAddresses or Expect.MoreAliases) _expect = Expect.Anything;
    }

    /// <summary>Takes an output line; false when the output has ended.</summary>
    public bool Take(string line, int index)
    {
        var own = Own(line.Trim(), index);
        Started |= own;
        return own || !Started;
    }

    public IReadOnlyList<Observation> Finish()
    {
        EndQuery();
        return _found;
    }

    private bool Own(string line, int index)
    {
        if (line.StartsWith("DNS request timed out", StringComparison.Ordinal))
        {
            if (_query.Server is not null && _expect != Expect.ServerAddress && !_query.Answered) _query.TimedOut(index, index);
            return true;
        }

        if (line.StartsWith("timeout was ", StringComparison.Ordinal) || line.StartsWith("timeout (", StringComparison.Ordinal)) return true;
        if (line.Contains("no servers could be reached", StringComparison.Ordinal))
        {
            _query.Failed("timeout", null, null, index);
            return true;
        }

        if (NslookupFailure.Read(line) is { } failure)
        {
            if (failure.Outcome != "timeout" || !_query.Answered) _query.Failed(failure.Outcome, failure.Rcode, failure.Name, index);
            return true;
        }

        if (line.StartsWith("***", StringComparison.Ordinal)) return true;
        if (Debug(line, index)) return true;
        if (_expect is Expect.MoreAddresses && IsAddress(line))
        {
            _query.Address(Plain(line), index);
            return true;
        }

        if (_expect is Expect.MoreAliases && !line.Contains(':') && !line.Contains(' ') && line.Contains('.'))
        {
            _query.Alias(line, index);
            return true;
        }

        return NslookupLabels.Split(line, out var label, out var value) && Labelled(label, value, index);
    }

    private bool Labelled(string label, string value, int index)
    {
        if (label is "Address" or "Addresses") return Address(value, index);
        if (label == "Aliases")
        {
            _query.Alias(value, index);
            _expect = Expect.MoreAliases;
            return true;
        }

        // A heading without a value, in any language: the answer is not authoritative.
        if (value.Length == 0)
        {
            if (label.StartsWith("Authoritative answers", StringComparison.Ordinal) || label.Length > 40) return false;
            _query.Authoritative = false;
            return true;
        }

        if (value.Contains(' ') && !NslookupLabels.IsServer(label)) return false;
        if (NslookupLabels.IsServer(label)) return Resolver(value);
        if (NslookupLabels.IsName(label) && (_query.Server is not null || _expect != Expect.ServerAddress))
        {
            _query.Canonical(value, index);
            _expect = Expect.Anything;
            return true;
        }

        // An unknown word: the first pair is the resolver, a later one the answer. Whether it is a pair shows on the next line.
        if (index + 1 < _context.Text.Count && !_context.Text[index + 1].TrimStart().StartsWith("Address", StringComparison.Ordinal)) return false;
        if (_query.Server is null) return Resolver(value);
        _query.Canonical(value, index);
        return true;
    }

    private bool Resolver(string name)
    {
        if (_query.Answered) EndQuery();
        _label = name;
        _expect = Expect.ServerAddress;
        return true;
    }

    private bool Address(string value, int index)
    {
        if (_expect == Expect.ServerAddress)
        {
            var server = Plain(value);
            _server = server.Length > 0 ? server : _label;
            _query.Server = _server;
            _expect = Expect.Anything;
            return true;
        }

        if (!IsAddress(value) && !value.Contains('*')) return false;
        _query.Address(Plain(value), index);
        _expect = Expect.MoreAddresses;
        return true;
    }

    /// <summary>What <c>set debug</c> prints of a reply; read are its question, code and record count.</summary>
    private bool Debug(string line, int index)
    {
        if (line is "Got answer:" or "SendRequest(), len" || line.StartsWith("----", StringComparison.Ordinal))
        {
            EndDebug();
            if (line == "Got answer:") _debug = ("", null, null, index);
            return true;
        }

        if (_debug is not { } debug) return false;
        if (_expect == Expect.DebugQuestion && line.Contains(", type = ", StringComparison.Ordinal))
        {
            var parts = line.Split(", ");
            _debug = debug with { Name = parts[0], Type = parts[1][7..] };
            _expect = Expect.Anything;
        }
        else if (line == "QUESTIONS:") _expect = Expect.DebugQuestion;
        else if (line.IndexOf("rcode = ", StringComparison.Ordinal) is >= 0 and var at) _debug = debug with { Rcode = line[(at + 8)..].Split(',', ' ')[0] };
        return line.EndsWith(':') || line.Contains('=') || line.StartsWith("->", StringComparison.Ordinal) || line.StartsWith("header flags", StringComparison.Ordinal);
    }

    private void EndDebug()
    {
        if (_debug is { Name.Length: > 0, Rcode: { } rcode } debug && rcode is "NXDOMAIN" or "SERVFAIL" or "REFUSED")
        {
            var failed = new NslookupQuery(debug.Name, debug.Type) { Server = _server };
            failed.Failed(Dig.DigAnswer.Outcome(rcode)!, rcode, null, debug.Line);
            if (failed.Observe(_context, "nslookup") is { } dns) _found.Add(dns);
        }

        _debug = null;
    }

    private void EndQuery()
    {
        EndDebug();
        if (_query.Observe(_context, "nslookup") is { } dns) _found.Add(dns);
        _query = new(null, _type) { Server = _interactive ? _server : null };
        (_expect, _label) = (Expect.Anything, null);
    }

    /// <summary><c>-type=mx</c>, <c>-q=mx</c>, <c>set type=mx</c>; true for every option.</summary>
    private bool Option(string word)
    {
        if (word.Length == 0 || word[0] is not ('-' or '/')) return false;
        var equals = word.IndexOf('=');
        if (equals > 0 && word[1..equals] is "type" or "q" or "querytype" or "ty" or "qt") _type = word[(equals + 1)..].ToUpperInvariant();
        return true;
    }

    private static bool IsAddress(string text) => IPAddress.TryParse(Plain(text), out _);

    /// <summary>The address without the port Unix prints after it (<c>#53</c>).</summary>
    private static string Plain(string text)
    {
        text = text.Trim();
        var hash = text.IndexOf('#');
        return hash > 0 ? text[..hash] : text;
    }
}
