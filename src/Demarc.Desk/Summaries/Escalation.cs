using Demarc.Desk.Requests;
using Demarc.Model;

namespace Demarc.Desk.Summaries;

/// <summary>What a carrier, cloud or vendor needs to look for itself: which packets, when, how far they got each way, what is excluded and why, and what the evidence is.</summary>
public sealed record Escalation
{
    public const string Schema = "demarc.escalation/1";
    public required string Case { get; init; }
    public required string Title { get; init; }

    /// <summary>What is asked of them, one thing each.</summary>
    public required IReadOnlyList<Bilingual> Asks { get; init; }

    /// <summary>When it was seen; written in UTC.</summary>
    public required TimeWindow Window { get; init; }
    public IReadOnlyList<FiveTuple> Flows { get; init; } = [];
    public IReadOnlyList<DirectedTrace> Traces { get; init; } = [];
    public IReadOnlyList<Exclusion> Excluded { get; init; } = [];
    public IReadOnlyList<EvidenceFile> Files { get; init; } = [];
    public Verdict? Verdict { get; init; }

    /// <summary>Whom to answer.</summary>
    public required string Contact { get; init; }
}

/// <summary>One flow; a port that changes is null.</summary>
/// <param name="Note">Such as which addresses are translated on the way.</param>
public sealed record FiveTuple(string Protocol, string Source, int? SourcePort, string Destination, int? DestinationPort, string? Note = null);

/// <summary>A trace in one direction.</summary>
/// <param name="IsForward">From the client to the server.</param>
public sealed record DirectedTrace(bool IsForward, string From, string To, DateTimeOffset? At, IReadOnlyList<string> Lines);

/// <summary>What it is not.</summary>
public sealed record Exclusion(Bilingual What, Bilingual Why);

/// <summary>A file of evidence.</summary>
public sealed record EvidenceFile(string Name, long Octets, string Sha256, string What);
