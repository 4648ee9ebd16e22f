namespace Demarc.Desk.Telling;

/// <summary>A page of the list of cases, the newest first.</summary>
/// <param name="Cases">The cases.</param>
/// <param name="Next">The <c>cursor</c> of the next page; null on the last one.</param>
public sealed record ToldCases(IReadOnlyList<ToldCaseLine> Cases, string? Next);

/// <summary>Cases that were found, the best first.</summary>
/// <param name="Cases">The cases.</param>
public sealed record ToldFound(IReadOnlyList<ToldFoundCase> Cases);

/// <summary>Mails that wait, the oldest first.</summary>
/// <param name="Mails">The mails.</param>
public sealed record ToldQuarantine(IReadOnlyList<ToldQuarantined> Mails);

/// <summary>Evidence of a case in the order it came.</summary>
/// <param name="Evidence">The pieces.</param>
public sealed record ToldPieces(IReadOnlyList<ToldEvidence> Evidence);

/// <summary>Requests of a case, the newest first.</summary>
/// <param name="Requests">The requests.</param>
public sealed record ToldRequests(IReadOnlyList<ToldRequest> Requests);
