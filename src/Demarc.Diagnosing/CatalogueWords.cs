using Demarc.Reasoning;
using Demarc.Reporting;

namespace Demarc.Diagnosing;

/// <summary>The catalogue's words for reports, which know ids only.</summary>
public static class CatalogueWords
{
    public static Vocabulary Of(CauseCatalogue? catalogue) => new()
    {
        Cause = id => catalogue?.Find(id)?.Title,
        Test = id => TestTexts.Of(id).Title,
        Outcome = TestTexts.Outcome,
    };
}
