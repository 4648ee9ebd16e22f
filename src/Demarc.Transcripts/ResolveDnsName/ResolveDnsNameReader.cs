using Demarc.Model;
using Demarc.Transcripts.Addresses;
using Demarc.Transcripts.Tables;

namespace Demarc.Transcripts.ResolveDnsName;

/// <summary>PowerShell's <c>Resolve-DnsName</c> as its table of answers; the record's data stands last.</summary>
public sealed class ResolveDnsNameReader : ITranscriptReader
{
    private const int MostRows = 200;

    public string Tool => "resolve-dnsname";

    public ReaderCard Card { get; } = new([Kinds.Dns], new("the table of answers", "应答表"), "any", ReaderProof.Samples);

    public IReadOnlyList<string> Anchors { get; } = [" Section "];

    public bool Opens(ReadOnlySpan<char> line) => Fields.Of(line) is ["Name", "Type", "TTL", "Section", "IPAddress" or "NameHost", ..];

    public TranscriptBlock? Read(BlockContext context)
    {
        var answers = new List<DnsAnswer>();
        string? name = null;
        var last = Rows.Walk(context, MostRows, (line, i) =>
        {
            var words = Fields.Of(line);
            if (Opens(line) || words[0].Trim('-').Length == 0) return true;
            if (words.Count < 5 || Figures.Small(words[2]) is not { } ttl || !words[1].All(char.IsAsciiLetterUpper)) return false;
            if (words[3] != "Answer") return words[3] is "Authority" or "Additional";
            name ??= words[0];
            answers.Add(new(words[4], ttl, words[1]));
            return true;
        });
        if (name is null) return null;
        var dns = new Model.Dns { Evidence = Rows.Unplaced, Target = name, Name = name, Outcome = "ok", Answers = answers };
        return new(last, [dns.Placed(context, Tool, context.First, last)]);
    }
}
