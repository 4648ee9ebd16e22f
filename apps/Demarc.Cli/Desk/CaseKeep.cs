using System.Globalization;
using Demarc.Desk.Keeping;
using Demarc.Desk.Telling;
using Demarc.Model;

namespace Demarc.Cli.Desk;

/// <summary>How long cases are kept: <c>demarc case retention</c>, <c>hold</c>, <c>release</c>, <c>erase</c>, <c>export</c>.</summary>
internal sealed class CaseKeep(Invocation call, ICaseActions desk)
{
    /// <summary>Without words the classes and what is due; else a case's class, or a class's duration.</summary>
    public int Retention(string[] words)
    {
        switch (words)
        {
            case []:
                var kept = desk.Retention();
                call.Page.Rows([.. kept.Classes.Select(it => new[] { it.Id, it.Name.In(call.Language), Days(it.Days).In(call.Language) })], indent: 0);
                foreach (var due in kept.Due) call.Out.WriteLine(new Bilingual($"due since {Day(due.Due)}: {due.Number}  {due.Title}", $"{Day(due.Due)} 到期：{due.Number}  {due.Title}").In(call.Language));
                return ExitCodes.Success;
            case [var id, var days] when RetentionClass.Ids.Contains(id):
                desk.SetDays(id, days == "usual" ? null : days);
                return Retention([]);
            case [var name]:
                Tell(desk.Kept(name));
                return ExitCodes.Success;
            case [var name, var id]:
                desk.SetClass(name, id);
                return Retention([name]);
            default:
                throw new CommandException(ExitCodes.WrongUsage, new("case retention: nothing, 'CASE', 'CASE CLASS', or 'CLASS DAYS|never|usual'", "case retention：不带参数，或 案例，或 案例 类别，或 类别 天数|never|usual"));
        }
    }

    public int Hold(string name, string why)
    {
        desk.Hold(name, why, held: true);
        return Retention([name]);
    }

    public int Release(string name, string why)
    {
        desk.Hold(name, why, held: false);
        return Retention([name]);
    }

    /// <summary>Erases one case, or with <c>--due</c> all whose time is over.</summary>
    public int Erase(string[] words, bool due)
    {
        if (due)
        {
            if (words.Length > 0) throw new CommandException(ExitCodes.WrongUsage, new("case erase --due takes no case", "case erase --due 不带案例编号"));
            for (IReadOnlyList<ToldErased> erased; (erased = desk.EraseDue()).Count > 0;)
            {
                foreach (var it in erased) Tell(it);
            }

            return ExitCodes.Success;
        }

        if (words.Length < 2) throw new CommandException(ExitCodes.WrongUsage, new("case erase needs a case and the reason, or --due; what is erased does not come back", "case erase 需要案例编号与理由，或 --due；删除后无法恢复"));
        Tell(desk.Erase(words[0], string.Join(' ', words[1..])));
        return ExitCodes.Success;
    }

    /// <summary>Writes the zip for the customer; <c>-</c> is standard output.</summary>
    public int Export(string[] words, bool allEvidence)
    {
        if (words.Length is 0 or > 2) throw new CommandException(ExitCodes.WrongUsage, new("case export needs a case, and may be given the file to write", "case export 需要案例编号，可另给输出文件"));
        var number = desk.Kept(words[0]).Number;
        var path = words.Length == 2 ? words[1] : CustomerExport.FileName(number);
        if (File.Exists(path)) throw new CommandException(ExitCodes.WrongUsage, new($"{path} exists and is not overwritten", $"{path} 已存在，不会覆盖"));
        var temporary = path + ".part";
        try
        {
            using (var file = new FileStream(temporary, FileMode.Create, FileAccess.Write)) desk.Export(number, allEvidence, file);
            File.Move(temporary, path, overwrite: false);
        }
        finally
        {
            File.Delete(temporary);
        }

        call.Note(new($"demarc: {path} holds what of {number} is the customer's; look through it before it is passed on", $"demarc: {path} 含 {number} 中属于客户的内容；交付前请先检查"));
        return ExitCodes.Success;
    }

    private void Tell(ToldErased it) => call.Note(new(
        $"demarc: {it.Number} is erased: {it.Pieces} pieces of evidence{(it.Left > 0 ? $"; {it.Left} files stay for now: another case holds them, or they were given a moment ago" : "")}",
        $"demarc: {it.Number} 已删除：证据 {it.Pieces} 份{(it.Left > 0 ? $"；{it.Left} 个文件暂时保留：其他案例仍在使用，或刚刚收到" : "")}"));

    private void Tell(ToldKept it)
    {
        var words = it switch
        {
            { Erased: { } erased } => new Bilingual($"erased on {Day(erased)}", $"已于 {Day(erased)} 删除"),
            { Held: true } => new($"under legal hold: {it.Why}", $"处于法律保留：{it.Why}"),
            { Due: { } due } => new($"due to be erased on {Day(due)}", $"将于 {Day(due)} 到期删除"),
            _ => Days(it.Class.Days),
        };
        call.Out.WriteLine($"{it.Number}  {it.Class.Name.In(call.Language)}  {words.In(call.Language)}");
    }

    private static Bilingual Days(int? days) => days is { } count ? new($"{count} days after closing", $"关闭后 {count} 天") : new("never erased by itself", "不自动删除");

    private static string Day(DateTimeOffset? time) => time?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "—";
}
