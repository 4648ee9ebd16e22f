using Demarc.Model;

namespace Demarc.Desk.Intake.Folders;

/// <summary>What one look into a mail folder came to.</summary>
/// <param name="Taken">Mails that came in.</param>
/// <param name="Known">Mails that were here before.</param>
/// <param name="Refused">Files and mails that could not be taken; they lie in <c>refused</c> with the reason beside them.</param>
/// <param name="Waiting">Files that are still being written.</param>
/// <param name="More">There is more than one look takes.</param>
/// <param name="Trouble">What kept the look from going on; null where nothing did. What was not taken stays where it is.</param>
public sealed record FolderRound(long Taken, long Known, long Refused, int Waiting, bool More, Bilingual? Trouble)
{
    public static FolderRound Nothing { get; } = new(0, 0, 0, 0, false, null);

    /// <summary>Both looks together, with the state of the later one.</summary>
    public FolderRound Then(FolderRound later) => later with { Taken = Taken + later.Taken, Known = Known + later.Known, Refused = Refused + later.Refused };
}

/// <summary>What became of one mail of a folder.</summary>
/// <param name="File">Name of the file.</param>
/// <param name="Number">Its place in a mailbox file, from 1; null for files with one mail.</param>
/// <param name="Result">What intake did; null where the mail was refused.</param>
/// <param name="Reason">Why.</param>
public sealed record FolderMail(string File, int? Number, IntakeResult? Result, Bilingual Reason);
