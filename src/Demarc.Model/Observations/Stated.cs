using System.Text.Json.Serialization;

namespace Demarc.Model;

/// <summary>Hearsay: what somebody says they see. Counts half, at most one nat.</summary>
public sealed record Report : Observation
{
    protected override string KindId => Kinds.Report;

    /// <summary><c>always mostly sometimes never</c>.</summary>
    public string? Works { get; init; }

    /// <summary><c>unreachable intermittent slow hangs refused error</c>.</summary>
    public string? Symptom { get; init; }
    public string? By { get; init; }

    /// <summary>Successes of tries, such as <c>3 of 20</c>.</summary>
    public string? Share { get; init; }
    public string? Note { get; init; }

    /// <summary>A later statement that takes this one back; null while it stands.</summary>
    public EvidencePlace? SupersededBy { get; init; }
}

/// <summary>Something altered at a known time, and whether the symptom changed with it.</summary>
public sealed record Change : Observation
{
    protected override string KindId => Kinds.Change;
    public string? What { get; init; }

    /// <summary>A claim of claims.tsv or a cause.</summary>
    public string? Concerns { get; init; }

    /// <summary><c>none better cured worse returned-on-revert</c>; null when not told.</summary>
    public string? Effect { get; init; }
    public string? By { get; init; }
}

/// <summary>A hypothesis somebody stated.</summary>
public sealed record Claim : Observation
{
    protected override string KindId => Kinds.Claim;

    /// <summary>An id of claims.tsv, or a cause.</summary>
    [JsonPropertyName("claim")]
    public string? ClaimId { get; init; }
    public string? By { get; init; }

    /// <summary>The statement denies the claim ("it is not the operating system").</summary>
    public bool? Denied { get; init; }

    /// <summary>A later statement that takes this one back; null while it stands.</summary>
    public EvidencePlace? SupersededBy { get; init; }
}

/// <summary>Runs in one environment: which factors were present, did the symptom occur.</summary>
public sealed record Trial : Observation
{
    protected override string KindId => Kinds.Trial;

    /// <summary>Factor name to level, such as <c>dlp</c> to <c>signed-in</c>.</summary>
    public IReadOnlyDictionary<string, string>? Factors { get; init; }
    public bool? Symptom { get; init; }

    /// <summary>Runs alike; null = one.</summary>
    public int? Repeats { get; init; }

    /// <summary>Runs in which the symptom came though it should not have.</summary>
    public int? Spurious { get; init; }
    public string? By { get; init; }
}
