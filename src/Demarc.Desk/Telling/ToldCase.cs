using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;
using Demarc.Desk.Cases;
using Demarc.Model;

namespace Demarc.Desk.Telling;

/// <summary>All of a case.</summary>
public sealed record ToldCase : CaseCover
{
    [JsonConstructor]
    public ToldCase()
    {
    }

    [SetsRequiredMembers]
    internal ToldCase(CaseRecord it)
        : base(it) => (Scope, ScopeAgreed, Version) = (it.Scope, it.ScopeAgreed, it.Version);

    /// <summary>What was agreed to be looked into.</summary>
    public required string? Scope { get; init; }

    /// <summary>When the customer agreed to it.</summary>
    public required DateTimeOffset? ScopeAgreed { get; init; }

    /// <summary>Grows with each change.</summary>
    public required long Version { get; init; }

    /// <summary>What other systems call it.</summary>
    public required IReadOnlyList<string> ForeignNumbers { get; init; } = [];

    /// <summary>Tags in order.</summary>
    public required IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Who takes part.</summary>
    public required IReadOnlyList<ToldParty> Parties { get; init; } = [];

    /// <summary>What was said, in order; each once.</summary>
    public required IReadOnlyList<ToldTurn> Turns { get; init; } = [];

    /// <summary>The log in order.</summary>
    public required IReadOnlyList<ToldEntry> Log { get; init; } = [];

    /// <summary>Evidence in the order it came.</summary>
    public required IReadOnlyList<ToldEvidence> Evidence { get; init; } = [];

    /// <summary>What was asked for, the newest first.</summary>
    public required IReadOnlyList<ToldRequest> Requests { get; init; } = [];

    /// <summary>How the verdict moved, the newest first.</summary>
    public required IReadOnlyList<ToldVerdictStep> Verdicts { get; init; } = [];

    /// <summary>Cases that look alike, of those the reader may see.</summary>
    public required IReadOnlyList<ToldSimilar> Similar { get; init; } = [];

    /// <summary>The latest verdict, <c>demarc.verdict/1</c>; null before there is one.</summary>
    public required JsonElement? Verdict { get; init; }
}

/// <summary>Somebody who takes part.</summary>
/// <param name="Id">For requests made of them.</param>
/// <param name="Name">As they sign.</param>
/// <param name="Address">Mail address.</param>
/// <param name="Role"><c>customer engineer team vendor</c>.</param>
/// <param name="Salutation">How letters greet them.</param>
/// <param name="Language"><c>zh</c> or <c>en</c>; null follows the case.</param>
public sealed record ToldParty(string Id, string? Name, string? Address, string Role, string? Salutation, string? Language)
{
    public static ToldParty Of(Party it) => new(it.Id, it.Name, it.Address, it.Role, it.Salutation, it.Language);
}

/// <summary>What one person said.</summary>
/// <param name="Channel"><c>mail note call</c>.</param>
/// <param name="Direction"><c>in out</c>.</param>
/// <param name="Author">Who.</param>
/// <param name="Address">Their address.</param>
/// <param name="To">Recipients.</param>
/// <param name="Cc">Who got a copy.</param>
/// <param name="Subject">As written.</param>
/// <param name="At">When, UTC; null where nothing says.</param>
/// <param name="AtText">The same as written.</param>
/// <param name="Zone"><c>stated assumed doubtful unknown</c>.</param>
/// <param name="Automatic">What kind of automatic mail; null for a person's.</param>
/// <param name="TimesQuoted">How often it came again in quotes.</param>
/// <param name="Body">What they said.</param>
public sealed record ToldTurn(
    string Channel, string Direction, string? Author, string? Address, string? To, string? Cc, string? Subject, DateTimeOffset? At, string? AtText, string Zone, string? Automatic, int TimesQuoted, string Body);

/// <summary>A line of the log.</summary>
/// <param name="Kind">Such as <c>report</c>.</param>
/// <param name="Who">Whose words or deed.</param>
/// <param name="At">When it happened; null where nothing says.</param>
/// <param name="Found">When the desk learnt of it.</param>
/// <param name="Text">What.</param>
public sealed record ToldEntry(string Kind, string? Who, DateTimeOffset? At, DateTimeOffset Found, string Text);

/// <summary>A piece of evidence.</summary>
/// <param name="Label">What the case calls it, such as <c>E1</c>.</param>
/// <param name="Name">File name.</param>
/// <param name="Size">Octets.</param>
/// <param name="Sha256">Hash of its bytes.</param>
/// <param name="Received">When the desk got it.</param>
/// <param name="GivenBy">Who gave it.</param>
/// <param name="Channel">How it came: <c>mail portal page command api</c>.</param>
/// <param name="CoversFrom">Earliest time it tells of.</param>
/// <param name="CoversTo">Latest time it tells of.</param>
/// <param name="Erased">When its bytes were erased; null while they are kept.</param>
public sealed record ToldEvidence(string Label, string Name, long Size, string Sha256, DateTimeOffset Received, string? GivenBy, string Channel, DateTimeOffset? CoversFrom, DateTimeOffset? CoversTo, DateTimeOffset? Erased);

/// <summary>Evidence that was asked for.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Test">The test of the verdict it asks for.</param>
/// <param name="State"><c>open met withdrawn</c>.</param>
/// <param name="What">What is asked.</param>
/// <param name="Why">Why.</param>
/// <param name="Where">Where to do it.</param>
/// <param name="Made">When it was asked.</param>
/// <param name="Met">When it was met.</param>
/// <param name="MetBy">Labels of the evidence that met it.</param>
/// <param name="Commands">Commands to paste, for each system.</param>
/// <param name="Criteria">What has to come back, and how much of it has.</param>
public sealed record ToldRequest(
    string Id, string Test, string State, Bilingual What, Bilingual Why, Bilingual Where, DateTimeOffset Made, DateTimeOffset? Met, string? MetBy, IReadOnlyList<ToldCommand> Commands, IReadOnlyList<ToldCriterion> Criteria);

/// <summary>A command line.</summary>
/// <param name="System"><c>windows linux macos</c>.</param>
/// <param name="Place">The end it is for.</param>
/// <param name="Text">The exact line.</param>
public sealed record ToldCommand(string System, string Place, string Text);

/// <summary>How far something that was asked for has come.</summary>
/// <param name="Met">All of it is there.</param>
/// <param name="Words">The same for people.</param>
/// <param name="By">Labels of the evidence that counts.</param>
public sealed record ToldCriterion(bool Met, Bilingual Words, IReadOnlyList<string> By);

/// <summary>A verdict as it was.</summary>
/// <param name="Id">To fetch its document by.</param>
/// <param name="At">When it was concluded.</param>
/// <param name="Side">As in the verdict document.</param>
/// <param name="Cause">As in the verdict document.</param>
/// <param name="Confidence">As in the verdict document.</param>
/// <param name="MovedBy">Labels of the evidence that moved it.</param>
public sealed record ToldVerdictStep(string Id, DateTimeOffset At, string Side, string? Cause, double Confidence, string? MovedBy);

/// <summary>A case that looks alike.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Title">Its title.</param>
/// <param name="Shared">Signs, causes and names that both show, the rarest first.</param>
public sealed record ToldSimilar(string Number, string Title, IReadOnlyList<string> Shared);
