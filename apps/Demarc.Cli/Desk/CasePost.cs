using Demarc.Desk.Cases;
using Demarc.Desk.Post;
using Demarc.Desk.Telling;
using Demarc.Model;

namespace Demarc.Cli.Desk;

/// <summary>Who takes part, letters to them and the links they upload by: <c>demarc case parties</c>, <c>letter</c>, <c>send</c>, <c>letters</c>, <c>link</c>.</summary>
internal sealed class CasePost(Invocation call, ICaseActions desk)
{
    private const int LongestLetter = 1 << 20;

    /// <summary>Who takes part; adds somebody, or takes somebody out.</summary>
    public int Parties(string name, string[] words)
    {
        switch (words)
        {
            case []:
                break;
            case ["add", var role, _, ..]:
                // What looks like an address is one; the other words are the name.
                var address = words[2..].FirstOrDefault(it => it.Contains('@', StringComparison.Ordinal));
                var said = string.Join(' ', words[2..].Where(it => it != address));
                desk.AddParty(name, new(said.Length > 0 ? said : null, address, role));
                break;
            case ["remove", var who]:
                desk.RemoveParty(name, Party(name, who));
                break;
            default:
                throw new CommandException(ExitCodes.WrongUsage, new($"case parties: nothing, 'add ROLE NAME ADDRESS' or 'remove PARTY'; roles are {string.Join(", ", PartyRole.All)}", $"case parties：不带参数，或 add 角色 姓名 地址、remove 参与方；角色为 {string.Join("、", PartyRole.All)}"));
        }

        call.Page.Rows([.. desk.Parties(name).Select(it => new[] { it.Role, it.Name ?? "", it.Address ?? "", it.Id })], indent: 0);
        return ExitCodes.Success;
    }

    /// <summary>Begins a letter and prints it as it can be edited and given to <see cref="Send"/>.</summary>
    public int Letter(string name, string[] words, string? who, bool withLink)
    {
        if (words.Length > 1) throw new CommandException(ExitCodes.WrongUsage, new($"'{words[1]}' is one argument too many", $"多出的参数“{words[1]}”"));
        var draft = desk.Draft(name, new(words.FirstOrDefault(), who is null ? null : Party(name, who), withLink));
        call.Out.WriteLine($"To: {string.Join("; ", draft.To)}\nCc: {string.Join("; ", draft.Cc)}\nSubject: {draft.Subject}\n");
        call.Out.Write(draft.Text);
        if (draft.WithoutAddress.Count > 0) call.Note(new($"demarc: no address is known of {string.Join(", ", draft.WithoutAddress)}", $"demarc: 不知道以下人员的地址：{string.Join("、", draft.WithoutAddress)}"));
        if (words.Length == 0) call.Note(new($"demarc: letters that can be begun: {string.Join(", ", LetterWriter.Ids)}", $"demarc: 可用模板：{string.Join("、", LetterWriter.Ids)}"));
        return ExitCodes.Success;
    }

    /// <summary>Queues a letter of the form <see cref="Letter"/> prints.</summary>
    public int Send(string name, string file)
    {
        var (to, cc, subject, text) = Read(file == "-" ? call.Surroundings.In : Opened(file));
        var sent = desk.Send(name, new(to, subject, text, cc));
        call.Note(new(
            $"demarc: queued for {string.Join(", ", sent.Recipients)}; it leaves when 'demarc serve' runs, not before {Times(sent.Due)}: 'demarc case letters {name} recall {sent.Id}' calls it back",
            $"demarc: 已加入待发队列（{string.Join("、", sent.Recipients)}）；demarc serve 运行时发出，最早 {Times(sent.Due)}；可用 demarc case letters {name} recall {sent.Id} 撤回"));
        return ExitCodes.Success;
    }

    /// <summary>Letters and how they stand; calls one back.</summary>
    public int Letters(string name, string[] words)
    {
        if (words is ["recall", var id]) desk.CallBack(name, id);
        else if (words.Length > 0) throw new CommandException(ExitCodes.WrongUsage, new("case letters: nothing, or 'recall ID'", "case letters：不带参数，或 recall 编号"));
        call.Page.Rows([.. desk.Letters(name).Select(it => new[] { it.Id, it.State, Times(it.Sent ?? it.Due), string.Join(", ", it.Recipients), it.Outcome?.In(call.Language) ?? "" })], indent: 0);
        return ExitCodes.Success;
    }

    /// <summary>Upload links and how they stand; makes or revokes one. The address of a link is told once.</summary>
    public int Link(string name, string[] words)
    {
        switch (words)
        {
            case []:
                break;
            case ["new"] or ["new", _]:
                var made = desk.MakeLink(name, new(words.Length == 2 ? Party(name, words[1]) : null));
                call.Out.WriteLine(made.Link);
                call.Note(new($"demarc: holds until {Times(made.Expires)}; by hand: {made.Page} with the code {made.Code}. It is not shown again", $"demarc: 有效期至 {Times(made.Expires)}；也可在 {made.Page} 输入代码 {made.Code}。不会再次显示"));
                return ExitCodes.Success;
            case ["revoke", var id]:
                desk.RevokeLink(name, id);
                break;
            default:
                throw new CommandException(ExitCodes.WrongUsage, new("case link: nothing, 'new [PARTY]' or 'revoke ID'", "case link：不带参数，或 new [参与方]、revoke 编号"));
        }

        call.Page.Rows([.. desk.Links(name).Select(it => new[] { it.Id, it.State, Times(it.Expires), $"{it.Uploads}/{it.MostUploads}", it.For ?? "" })], indent: 0);
        return ExitCodes.Success;
    }

    /// <summary>A party by its id or address.</summary>
    private string Party(string name, string who) => desk.Parties(name).FirstOrDefault(it => it.Id == who || string.Equals(it.Address, who, StringComparison.OrdinalIgnoreCase))?.Id
        ?? throw new CommandException(ExitCodes.WrongUsage, new($"nobody called '{who}' takes part; 'demarc case parties {name}' lists them", $"没有参与方“{who}”；可用 demarc case parties {name} 查看"));

    /// <summary>Head lines up to the first empty one, then the text.</summary>
    private static (IReadOnlyList<string> To, IReadOnlyList<string> Cc, string Subject, string Text) Read(Stream stream)
    {
        using var reader = new StreamReader(stream);
        var buffer = new char[LongestLetter + 1];
        var read = reader.ReadBlock(buffer);
        if (read > LongestLetter) throw new CommandException(ExitCodes.NothingReadable, new("the letter is longer than a million characters", "信件超过一百万字符"));
        var whole = new string(buffer, 0, read).ReplaceLineEndings("\n");
        var end = whole.IndexOf("\n\n", StringComparison.Ordinal);
        var head = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var line in end < 0 ? [] : whole[..end].Split('\n'))
        {
            if (line.Split(':', 2) is [var field, var value]) head[field.Trim()] = value.Trim();
        }

        if (!head.TryGetValue("To", out var to) || !head.TryGetValue("Subject", out var subject))
            throw new CommandException(ExitCodes.WrongUsage, new("a letter begins with 'To:' and 'Subject:' lines and an empty line, as 'demarc case letter' prints it", "信件须以 To: 与 Subject: 行及一个空行开头，格式同 demarc case letter 的输出"));
        return ([to], head.TryGetValue("Cc", out var cc) && cc.Length > 0 ? [cc] : [], subject, whole[(end + 2)..]);
    }

    private static FileStream Opened(string file)
    {
        try
        {
            return File.OpenRead(file);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new CommandException(ExitCodes.NothingReadable, new($"{file} cannot be read", $"无法读取 {file}"));
        }
    }

    private static string Times(DateTimeOffset time) => UtcTime.ToSecond(time);
}
