using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using Demarc.Desk.Cases;

namespace Demarc.Desk.Telling;

/// <summary>What stands on the cover of a case, first in every document that tells of one.</summary>
public abstract record CaseCover
{
    protected CaseCover()
    {
    }

    [SetsRequiredMembers]
    protected CaseCover(CaseRecord it)
    {
        (Number, Title, Status, WaitingFor, Severity, Language) = (it.Number, it.Title, it.Status, it.WaitingFor, it.Severity, it.Language);
        (Opened, Closed, CloseReason) = (it.Opened, it.Closed, it.CloseReason);
        (Customer, Country, Assignee) = (it.Customer, it.Country, it.Assignee);
    }

    /// <summary>What people call it by, such as <c>DM-2026-0042</c>.</summary>
    [JsonPropertyOrder(-1)]
    public required string Number { get; init; }

    /// <summary>One line.</summary>
    [JsonPropertyOrder(-1)]
    public required string Title { get; init; }

    /// <summary><c>open closed archived</c>.</summary>
    [JsonPropertyOrder(-1)]
    public required string Status { get; init; }

    /// <summary><c>us customer third-party nobody</c>.</summary>
    [JsonPropertyOrder(-1)]
    public required string WaitingFor { get; init; }

    /// <summary><c>a b c d</c>, a the gravest.</summary>
    [JsonPropertyOrder(-1)]
    public required string Severity { get; init; }

    /// <summary>The customer's: <c>zh</c> or <c>en</c>.</summary>
    [JsonPropertyOrder(-1)]
    public required string Language { get; init; }

    /// <summary>When it was opened.</summary>
    [JsonPropertyOrder(-1)]
    public required DateTimeOffset Opened { get; init; }

    /// <summary>When it was closed; null while it is open.</summary>
    [JsonPropertyOrder(-1)]
    public required DateTimeOffset? Closed { get; init; }

    /// <summary>Why it was closed.</summary>
    [JsonPropertyOrder(-1)]
    public required string? CloseReason { get; init; }

    /// <summary>Who complains, as named.</summary>
    [JsonPropertyOrder(-1)]
    public required string? Customer { get; init; }

    /// <summary>Whose business days count, two letters.</summary>
    [JsonPropertyOrder(-1)]
    public required string Country { get; init; }

    /// <summary>Account that works on it.</summary>
    [JsonPropertyOrder(-1)]
    public required string? Assignee { get; init; }
}

/// <summary>A case as it stands after a change.</summary>
public sealed record ToldCover : CaseCover
{
    [JsonConstructor]
    public ToldCover()
    {
    }

    [SetsRequiredMembers]
    public ToldCover(CaseRecord it)
        : base(it) => (Scope, ScopeAgreed, Version) = (it.Scope, it.ScopeAgreed, it.Version);

    /// <summary>What was agreed to be looked into.</summary>
    public required string? Scope { get; init; }

    /// <summary>When the customer agreed to it.</summary>
    public required DateTimeOffset? ScopeAgreed { get; init; }

    /// <summary>Grows with each change; given back, it keeps a change from overwriting another's.</summary>
    public required long Version { get; init; }
}

/// <summary>A line of the list: the case and what its latest verdict says.</summary>
public sealed record ToldCaseLine : CaseCover
{
    [JsonConstructor]
    public ToldCaseLine()
    {
    }

    [SetsRequiredMembers]
    public ToldCaseLine(CaseLine line)
        : base(line.Case) => (Side, Cause, Confidence) = (line.Side, line.Cause, line.Confidence);

    /// <summary>Side of the latest verdict; null before there is one.</summary>
    public required string? Side { get; init; }

    /// <summary>Its cause of the catalogue.</summary>
    public required string? Cause { get; init; }

    /// <summary>Probability of the side.</summary>
    public required double? Confidence { get; init; }
}

/// <summary>A case that was found by words.</summary>
public sealed record ToldFoundCase : CaseCover
{
    [JsonConstructor]
    public ToldFoundCase()
    {
    }

    [SetsRequiredMembers]
    public ToldFoundCase(Finding.FoundCase found)
        : base(found.Case) => (Reference, Snippet) = (found.Reference, found.Snippet);

    /// <summary>Where the words stand, such as <c>turn:ID</c>.</summary>
    public required string Reference { get; init; }

    /// <summary>The words around them.</summary>
    public required string Snippet { get; init; }
}
