using System.Net;
using Demarc.Desk.Cases;
using Demarc.Desk.Keys;
using Demarc.Desk.People;
using Demarc.Desk.Store;
using Demarc.Model;

namespace Demarc.Desk.Portals;

/// <summary>
/// Links by which people without an account send files to a case: makes and revokes them, opens them, and takes in what came. One link is
/// for one case and one recipient. Looking at it spends nothing.
/// </summary>
public sealed class PortalDesk
{
    private const int FreeCodes = 5;
    private const int MostTokensByCode = 200;
    private const int MostUploadsShown = 500;

    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan Grain = TimeSpan.FromMinutes(5);

    private readonly DeskStore _store;
    private readonly DeskKeys _keys;
    private readonly PortalIntake _intake;
    private readonly Brake _codes;

    public PortalDesk(DeskStore store, DeskKeys keys, IPortalShelf shelf)
    {
        (_store, _keys) = (store, keys);
        _intake = new(store, shelf);
        _codes = new(store.Clock, FreeCodes, LongestWait);
    }

    /// <summary>How long after a link's end an upload that began may go on.</summary>
    public static TimeSpan Grace { get; } = TimeSpan.FromHours(24);

    /// <summary>Makes a link; an earlier one of the same case and recipient stops working.</summary>
    public MadePortal Make(Actor actor, string caseId, NewPortal? wanted = null)
    {
        wanted ??= new();
        PortalRules.Check(wanted);
        return _store.Write(actor, writing =>
        {
            Authority.RequireOn(writing, caseId, Right.Send);
            CaseBook.MustBeWritable(writing, caseId);
            if (wanted.ForWhom is { } party && writing.Number("SELECT COUNT(*) FROM party WHERE id = @1 AND case_id = @2 AND removed IS NULL", party, caseId) == 0)
                throw new DeskFault(DeskFaultKind.NotFound, new("the case has no such party", "案例中没有该联系人"));
            writing.Do("UPDATE portal SET revoked = @3 WHERE case_id = @1 AND revoked IS NULL AND COALESCE(for_whom, '') = @2", caseId, wanted.ForWhom ?? "", writing.Now);
            var (token, hash) = DeskKeys.NewToken();
            var (id, code) = (_store.NewId(), NewCode(writing));
            writing.Add(
                "portal", ("id", id), ("case_id", caseId), ("code_hash", PortalCode.Hash(_keys, code)), ("made", writing.Now), ("made_by", writing.Actor.Name), ("expires", writing.Now + wanted.Holds),
                ("most_uploads", wanted.MostUploads), ("used", 0), ("most_octets", wanted.MostOctets), ("octets", 0L), ("for_whom", wanted.ForWhom));
            writing.Add("portal_token", ("token_hash", hash), ("portal_id", id), ("made", writing.Now), ("by_code", false));
            writing.Audit("portal", caseId, id);
            return new MadePortal(Get(writing, id), new(token), new(PortalCode.Grouped(code)));
        });
    }

    /// <summary>Links of a case, the newest first.</summary>
    public IReadOnlyList<Portal> Of(string caseId) => _store.Read(reading => reading.All($"SELECT {Portal.Columns} FROM portal WHERE case_id = @1 ORDER BY id DESC", Portal.Read, caseId));

    /// <summary>Uploads that came by one link, for the desk.</summary>
    public IReadOnlyList<PortalReceipt> Uploads(string portal) => _store.Read(reading => PortalIntake.Taken(reading, "portal_id = @1", MostUploadsShown, portal));

    /// <summary>Makes a link useless at once, also for uploads under way.</summary>
    public void Revoke(Actor actor, string caseId, string portal) => _store.Write(actor, writing =>
    {
        Authority.RequireOn(writing, caseId, Right.Send);
        if (writing.Do("UPDATE portal SET revoked = @3 WHERE id = @1 AND case_id = @2 AND revoked IS NULL", portal, caseId, writing.Now) > 0) writing.Audit("portal-revoked", caseId, portal);
    });

    /// <summary>How a token stands. For the desk only.</summary>
    public PortalState Look(string? token) => _store.Read(reading => ByToken(reading, token)?.State(_store.Clock.GetUtcNow()) ?? PortalState.Unknown);

    /// <summary>What the page of a link shows.</summary>
    /// <exception cref="DeskFault">The link does not work, for whatever reason.</exception>
    public PortalView Open(string? token)
    {
        var view = _store.Read(reading => ByToken(reading, token) is { } portal && IsOpen(reading, portal) ? (Portal: portal, View: View(reading, portal)) : default);
        if (view.View is null) throw PortalFaults.NotValid();
        NoteOpening(view.Portal);
        return view.View;
    }

    /// <summary>The same by the code that was read out. Wrong codes are counted by address.</summary>
    /// <exception cref="DeskFault">There is no such code, or too many were tried.</exception>
    public OpenedByCode OpenByCode(string? code, IPAddress? address)
    {
        var where = Addresses.Key(address);
        if (_codes.Begin(where) is { Ticks: > 0 } wait) throw PortalFaults.TooMany(wait);
        var found = PortalCode.Fold(code) is { } folded
            ? _store.Read(reading => reading.One($"SELECT {Portal.Columns} FROM portal WHERE code_hash = @1", Portal.Read, PortalCode.Hash(_keys, folded)) is { } portal && IsOpen(reading, portal) ? (Portal: portal, View: View(reading, portal)) : default)
            : default;
        if (found.View is null) throw PortalFaults.CodeNotValid();
        _codes.TakeBack(where);
        var (token, hash) = DeskKeys.NewToken();
        _store.Write(Actor.Desk, writing =>
        {
            // A code that is typed again and again leaves no more than a bounded number of tokens, the latest.
            writing.Do("DELETE FROM portal_token WHERE portal_id = @1 AND by_code = 1 AND token_hash NOT IN (SELECT token_hash FROM portal_token WHERE portal_id = @1 AND by_code = 1 ORDER BY made DESC, token_hash LIMIT @2)", found.Portal.Id, MostTokensByCode - 1);
            writing.Add("portal_token", ("token_hash", hash), ("portal_id", found.Portal.Id), ("made", writing.Now), ("by_code", true));
            writing.Do("UPDATE portal SET opened = @2 WHERE id = @1", found.Portal.Id, writing.Now);
            writing.Audit("portal-code-used", found.Portal.Case, found.Portal.Id);
        });
        return new(found.View, new(token));
    }

    /// <summary>
    /// What the upload server lets this token do; null for nothing. It also holds for a link that is used up or within its grace, since
    /// an upload that began may end: the permit then lets nothing begin.
    /// </summary>
    public PortalPermit? Permit(string? token) => _store.Read(reading =>
    {
        if (ByToken(reading, token) is not { Revoked: null } portal || portal.Expires + Grace <= _store.Clock.GetUtcNow() || !CaseTakes(reading, portal)) return null;
        var left = portal.MostOctets - portal.Octets;
        return new PortalPermit(portal.Id, Math.Max(0, left), left <= 0 ? 0 : Math.Max(0, portal.MostUploads - portal.Used), portal.Expires, Grace);
    });

    /// <summary>
    /// Takes in a finished upload as evidence and counts it, exactly once however often it is told. Told again it gives the same receipt,
    /// also when the link has ended since.
    /// </summary>
    /// <param name="upload">What came.</param>
    /// <param name="cancellationToken">Ends the conclusion of the new verdict.</param>
    /// <exception cref="DeskFault">The link takes nothing more, is revoked or unknown: the file is left where it is, and the caller may delete it.</exception>
    public PortalReceipt Finished(FinishedUpload upload, CancellationToken cancellationToken = default) => _intake.Take(upload, cancellationToken);

    private string NewCode(DeskWriting writing)
    {
        while (true)
        {
            var code = PortalCode.New();
            if (writing.Number("SELECT COUNT(*) FROM portal WHERE code_hash = @1", PortalCode.Hash(_keys, code)) == 0) return code;
        }
    }

    private bool IsOpen(DeskReading reading, Portal portal) => portal.State(_store.Clock.GetUtcNow()) == PortalState.Live && CaseTakes(reading, portal);

    private static bool CaseTakes(DeskReading reading, Portal portal) => reading.Text("SELECT status FROM desk_case WHERE id = @1", portal.Case) is not (null or CaseStatus.Archived);

    private void NoteOpening(Portal portal)
    {
        var now = _store.Clock.GetUtcNow();
        if (portal.Opened is { } last && now - last < Grain) return;
        _store.Write(Actor.Desk, writing => writing.Do("UPDATE portal SET opened = @2 WHERE id = @1", portal.Id, now));
    }

    private static PortalView View(DeskReading reading, Portal portal)
    {
        var party = portal.ForWhom is { } id ? reading.One($"SELECT {Party.Columns} FROM party WHERE id = @1", Party.Read, id) : null;
        var language = (party?.Language ?? reading.Text("SELECT language FROM desk_case WHERE id = @1", portal.Case)) == "en" ? Language.English : Language.Chinese;
        var uploads = party is null
            ? PortalIntake.Taken(reading, "portal_id = @1", MostUploadsShown, portal.Id)
            : PortalIntake.Taken(reading, "portal_id IN (SELECT id FROM portal WHERE case_id = @1 AND for_whom = @2)", MostUploadsShown, portal.Case, party.Id);
        return new(portal.Id, language, party?.Salutation ?? party?.Name, AskedItem.Of(reading, portal.Case, party), [.. uploads.Select(it => it with { Label = null })], portal.Expires, portal.MostUploads - portal.Used, portal.MostOctets - portal.Octets);
    }

    private static Portal Get(DeskReading reading, string id) => reading.One($"SELECT {Portal.Columns} FROM portal WHERE id = @1", Portal.Read, id)!;

    private static Portal? ByToken(DeskReading reading, string? token)
    {
        if (string.IsNullOrEmpty(token) || token.Length > 200) return null;
        var columns = string.Join(", ", Portal.Columns.Split(", ").Select(name => "p." + name));
        return reading.One($"SELECT {columns} FROM portal_token t JOIN portal p ON p.id = t.portal_id WHERE t.token_hash = @1", Portal.Read, DeskKeys.Hash(token));
    }
}
