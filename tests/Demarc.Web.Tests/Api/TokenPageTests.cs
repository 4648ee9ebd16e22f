using System.Net;
using System.Text.RegularExpressions;
using Demarc.Desk.People;

namespace Demarc.Web.Tests.Api;

/// <summary>The settings page: one's own tokens and sessions.</summary>
public sealed partial class TokenPageTests
{
    [Theory]
    [InlineData(Workbench.Login)]
    [InlineData("mo")]
    public async Task A_token_is_shown_once_works_and_is_revoked(string login)
    {
        await using var workbench = await Workbench.Start();
        workbench.Engineer();
        using var visitor = await workbench.Visit(login);
        var page = await (await visitor.Post("/settings/tokens", ("name", "<b>night job</b>"), ("scope", Scopes.Write), ("days", "30"))).Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var token = Token.Match(page).Groups["token"].Value;
        using var program = new ApiVisitor(workbench.Url, token);

        (await program.Get("me")).At("login").GetString().ShouldBe(login);
        var later = await visitor.Page("/settings");
        later.ShouldNotContain(token);
        later.ShouldContain("&lt;b&gt;night job&lt;/b&gt;");
        var line = workbench.Desk.People.ApiTokens.Of(workbench.Desk.People.Find(login)!.Id).ShouldHaveSingleItem();
        (line.Expires - line.Made).ShouldBe(TimeSpan.FromDays(30));
        (await visitor.Post($"/settings/tokens/{line.Id}/revoke")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await program.Get("me")).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await visitor.Page("/settings")).ShouldNotContain("night job");
    }

    [Fact]
    public async Task Nobody_makes_a_token_that_may_more_than_they_or_revokes_another_s()
    {
        await using var workbench = await Workbench.Start();
        workbench.Engineer();
        var admins = workbench.Desk.People.ApiTokens.Make(workbench.Admin.Actor, "mine", Scopes.Admin);
        using var visitor = await workbench.Visit("mo");
        (await visitor.Page("/settings")).ShouldNotContain("value=\"admin\"");
        (await visitor.Post("/settings/tokens", ("name", "wide"), ("scope", Scopes.Admin), ("days", "30"))).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await visitor.Post("/settings/tokens", ("name", "odd"), ("scope", "everything"), ("days", "30"))).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await visitor.Post("/settings/tokens", ("name", "long"), ("scope", Scopes.Read), ("days", "999999999"))).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await visitor.Post($"/settings/tokens/{admins.Id}/revoke")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        workbench.Desk.People.ApiTokens.Authenticate(admins.Token.Reveal()).ShouldNotBeNull();
        (await visitor.PostPlain("/settings/tokens", ("name", "forged"), ("scope", Scopes.Read))).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        workbench.Desk.People.ApiTokens.Of(workbench.Desk.People.Find("mo")!.Id).ShouldBeEmpty();
    }

    [Fact]
    public async Task One_s_other_sessions_are_listed_and_ended()
    {
        await using var workbench = await Workbench.Start();
        workbench.Engineer();
        using var here = await workbench.Visit();
        using var lost = await workbench.Visit();
        using var third = await workbench.Visit();
        using var mo = await workbench.Visit("mo");
        var page = await here.Page("/settings");
        var others = Session.Matches(page).Select(it => it.Groups["id"].Value).ToList();
        others.Count.ShouldBe(2);

        // Somebody else's ids do nothing.
        await mo.Post($"/settings/sessions/{others[0]}/revoke");
        (await lost.Get("/settings")).StatusCode.ShouldBe(HttpStatusCode.OK);
        await here.Post($"/settings/sessions/{others[0]}/revoke");
        new[] { (await lost.Get("/settings")).StatusCode, (await third.Get("/settings")).StatusCode }.Order().ShouldBe([HttpStatusCode.OK, HttpStatusCode.Redirect]);
        await here.Post("/settings/sessions/revoke-others");
        (await lost.Get("/settings")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await third.Get("/settings")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await here.Get("/settings")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await mo.Get("/settings")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [GeneratedRegex(@"id=""token"">(?<token>demarc_[^<]+)<", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Token { get; }

    [GeneratedRegex(@"/settings/sessions/(?<id>[0-9a-f]+)/revoke""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Session { get; }
}
