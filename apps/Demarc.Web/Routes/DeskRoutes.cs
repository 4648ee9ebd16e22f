using Demarc.Desk;
using Demarc.Desk.People;
using Demarc.Desk.Store;
using Demarc.Web.Hosting;
using Demarc.Web.Pages;

namespace Demarc.Web.Routes;

/// <summary>Pages beside the cases: quarantine and the catalogue.</summary>
internal static class DeskRoutes
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/quarantine", static (HttpContext context) =>
        {
            Answers.Require(context, Right.Write);
            return Answers.Page<QuarantinePage>(context);
        });
        routes.MapPost("/quarantine/{id}", static async (HttpContext context, CaseDesk desk, string id) =>
        {
            var person = Answers.Require(context, Right.Write);
            var into = (await context.Request.ReadFormAsync(context.RequestAborted))["into"].ToString();
            if (into == "reject")
            {
                desk.Intake.Reject(person.Actor, id);
                return Answers.Back("/quarantine");
            }

            var filed = desk.Intake.Accept(person.Actor, id, into is "new" or "" ? null : desk.Case(context, into).Id, context.RequestAborted);
            if (into is "new" or "") desk.People.Access.GrantOpener(person, filed.Id);
            return Answers.Back("/cases/" + filed.Number);
        });
        routes.MapGet("/causes", static (HttpContext context, string? side) => Answers.Page<CausesPage>(context, ("Side", side)));
        routes.MapGet("/causes/{id}", static (HttpContext context, CaseDesk desk, string id) =>
            Answers.Page<CausePage>(context, ("Cause", desk.Verdicts.Engine.Catalogue.Find(id) ?? throw new DeskFault(DeskFaultKind.NotFound, new($"no cause '{id}'", $"没有原因“{id}”")))));
    }
}
