using System.Globalization;
using System.Text.Json;
using Demarc.Desk.Telling;
using Demarc.Desk.Wording;
using Demarc.Diagnosing;
using Demarc.Model;
using Demarc.Reporting;
using Demarc.Reporting.Terminal;

namespace Demarc.Cli.Desk;

/// <summary>What <c>demarc case</c> shows: the list, one case, what was found.</summary>
internal sealed class CasePages(Invocation call, ICaseActions desk)
{
    private const int MostListed = 500;
    private const int LongestLine = 100;

    private bool Chinese => call.Language == Language.Chinese;

    public int List(bool all)
    {
        var cases = desk.List(all, MostListed);
        if (call.Options.Json)
        {
            CaseJson.Write(call.Out, cases, TellingJson.Readable.IReadOnlyListToldCaseLine);
            return ExitCodes.Success;
        }

        if (cases.Count == 0) call.Note(new("demarc: no cases; 'demarc case new FILE' opens one", "demarc: 没有案例；用 demarc case new 文件 新建"));
        call.Page.Rows([.. cases.Select(line => new[] { line.Number, Day(line.Opened), DeskWords.Status(line.Status, line.WaitingFor).In(call.Language), Side(line.Side, line.Confidence), line.Title })], indent: 0);
        return ExitCodes.Success;
    }

    public int Show(string name)
    {
        var found = desk.Show(name);
        if (call.Options.Json)
        {
            CaseJson.Write(call.Out, found, TellingJson.Readable.ToldCase);
            return ExitCodes.Success;
        }

        var page = call.Page;
        call.Out.WriteLine(page.Bold($"{found.Number}  {found.Title}"));
        page.Paragraph(Chinese
            ? $"{DeskWords.Status(found.Status, found.WaitingFor).Zh}，严重程度 {found.Severity.ToUpperInvariant()}，{Day(found.Opened)} 建立"
            : $"{DeskWords.Status(found.Status, found.WaitingFor).En}, severity {found.Severity.ToUpperInvariant()}, opened {Day(found.Opened)}");
        if (found.ForeignNumbers.Count > 0) page.Paragraph((Chinese ? "其他系统编号：" : "numbers elsewhere: ") + string.Join(Chinese ? "、" : ", ", found.ForeignNumbers));
        if (found.Tags.Count > 0) page.Paragraph((Chinese ? "标签：" : "tags: ") + string.Join(Chinese ? "、" : ", ", found.Tags));
        if (found.Scope is { } scope) page.Paragraph((Chinese ? "范围：" : "scope: ") + Short(scope) + (found.ScopeAgreed is null ? Chinese ? "（尚未确认）" : " (not agreed yet)" : ""));
        Section(new("Parties", "参与方"), found.Parties.Select(it => new[] { DeskWords.Role(it.Role).In(call.Language), it.Name ?? "", it.Address ?? "" }));
        Section(new("Thread", "往来"), found.Turns.Select(it => new[] { it.AtText is null && it.At is null ? "—" : Minute(it.At) ?? it.AtText!, it.Author ?? "—", Short(it.Body.Length > 0 ? it.Body : it.Subject ?? "") }));
        Section(new("Log", "日志"), found.Log.Select(it => new[] { Minute(it.At ?? it.Found)!, DeskWords.Kind(it.Kind).In(call.Language), Short(it.Text) }));
        Section(new("Evidence", "证据"), found.Evidence.Select(it => new[] { it.Label, it.Name, it.Size.ToString("N0", CultureInfo.InvariantCulture), it.Sha256[..12] }));
        if (found.Verdicts.Count > 1) Section(new("Verdicts", "结论历史"), found.Verdicts.Reverse().Select(it => new[] { Minute(it.At)!, Side(it.Side, it.Confidence), it.Cause ?? "—", it.MovedBy is null ? "" : (Chinese ? "因 " : "by ") + it.MovedBy }));
        if (found.Verdict is not { } latest)
        {
            page.Heading(Chinese ? "结论" : "Verdict");
            page.Paragraph(Chinese ? "尚无可供判断的证据；用 demarc case add 添加。" : "No evidence to conclude from yet; add some with demarc case add.");
            return ExitCodes.Success;
        }

        call.Out.WriteLine();
        TerminalReport.Write(call.Out, [latest.Deserialize(ModelJson.Default.VerdictDocument)!], call.Language, page.Width, page.Colour, CatalogueWords.Of(desk.Catalogue));
        Section(new("Similar cases", "相似案例"), found.Similar.Select(it => new[] { it.Number, Short(it.Title), string.Join(", ", it.Shared.Take(3)) }));
        return ExitCodes.Success;
    }

    public int Search(string query)
    {
        var found = desk.Search(query);
        if (call.Options.Json) CaseJson.Write(call.Out, found, TellingJson.Readable.IReadOnlyListToldFoundCase);
        else if (found.Count == 0) call.Note(new($"demarc: nothing found for '{query}'", $"demarc: 没有找到“{query}”"));
        else call.Page.Rows([.. found.Select(it => new[] { it.Number, Short(it.Title, 40), it.Snippet })], indent: 0);
        return ExitCodes.Success;
    }

    public int Summary(string name)
    {
        call.Out.Write(desk.Summary(name, call.Language));
        return ExitCodes.Success;
    }

    private void Section(Bilingual title, IEnumerable<string[]> rows)
    {
        var all = rows.ToList();
        if (all.Count == 0) return;
        call.Page.Heading(title.In(call.Language));
        call.Page.Rows(all);
    }

    private string Side(string? side, double? confidence) =>
        side is null ? Chinese ? "尚无结论" : "no verdict" : string.Create(CultureInfo.InvariantCulture, $"{DeskWords.Side(side).In(call.Language)} {confidence * 100:0} %");

    private static string Day(DateTimeOffset time) => time.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string? Minute(DateTimeOffset? time) => time?.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture);

    private static string Short(string text, int most = LongestLine)
    {
        var line = text.ReplaceLineEndings(" ").Trim();
        return line.Length <= most ? line : line[..(char.IsHighSurrogate(line[most - 1]) ? most - 1 : most)] + "…";
    }
}
