using System.Data.Common;
using Demarc.Desk.Store;
using Demarc.Mail.Reading;
using Demarc.Model;

namespace Demarc.Desk.Intake.Folders;

/// <summary>
/// Takes one file of a mail folder in. What is wrong with the file puts the file aside; what is wrong with the desk (a full disk, a busy
/// store) leaves it where it is and ends the look.
/// </summary>
internal sealed class MailTaker(MailIntake intake, FolderFiles files)
{
    private static readonly int LongestMail = MailLimits.Default.MaxOctets;

    /// <summary>Reasons written beside a mailbox file.</summary>
    private const int MostReasons = 200;

    /// <summary>Octets in which the fields of a mail begin.</summary>
    private const int Beginning = 1 << 16;

    private static readonly string[] Telling = ["From", "Sender", "To", "Date", "Subject", "Message-ID", "Received", "Return-Path"];

    /// <returns>The round with this file counted.</returns>
    public FolderRound Take(FolderFile file, FolderRound round, Action<FolderMail>? tell, CancellationToken cancellationToken)
    {
        var claimed = files.Claim(file);
        var name = Path.GetFileName(file.Path);
        var info = new FileInfo(claimed);
        var reasons = new List<Bilingual>();
        long refused = 0;
        if (Unfit(info, file.Kind) is { } unfit) Refused(null, unfit);
        else
        {
            var before = (info.Length, info.LastWriteTimeUtc);
            foreach (var (number, octets, fault) in Mails(claimed, file.Kind))
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (fault is not null)
                {
                    Refused(number, fault);
                    continue;
                }

                try
                {
                    if (Receive(octets, cancellationToken) is { } result)
                    {
                        round = result.Kind == IntakeEnd.Known ? round with { Known = round.Known + 1 } : round with { Taken = round.Taken + 1 };
                        tell?.Invoke(new(name, number, result, result.Reason));
                    }
                    else Refused(number, new("it is no mail: it has none of the fields of one", "不是邮件：没有邮件应有的字段"));
                }
                catch (DeskFault no)
                {
                    Refused(number, no.Text);
                }
                catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException or DbException or InvalidDataException)
                {
                    return round with { Refused = round.Refused + refused, Trouble = MailFolder.Cannot(trouble) };
                }
#pragma warning disable CA1031 // One mail that meets a defect of ours must not keep all others out.
                catch (Exception defect) when (defect is not OperationCanceledException)
#pragma warning restore CA1031
                {
                    Refused(number, new($"a defect in Demarc: {defect.GetType().Name}: {defect.Message}", $"Demarc 自身的缺陷：{defect.GetType().Name}：{defect.Message}"));
                }
            }

            info.Refresh();
            if (info.Exists && before != (info.Length, info.LastWriteTimeUtc))
            {
                files.PutBack(file, claimed);
                return round with { Waiting = round.Waiting + 1 };
            }
        }

        if (refused == 0) files.Done(file, claimed);
        else files.Refuse(claimed, reasons);
        return round with { Refused = round.Refused + refused };

        void Refused(int? number, Bilingual why)
        {
            refused++;
            if (reasons.Count < MostReasons) reasons.Add(number is null ? why : new($"mail {number}: {why.En}", $"第 {number} 封：{why.Zh}"));
            tell?.Invoke(new(name, number, null, why));
        }
    }

    /// <summary>What intake did; null where it is no mail.</summary>
    private IntakeResult? Receive(ReadOnlyMemory<byte> octets, CancellationToken cancellationToken)
    {
        var begins = MessageReader.Read(octets[..Math.Min(Beginning, octets.Length)], null, cancellationToken);
        return begins.Fields.Any(field => Telling.Any(field.Is)) ? intake.Receive(octets, cancellationToken) : null;
    }

    private static Bilingual? Unfit(FileInfo file, FolderFileKind kind)
    {
        if (file.LinkTarget is not null) return new("it is a link; put the file itself here", "这是链接；请放入文件本身");
        if (!file.Exists || file.Attributes.HasFlag(FileAttributes.Directory)) return new("it is no file", "不是文件");
        if (file.Length == 0) return new("it is empty", "文件为空");
        return kind != FolderFileKind.Mbox && file.Length > LongestMail ? TooLong(file.Length) : null;
    }

    private static IEnumerable<(int? Number, ReadOnlyMemory<byte> Octets, Bilingual? Fault)> Mails(string path, FolderFileKind kind)
    {
        using var messages = (kind == FolderFileKind.Mbox ? Mailbox(path) : One(path)).GetEnumerator();
        while (true)
        {
            Bilingual? fault = null;
            var more = false;
            try
            {
                more = messages.MoveNext();
            }
            catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
            {
                fault = new($"it cannot be read: {unreadable.Message}", $"无法读取：{unreadable.Message}");
            }

            if (fault is not null)
            {
                yield return (null, default, fault);
                yield break;
            }

            if (!more) yield break;
            yield return messages.Current;
        }
    }

    private static IEnumerable<(int? Number, ReadOnlyMemory<byte> Octets, Bilingual? Fault)> One(string path)
    {
        yield return (null, File.ReadAllBytes(path), null);
    }

    private static IEnumerable<(int? Number, ReadOnlyMemory<byte> Octets, Bilingual? Fault)> Mailbox(string path)
    {
        using var stream = File.OpenRead(path);
        var any = false;
        foreach (var message in MboxReader.Read(stream, LongestMail))
        {
            any = true;
            yield return message.Octets is { } octets ? (message.Number, octets, null) : (message.Number, default, TooLong(message.Length));
        }

        if (!any) yield return (null, default, new("it is no mailbox file: it does not begin with a line \"From \"", "不是邮箱文件：开头没有“From ”行"));
    }

    private static Bilingual TooLong(long length) => new($"it has {length:N0} octets; a mail may have {LongestMail:N0}", $"共 {length:N0} 字节；单封邮件上限为 {LongestMail:N0}");
}
