using System.Text.Json.Serialization;
using Demarc.Desk.Cases;
using Demarc.Desk.Portals;
using Demarc.Desk.Post;
using Demarc.Model;

namespace Demarc.Desk.Telling;

/// <summary>A letter as it was begun, to be read and edited before it is sent.</summary>
/// <param name="To">Recipients, as <c>Name &lt;address&gt;</c>.</param>
/// <param name="Cc">Who gets a copy.</param>
/// <param name="Subject">With the case's tag.</param>
/// <param name="Text">Plain text.</param>
/// <param name="Added">Recipients who had no part in the message answered.</param>
/// <param name="Removed">People of the message answered who would not get this one.</param>
/// <param name="WithoutAddress">Names of people in the message answered whose address nobody knows.</param>
public sealed record ToldDraft(IReadOnlyList<string> To, IReadOnlyList<string> Cc, string Subject, string Text, IReadOnlyList<string> Added, IReadOnlyList<string> Removed, IReadOnlyList<string> WithoutAddress)
{
    public static ToldDraft Of(Draft it) => new(
        [.. it.To.Select(Recipients.Text)], [.. it.Cc.Select(Recipients.Text)], it.Subject, it.Text, [.. it.Added.Select(Recipients.Text)], [.. it.Removed.Select(Recipients.Text)], it.WithoutAddress);
}

/// <summary>Letters of a case, the oldest first.</summary>
/// <param name="Letters">The letters.</param>
public sealed record ToldLetters(IReadOnlyList<ToldLetter> Letters)
{
    public static ToldLetters Of(Outbox outbox, string caseId) => new([.. outbox.Of(caseId).Select(ToldLetter.Of)]);
}

/// <summary>A letter on its way.</summary>
/// <param name="Id">To call it back by.</param>
/// <param name="State"><c>waiting sending sent failed unknown undone</c>.</param>
/// <param name="Recipients">Everybody it is for.</param>
/// <param name="Made">When it was queued.</param>
/// <param name="Due">Until then it can be called back.</param>
/// <param name="Sent">When a server took it first; null before.</param>
/// <param name="Outcome">What came of the last try; null before one.</param>
public sealed record ToldLetter(string Id, string State, IReadOnlyList<string> Recipients, DateTimeOffset Made, DateTimeOffset Due, DateTimeOffset? Sent, Bilingual? Outcome)
{
    public static ToldLetter Of(OutgoingMail it) => new(it.Id, it.State, it.Recipients, it.Made, it.Due, it.Sent, it.Outcome?.Split('\n') is [var en, var zh, ..] ? new(en, zh) : null);
}

/// <summary>Who takes part in a case.</summary>
/// <param name="Parties">The parties.</param>
public sealed record ToldParties(IReadOnlyList<ToldParty> Parties)
{
    public static ToldParties Of(CaseDesk desk, string caseId) => new([.. desk.Cases.Parties(caseId).Select(ToldParty.Of)]);
}

/// <summary>Upload links of a case, the newest first.</summary>
/// <param name="Links">The links.</param>
public sealed record ToldLinks(IReadOnlyList<ToldLink> Links)
{
    public static ToldLinks Of(CaseDesk desk, string caseId) => new([.. desk.Portals.Of(caseId).Select(it => ToldLink.Of(it, desk.Store.Clock.GetUtcNow()))]);
}

/// <summary>A link by which somebody without an account uploads to the case. Its address is told once, when it is made.</summary>
/// <param name="Id">To revoke it by.</param>
/// <param name="State"><c>live expired revoked usedUp</c>.</param>
/// <param name="For">The party it is for; null for nobody in particular.</param>
/// <param name="Made">When it was made.</param>
/// <param name="Expires">When it ends.</param>
/// <param name="Uploads">How many files it has taken.</param>
/// <param name="MostUploads">How many it takes.</param>
/// <param name="Opened">When it was last looked at; null for never.</param>
public sealed record ToldLink(string Id, string State, string? For, DateTimeOffset Made, DateTimeOffset Expires, int Uploads, int MostUploads, DateTimeOffset? Opened)
{
    public static ToldLink Of(Portal it, DateTimeOffset now) => new(it.Id, Word(it.State(now)), it.ForWhom, it.Made, it.Expires, it.Used, it.MostUploads, it.Opened);

    private static string Word(PortalState state) => state switch
    {
        PortalState.Live => "live",
        PortalState.Expired => "expired",
        PortalState.Revoked => "revoked",
        _ => "usedUp",
    };
}

/// <summary>An upload link that was just made; this is told once.</summary>
/// <param name="Id">To revoke it by.</param>
/// <param name="Link">To send to whoever uploads.</param>
/// <param name="Code">The same to type, at <paramref name="Page"/>.</param>
/// <param name="Page">Where the code is typed.</param>
/// <param name="Expires">When it ends.</param>
public sealed record ToldMadeLink(string Id, string Link, string Code, string Page, DateTimeOffset Expires)
{
    public static ToldMadeLink Of(MadePortal made, string site) => new(made.Portal.Id, $"{site}u/{made.Token.Reveal()}", made.Code.Reveal(), site + "p", made.Portal.Expires);
}

/// <summary>Begins a letter.</summary>
/// <param name="Template">Such as <c>evidence-request</c>; null leaves the text empty.</param>
/// <param name="For">A party's id: whom it speaks to.</param>
/// <param name="Link">Makes an upload link for them and puts it in.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record DraftInput(string? Template = null, string? For = null, bool Link = false);

/// <summary>Sends a letter: it answers the last message of the case.</summary>
/// <param name="To">Recipients, as <c>Name &lt;address&gt;</c>.</param>
/// <param name="Subject">The case's tag is put back where it is missing.</param>
/// <param name="Text">Plain text.</param>
/// <param name="Cc">Who gets a copy.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record LetterInput(IReadOnlyList<string> To, string Subject, string Text, IReadOnlyList<string>? Cc = null)
{
    /// <summary>A draft as it was edited.</summary>
    /// <exception cref="Store.DeskFault">An address is none.</exception>
    public Draft Over(Draft begun) => begun with { To = Recipients.Read(string.Join('\n', To)), Cc = Recipients.Read(string.Join('\n', Cc ?? [])), Subject = Subject, Text = Text.ReplaceLineEndings("\n") };
}

/// <summary>Makes an upload link.</summary>
/// <param name="For">A party's id; null for nobody in particular. An earlier link for the same ends.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record LinkInput(string? For = null);

/// <summary>Adds somebody who takes part, or changes all that is known of them.</summary>
/// <param name="Name">As they sign.</param>
/// <param name="Address">Mail address.</param>
/// <param name="Role"><c>customer engineer team vendor</c>.</param>
/// <param name="Salutation">How letters greet them.</param>
/// <param name="Language"><c>zh</c> or <c>en</c>; null follows the case.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record PartyInput(string? Name = null, string? Address = null, string Role = PartyRole.Customer, string? Salutation = null, string? Language = null);
