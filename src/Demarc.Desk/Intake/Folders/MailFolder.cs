using System.Data.Common;
using Demarc.Model;

namespace Demarc.Desk.Intake.Folders;

/// <summary>
/// A folder into which mails are dropped: <c>.eml</c> files, mailbox files (<c>.mbox</c>), Maildirs. Each mail is taken in once. A file is
/// first moved to <c>.taking</c>, taken in, then moved to <c>taken</c>, or to <c>refused</c> with the reason beside it; a mail of a Maildir goes
/// from <c>new</c> to <c>cur</c>. Killed in between, the next look meets the file again and intake knows its mails.
/// </summary>
public sealed class MailFolder
{
    /// <summary>Files one look takes.</summary>
    private const int MostFiles = 1000;

    private readonly string _folder;
    private readonly FolderFiles _files;
    private readonly MailTaker _taker;

    /// <param name="folder">The folder; its files are moved about.</param>
    /// <param name="intake">Where the mails go.</param>
    /// <param name="clock">Tells how long a file stood still.</param>
    internal MailFolder(string folder, MailIntake intake, TimeProvider clock)
    {
        _folder = Path.GetFullPath(folder);
        _files = new(_folder, clock);
        _taker = new(intake, _files);
    }

    /// <summary>How long a file must have stood still before it is read.</summary>
    public static TimeSpan Settles => FolderFiles.Settles;

    /// <summary>Takes what is there, a bounded number of files, and returns.</summary>
    /// <param name="tell">Told of each mail.</param>
    /// <param name="cancellationToken">Ends the look between two mails.</param>
    public FolderRound Look(Action<FolderMail>? tell = null, CancellationToken cancellationToken = default)
    {
        if (!Directory.Exists(_folder)) return FolderRound.Nothing with { Trouble = new($"there is no folder {_folder}", $"没有文件夹 {_folder}") };
        try
        {
            using var turn = _files.TryLock();
            if (turn is null) return FolderRound.Nothing with { Trouble = new($"another Demarc looks into {_folder}", $"另一个 Demarc 正在读取 {_folder}") };
            var found = _files.Find(MostFiles);
            var round = FolderRound.Nothing with { Waiting = found.Waiting, More = found.More };
            foreach (var file in found.Ready)
            {
                cancellationToken.ThrowIfCancellationRequested();
                round = _taker.Take(file, round, tell, cancellationToken);
                if (round.Trouble is not null) return round;
            }

            return round;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or DbException or InvalidDataException)
        {
            return FolderRound.Nothing with { Trouble = Cannot(fault) };
        }
    }

    internal static Bilingual Cannot(Exception fault) => new($"mails cannot be taken in now: {fault.Message}", $"暂时无法收取邮件：{fault.Message}");
}
