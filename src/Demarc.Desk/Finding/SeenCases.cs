using Demarc.Desk.Cases;
using Demarc.Desk.People;

namespace Demarc.Desk.Finding;

/// <summary>Lists and searches as one person sees the desk: a page is full of cases they may see, however many lie between.</summary>
public sealed class SeenCases(CaseBook cases, CaseFinder finder, PeopleBook people)
{
    /// <summary>Cases a search looks at for somebody who may not see all.</summary>
    private const int MostSearched = 400;

    /// <summary>Whether they may see a case.</summary>
    public Func<CaseRecord, bool> By(Person person) => it => people.MaySee(person, it);

    /// <summary>A page of the list.</summary>
    public IReadOnlyList<CaseLine> List(Person person, CaseFilter filter)
    {
        if (people.Access.CasesOf(person) is not { } seen) return cases.List(filter);
        var lines = new List<CaseLine>();
        foreach (var names in seen.Where(id => filter.Before is null || string.CompareOrdinal(id, filter.Before) < 0).Chunk(CaseFilter.MostNamed))
        {
            lines.AddRange(cases.List(filter with { Cases = names, Most = filter.Most - lines.Count }));
            if (lines.Count >= filter.Most) break;
        }

        return lines;
    }

    /// <summary>What a search finds, best first.</summary>
    public IReadOnlyList<FoundCase> Search(Person person, string query, int most) =>
        [.. finder.Search(query, Permissions.Has(person.Role, Right.SeeAllCases) ? most : Math.Max(most, MostSearched)).Where(it => people.MaySee(person, it.Case)).Take(most)];
}
