namespace Demarc.Desk.Requests;

/// <summary>What the case knows beyond the verdict: when to measure, what the places are called, which addresses are whose.</summary>
public sealed record RequestScene
{
    /// <summary>Nothing beyond the verdict.</summary>
    public static RequestScene Empty { get; } = new();

    /// <summary>The time agreed for measuring; null when none is.</summary>
    public TimeWindow? Window { get; init; }

    /// <summary>Names of places by their id in tests.tsv, such as <c>server</c> to <c>web-1</c>.</summary>
    public IReadOnlyDictionary<string, string> Vantages { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Addresses of the target; the first goes into commands.</summary>
    public IReadOnlyList<string> Addresses { get; init; } = [];

    /// <summary>The client's address as the server sees it.</summary>
    public string? ClientAddress { get; init; }

    /// <summary>Systems in use, <c>windows linux macos</c>; empty for all three.</summary>
    public IReadOnlyList<string> Systems { get; init; } = [];
}
