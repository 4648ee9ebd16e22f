using System.Globalization;
using Demarc.Desk.Cases;
using Demarc.Desk.Evidence;
using Demarc.Desk.Requests;
using Demarc.Desk.Summaries;
using Demarc.Model;

namespace Demarc.Desk.Keeping;

/// <summary>The texts of an export.</summary>
internal sealed class ExportWords(CaseDesk desk, CaseRecord it, CustomerSide customer)
{
    /// <summary>The mails, in their order, each once.</summary>
    public SummaryDocument Mails(Language language)
    {
        var blocks = new List<SummaryBlock>();
        foreach (var turn in desk.Threads.Turns(it.Id).Where(customer.Saw))
        {
            blocks.Add(new SummaryBlock.Heading($"{Minute(turn.At) ?? turn.AtText ?? "—"}  {turn.Author ?? turn.Address ?? "—"}"));
            var lines = new[] { (new Bilingual("To", "收件人"), turn.To), (new("Copy", "抄送"), turn.Copies), (new("Subject", "主题"), turn.Subject) };
            blocks.Add(new SummaryBlock.Paragraph(string.Join('\n', lines.Where(line => line.Item2 is { Length: > 0 }).Select(line => $"{line.Item1.In(language)}: {line.Item2}"))));
            blocks.Add(new SummaryBlock.Paragraph(turn.Body));
        }

        return Document(new("Mails", "邮件往来"), language, blocks);
    }

    /// <summary>What was asked, and what became of it.</summary>
    public SummaryDocument Requests(Language language) => Document(new("What was asked for", "取证请求"), language,
    [
        Table(
            [new("asked", "时间"), new("what", "内容"), new("where", "地点"), new("state", "状态"), new("came with", "对应证据")],
            [.. desk.Requests.Of(it.Id).Reverse().Select(request => new[] { Minute(request.Made)!, request.Request.What.In(language), request.Request.Where.Words.In(language), State(request.State).In(language), request.MetBy ?? "—" })],
            language),
    ]);

    /// <summary>The files with their hashes.</summary>
    public SummaryDocument Evidence(IReadOnlyList<EvidenceRecord> pieces, Language language) => Document(new("Evidence", "证据"), language,
    [
        Table(
            [new("file", "文件"), new("octets", "字节"), new("received", "收到时间"), new("given by", "提供者"), new("SHA-256", "SHA-256")],
            [.. pieces.Select(piece => new[] { CustomerExport.NameOf(piece), piece.Size.ToString("N0", CultureInfo.InvariantCulture), Minute(piece.Received)!, piece.GivenBy ?? "—", piece.Sha256 })],
            language),
    ]);

    private SummaryDocument Document(Bilingual title, Language language, List<SummaryBlock> blocks) =>
        new([new(language, $"{it.Number} {it.Title}: {title.In(language)}", blocks.Count > 0 ? blocks : [new SummaryBlock.Paragraph("—")])]);

    private static SummaryBlock.Table Table(Bilingual[] heads, IReadOnlyList<string[]> rows, Language language) => new([.. heads.Select(head => head.In(language))], rows);

    private static Bilingual State(string state) => state switch
    {
        RequestRecord.Met => new("met", "已满足"),
        RequestRecord.Withdrawn => new("withdrawn", "已撤回"),
        _ => new("open", "待提供"),
    };

    private static string? Minute(DateTimeOffset? time) => time?.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture);
}
