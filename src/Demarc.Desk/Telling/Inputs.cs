using System.Text.Json.Serialization;

namespace Demarc.Desk.Telling;

/// <summary>Opens a case.</summary>
/// <param name="Title">One line.</param>
/// <param name="Language"><c>zh</c> or <c>en</c>; null follows the one who opens it.</param>
/// <param name="Severity"><c>a b c d</c>.</param>
/// <param name="Customer">Who complains.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record OpenInput(string Title, string? Language = null, string? Severity = null, string? Customer = null);

/// <summary>Writes into the log.</summary>
/// <param name="Text">What.</param>
/// <param name="Kind">Such as <c>report</c>, which is taken where nothing is said.</param>
/// <param name="By">Whose words; null for the writer's own.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record LogInput(string Text, string? Kind = null, string? By = null);

/// <summary>Writes down what somebody holds for the cause.</summary>
/// <param name="Text">The claim.</param>
/// <param name="By">Whose; null for the writer's own.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record ClaimInput(string Text, string? By = null);

/// <summary>Changes one thing on the cover.</summary>
/// <param name="What"><c>title severity language country customer assignee waiting-for tags</c>; tags are separated by commas.</param>
/// <param name="Value">The new value; null empties it, where it may be empty.</param>
/// <param name="Version">The version it was seen in; nothing is changed where somebody else changed the same thing since.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record SetInput(string What, string? Value = null, long? Version = null);

/// <summary>Writes the scope.</summary>
/// <param name="Text">What is looked into; null leaves it.</param>
/// <param name="Agreed">The customer agreed to it.</param>
/// <param name="Version">The version it was seen in; nothing is changed where another came since.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record ScopeInput(string? Text = null, bool Agreed = false, long? Version = null);

/// <summary>Closes a case.</summary>
/// <param name="Reason">Such as <c>solved</c>.</param>
/// <param name="Cause">With <c>cause-confirmed</c>: which of the catalogue.</param>
/// <param name="VerdictRight">Whether the verdict was right: <c>yes no partly</c>; null where nobody says.</param>
/// <param name="ConfirmedBy">With <c>cause-confirmed</c>: how, <c>cured-and-returned owner server-side</c>.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record CloseInput(string Reason, string? Cause = null, string? VerdictRight = null, string? ConfirmedBy = null);

/// <summary>Opens a closed case again.</summary>
/// <param name="Why">Why.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record ReopenInput(string Why = "");

/// <summary>Asks for a test that the verdict names.</summary>
/// <param name="Test">One of the verdict's next tests.</param>
/// <param name="AskedOf">A party's id; null for whoever opens the upload link.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record RequestInput(string Test, string? AskedOf = null);

/// <summary>Lets a waiting mail in.</summary>
/// <param name="Case">The case it belongs to; null opens a new one.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record AcceptInput(string? Case = null);
