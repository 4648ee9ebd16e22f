using System.Buffers.Binary;
using Demarc.Captures.Decoding;
using Demarc.Wire;

namespace Demarc.Captures.Applications;

/// <summary>
/// Name lookups: a query, how often it was sent, and what came back. An answer too many that says otherwise than the first is kept:
/// somebody on the way may have forged one of them. A query sent twice is two questions, and each may have an answer of its own.
/// </summary>
internal sealed class DnsLedger
{
    public const int Port = 53;

    /// <summary>Lookups kept; of more the first.</summary>
    private const int Most = 10_000;
    private const int MostAddresses = 16;

    /// <summary>The same number between the same ends later than this is another lookup.</summary>
    private const long Patience = 60_000_000_000;

    /// <summary>A repetition may have left before the answer was back where it came from, and passed it on the way.</summary>
    private const long Crossing = 1_000_000_000;

    private readonly Dictionary<(ulong, ulong, ushort, string, DnsType), Lookup> _open = [];
    private readonly List<Lookup> _all = [];

    public IReadOnlyList<Lookup> All => _all;

    /// <summary>Lookups beyond those kept.</summary>
    public long Beyond { get; private set; }

    public void Add(ReadOnlySpan<byte> message, ulong source, ulong destination, int frame, long time)
    {
        if (!DnsView.TryParse(message, out var dns).IsComplete || dns.Opcode != 0 || !dns.TryQuestion(out var name, out var type, out _)) return;
        var key = dns.IsResponse ? (destination, source, dns.Id, name, type) : (source, destination, dns.Id, name, type);
        _open.TryGetValue(key, out var known);
        if (known is not null && time - known.LastTime > Patience) known = null;
        if (dns.IsResponse)
        {
            Answer(known, dns, frame, time);
            return;
        }

        if (known is { AnswerFrame: 0 })
        {
            known.Sent++;
            known.LastTime = time;
            return;
        }

        if (known is { Rcode: 0 } && time - known.AnswerTime < Crossing)
        {
            known.Sent++;
            return;
        }

        if (_all.Count >= Most)
        {
            Beyond++;
            return;
        }

        _open[key] = known = new() { Client = source, Server = destination, Name = name, Type = type, QueryFrame = frame, Time = time, LastTime = time };
        _all.Add(known);
    }

    private static void Answer(Lookup? lookup, DnsView dns, int frame, long time)
    {
        if (lookup is null) return;
        lookup.AnswersSeen++;
        var (rcode, answers, truncated) = (dns.Rcode, Answers(dns), dns.Truncated);
        if (lookup.AnswerFrame == 0)
        {
            (lookup.AnswerFrame, lookup.AnswerTime, lookup.Rcode, lookup.Answers, lookup.Truncated, lookup.Authoritative) = (frame, time, rcode, answers, truncated, dns.Authoritative);
            return;
        }

        // Resolvers that share out several addresses answer each question otherwise; who forges answers each question as well, so that there are more than questions.
        if (lookup.AnswersSeen <= lookup.Sent || lookup.SecondFrame != 0 || (rcode == lookup.Rcode && answers.Select(a => a.Text).Order(StringComparer.Ordinal).SequenceEqual(lookup.Answers.Select(a => a.Text).Order(StringComparer.Ordinal)))) return;
        (lookup.SecondFrame, lookup.SecondRcode, lookup.SecondAnswers) = (frame, rcode, answers);
    }

    private static List<(string Text, int Ttl, string Type)> Answers(DnsView dns)
    {
        var found = new List<(string, int, string)>();
        for (var records = dns.Records; found.Count < MostAddresses && records.Next(out var record);)
        {
            if (record.Section != DnsSection.Answer) continue;
            if (record.Address is { } address) found.Add((address.ToString(), record.Ttl, DnsView.TypeName(record.Type)));
            else if (record is { Type: DnsType.Cname, LeadsTo: { } name }) found.Add((name, record.Ttl, DnsView.TypeName(record.Type)));
        }

        return found;
    }

    /// <summary>One question and what came back.</summary>
    internal sealed class Lookup
    {
        public required ulong Client { get; init; }
        public required ulong Server { get; init; }
        public required string Name { get; init; }
        public required DnsType Type { get; init; }
        public required int QueryFrame { get; init; }
        public required long Time { get; init; }
        public long LastTime { get; set; }

        /// <summary>How often it was sent under the same number.</summary>
        public int Sent { get; set; } = 1;

        /// <summary>Answers to it, one that says the same again included.</summary>
        public int AnswersSeen { get; set; }

        /// <summary>0 while nothing came back.</summary>
        public int AnswerFrame { get; set; }
        public long AnswerTime { get; set; }
        public int Rcode { get; set; }
        public bool Truncated { get; set; }
        public bool Authoritative { get; set; }
        public IReadOnlyList<(string Text, int Ttl, string Type)> Answers { get; set; } = [];

        /// <summary>An answer beyond the questions that says otherwise than the first; 0 where there was none.</summary>
        public int SecondFrame { get; set; }
        public int SecondRcode { get; set; }
        public IReadOnlyList<(string Text, int Ttl, string Type)> SecondAnswers { get; set; } = [];
    }
}
