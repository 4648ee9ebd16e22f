namespace Demarc.Captures.Telling;

/// <summary>Something that stands out at a connection, by a short stable name, and the frame that shows it first.</summary>
internal sealed record Finding(string Id, int Frame);
