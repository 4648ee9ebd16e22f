using System.Text.Json.Serialization;
using Demarc.Desk.Keeping;
using Demarc.Model;

namespace Demarc.Desk.Telling;

/// <summary>How long closed cases are kept, by class, and what is due.</summary>
/// <param name="Classes">The classes.</param>
/// <param name="Due">Cases whose time is over and that no hold keeps.</param>
public sealed record ToldRetention(IReadOnlyList<ToldRetentionClass> Classes, IReadOnlyList<ToldKept> Due);

/// <summary>A retention class.</summary>
/// <param name="Id"><c>short default long keep</c>.</param>
/// <param name="Name">In the reader's words.</param>
/// <param name="Days">Days after closing; null for ever.</param>
public sealed record ToldRetentionClass(string Id, Bilingual Name, int? Days)
{
    public static ToldRetentionClass Of(RetentionClass it) => new(it.Id, it.Name, it.Days);
}

/// <summary>How a case is kept.</summary>
/// <param name="Number">The case.</param>
/// <param name="Title">Its title.</param>
/// <param name="Class">Its retention class.</param>
/// <param name="Held">It is under legal hold.</param>
/// <param name="Why">Why it is.</param>
/// <param name="Erased">When it was erased; null while it is kept.</param>
/// <param name="Due">When it is due to be erased; null while it is open, held or kept for ever.</param>
public sealed record ToldKept(string Number, string Title, ToldRetentionClass Class, bool Held, string? Why, DateTimeOffset? Erased, DateTimeOffset? Due)
{
    public static ToldKept Of(KeptCase it) => new(it.Case.Number, it.Case.Title, ToldRetentionClass.Of(it.Class), it.Held, it.Why, it.Erased, it.Due);
}

/// <summary>A case that was erased.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Pieces">Pieces of evidence whose bytes are no longer the case's.</param>
/// <param name="Left">Files that stay for now: another case holds them, or they were given a moment ago.</param>
public sealed record ToldErased(string Number, int Pieces, int Left)
{
    public static ToldErased Of(ErasedCase it) => new(it.Number, it.Pieces, it.Left);
}

/// <summary>Cases that were erased.</summary>
/// <param name="Cases">The cases.</param>
public sealed record ToldErasedCases(IReadOnlyList<ToldErased> Cases);

/// <summary>Gives a case another retention class.</summary>
/// <param name="Class"><c>short default long keep</c>.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record ClassInput(string Class);

/// <summary>Changes how long a class is kept.</summary>
/// <param name="Class"><c>short default long keep</c>.</param>
/// <param name="Days">A number of days, <c>never</c>, or null for what is built in.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record DaysInput(string Class, string? Days = null);

/// <summary>The reason, which stays in the audit trail.</summary>
/// <param name="Why">Why.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record WhyInput(string Why);
