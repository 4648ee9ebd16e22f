using Demarc.Desk;
using Demarc.Desk.Intake.Folders;
using Demarc.Model;

namespace Demarc.Cli.Desk;

/// <summary><c>demarc case mail-in --folder DIR</c>: takes in what lies in a folder, once or until it is interrupted.</summary>
internal sealed class FolderWatch(Invocation call, CaseDesk desk)
{
    /// <summary>Without <c>--watch</c>: looks made while a file is still being written.</summary>
    private const int MostLooks = 10;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>Takes what is there, waiting a little for files that are still being written.</summary>
    public int Once(string path)
    {
        var folder = desk.MailFolder(path);
        var all = FolderRound.Nothing;
        var looks = 0;
        do
        {
            all = all.Then(folder.Look(Tell, call.Interrupted));
            if (all.Trouble is { } trouble) throw new CommandException(ExitCodes.TryLater, trouble);
        }
        while (all.More || (all.Waiting > 0 && looks++ < MostLooks && !Interrupted(Pause)));

        call.Note(new(
            $"demarc: {all.Taken} taken in, {all.Known} known, {all.Refused} refused{(all.Waiting > 0 ? $", {all.Waiting} still being written" : "")}",
            $"demarc: 收取 {all.Taken} 封，已收录 {all.Known} 封，拒收 {all.Refused} 封{(all.Waiting > 0 ? $"，{all.Waiting} 个文件仍在写入" : "")}"));
        return all.Refused > 0 ? ExitCodes.NothingReadable : ExitCodes.Success;
    }

    /// <summary>Looks until it is interrupted. Trouble is told once and waited out.</summary>
    public int Watch(string path)
    {
        var folder = desk.MailFolder(path);
        Bilingual? told = null;
        FolderRound round;
        do
        {
            try
            {
                round = folder.Look(Tell, call.Interrupted);
            }
            catch (OperationCanceledException)
            {
                break;
            }

            if (round.Trouble != told && round.Trouble is { } trouble) call.Note(new($"demarc: {trouble.En}", $"demarc: {trouble.Zh}"));
            told = round.Trouble;
        }
        while (round is { More: true, Trouble: null } || !Interrupted(Pause));

        return ExitCodes.Success;
    }

    private bool Interrupted(TimeSpan wait) => call.Interrupted.WaitHandle.WaitOne(wait);

    private void Tell(FolderMail mail)
    {
        var name = mail.Number is { } number ? $"{mail.File}#{number}" : mail.File;
        call.Note(new($"demarc: {name}: {mail.Reason.En}", $"demarc: {name}：{mail.Reason.Zh}"));
        if (mail.Result?.Case is { } filed) call.Out.WriteLine(filed.Number);
    }
}
