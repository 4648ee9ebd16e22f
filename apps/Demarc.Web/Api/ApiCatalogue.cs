using System.ComponentModel;
using Demarc.Desk;
using Demarc.Desk.People;
using Demarc.Desk.Store;
using Demarc.Desk.Telling;

namespace Demarc.Web.Api;

/// <summary>The catalogue of causes, and what a token is good for.</summary>
internal static class ApiCatalogue
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/causes", static (CaseDesk desk, [Description("Only causes on this side")] string? side) =>
            ApiRoute.Json(new ToldCatalogue([.. desk.Verdicts.Engine.Catalogue.Causes.Where(cause => side is null || cause.Side.Id() == side).Select(ToldCause.Of)]), TellingJson.Readable.ToldCatalogue))
            .Says("listCauses", new("The catalogue of causes", "原因目录")).Gives<ToldCatalogue>();
        api.MapGet("/causes/{id}", static (CaseDesk desk, string id) =>
            ApiRoute.Json(ToldCause.Of(desk.Verdicts.Engine.Catalogue.Find(id) ?? throw new DeskFault(DeskFaultKind.NotFound, new($"no cause '{id}'", $"没有原因“{id}”"))), TellingJson.Readable.ToldCause))
            .Says("showCause", new("One cause in full", "查看一个原因")).Gives<ToldCause>();
        api.MapGet("/me", static (HttpContext context) =>
        {
            var caller = context.Caller();
            return ApiRoute.Json(
                new ToldCaller(caller.Person.Login, caller.Person.Name, caller.Person.Role, caller.Scope, Permissions.MayRead(caller.Scope), [.. Enum.GetValues<Right>().Where(caller.May).Select(right => right.ToString())]),
                TellingJson.Readable.ToldCaller);
        }).Says("whoAmI", new("Whose token it is and what it lets through", "令牌所属及权限")).Gives<ToldCaller>();
    }
}
