using System.Text;
using Demarc.Model;

namespace Demarc.Transcripts.Mail;

/// <summary>
/// Cuts a quoted chain, or a chat, into the turns of its writers, in the order of the text. A header opens a turn at its quote
/// depth; where the depth falls below it, the mail around takes up again as a turn of its own (an answer between
/// quotes). Quote marks alone open nothing: tools print them too.
/// </summary>
public static class MailChain
{
    private const int MostTurns = 2000;
    private const int WrapFrom = 66;

    /// <summary>The turns; one for a text that holds no mail.</summary>
    public static IReadOnlyList<Turn> Split(EvidenceText text)
    {
        var headers = FindHeaders(text, out var preamble);
        if (headers.Count == 0) return [new Turn(0, text.Count - 1, null, null, null, null, 0, Duplicate: false)];
        var turns = Cut(text, headers, preamble);
        return MarkDuplicates(text, SignTop(text, turns, headers));
    }

    private static List<MailHeader> FindHeaders(EvidenceText text, out MailHeader? preamble)
    {
        var headers = new List<MailHeader>();
        preamble = null;
        var at = 0;
        if (TransportHeaders.Read(text) is { } transport)
        {
            headers.Add(transport);
            at = transport.Body;
        }

        var chat = ChatLines.Find(text);
        while (at < text.Count && headers.Count < MostTurns)
        {
            var header = Announced(text, at) ?? HeaderBlocks.Read(text, at, announced: false) ?? QuoteLines.Read(text, at) ?? chat.At(at);
            if (header is null)
            {
                at++;
                continue;
            }

            headers.Add(header);
            at = Math.Max(header.Body, at + 1);
        }

        if (headers.Count > 0) preamble = ReadPreamble(text, headers[0].First);
        return headers;
    }

    /// <summary>A separator or rule with the block it announces; a rule alone announces nothing.</summary>
    private static MailHeader? Announced(EvidenceText text, int at)
    {
        var announces = QuoteLines.Announces(text.Span(at));
        if (!announces && !QuoteLines.IsRule(text.Span(at))) return null;
        var next = at + 1;
        while (next < text.Count && next <= at + 2 && text.Span(next).IsWhiteSpace()) next++;
        if (next < text.Count && HeaderBlocks.Read(text, next, announces) is { } block) return block with { First = at };
        return announces ? new MailHeader(at, at + 1, text.QuoteDepth(at), null, null, null, null) : null;
    }

    /// <summary>A subject line alone above the first header belongs to the mails, it is no turn.</summary>
    private static MailHeader? ReadPreamble(EvidenceText text, int until)
    {
        string? subject = null;
        for (var at = 0; at < until; at++)
        {
            var line = text.Span(at);
            if (line.IsWhiteSpace()) continue;
            if (MailLabels.Read(line, out var value, out _) != MailField.Subject) return null;
            subject = value;
        }

        return subject is null ? null : new MailHeader(0, until, 0, null, null, null, subject);
    }

    private static List<Turn> Cut(EvidenceText text, List<MailHeader> headers, MailHeader? preamble)
    {
        var turns = new List<Turn>();
        var open = new List<MailHeader>();      // the mails a line may belong to, by rising depth
        if (preamble is null && (headers[0].First > 0 || headers[0].Depth > 0)) open.Add(new MailHeader(0, 0, 0, null, null, null, null));
        var from = 0;
        for (var i = 0; i <= headers.Count; i++)
        {
            var until = i < headers.Count ? headers[i].First : text.Count;
            if (open.Count > 0) CutBody(text, open, from, until, turns);
            if (i == headers.Count) break;
            var header = preamble is null ? headers[i] : headers[i] with { Subject = headers[i].Subject ?? preamble.Subject };
            open.RemoveAll(mail => mail.Depth >= header.Depth);
            open.Add(header);
            from = header.Body;
        }

        return turns;
    }

    private static void CutBody(EvidenceText text, List<MailHeader> open, int from, int until, List<Turn> turns)
    {
        var mail = open[^1];
        var headerFirst = mail.First;
        var first = from;
        for (var at = from; at < until && open.Count > 1; at++)
        {
            if (text.Span(at).IsWhiteSpace()) continue;
            var depth = text.QuoteDepth(at);
            var owner = Owner(open, depth);
            if (owner == mail || IsWrapRemainder(text, at, depth) || (owner.Depth > mail.Depth && IsRequest(text, at))) continue;
            Add(text, turns, mail, headerFirst, first, at);
            (mail, first, headerFirst) = (owner, at, at);
        }

        Add(text, turns, mail, headerFirst, first, until);
    }

    /// <summary>The deepest open mail that stands no deeper than a line.</summary>
    private static MailHeader Owner(List<MailHeader> open, int depth)
    {
        for (var i = open.Count - 1; i > 0; i--)
        {
            if (open[i].Depth <= depth) return open[i];
        }

        return open[0];
    }

    /// <summary>
    /// A quoted line that was wrapped again loses marks on its second half: one line that goes on in lower case
    /// below a long deeper one, with deeper or no text after it.
    /// </summary>
    private static bool IsWrapRemainder(EvidenceText text, int at, int depth) =>
        depth > 0 && at > 0 && text.QuoteDepth(at - 1) > depth && text.Raw(at - 1).Length >= WrapFrom
        && text.Span(at).TrimStart() is [var start, ..] && char.IsLower(start)
        && (at + 1 >= text.Count || text.QuoteDepth(at + 1) > depth || text.Span(at + 1).IsWhiteSpace());

    /// <summary>A client that shows what it sends marks it as mail marks a quote (<c>&gt; GET / HTTP/1.1</c>).</summary>
    private static bool IsRequest(EvidenceText text, int at) =>
        text.Span(at).Contains(" HTTP/", StringComparison.Ordinal) || (at > 0 && text.Raw(at - 1) is ['*' or '<' or '{' or '}', ' ', ..]);

    private static void Add(EvidenceText text, List<Turn> turns, MailHeader mail, int headerFirst, int first, int until)
    {
        if (turns.Count >= MostTurns) return;
        while (first < until && text.Span(first).IsWhiteSpace()) first++;
        var last = until - 1;
        while (last >= first && text.Span(last).IsWhiteSpace()) last--;
        var continues = headerFirst == mail.First && mail.Body == mail.First;
        if (last < first && (continues || headerFirst != mail.First)) return;
        if (headerFirst >= mail.Body || continues) headerFirst = first;
        turns.Add(new Turn(first, last, mail.Author, mail.Time, mail.To, mail.Subject, headerFirst, Duplicate: false));
    }

    private static List<Turn> SignTop(EvidenceText text, List<Turn> turns, List<MailHeader> headers)
    {
        if (turns.Count == 0 || !IsTop(turns[0])) return turns;
        var known = headers.Select(header => header.Author).OfType<string>().Where(name => name.Length > 1).Distinct(StringComparer.OrdinalIgnoreCase).Take(50).ToList();
        var author = Signatures.Author(text, turns[0].First, turns[0].Last, known);
        for (var i = turns.Count - 1; i >= 0; i--)
        {
            if (IsTop(turns[i])) turns[i] = turns[i] with { Author = author };
        }

        return turns;

        bool IsTop(Turn turn) => turn is { Author: null, Time: null, Subject: null } && turn.HeaderFirst == turn.First;
    }

    private static List<Turn> MarkDuplicates(EvidenceText text, List<Turn> turns)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < turns.Count; i++)
        {
            var body = Collapse(text, turns[i]);
            if (body.Length > 0 && !seen.Add(body)) turns[i] = turns[i] with { Duplicate = true };
        }

        return turns;
    }

    private static string Collapse(EvidenceText text, Turn turn)
    {
        var body = new StringBuilder();
        for (var at = turn.First; at <= turn.Last; at++)
        {
            foreach (var character in text.Span(at))
            {
                if (!char.IsWhiteSpace(character)) body.Append(character);
            }
        }

        return body.ToString();
    }
}
