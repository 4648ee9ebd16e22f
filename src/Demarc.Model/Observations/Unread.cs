namespace Demarc.Model;

/// <summary>Something that was seen and could not be read; nothing already read is lost for it.</summary>
/// <param name="Source">The artifact.</param>
/// <param name="Lines">First and last line; null when the whole artifact is meant.</param>
/// <param name="Reason">Why, in English.</param>
/// <param name="Zh">Why, in Chinese.</param>
public sealed record Unread(string Source, IReadOnlyList<int>? Lines, string Reason, string Zh);
