using System.Globalization;
using Demarc.Desk;
using Demarc.Desk.People;
using Demarc.Desk.Store;

namespace Demarc.Web.Routes;

/// <summary>Trials and reminders of a case.</summary>
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
    }

    private static int Whole(string text) => int.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= 400
        ? number
        : throw new DeskFault(DeskFaultKind.BadInput, new($"'{(text.Length > 20 ? text[..20] : text)}' is no whole number from 0 to 400", $"“{(text.Length > 20 ? text[..20] : text)}”不是 0 到 400 的整数"));
}
