using System.Net;
using System.Text;
using Demarc.Desk.Cases;
using Demarc.Desk.People;
using Demarc.Web.Tests.Api;
using Microsoft.AspNetCore.Routing;

namespace Demarc.Web.Tests;

/// <summary>Every route of a case, those not written yet included: whoever may not see the case, or may only look, gets nowhere by it.</summary>
public sealed class EveryCaseRouteTests
{
    private const string Nowhere = "DM-2026-9999";

    [Fact]
    public async Task A_case_one_may_not_see_is_as_if_it_were_not_there_by_any_route()
    {
        await using var workbench = await Workbench.Start();
        var secret = Secret(workbench);
        var mo = workbench.Engineer();
        using var visitor = await workbench.Visit(mo.Login);
        using var program = workbench.Program(Scopes.Write, mo);
        var before = Trace(workbench, secret);
        foreach (var (method, pattern) in Routes(workbench))
        {
            var (there, away) = await Both(visitor, program, method, pattern, secret.Number);
            there.Status.ShouldBe(HttpStatusCode.NotFound, $"{method} {pattern}");
            away.Status.ShouldBe(HttpStatusCode.NotFound, $"{method} {pattern}");
            Plain(there.Text, secret.Number).ShouldBe(Plain(away.Text, Nowhere), $"{method} {pattern}");
        }

        Trace(workbench, secret).ShouldBe(before);
    }

    [Fact]
    public async Task Who_may_only_look_changes_nothing_by_any_route()
    {
        await using var workbench = await Workbench.Start();
        var secret = Secret(workbench);
        var ola = workbench.Desk.People.AcceptInvitation(workbench.Desk.People.Invitations.Invite(workbench.Admin.Actor, Roles.Observer).Token.Reveal(), "ola", "Ola", Workbench.Password);
        workbench.Desk.People.Access.Grant(workbench.Admin.Actor, secret.Id, ola.Id);
        using var visitor = await workbench.Visit(ola.Login);
        using var program = workbench.Program(Scopes.Write, ola);
        using var reader = workbench.Program(Scopes.Read);
        var before = Trace(workbench, secret);
        foreach (var (method, pattern) in Routes(workbench).Where(it => it.Method != "GET"))
        {
            (await Both(visitor, program, method, pattern, secret.Number)).There.Status.ShouldBe(HttpStatusCode.Forbidden, $"an observer: {method} {pattern}");
            if (IsApi(pattern)) (await Both(visitor, reader, method, pattern, secret.Number)).There.Status.ShouldBe(HttpStatusCode.Forbidden, $"a token for reading: {method} {pattern}");
        }

        Trace(workbench, secret).ShouldBe(before);
    }

    private static CaseRecord Secret(Workbench workbench) => workbench.Desk.OpenWith(workbench.Admin.Actor, "thread.txt", Samples.Bytes(Samples.Thread), null, TestContext.Current.CancellationToken);

    /// <summary>Everything that was done to the case.</summary>
    private static string Trace(Workbench workbench, CaseRecord secret) => string.Join('\n', workbench.Desk.Cases.Audit(secret.Id).Select(it => $"{it.Actor} {it.Action} {it.Detail}"));

    /// <summary>All but those of uploads, which answer any method and have tests of their own.</summary>
    private static List<(string Method, string Pattern)> Routes(Workbench workbench)
    {
        var routes = workbench.Routes.Where(it => it.RoutePattern.RawText!.Contains("{number}", StringComparison.Ordinal))
            .SelectMany(it => (it.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? []).Select(method => (method, it.RoutePattern.RawText!))).Where(it => it.method is "GET" or "POST" or "PUT").Order().ToList();
        routes.Count.ShouldBeGreaterThan(60);
        return routes;
    }

    private static bool IsApi(string pattern) => pattern.TrimStart('/').StartsWith("api/", StringComparison.Ordinal);

    private static async Task<((HttpStatusCode Status, string Text) There, (HttpStatusCode Status, string Text) Away)> Both(Visitor visitor, ApiVisitor program, string method, string pattern, string number) =>
        (await Ask(visitor, program, method, pattern, number), await Ask(visitor, program, method, pattern, Nowhere));

    private static async Task<(HttpStatusCode Status, string Text)> Ask(Visitor visitor, ApiVisitor program, string method, string pattern, string number)
    {
        var path = pattern.Replace("{number}", number, StringComparison.Ordinal).Replace("{label}", "E1", StringComparison.Ordinal).Replace("{id}", "x", StringComparison.Ordinal)
            .Replace("{format}", "md", StringComparison.Ordinal).Replace("{name}", "x.txt", StringComparison.Ordinal);
        path.ShouldNotContain("{", customMessage: "give the new parameter a value here");
        if (!IsApi(pattern))
        {
            var page = method == "GET" ? await visitor.Get(path) : await visitor.Post(path, ("text", "x"), ("why", "x"), ("reason", "solved"));
            return (page.StatusCode, await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        }

        var answer = await program.Send(new HttpMethod(method), path[(path.IndexOf("v1/", StringComparison.Ordinal) + 3)..], method == "GET" ? null : new StringContent("{}", Encoding.UTF8, "application/json"));
        return (answer.Status, answer.Text);
    }

    private static string Plain(string text, string number) => text.Replace(number, "N", StringComparison.Ordinal);
}
