using Demarc.Model;

namespace Demarc.Desk.Requests;

/// <summary>
/// One request for evidence: what to run, where, when, with which commands, why, and what has to come back for it to be
/// met. Plain data, so it can be stored, mailed and compared with what arrives.
/// </summary>
public sealed record EvidenceRequest
{
    /// <summary>The test of tests.tsv it asks for.</summary>
    public required string Test { get; init; }

    /// <summary>What is asked, as a noun phrase.</summary>
    public required Bilingual What { get; init; }

    /// <summary>How to do it and how to read the result.</summary>
    public required Bilingual How { get; init; }

    /// <summary>Why it is asked, in one sentence.</summary>
    public required Bilingual Why { get; init; }

    /// <summary>Where to run it: the place's id as in tests.tsv, its words, and its name where the case knows one.</summary>
    public required Place Where { get; init; }

    /// <summary>The other end, measured at the same time; null when one place is enough.</summary>
    public Place? OtherEnd { get; init; }

    /// <summary>Two ends are measured at the same time.</summary>
    public bool BothEnds => OtherEnd is not null;

    /// <summary>When; null when the time does not matter or is not agreed yet.</summary>
    public TimeWindow? Window { get; init; }

    /// <summary>Filter of the capture; null when it is none.</summary>
    public string? Filter { get; init; }

    /// <summary>Whose permission it takes.</summary>
    public required Bilingual Permission { get; init; }

    /// <summary>Commands per system, ready to paste; empty where there is nothing to run.</summary>
    public IReadOnlyList<SystemCommand> Commands { get; init; } = [];

    /// <summary>What has to come back.</summary>
    public IReadOnlyList<Criterion> Criteria { get; init; } = [];
}

/// <summary>A place to measure at.</summary>
/// <param name="Id">As in the where column of tests.tsv, such as <c>client</c>.</param>
/// <param name="Words">What a person reads.</param>
/// <param name="Vantage">Its name in this case; null when nothing names it.</param>
public sealed record Place(string Id, Bilingual Words, string? Vantage);

/// <summary>One command line for one system.</summary>
/// <param name="System"><c>windows linux macos</c>.</param>
/// <param name="Place">The place's id: the two ends of a request run different commands.</param>
/// <param name="Shell">Where to paste it.</param>
/// <param name="Text">The exact line.</param>
public sealed record SystemCommand(string System, string Place, Bilingual Shell, string Text);

/// <summary>What one part of the evidence must be; null fields ask for nothing.</summary>
public sealed record Criterion
{
    /// <summary>Kinds of kinds.tsv, any of which will do.</summary>
    public required IReadOnlyList<string> Kinds { get; init; }

    /// <summary>Host it must be about.</summary>
    public string? Host { get; init; }

    /// <summary>Addresses known to be that host's.</summary>
    public IReadOnlyList<string> Addresses { get; init; } = [];

    /// <summary>Place it must come from, as in tests.tsv.</summary>
    public string? Place { get; init; }

    /// <summary>Name of that place where the case knows it.</summary>
    public string? Vantage { get; init; }

    /// <summary>The place that complains, which a comparison must not come from.</summary>
    public string? NotFrom { get; init; }

    /// <summary>When it must have been measured.</summary>
    public TimeWindow? Window { get; init; }

    /// <summary>How many attempts or observations at least.</summary>
    public int Least { get; init; } = 1;

    /// <summary>It only counts together with the other end of the same time.</summary>
    public bool Paired { get; init; }
}
