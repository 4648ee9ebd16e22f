using Demarc.Model;

namespace Demarc.Transcripts.Mail;

/// <summary>One person's turn in a quoted chain: a mail, or the document itself when there is no chain.</summary>
/// <param name="First">Index of its first body line.</param>
/// <param name="Last">Index of its last body line (inclusive; below <paramref name="First"/> when empty).</param>
/// <param name="Author">Who wrote it, as named; null when nothing says.</param>
/// <param name="Time">When, if stated.</param>
/// <param name="To">Recipients as named.</param>
/// <param name="Subject">Subject as written.</param>
/// <param name="HeaderFirst">Index of its first header line; equals <paramref name="First"/> when there is none.</param>
/// <param name="Duplicate">This turn repeats one that stands elsewhere in the text (quoted again).</param>
public sealed record Turn(int First, int Last, string? Author, Moment? Time, string? To, string? Subject, int HeaderFirst, bool Duplicate);
