using Demarc.Desk;
using Demarc.Desk.Cases;
using Demarc.Desk.People;
using Demarc.Desk.Store;

namespace Demarc.Web.Api;

/// <summary>Who asks, in which language, and whether they may: the person's role and the token's scope must both allow it.</summary>
internal static class ApiAsk
{
    public static ApiCaller Caller(this HttpContext context) => (ApiCaller)context.Items[typeof(ApiCaller)]!;

    /// <summary>Who does it, as the audit trail names them.</summary>
    public static Actor Actor(this HttpContext context) => context.Caller().Person.Actor;

    /// <summary>The language the caller asked for, else the person's, else English.</summary>
    public static Language LanguageOf(HttpContext context)
    {
        foreach (var wanted in context.Request.GetTypedHeaders().AcceptLanguage.OrderByDescending(it => it.Quality ?? 1))
        {
            if (wanted.Value.StartsWith("zh", StringComparison.OrdinalIgnoreCase)) return Language.Chinese;
            if (wanted.Value.StartsWith("en", StringComparison.OrdinalIgnoreCase)) return Language.English;
        }

        return context.Items[typeof(ApiCaller)] is ApiCaller { Person.Language: "zh" } ? Language.Chinese : Language.English;
    }

    /// <summary>The case of a path. One that the caller may not see is as if it were not there.</summary>
    public static CaseRecord Case(this HttpContext context, CaseDesk desk, string number, Right? right = null)
    {
        var caller = context.MustRead();
        if (desk.Cases.Find(number) is not { } found || !desk.People.MaySee(caller.Person, found)) throw new DeskFault(DeskFaultKind.NotFound, new($"no case '{number}'", $"没有案例“{number}”"));
        if (right is { } needed) context.Must(needed);
        return found;
    }

    /// <summary>The caller, if they may read cases at all.</summary>
    public static ApiCaller MustRead(this HttpContext context)
    {
        var caller = context.Caller();
        return Permissions.MayRead(caller.Scope) ? caller : throw Narrow(caller);
    }

    /// <summary>The caller, if they have the right.</summary>
    public static ApiCaller Must(this HttpContext context, Right right)
    {
        var caller = context.Caller();
        if (!Permissions.Has(caller.Person.Role, right)) throw new DeskFault(DeskFaultKind.NotPermitted, new("your role does not allow this; ask an admin of the desk", "您的角色无权执行此操作，请联系管理员"));
        return Permissions.LetsThrough(caller.Scope, right) ? caller : throw Narrow(caller);
    }

    private static DeskFault Narrow(ApiCaller caller) => new(DeskFaultKind.NotPermitted, new($"the scope '{caller.Scope}' of this token does not allow it; make one with a wider scope", $"此令牌的范围“{caller.Scope}”不允许该操作；请生成范围更大的令牌"));
}
