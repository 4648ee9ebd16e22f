using System.ComponentModel;
using Demarc.Desk;
using Demarc.Desk.Cases;
using Demarc.Desk.Keeping;
using Demarc.Desk.People;
using Demarc.Desk.Telling;

namespace Demarc.Web.Api;

/// <summary>How long cases are kept, what goes to the customer, and what closed cases teach.</summary>
internal static class ApiKeeping
{
    public static void Map(RouteGroupBuilder api)
    {
        Keeping(api);
        Erasing(api);
        api.MapGet("/cases/{number}/export.zip", Export).Says("exportCase", new("What of the case is the customer's, as a zip", "案例中属于客户的内容（zip）")).GivesBytes("application/zip");
        api.MapGet("/field", static (HttpContext context, CaseDesk desk) =>
        {
            context.MustRead();
            return ApiRoute.Json(ToldField.Of(desk.Field), TellingJson.Readable.ToldField);
        }).Says("field", new("What closed cases teach: how often verdicts were right, which causes were confirmed", "已关闭案例的经验：结论正确率与已确认的原因")).Gives<ToldField>();
        api.MapPost("/field/priors", static async (HttpContext context, CaseDesk desk) =>
        {
            context.Must(Right.Settings);
            var input = await context.Json(TellingJson.Readable.PriorsInput);
            desk.Settings.Set(context.Actor(), "field-priors", input.On ? "on" : "off");
            return ApiRoute.Json(ToldField.Of(desk.Field), TellingJson.Readable.ToldField);
        }).Says("weighByField", new("Switches on or off that verdicts are weighed by confirmed cases", "开启或关闭结论计入已确认案例")).Takes<PriorsInput>().Gives<ToldField>();
    }

    private static void Keeping(RouteGroupBuilder api)
    {
        api.MapGet("/retention", static (HttpContext context, CaseDesk desk) =>
        {
            context.Must(Right.Erase);
            return Classes(desk);
        }).Says("retention", new("Retention classes, and cases that are due to be erased", "保留类别与到期案例")).Gives<ToldRetention>();
        api.MapPost("/retention", static async (HttpContext context, CaseDesk desk) =>
        {
            context.Must(Right.Settings);
            var input = await context.Json(TellingJson.Readable.DaysInput);
            desk.Keeping.SetDays(context.Actor(), input.Class, input.Days);
            return Classes(desk);
        }).Says("setRetentionDays", new("Changes how long a class is kept", "修改某一类别的保留期限")).Takes<DaysInput>().Gives<ToldRetention>();
        api.MapGet("/cases/{number}/retention", static (HttpContext context, CaseDesk desk, string number) => Kept(desk, context.Case(desk, number)))
            .Says("showRetention", new("How the case is kept", "查看案例的保留方式")).Gives<ToldKept>();
        api.MapPost("/cases/{number}/retention", static async (HttpContext context, CaseDesk desk, string number) =>
        {
            var found = context.Case(desk, number, Right.Erase);
            desk.Keeping.SetClass(context.Actor(), found.Id, (await context.Json(TellingJson.Readable.ClassInput)).Class);
            return Kept(desk, found);
        }).Says("setRetention", new("Gives the case another retention class", "修改案例的保留类别")).Takes<ClassInput>().Gives<ToldKept>();
        api.MapPost("/cases/{number}/hold", static async (HttpContext context, CaseDesk desk, string number) =>
        {
            var found = context.Case(desk, number, Right.Erase);
            desk.Keeping.Hold(context.Actor(), found.Id, (await context.Json(TellingJson.Readable.WhyInput)).Why);
            return Kept(desk, found);
        }).Says("hold", new("Puts the case under legal hold: nothing of it is erased", "设为法律保留：其内容不得删除")).Takes<WhyInput>().Gives<ToldKept>();
        api.MapPost("/cases/{number}/release", static async (HttpContext context, CaseDesk desk, string number) =>
        {
            var found = context.Case(desk, number, Right.Erase);
            desk.Keeping.Release(context.Actor(), found.Id, (await context.Json(TellingJson.Readable.WhyInput)).Why);
            return Kept(desk, found);
        }).Says("release", new("Ends the legal hold", "解除法律保留")).Takes<WhyInput>().Gives<ToldKept>();
    }

    private static void Erasing(RouteGroupBuilder api)
    {
        api.MapPost("/cases/{number}/erase", static async (HttpContext context, CaseDesk desk, string number) =>
        {
            var found = context.Case(desk, number, Right.Erase);
            return ApiRoute.Json(ToldErased.Of(desk.Keeping.Erase(context.Actor(), found.Id, (await context.Json(TellingJson.Readable.WhyInput)).Why)), TellingJson.Readable.ToldErased);
        }).Says("eraseCase", new("Erases a closed case: words, names and bytes; it does not come back", "删除已关闭的案例（文字、姓名与文件），无法恢复")).Takes<WhyInput>().Gives<ToldErased>();
        api.MapPost("/retention/erase-due", static (HttpContext context, CaseDesk desk) =>
        {
            context.Must(Right.Erase);
            return ApiRoute.Json(new ToldErasedCases([.. desk.Keeping.EraseDue(context.Actor(), cancellationToken: context.RequestAborted).Select(ToldErased.Of)]), TellingJson.Readable.ToldErasedCases);
        }).Says("eraseDue", new("Erases some of the cases that are due; none are left when it answers with none", "删除部分到期案例；返回为空即已无到期案例")).Gives<ToldErasedCases>();
    }

    private static IResult Export(HttpContext context, CaseDesk desk, string number, [Description("Evidence that others than the customer gave, too")] bool? allEvidence)
    {
        var found = context.Case(desk, number, Right.Send);
        return Results.File(desk.Export.ToFile(context.Actor(), found.Id, allEvidence == true, context.RequestAborted), "application/zip", CustomerExport.FileName(found.Number));
    }

    private static IResult Classes(CaseDesk desk) => ApiRoute.Json(new ToldRetention([.. desk.Keeping.Classes.Select(ToldRetentionClass.Of)], [.. desk.Keeping.Due().Select(ToldKept.Of)]), TellingJson.Readable.ToldRetention);

    private static IResult Kept(CaseDesk desk, CaseRecord found) => ApiRoute.Json(ToldKept.Of(desk.Keeping.Of(found.Id)), TellingJson.Readable.ToldKept);
}
