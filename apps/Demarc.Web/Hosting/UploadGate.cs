using Demarc.Desk;
using Demarc.Desk.Cases;
using Demarc.Desk.People;
using Demarc.Desk.Portals;
using Demarc.Desk.Store;
using Demarc.Uploads;

namespace Demarc.Web.Hosting;

/// <summary>Who may upload where, and what becomes of it: files dropped on a case become its evidence, files dropped on the list a case.</summary>
internal sealed class UploadGate(CaseDesk desk, UploadStore store) : IUploadGate
{
    private const string OfCase = "case:";
    private const string OfPortal = "portal:";
    private const string OfPerson = "person:";
    private const int MostAtOnce = 200;

    private static string PathOf(CaseRecord opened) => "/cases/" + opened.Number;

    public ValueTask<UploadDecision> DecideAsync(HttpContext context, UploadIntent intent, CancellationToken cancellationToken)
    {
        if (context.Request.RouteValues["token"] is string token)
        {
            return ValueTask.FromResult(desk.Portals.Permit(token) is { } permit
                ? UploadDecision.Allow(new(OfPortal + permit.Scope) { MaxOctets = permit.MostOctets, MaxUploads = permit.MostUploads, Deadline = permit.Deadline, Grace = permit.Grace })
                : UploadDecision.Refuse(StatusCodes.Status404NotFound, "this link is not valid any more; ask the engineer for a new one", "此链接已失效，请向工程师索取新链接"));
        }

        if (SignedInReader.Of(context).Person is not { } person) return ValueTask.FromResult(UploadDecision.Refuse(StatusCodes.Status401Unauthorized));
        if (context.Request.RouteValues["number"] is not string number)
        {
            return ValueTask.FromResult(Permissions.Has(person.Role, Right.Open) ? UploadDecision.Allow(new(OfPerson + person.Id) { MaxUploads = MostAtOnce }) : UploadDecision.Refuse(StatusCodes.Status403Forbidden));
        }

        if (desk.Cases.Find(number) is not { } found || !desk.People.MaySee(person, found)) return ValueTask.FromResult(UploadDecision.Refuse(StatusCodes.Status404NotFound));
        if (!Permissions.Has(person.Role, Right.Write) || found.Status == CaseStatus.Archived) return ValueTask.FromResult(UploadDecision.Refuse(StatusCodes.Status403Forbidden));
        return ValueTask.FromResult(UploadDecision.Allow(new($"{OfCase}{found.Id}:{person.Id}") { MaxUploads = MostAtOnce }));
    }

    public async Task<string?> CompletedAsync(UploadReceipt receipt, CancellationToken cancellationToken)
    {
        var incoming = Path.Combine(desk.Home, "artifacts", "incoming", receipt.Id);
        await store.TakeAsync(receipt.Id, incoming, cancellationToken);
        if (receipt.Scope.StartsWith(OfPortal, StringComparison.Ordinal))
        {
            try
            {
                desk.Portals.Finished(new(receipt.Id, receipt.Scope[OfPortal.Length..], receipt.Name, receipt.Octets, receipt.Sha256, incoming, receipt.Uploader), cancellationToken);
            }
            catch (DeskFault fault) when (fault.Kind is DeskFaultKind.Conflict or DeskFaultKind.NotFound)
            {
                // The link was revoked or used up meanwhile, or the case archived: what came stays unread, and is not told of for ever.
                File.Delete(incoming);
            }

            return null;
        }

        desk.Evidence.Shelf.Adopt(incoming, receipt.Sha256);
        if (receipt.Scope.StartsWith(OfCase, StringComparison.Ordinal) && receipt.Scope[OfCase.Length..].Split(':') is [var caseId, var account])
        {
            var person = desk.People.Get(account);
            try
            {
                desk.AddDropped(person.Actor, caseId, receipt.Name, receipt.Sha256, receipt.Octets, cancellationToken);
            }
            catch (DeskFault fault) when (fault.Kind == DeskFaultKind.Conflict)
            {
                // The case was archived meanwhile: its page says so, and this is not told of for ever.
            }

            return PathOf(desk.Cases.Get(caseId));
        }

        if (receipt.Scope.StartsWith(OfPerson, StringComparison.Ordinal))
        {
            var person = desk.People.Get(receipt.Scope[OfPerson.Length..]);
            var opened = desk.OpenUploaded(person.Actor, receipt.Id, receipt.Name, receipt.Sha256, receipt.Octets, desk.Seen.By(person), cancellationToken);
            if (!desk.People.MaySee(person, opened)) desk.People.Access.GrantOpener(person, opened.Id);
            return PathOf(opened);
        }

        return null;
    }
}
