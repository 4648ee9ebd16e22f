using Demarc.Model;

namespace Demarc.Desk.Telling;

/// <summary>What became of a mail.</summary>
/// <param name="End"><c>opened added quarantined known set-aside</c>.</param>
/// <param name="Case">Number of the case it went to; null for none.</param>
/// <param name="Reason">Why.</param>
public sealed record ToldIntake(string End, string? Case, Bilingual Reason);

/// <summary>A mail that waits for a person to say where it belongs.</summary>
/// <param name="Id">To accept or reject it by.</param>
/// <param name="At">When it came.</param>
/// <param name="Sender">Who sent it.</param>
/// <param name="Subject">As written.</param>
/// <param name="Reason">Why it waits.</param>
/// <param name="SuggestedCase">Number of the case it names.</param>
public sealed record ToldQuarantined(string Id, DateTimeOffset At, string? Sender, string? Subject, Bilingual Reason, string? SuggestedCase);
