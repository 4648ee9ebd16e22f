using Demarc.Desk.Cases;
using Demarc.Desk.Letters;
using Demarc.Desk.Portals;
using Demarc.Desk.Store;
using Demarc.Model;
using Party = Demarc.Desk.Cases.Party;
using Portal = Demarc.Desk.Letters.Portal;

namespace Demarc.Desk.Post;

/// <summary>Begins letters: to whom they go follows from the thread, what they say from a template and what the case knows.</summary>
public sealed class LetterWriter(CaseDesk desk, Composer composer)
{
    private static readonly LetterTemplates Templates = LetterTemplates.Load();

    /// <summary>What letters there are.</summary>
    public static IReadOnlyList<string> Ids => Templates.Ids;

    /// <summary>A letter for a person to read, edit and send.</summary>
    /// <param name="found">The case.</param>
    /// <param name="sender">Who signs.</param>
    /// <param name="partyId">Whom it speaks to; null for nobody in particular.</param>
    /// <param name="template">One of <see cref="Ids"/>; null leaves the text empty.</param>
    /// <param name="link">Makes the link they upload by, once all else is in order; null names no place.</param>
    /// <exception cref="DeskFault">There is no such party or letter.</exception>
    public Draft Begin(CaseRecord found, string sender, string? partyId, string? template, Func<Portal>? link)
    {
        var parties = desk.Cases.Parties(found.Id);
        var party = partyId is null ? null : parties.FirstOrDefault(it => it.Id == partyId) ?? throw new DeskFault(DeskFaultKind.NotFound, new("the case has no such party", "案例中没有该联系人"));
        if (template is not null && !Templates.Ids.Contains(template)) throw new DeskFault(DeskFaultKind.BadInput, new($"no letter '{template}': {string.Join(", ", Templates.Ids)}", $"没有模板“{template}”：{string.Join("、", Templates.Ids)}"));
        var draft = composer.ReplyAll(found.Id);
        if (draft.To.Count == 0 && party?.Address is { } address && Composer.Mailbox(address, party.Name) is { } mailbox) draft = composer.To(found.Id, mailbox);
        return template is null ? draft : draft with { Text = Templates.Compose(template, Context(found, sender, party, link?.Invoke())).Text };
    }

    /// <summary>Makes an upload link, as it stands in a letter.</summary>
    /// <param name="actor">Who makes it.</param>
    /// <param name="found">The case.</param>
    /// <param name="partyId">Whom it is for.</param>
    /// <param name="site">Where the workbench is reached, with a slash at the end.</param>
    public (MadePortal Made, Portal Told) Link(Actor actor, CaseRecord found, string? partyId, string site)
    {
        var made = desk.Portals.Make(actor, found.Id, new(partyId));
        return (made, new($"{site}u/{made.Token.Reveal()}", made.Code.Reveal()));
    }

    private LetterContext Context(CaseRecord found, string sender, Party? party, Portal? link) => new()
    {
        Case = found.Number,
        Title = found.Title,
        Party = new(party?.Name, party?.Salutation, (party?.Language ?? found.Language) == "en" ? Language.English : Language.Chinese, desk.Timing.Zone),
        Sender = new(sender, sender),
        Scope = found.Scope,
        Requests = [.. desk.Requests.Of(found.Id).Where(it => it.IsOpen).Select(it => it.Request)],
        Verdict = desk.Verdicts.Latest(found.Id)?.Open(),
        Portal = link,
    };
}
