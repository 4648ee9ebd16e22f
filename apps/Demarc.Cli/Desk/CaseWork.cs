using Demarc.Desk;
using Demarc.Desk.Cases;
using Demarc.Desk.Intake;
using Demarc.Desk.Store;
using Demarc.Model;

namespace Demarc.Cli.Desk;

/// <summary>The actions of <c>demarc case</c> that change something.</summary>
internal sealed class CaseWork(Invocation call, CaseDesk desk)
{
    private const int LargestMail = 64 * 1024 * 1024;

    private readonly Actor _actor = new(null, call.Surroundings.Variable("USER") ?? "command line");

    public int New(string[] files, string? title)
    {
        CaseRecord opened;
        if (files.Length == 0)
        {
            if (string.IsNullOrWhiteSpace(title)) throw new CommandException(ExitCodes.WrongUsage, new("case new needs a file or --title", "case new 需要文件或 --title"));
            opened = desk.Cases.Open(_actor, new(title, call.Language == Language.Chinese ? "zh" : "en") { Country = desk.Settings.Country });
        }
        else if (IsMail(files[0]))
        {
            var result = desk.Intake.Receive(Bytes(files[0]), call.Interrupted);
            opened = result.Case ?? throw new CommandException(ExitCodes.WrongUsage, new($"{files[0]}: {result.Reason.En}", $"{files[0]}：{result.Reason.Zh}"));
            call.Note(new($"demarc: {result.Reason.En}", $"demarc: {result.Reason.Zh}"));
        }
        else opened = desk.OpenWith(_actor, Path.GetFileName(files[0]), Bytes(files[0]), title is null ? null : new(title) { Country = desk.Settings.Country }, call.Interrupted);

        foreach (var file in files.Skip(1)) AddFile(opened, file);
        return Told(opened);
    }

    public int Add(string name, string[] files)
    {
        if (files.Length == 0) throw new CommandException(ExitCodes.WrongUsage, new("case add needs files", "case add 需要文件"));
        var found = desk.Cases.Get(name);
        foreach (var file in files) AddFile(found, file);
        return Told(found);
    }

    /// <summary>What a mail server's pipe asks: 0 when the mail is kept for good, else it shall try again.</summary>
    public int MailIn()
    {
        using var mail = new MemoryStream();
        var buffer = new byte[1 << 16];
        for (int read; (read = call.Surroundings.In.Read(buffer)) > 0;)
        {
            if (mail.Length + read > LargestMail) throw new CommandException(ExitCodes.NothingReadable, new("the mail is larger than 64 MiB", "邮件超过 64 MiB"));
            mail.Write(buffer, 0, read);
        }

        if (mail.Length == 0) throw new CommandException(ExitCodes.NothingReadable, new("there was no mail on standard input", "标准输入中没有邮件"));
        var result = desk.Intake.Receive(mail.ToArray(), call.Interrupted);
        call.Note(new($"demarc: {result.Reason.En}", $"demarc: {result.Reason.Zh}"));
        if (result.Case is { } filed) call.Out.WriteLine(filed.Number);
        return ExitCodes.Success;
    }

    public int Log(string name, string text, string kind, string? by)
    {
        var found = desk.Cases.Get(name);
        desk.Cases.Note(_actor, found.Id, kind, text, by);
        call.Note(new($"demarc: written into the log of {found.Number}", $"demarc: 已写入 {found.Number} 的日志"));
        return ExitCodes.Success;
    }

    public int Close(string name, string reason, string? cause, string? right, string? confirmedBy)
    {
        var found = desk.Cases.Get(name);
        if (cause is not null && desk.Verdicts.Engine.Catalogue.Find(cause) is null) throw new CommandException(ExitCodes.WrongUsage, new($"no cause '{cause}'; 'demarc causes' lists them", $"没有原因“{cause}”；可用 demarc causes 查看"));
        desk.Cases.Close(_actor, found.Id, reason, cause, right, confirmedBy);
        desk.Keeping.SealClosed(call.Interrupted);
        call.Note(new($"demarc: {found.Number} is closed", $"demarc: {found.Number} 已关闭"));
        return ExitCodes.Success;
    }

    public int Reopen(string name, string why)
    {
        var found = desk.Cases.Get(name);
        desk.Cases.Reopen(_actor, found.Id, why);
        call.Note(new($"demarc: {found.Number} is open again", $"demarc: {found.Number} 已重新打开"));
        return ExitCodes.Success;
    }

    public int Quarantine(string[] words)
    {
        switch (words)
        {
            case []:
                foreach (var mail in desk.Intake.Quarantine())
                {
                    var reason = mail.Reason.Split('\n');
                    call.Out.WriteLine($"{mail.Id}  {mail.Sender}  {mail.Subject}");
                    call.Out.WriteLine("    " + (call.Language == Language.Chinese ? reason[^1] : reason[0]));
                }

                return ExitCodes.Success;
            case ["accept", var id]:
                return Told(desk.Intake.Accept(_actor, id, desk.Intake.Quarantine().FirstOrDefault(mail => mail.Id == id)?.SuggestedCase, call.Interrupted));
            case ["accept", var id, var into]:
                return Told(desk.Intake.Accept(_actor, id, into == "new" ? null : into, call.Interrupted));
            case ["reject", var id]:
                desk.Intake.Reject(_actor, id);
                return ExitCodes.Success;
            default:
                throw new CommandException(ExitCodes.WrongUsage, new("case quarantine: nothing, 'accept ID [CASE|new]' or 'reject ID'", "case quarantine：不带参数，或 accept ID [案例|new]，或 reject ID"));
        }
    }

    private void AddFile(CaseRecord into, string file)
    {
        if (IsMail(file))
        {
            desk.AddMail(_actor, into.Id, Bytes(file), call.Interrupted);
            return;
        }

        using var stream = Open(file);
        var record = desk.AddFile(_actor, into.Id, Path.GetFileName(file), stream, "command", _actor.Name, null, call.Interrupted);
        call.Note(new($"demarc: {record.Label} {record.Name}, {record.Size} bytes, SHA-256 {record.Sha256}", $"demarc: {record.Label} {record.Name}，{record.Size} 字节，SHA-256 {record.Sha256}"));
    }

    private int Told(CaseRecord filed) => new CasePages(call, desk).Show(filed.Id);

    private static bool IsMail(string file) => Path.GetExtension(file).Equals(".eml", StringComparison.OrdinalIgnoreCase);

    private static byte[] Bytes(string file)
    {
        using var stream = Open(file);
        using var all = new MemoryStream();
        stream.CopyTo(all);
        return all.ToArray();
    }

    private static FileStream Open(string file)
    {
        try
        {
            return File.OpenRead(file);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new CommandException(ExitCodes.NothingReadable, new($"cannot read {file}: {fault.Message}", $"无法读取 {file}：{fault.Message}"));
        }
    }
}
