using System.Globalization;
using System.Text.Json;
using Demarc.Model;

namespace Demarc.Cli.Desk;

/// <summary>Steps of working a case: <c>demarc case ask</c>, <c>trial</c>, <c>remind</c>, <c>escalation</c>.</summary>
internal sealed class CaseSteps(Invocation call, ICaseActions desk)
{
    /// <summary>Asks for a test that the verdict names; without one, says which it names.</summary>
    public int Ask(string name, string[] words)
    {
        if (words is [var test])
        {
            var made = desk.Ask(name, test);
            var number = desk.Show(name).Number;
            call.Note(new($"demarc: asked for in {number}: {made.What.En}", $"demarc: 已在 {number} 中提出请求：{made.What.Zh}"));
        }
        else if (words.Length > 1)
        {
            throw new CommandException(ExitCodes.WrongUsage, new($"'{words[1]}' is one argument too many", $"多出的参数“{words[1]}”"));
        }

        foreach (var it in desk.Requests(name)) call.Out.WriteLine($"{(it.State == "open" ? "[ ]" : "[x]")} {it.Test}  {it.What.In(call.Language)}");
        if (words.Length == 0 && desk.Show(name).Verdict is { } latest)
            foreach (var next in latest.Deserialize(ModelJson.Default.VerdictDocument)!.NextTests) call.Out.WriteLine($"    {next.Test}  {(call.Language == Language.Chinese ? next.Zh : next.En)}");
        return ExitCodes.Success;
    }

    /// <summary>Writes a trial down: whether the symptom came, and with which factors; without, shows the table.</summary>
    public int Trial(string name, string[] words, int repeats)
    {
        if (words is ["yes" or "no", _, ..])
        {
            desk.AddTrial(name, string.Join(',', words[1..]), words[0] == "yes", repeats);
        }
        else if (words.Length > 0)
        {
            throw new CommandException(ExitCodes.WrongUsage, new("case trial needs 'yes' or 'no' (the symptom came), then factors such as proxy=on", "case trial 需要 yes 或 no（现象是否出现），其后为因素，例如 proxy=on"));
        }

        foreach (var it in desk.Trials(name)) call.Out.WriteLine($"{it.Position}  {(it.Symptom ? new Bilingual("came", "出现") : new Bilingual("did not come", "未出现")).In(call.Language)}  ×{it.Repeats.ToString(CultureInfo.InvariantCulture)}  {it.Text}");
        return ExitCodes.Success;
    }

    /// <summary>Reminds of something in so many business days of the case's country; without, shows what is open.</summary>
    public int Remind(string name, string[] words)
    {
        if (words is [var days, _, ..])
        {
            if (!int.TryParse(days, NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count > 400) throw new CommandException(ExitCodes.WrongUsage, new($"'{days}' is no number of business days from 0 to 400", $"“{days}”不是 0 到 400 的工作日数"));
            desk.Remind(name, string.Join(' ', words[1..]), count);
        }
        else if (words.Length > 0)
        {
            throw new CommandException(ExitCodes.WrongUsage, new("case remind needs a number of business days and the text", "case remind 需要工作日数与内容"));
        }

        foreach (var it in desk.Reminders(name)) call.Out.WriteLine($"{it.DueText}  {it.Text}");
        return ExitCodes.Success;
    }

    /// <summary>Shows tags; hangs some on the case, or takes some off.</summary>
    public int Tag(string name, string[] words)
    {
        var tags = desk.Show(name).Tags;
        switch (words)
        {
            case []:
                break;
            case ["add", _, ..]:
                desk.Set(name, "tags", string.Join(',', tags.Concat(words[1..])));
                break;
            case ["remove", _, ..]:
                desk.Set(name, "tags", string.Join(',', tags.Except(words[1..], StringComparer.OrdinalIgnoreCase)));
                break;
            default:
                throw new CommandException(ExitCodes.WrongUsage, new("case tag: nothing, 'add TAG…' or 'remove TAG…'", "case tag：不带参数，或 add 标签…、remove 标签…"));
        }

        foreach (var tag in words.Length == 0 ? tags : desk.Show(name).Tags) call.Out.WriteLine(tag);
        return ExitCodes.Success;
    }

    /// <summary>Writes the pack for a carrier, cloud or vendor.</summary>
    public int Escalation(string name, string[] words)
    {
        if (words.Length > 1) throw new CommandException(ExitCodes.WrongUsage, new("case escalation needs a case, and may be given the file to write", "case escalation 需要案例编号，可另给输出文件"));
        var path = words.Length == 1 ? words[0] : $"{desk.Show(name).Number}-escalation.zip";
        if (File.Exists(path)) throw new CommandException(ExitCodes.WrongUsage, new($"{path} exists and is not overwritten", $"{path} 已存在，不会覆盖"));
        using var pack = new MemoryStream();
        desk.Escalation(name, call.Language, pack);
        File.WriteAllBytes(path, pack.ToArray());
        call.Note(new($"demarc: {path} is written; look through it before it is passed on", $"demarc: 已写入 {path}；交付前请先检查"));
        return ExitCodes.Success;
    }
}
