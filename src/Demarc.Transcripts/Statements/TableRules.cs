using System.Text.RegularExpressions;
using Demarc.Model;

namespace Demarc.Transcripts.Statements;

/// <summary>
/// Reads tables of results: places and whether it works there, or environments and whether the symptom came. A table counts
/// only where one column tells results, and a row only where its result is understood.
/// </summary>
internal sealed partial class TableRules(Proposals proposals)
{
    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    public void Read(TableRow row)
    {
        var result = Column(row.Heads, Result);
        if (result < 0 || row.Cells[result].Length is 0 or > 60) return;
        var place = Column(row.Heads, Place);
        if (place >= 0 && place != result) ReadPlace(row, place, result);
        else ReadTrial(row, result);
    }

    private void ReadPlace(TableRow row, int place, int result)
    {
        var (cell, head) = (row.Cells[result], row.Heads[result]);
        var bad = Bad.IsMatch(cell);
        var good = !bad && Good.IsMatch(cell);
        if ((!bad && !good) || Unknown.IsMatch(cell)) return;
        var at = Places.Find(row.Cells[place]) ?? Places.Find("from " + row.Cells[place]) ?? Site(row.Cells[place]);
        if (at is null) return;
        var sometimes = Sometimes.IsMatch(cell);
        proposals.Add(row.At, new Report
        {
            Basis = Basis.Proposed, Evidence = proposals.Cite(Kinds.Report, row.At, at), Time = proposals.Time(row.At), By = row.At.By, Vantage = at,
            Target = Targets.Host(head) ?? Targets.Host(string.Join(' ', row.Cells)),
            Works = sometimes ? "sometimes" : bad ? Slow.IsMatch(cell) ? null : "never" : "always",
            Symptom = sometimes ? "intermittent" : bad ? Slow.IsMatch(cell) ? "slow" : Refused.IsMatch(cell) ? "refused" : "unreachable" : null,
        }, (sometimes ? StatementRules.WorksSometimes : bad ? StatementRules.CannotUse : StatementRules.WorksFromHere).Id);
    }

    private static string? Site(string cell) => cell.ToUpperInvariant() switch
    {
        "OFFICE" or "办公室" or "公司" or "办公网" or "内网" => "office",
        "HOME" or "家里" or "家" or "家庭宽带" => "home",
        "MOBILE" or "PHONE" or "手机" or "4G" or "5G" => "mobile",
        "SERVER" or "SERVER ITSELF" or "服务器" or "服务器本机" or "本机" => "server-itself",
        "VPN" => "vpn",
        _ => cell.Length is > 1 and <= 30 && !Unknown.IsMatch(cell) ? cell : null,
    };

    private void ReadTrial(TableRow row, int result)
    {
        var (cell, head) = (row.Cells[result], row.Heads[result]);
        if (Unknown.IsMatch(cell)) return;
        bool? symptom = Yes.IsMatch(cell) ? !AsksWhetherItWorks.IsMatch(head) : No.IsMatch(cell) ? AsksWhetherItWorks.IsMatch(head) : Good.IsMatch(cell) && !Bad.IsMatch(cell) ? false : Bad.IsMatch(cell) ? true : null;
        if (symptom is null) return;
        var factors = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < row.Cells.Count; i++)
        {
            if (i == result || row.Heads[i].Length is 0 or > 40 || row.Cells[i].Length is 0 or > 40 || Aside.IsMatch(row.Heads[i])) continue;
            if (Unknown.IsMatch(row.Cells[i])) return;
            var (name, level) = Factor(row.Heads[i], row.Cells[i]);
            factors.TryAdd(name, level);
        }

        // A list of machines or dates with a result is no comparison of environments.
        if (factors.Count == 0 || !factors.Any(f => f.Key == "system" || f.Key == "office-document" || f.Value is "signed-in" or "signed-out" or "present" or "absent" or "open" or "closed")) return;
        proposals.Add(row.At, new Trial
        {
            Basis = Basis.Proposed, Evidence = proposals.Cite(Kinds.Trial, row.At), Time = proposals.Time(row.At), By = row.At.By, Factors = factors, Symptom = symptom,
        }, StatementRules.TrialTable.Id);
    }

    private static (string Name, string Level) Factor(string head, string cell)
    {
        if (SystemHead.IsMatch(head)) return ("system", cell);
        if (DocumentHead.IsMatch(head)) return ("office-document", Open.IsMatch(cell) || Yes.IsMatch(cell) ? "open" : "closed");
        if (SignedOut.IsMatch(cell)) return (head, "signed-out");
        if (SignedIn.IsMatch(cell)) return (head, "signed-in");
        if (Absent.IsMatch(cell)) return (head, "absent");
        return Present.IsMatch(cell) ? (head, "present") : (head, cell);
    }

    private static int Column(IReadOnlyList<string> heads, Regex regex)
    {
        for (var i = heads.Count - 1; i >= 0; i--)
        {
            if (heads[i].Length <= 60 && regex.IsMatch(heads[i])) return i;
        }

        return -1;
    }

    [GeneratedRegex(@"结果|现象|症状|是否|能否|复现|卡顿|卡死|掉线|状态|(访问|打开|连接|测试|curl)(?!方式|地点)|\b(results?|outcome|symptoms?|hangs?|freezes?|fails?|works?|status|reproduced|reachable)\b", Options, 500)]
    private static partial Regex Result { get; }

    [GeneratedRegex(@"^(测试)?(地点|位置|来源|场所|从哪里?|观测点|网络|网络环境|所在地|哪里)$|^(from|where|place|location|site|vantage|source|network|tested\sfrom)$", Options, 500)]
    private static partial Regex Place { get; }

    [GeneratedRegex(@"备注|说明|编号|序号|次数|时间|日期|人员|#|\b(notes?|remarks?|comments?|no\.?|count|runs|date|time|who|by)\b", Options, 500)]
    private static partial Regex Aside { get; }

    [GeneratedRegex(@"^(操作)?系统(版本)?$|^(os|operating\ssystem|system|windows)$", Options, 500)]
    private static partial Regex SystemHead { get; }

    [GeneratedRegex(@"文档|表格|word|excel|\b(documents?|spreadsheets?|workbooks?)\b", Options & ~RegexOptions.IgnoreCase, 500)]
    private static partial Regex DocumentWord { get; }

    private static class DocumentHead
    {
        /// <summary>The column tells whether a document is open, not which program guards documents.</summary>
        public static bool IsMatch(string head) => DocumentWord.IsMatch(head.ToLowerInvariant()) && DocumentState.IsMatch(head);
    }

    [GeneratedRegex(@"打开|开着|是否|^(word|excel|文档|表格)$|\bopen\b|^(document|spreadsheet|workbook)s?$", Options, 500)]
    private static partial Regex DocumentState { get; }

    [GeneratedRegex(@"能否|正常|可用|成功|\b(works?|ok|reachable|success)\b", Options, 500)]
    private static partial Regex AsksWhetherItWorks { get; }

    [GeneratedRegex(@"^(是|有|会|y|yes|true|✓|✔|√)$", Options, 500)]
    private static partial Regex Yes { get; }

    [GeneratedRegex(@"^(否|无|没有|不|不会|未|n|no|false|✗|✘|×|x)$", Options, 500)]
    private static partial Regex No { get; }

    [GeneratedRegex(@"^[-—–/?？]*$|待测|未测|待定|不详|未知|\b(tbd|n/?a|pending|not\stested|unknown|to\sbe)\b", Options, 500)]
    private static partial Regex Unknown { get; }

    [GeneratedRegex(@"(?<!不会?|未|没有?|无|不再)(卡|慢|掉线|断|假死|超时|失败|报错|复现|出现|死机)|打不开|不通|不行|无法|不能|连不上|异常|拒绝|\b(fail(s|ed|ure|ing)?|time[sd]?\s?out|timeout|hangs?|freezes?|froze|hung|refused|slow|broken|dead|error|drops?|unreachable|does\snot\swork|no\sanswer|reproduced)\b", Options, 500)]
    private static partial Regex Bad { get; }

    [GeneratedRegex(@"(?<!不)正常|(?<!不)可以|(?<!不)成功|没(有)?问题|能打?开|不(会)?(卡|慢|掉线|断|死机)|未(复现|出现)|没(有)?(复现|出现|卡|掉线)|(?<!不)通$|^(能|可以|行)$|\b(ok|okay|fine|works?|good|success|fast|no\s(problem|issue|hang|freeze)s?|never|not\sreproduced)\b", Options, 500)]
    private static partial Regex Good { get; }

    [GeneratedRegex(@"有时|偶尔|时好时坏|间歇|\b(sometimes|at\stimes|intermittent|flaky|occasionally)\b", Options, 500)]
    private static partial Regex Sometimes { get; }

    [GeneratedRegex(@"慢|\bslow\b", Options, 500)]
    private static partial Regex Slow { get; }

    [GeneratedRegex(@"拒绝|\brefused\b", Options, 500)]
    private static partial Regex Refused { get; }

    [GeneratedRegex(@"(已|有)?(打?开|开着)|\bopen(ed)?\b", Options, 500)]
    private static partial Regex Open { get; }

    [GeneratedRegex(@"未登[录陆]|没登[录陆]|不登[录陆]|退出|注销|\b(signed|logged)\s?(out|off)\b|\bnot\s(signed|logged)\s?(in|on)\b", Options, 500)]
    private static partial Regex SignedOut { get; }

    [GeneratedRegex(@"登[录陆]|\b(signed|logged)\s?(in|on)\b", Options, 500)]
    private static partial Regex SignedIn { get; }

    [GeneratedRegex(@"^(未|没|不)(有)?(装|安装|启用|运行)?$|^(无|否|没有|关|关闭|已卸载|卸载)$|\b(absent|not\sinstalled|removed|uninstalled|off|disabled|none|no)\b", Options, 500)]
    private static partial Regex Absent { get; }

    [GeneratedRegex(@"^(已)?(装|安装|启用|开启|运行)了?$|^(有|是|开)$|\b(present|installed|on|enabled|running|yes)\b", Options, 500)]
    private static partial Regex Present { get; }
}
