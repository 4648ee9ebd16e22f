namespace Demarc.Reporting.Terminal;

/// <summary>How a piece of text stands out; plain terminals show all of them alike.</summary>
internal enum Tone { Plain, Strong, Quiet, Good, Fault, Open }

/// <summary>A piece of text in one tone.</summary>
/// <param name="Text">Safe text of one line.</param>
/// <param name="Tone">How it stands out.</param>
/// <param name="Whole">Kept together on one line where it fits (file names with line numbers).</param>
internal readonly record struct Span(string Text, Tone Tone = Tone.Plain, bool Whole = false);
