using Demarc.Model;
using Demarc.Reasoning;

namespace Demarc.Desk.Telling;

/// <summary>An entry of the catalogue.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Side">Side of the fault.</param>
/// <param name="Scope"><c>fixed</c>, or <c>located</c> where the side follows from the place.</param>
/// <param name="Mechanism">The family it belongs to.</param>
/// <param name="Title">What it is called.</param>
/// <param name="How">How it works.</param>
/// <param name="Prior">How common it is before any evidence.</param>
/// <param name="Predicts">By test and outcome, one of the six words of likelihood.</param>
/// <param name="Confusers">Causes that look alike, and what tells them apart.</param>
/// <param name="Settle">The test that settles it.</param>
/// <param name="Remedy">What helps.</param>
/// <param name="Ask">What to ask of whom.</param>
public sealed record ToldCause(
    string Id, string Side, string Scope, string Mechanism, Bilingual Title, Bilingual How, double Prior, IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Predicts,
    IReadOnlyList<ToldConfuser> Confusers, ToldSettle? Settle, Bilingual Remedy, ToldAsk? Ask)
{
    public static ToldCause Of(Cause cause) => new(
        cause.Id, cause.Side.Id(), cause.Located ? "located" : "fixed", cause.Mechanism, cause.Title, cause.How, cause.Prior,
        cause.Words.GroupBy(word => word.Test, StringComparer.Ordinal).ToDictionary(test => test.Key, IReadOnlyDictionary<string, string> (test) => test.ToDictionary(word => word.Outcome, word => word.Word, StringComparer.Ordinal), StringComparer.Ordinal),
        [.. cause.Confusers.Select(it => new ToldConfuser(it.Cause, it.Tell.En, it.Tell.Zh))],
        cause.Settle is { } settle ? new(settle.Test, settle.Command, settle.Do.En, settle.Do.Zh) : null, cause.Remedy,
        cause.Ask is { } ask ? new(ask.Party, ask.Request.En, ask.Request.Zh) : null);
}

/// <summary>A cause that looks alike.</summary>
public sealed record ToldConfuser(string Cause, string En, string Zh);

/// <summary>The test that settles it.</summary>
public sealed record ToldSettle(string? Test, string? Command, string En, string Zh);

/// <summary>What to ask of whom.</summary>
public sealed record ToldAsk(Bilingual Party, string En, string Zh);

/// <summary>The catalogue.</summary>
/// <param name="Causes">Its entries.</param>
public sealed record ToldCatalogue(IReadOnlyList<ToldCause> Causes);
