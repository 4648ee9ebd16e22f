using Demarc.Model;

namespace Demarc.Transcripts.Mail;

/// <summary>What stands between two mails: a header block, a separator or a quote line, and where the body below begins.</summary>
/// <param name="First">Index of its first line, separators included.</param>
/// <param name="Body">Index of the first line below it.</param>
/// <param name="Depth">Quote depth its body stands at.</param>
internal sealed record MailHeader(int First, int Body, int Depth, string? Author, Moment? Time, string? To, string? Subject);
