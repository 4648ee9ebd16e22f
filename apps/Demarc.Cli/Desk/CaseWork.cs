using Demarc.Model;

namespace Demarc.Cli.Desk;

/// <summary>The actions of <c>demarc case</c> that change something.</summary>
internal sealed class CaseWork(Invocation call, ICaseActions desk)
{
    private const int LargestMail = 64 * 1024 * 1024;

    public int New(string[] files, string? title)
    {
        string opened;
        if (files.Length == 0)
        {
            if (string.IsNullOrWhiteSpace(title)) throw new CommandException(ExitCodes.WrongUsage, new("case new needs a file or --title", "case new 需要文件或 --title"));
            opened = desk.Open(title, call.Language == Language.Chinese ? "zh" : "en");
        }
        else
        {
            using var first = Open(files[0]);
            (opened, var note) = desk.OpenFrom(Path.GetFileName(files[0]), first, title);
            if (note is not null) call.Note(new($"demarc: {note.En}", $"demarc: {note.Zh}"));
        }

        foreach (var file in files.Skip(1)) AddFile(opened, file);
        return Told(opened);
    }

    public int Add(string name, string[] files)
    {
        if (files.Length == 0) throw new CommandException(ExitCodes.WrongUsage, new("case add needs files", "case add 需要文件"));
        foreach (var file in files) AddFile(name, file);
        return Told(name);
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
        var result = desk.MailIn(mail.ToArray());
        call.Note(new($"demarc: {result.Reason.En}", $"demarc: {result.Reason.Zh}"));
        if (result.Case is { } filed) call.Out.WriteLine(filed);
        return ExitCodes.Success;
    }

    public int Log(string name, string text, string kind, string? by)
    {
        var number = desk.Log(name, kind, text, by);
        call.Note(new($"demarc: written into the log of {number}", $"demarc: 已写入 {number} 的日志"));
        return ExitCodes.Success;
    }

    public int Close(string name, string reason, string? cause, string? right, string? confirmedBy)
    {
        var number = desk.Close(name, reason, cause, right, confirmedBy);
        call.Note(new($"demarc: {number} is closed", $"demarc: {number} 已关闭"));
        return ExitCodes.Success;
    }

    public int Reopen(string name, string why)
    {
        var number = desk.Reopen(name, why);
        call.Note(new($"demarc: {number} is open again", $"demarc: {number} 已重新打开"));
        return ExitCodes.Success;
    }

    public int Quarantine(string[] words)
    {
        switch (words)
        {
            case []:
                foreach (var mail in desk.Quarantine())
                {
                    call.Out.WriteLine($"{mail.Id}  {mail.Sender}  {mail.Subject}");
                    call.Out.WriteLine("    " + mail.Reason.In(call.Language));
                }

                return ExitCodes.Success;
            case ["accept", var id]:
                return Told(desk.Accept(id, desk.Quarantine().FirstOrDefault(mail => mail.Id == id)?.SuggestedCase));
            case ["accept", var id, var into]:
                return Told(desk.Accept(id, into == "new" ? null : into));
            case ["reject", var id]:
                desk.Reject(id);
                return ExitCodes.Success;
            default:
                throw new CommandException(ExitCodes.WrongUsage, new("case quarantine: nothing, 'accept ID [CASE|new]' or 'reject ID'", "case quarantine：不带参数，或 accept ID [案例|new]，或 reject ID"));
        }
    }

    private void AddFile(string into, string file)
    {
        using var stream = Open(file);
        if (MailFiles.IsMail(file))
        {
            desk.AddMail(into, stream);
            return;
        }

        var record = desk.AddFile(into, Path.GetFileName(file), stream);
        call.Note(new($"demarc: {record.Label} {record.Name}, {record.Size} bytes, SHA-256 {record.Sha256}", $"demarc: {record.Label} {record.Name}，{record.Size} 字节，SHA-256 {record.Sha256}"));
    }

    private int Told(string name) => new CasePages(call, desk).Show(name);

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
