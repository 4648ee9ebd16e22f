using Demarc.Model;

namespace Demarc.Transcripts;

/// <summary>What a reader reads and how well that is known: its row of <c>docs/readers.md</c>, which is made from these cards alone.</summary>
/// <param name="Kinds">Ids of the kinds of observation it gives.</param>
/// <param name="Forms">Forms and versions of the tool's output that it reads.</param>
/// <param name="Languages">Language tags of the output, blanks between them; <c>any</c> where no word of a language is needed; empty where the tool speaks only English.</param>
/// <param name="Proof">What its tests were written from.</param>
public sealed record ReaderCard(IReadOnlyList<string> Kinds, Bilingual Forms, string Languages, ReaderProof Proof);

/// <summary>What the tests of a reader were written from: how far it may be trusted with output nobody has shown us yet.</summary>
public enum ReaderProof
{
    /// <summary>Outputs that people pasted or published, several of them.</summary>
    Samples,

    /// <summary>Outputs of the tool itself, run for the purpose.</summary>
    Recorded,

    /// <summary>The tool's documentation or source alone; no output of it was at hand.</summary>
    Documentation,
}
