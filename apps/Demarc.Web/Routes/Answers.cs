using Demarc.Desk;
using Demarc.Desk.Cases;
using Demarc.Desk.People;
using Demarc.Desk.Store;
using Demarc.Web.Hosting;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Demarc.Web.Routes;

/// <summary>What routes have in common: pages as answers, and the case of a path for who may see it.</summary>
internal static class Answers
{
    /// <summary>A page.</summary>
    public static IResult Page<T>(HttpContext context, params (string Name, object? Value)[] values)
        where T : IComponent
    {
        var parameters = values.ToDictionary(it => it.Name, it => it.Value);
        parameters["R"] = SignedInReader.Of(context);
        return new RazorComponentResult<T>(parameters);
    }

    /// <summary>The case of a path. One that the person may not see is as if it were not there.</summary>
    public static CaseRecord Case(this CaseDesk desk, HttpContext context, string number, Right? right = null)
    {
        var person = SignedInReader.Of(context).Person!;
        var found = desk.Cases.Find(number);
        if (found is null || !desk.People.MaySee(person, found)) throw new DeskFault(DeskFaultKind.NotFound, new($"no case '{number}'", $"没有案例“{number}”"));
        if (right is { } needed) Require(person, needed);
        return found;
    }

    public static Person Require(HttpContext context, Right right)
    {
        var person = SignedInReader.Of(context).Person!;
        Require(person, right);
        return person;
    }

    /// <summary>Back to a page of ours after something was changed; never to another site.</summary>
    public static IResult Back(string path) => Results.Redirect(IsOurs(path) ? path : "/", permanent: false, preserveMethod: false);

    public static bool IsOurs(string? path) => path is ['/', ..] && !path.StartsWith("//", StringComparison.Ordinal) && !path.Contains('\\', StringComparison.Ordinal) && !path.Any(char.IsControl);

    private static void Require(Person person, Right right)
    {
        if (!Permissions.Has(person.Role, right)) throw new DeskFault(DeskFaultKind.NotPermitted, new("your role does not allow this; ask an admin of the desk", "您的角色无权执行此操作，请联系管理员"));
    }
}
