using Demarc.Model;

namespace Demarc.Transcripts;

/// <summary>Lines one person wrote at one time: what is read inside them carries that time, and no place leaks out of them.</summary>
/// <param name="First">Index of the first body line.</param>
/// <param name="Last">Index of the last body line, inclusive.</param>
/// <param name="Time">When the turn was written; null when nothing says.</param>
/// <param name="Author">Who wrote it, as named; null when nothing says.</param>
public sealed record TurnSpan(int First, int Last, Moment? Time, string? Author);
