using Demarc.Desk.Store;
using Demarc.Mail.Sending;

namespace Demarc.Desk.Cases;

/// <summary>Who takes part in a case, set by hand; mails add their writers by themselves.</summary>
public sealed class PartyBook(DeskStore store, CaseBook cases)
{
    /// <summary>Changes all that is known of a party, or adds one.</summary>
    /// <param name="actor">Who.</param>
    /// <param name="caseId">The case.</param>
    /// <param name="id">The party; null adds one.</param>
    /// <param name="name">As they sign.</param>
    /// <param name="address">Mail address.</param>
    /// <param name="role">One of <see cref="PartyRole"/>.</param>
    /// <param name="salutation">How letters greet them.</param>
    /// <param name="language"><c>zh</c> or <c>en</c>; null follows the case.</param>
    /// <exception cref="DeskFault">No name and no address, or another party has the address.</exception>
    public Party Set(Actor actor, string caseId, string? id, string? name, string? address, string role, string? salutation, string? language) => store.Write(actor, writing =>
    {
        CaseBook.MustBeWritable(writing, caseId);
        address = address?.ToLowerInvariant();
        if (name is null && address is null) throw new DeskFault(DeskFaultKind.BadInput, new("somebody needs a name or an address", "参与方需要姓名或地址"));
        Check(address);
        if (!PartyRole.All.Contains(role) || language is not (null or "zh" or "en")) throw new DeskFault(DeskFaultKind.BadInput, new("no such role or language", "没有这种角色或语言"));
        if (address is not null && writing.Text("SELECT id FROM party WHERE case_id = @1 AND address = @2 AND removed IS NULL", caseId, address) is { } other && other != id) throw new DeskFault(DeskFaultKind.Conflict, new($"{address} takes part already", $"{address} 已是参与方"));
        if (id is null) id = cases.AddParty(writing, caseId, name, address, role, salutation, language).Id;
        if (writing.Do("UPDATE party SET name = @3, address = @4, role = @5, salutation = @6, language = @7 WHERE case_id = @1 AND id = @2", caseId, id, name, address, role, salutation, language) == 0) throw new DeskFault(DeskFaultKind.NotFound, new("there is no such party", "没有这个参与方"));
        writing.Index(caseId, $"party:{id}", $"{name} {address}");
        CaseBook.Touch(writing, caseId);
        writing.Audit("party", caseId, role);
        return CaseBook.Parties(writing, caseId).First(it => it.Id == id);
    });

    /// <summary>Takes a party out; what they said stays.</summary>
    public void Remove(Actor actor, string caseId, string id) => store.Write(actor, writing =>
    {
        CaseBook.MustBeWritable(writing, caseId);
        if (writing.Do("UPDATE party SET removed = @3, address = NULL WHERE case_id = @1 AND id = @2 AND removed IS NULL", caseId, id, writing.Now) == 0) throw new DeskFault(DeskFaultKind.NotFound, new("there is no such party", "没有这个参与方"));
        CaseBook.Touch(writing, caseId);
        writing.Audit("party-removed", caseId, id);
    });

    private static void Check(string? address)
    {
        if (address is null) return;
        try
        {
            _ = new Mailbox(address, null);
        }
        catch (MessageFault fault)
        {
            throw new DeskFault(DeskFaultKind.BadInput, new(fault.En, fault.Zh));
        }
    }
}
