using Demarc.Model;

namespace Demarc.Diagnosing;

/// <summary>
/// Windows tells in one file which filter dropped a packet, by its number, and in another how the filter is called. The two are put
/// together here; filters that dropped nothing that was told are left out, for there are hundreds.
/// </summary>
internal static class FilterNames
{
    /// <summary>The observations, drops with the names of their filters.</summary>
    public static IReadOnlyList<Observation> Join(IReadOnlyList<Observation> observations)
    {
        var filters = new Dictionary<(string? Vantage, int Number), FirewallRule>();
        foreach (var filter in observations.OfType<FirewallRule>())
        {
            if (filter is { Table: FirewallRule.WindowsFilters, Position: { } number }) filters.TryAdd((filter.Vantage, number), filter);
        }

        if (filters.Count == 0) return observations;
        return [.. observations.Where(it => it is not FirewallRule { Table: FirewallRule.WindowsFilters }).Select(it => it is FirewallRule { Table: FirewallRule.WindowsDrops, Position: { } number } drop && filters.TryGetValue((drop.Vantage, number), out var filter) ? Named(drop, filter) : it)];
    }

    private static FirewallRule Named(FirewallRule drop, FirewallRule filter) => drop with
    {
        Match = filter.Match is { Length: > 0 } name ? $"{drop.Match}, filter \"{name}\"" : drop.Match,
        Evidence = drop.Evidence with { Also = [.. drop.Evidence.Also, new(filter.Evidence.Source, filter.Evidence.Lines, filter.Evidence.Frames)] },
    };
}
