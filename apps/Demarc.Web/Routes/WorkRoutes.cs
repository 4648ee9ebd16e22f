using System.Globalization;
using Demarc.Desk;
using Demarc.Desk.Cases;
using Demarc.Desk.Keeping;
using Demarc.Desk.People;
using Demarc.Desk.Store;
using Demarc.Web.Hosting;

namespace Demarc.Web.Routes;

/// <summary>Trials, reminders and the keeping of a case.</summary>
internal static class WorkRoutes
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        CaseRoutes.Change(routes, "trials", Right.Write, static (desk, actor, found, form) =>
        {
            desk.Trials.Add(actor, found.Id, form["factors"].ToString(), form["symptom"] == "yes", Whole(form["repeats"].ToString()));
            desk.Verdicts.Renew(actor, found.Id);
            return "#trials";
        });
        CaseRoutes.Change(routes, "trials/remove", Right.Write, static (desk, actor, found, form) =>
        {
            desk.Trials.Remove(actor, found.Id, form["id"].ToString());
            desk.Verdicts.Renew(actor, found.Id);
            return "#trials";
        });
        CaseRoutes.Change(routes, "reminders", Right.Write, static (desk, actor, found, form) =>
        {
            var owner = form["owner"].ToString() is { Length: > 0 } account && desk.People.List().Any(it => it.Id == account) ? account : null;
            desk.Reminders.Add(actor, found.Id, form["text"].ToString(), desk.Timing.InBusinessDays(found, Whole(form["days"].ToString())), owner);
            return "#close";
        });
        CaseRoutes.Change(routes, "reminders/done", Right.Write, static (desk, actor, found, form) =>
        {
            desk.Reminders.Done(actor, found.Id, form["id"].ToString());
            return "#close";
        });
        People(routes);
        Keeping(routes);
    }

    /// <summary>Who takes part in a case, who works on it, who sees it.</summary>
    private static void People(IEndpointRouteBuilder routes)
    {
        CaseRoutes.Change(routes, "parties", Right.Write, static (desk, actor, found, form) =>
        {
            string? Given(string name) => form[name].ToString().Trim() is { Length: > 0 } text ? text : null;
            if (Given("remove") is { } gone) desk.Parties.Remove(actor, found.Id, gone);
            else desk.Parties.Set(actor, found.Id, Given("id"), Given("name"), Given("address"), Given("role") ?? PartyRole.Customer, Given("salutation"), Given("language"));
            return "#people";
        });
        CaseRoutes.Change(routes, "assign", Right.Share, static (desk, actor, found, form) =>
        {
            var account = form["account"].ToString() is { Length: > 0 } id ? desk.People.Get(id).Id : null;
            desk.Cases.Set(actor, found.Id, "assignee", account);
            return "#people";
        });
        CaseRoutes.Change(routes, "access", Right.Share, static (desk, actor, found, form) =>
        {
            if (form["withdraw"].ToString() is { Length: > 0 } from) desk.People.Access.Withdraw(actor, found.Id, from);
            else desk.People.Access.Grant(actor, found.Id, desk.People.Get(form["account"].ToString()).Id);
            return "#people";
        });
    }

    /// <summary>Retention, legal hold, the customer's copy, the end.</summary>
    private static void Keeping(IEndpointRouteBuilder routes)
    {
        CaseRoutes.Change(routes, "retention", Right.Erase, static (desk, actor, found, form) =>
        {
            desk.Keeping.SetClass(actor, found.Id, form["class"].ToString());
            return "#close";
        });
        CaseRoutes.Change(routes, "hold", Right.Erase, static (desk, actor, found, form) =>
        {
            if (form["held"] == "yes") desk.Keeping.Hold(actor, found.Id, form["why"].ToString());
            else desk.Keeping.Release(actor, found.Id, form["why"].ToString());
            return "#close";
        });
        CaseRoutes.Change(routes, "erase", Right.Erase, static (desk, actor, found, form) =>
        {
            if (form["number"].ToString().Trim() != found.Number) throw new DeskFault(DeskFaultKind.BadInput, new($"that is not the number of this case; nothing was erased", "编号不符；未删除任何内容"));
            desk.Keeping.Erase(actor, found.Id, form["why"].ToString());
            return "#close";
        });
        routes.MapGet("/cases/{number}/export.zip", static (HttpContext context, CaseDesk desk, string number) =>
        {
            var found = desk.Case(context, number, Right.Send);
            return Results.File(desk.Export.ToFile(SignedInReader.Of(context).Person!.Actor, found.Id, false, context.RequestAborted), "application/zip", CustomerExport.FileName(found.Number));
        });
    }

    private static int Whole(string text) => int.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= 400
        ? number
        : throw new DeskFault(DeskFaultKind.BadInput, new($"'{(text.Length > 20 ? text[..20] : text)}' is no whole number from 0 to 400", $"“{(text.Length > 20 ? text[..20] : text)}”不是 0 到 400 的整数"));
}
