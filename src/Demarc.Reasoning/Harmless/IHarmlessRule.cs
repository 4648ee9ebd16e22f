using Demarc.Model;

namespace Demarc.Reasoning;

/// <summary>Recognises an oddity that is not a fault, and says so by name with the lines that show it.</summary>
public interface IHarmlessRule
{
    IEnumerable<HarmlessFinding> Find(CaseView view);
}

/// <summary>One harmless oddity.</summary>
/// <param name="Rule">An id of harmless.tsv.</param>
/// <param name="Evidence">What shows it; never empty.</param>
/// <param name="Text">What it is and why it is harmless.</param>
public sealed record HarmlessFinding(string Rule, IReadOnlyList<Evidence> Evidence, Bilingual Text);
