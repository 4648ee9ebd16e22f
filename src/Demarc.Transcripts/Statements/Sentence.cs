namespace Demarc.Transcripts.Statements;

/// <summary>One sentence of prose and what its surroundings lend it.</summary>
internal sealed class Sentence
{
    /// <summary>The sentence without list marks, labels, bold and code marks.</summary>
    public required string Text { get; init; }

    /// <summary>
    /// The part that can be evidence: requests, plans, questions, conditions and what follows them are cut off,
    /// and words quoted from somebody else are left out. Empty when nothing remains.
    /// </summary>
    public required string Evidential { get; init; }

    /// <summary>As <see cref="Evidential"/>, with quoted words kept: a theory may be told in somebody's own words.</summary>
    public required string Theory { get; init; }

    /// <summary>Indexes of its first and last line.</summary>
    public required int First { get; init; }

    public required int Last { get; init; }

    /// <summary>Index of its turn, and the turn's place in time (0 = oldest).</summary>
    public required int Turn { get; init; }

    public required int Rank { get; init; }

    /// <summary>Number of its paragraph or list item.</summary>
    public required int Paragraph { get; init; }

    /// <summary>Number of the list it is an item of; null outside lists.</summary>
    public required int? List { get; init; }

    /// <summary>The line that introduces its list, or the item above a nested one; null when nothing does.</summary>
    public required string? Intro { get; init; }

    /// <summary>Who says it: the speaker of a chat or list line, else the author of the turn; null when nobody is named.</summary>
    public required string? By { get; init; }

    /// <summary>The line named its speaker (<c>name ：</c>): a list of who did and said what.</summary>
    public required bool Spoken { get; init; }

    /// <summary>The subject a paragraph above opened ("as to X:"), other than the main one.</summary>
    public required string? Topic { get; init; }

    /// <summary>The sentence before it in the same paragraph.</summary>
    public Sentence? Before { get; init; }

    /// <summary>A service or machine its rules found, for sentences that go on without naming it.</summary>
    public string? Target { get; set; }

    /// <summary>The place its rules found, likewise.</summary>
    public string? Place { get; set; }
}
