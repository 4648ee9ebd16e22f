using System.Net;
using System.Text;
using Demarc.Desk.Cases;
using Demarc.Desk.People;

namespace Demarc.Web.Tests;

/// <summary>What strangers try, and what they get for it.</summary>
public sealed class SecurityTests
{
    private const string Script = "<script>alert(1)</script>";

    [Fact]
    public async Task The_first_account_is_made_by_a_link_that_works_once()
    {
        await using var workbench = await Workbench.Start(withAdmin: false);
        var token = workbench.Desk.People.FirstRun()!.Token.Reveal();
        using var visitor = await workbench.Visit(null);

        (await visitor.Page("/welcome/" + token)).ShouldContain("name=\"password\"");
        (await visitor.PostPlain("/welcome/" + token, ("login", "lin"), ("name", "Lin"), ("password", "short"))).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await visitor.PostPlain("/welcome/" + token, ("login", "lin"), ("name", "Lin"), ("password", Workbench.Password))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await visitor.PostPlain("/welcome/" + token, ("login", "eve"), ("name", "Eve"), ("password", Workbench.Password))).StatusCode.ShouldNotBe(HttpStatusCode.Redirect);
        workbench.Desk.People.List().ShouldHaveSingleItem().Role.ShouldBe(Roles.Admin);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/settings")]
    [InlineData("/cases/DM-2026-0001")]
    [InlineData("/quarantine")]
    public async Task Nobody_sees_anything_without_signing_in(string path)
    {
        await using var workbench = await Workbench.Start();
        using var visitor = await workbench.Visit(null);
        var answer = await visitor.Get(path);
        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        answer.Headers.Location!.ToString().ShouldStartWith("/sign-in");
    }

    [Fact]
    public async Task A_page_that_breaks_while_it_is_made_is_told_as_a_defect_with_every_protection()
    {
        await using var workbench = await Workbench.Start();
        var opened = workbench.Desk.Cases.Open(workbench.Admin.Actor, new("x"));
        workbench.Desk.Store.Write(workbench.Admin.Actor, writing => writing.Add("verdict", ("id", "v1"), ("case_id", opened.Id), ("at", writing.Now), ("side", "transit"), ("confidence", 0.7), ("standing", "likely"), ("document", "{}")));
        using var visitor = await workbench.Visit();
        var answer = await visitor.Get("/cases/" + opened.Number);
        ((int)answer.StatusCode).ShouldBeGreaterThanOrEqualTo(422);
        string.Join(' ', answer.Headers.GetValues("Content-Security-Policy")).ShouldContain("default-src 'none'");
        (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain("<main");
    }

    [Fact]
    public async Task Every_answer_forbids_foreign_and_inline_script()
    {
        await using var workbench = await Workbench.Start();
        using var visitor = await workbench.Visit();
        foreach (var path in new[] { "/", "/sign-in", "/causes", "/nothing-here", "/u/unknown", "/settings" })
        {
            var answer = await visitor.Get(path);
            var policy = string.Join(' ', answer.Headers.GetValues("Content-Security-Policy"));
            policy.ShouldContain("default-src 'none'");
            policy.ShouldNotContain("unsafe");
            var page = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            page.ShouldNotContain("<script>", Case.Insensitive);
            page.ShouldNotContain(" style=\"", Case.Insensitive);
            page.ShouldNotContain(" onclick=", Case.Insensitive);
        }
    }

    [Fact]
    public async Task A_change_without_the_session_s_secret_is_refused()
    {
        await using var workbench = await Workbench.Start();
        using var visitor = await workbench.Visit();
        (await visitor.PostPlain("/cases", ("title", "made by another site"))).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await visitor.PostPlain("/cases", ("csrf", "guessed"), ("title", "made by another site"))).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        var form = new FormUrlEncodedContent([new("csrf", visitor.Csrf), new("title", "x")]);
        (await visitor.Send(HttpMethod.Post, "/cases", form, ("Origin", "https://evil.example"))).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        workbench.Desk.Cases.List(new()).ShouldBeEmpty();
        (await visitor.Post("/cases", ("title", "mine"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        workbench.Desk.Cases.List(new()).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_case_one_may_not_see_is_as_if_it_were_not_there()
    {
        await using var workbench = await Workbench.Start();
        var secret = workbench.Desk.Cases.Open(workbench.Admin.Actor, new("confidential"));
        var invitation = workbench.Desk.People.Invitations.Invite(workbench.Admin.Actor, Roles.Engineer);
        workbench.Desk.People.AcceptInvitation(invitation.Token.Reveal(), "mo", "Mo", Workbench.Password);
        using var visitor = await workbench.Visit("mo");

        var there = await visitor.Get("/cases/" + secret.Number);
        var nowhere = await visitor.Get("/cases/DM-2026-9999");

        there.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        nowhere.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await visitor.Page("/")).ShouldNotContain("confidential");
        (await visitor.Page("/?q=confidential")).ShouldNotContain(secret.Number);
        (await visitor.Post($"/cases/{secret.Number}/log", ("kind", "report"), ("text", "x"))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await visitor.Page("/settings")).ShouldNotContain("id=\"accounts\"");
        (await visitor.Post("/settings", ("group", "desk"), ("country", "de"))).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Theory]
    [InlineData("//evil.example/")]
    [InlineData("https://evil.example/")]
    [InlineData("/\\evil.example")]
    public async Task Signing_in_leads_nowhere_but_here(string back)
    {
        await using var workbench = await Workbench.Start();
        using var visitor = await workbench.Visit(null);
        var answer = await visitor.PostPlain("/sign-in?back=" + Uri.EscapeDataString(back), ("login", Workbench.Login), ("password", Workbench.Password));
        answer.Headers.Location!.ToString().ShouldBe("/");
        (await visitor.Get("/language/zh?back=" + Uri.EscapeDataString(back))).Headers.Location!.ToString().ShouldBe("/");
    }

    [Fact]
    public async Task Script_in_mails_names_and_titles_is_text()
    {
        await using var workbench = await Workbench.Start();
        var mail = $"From: \"{Script}\" <a@customer.example>\r\nTo: support@support.example\r\nSubject: {Script}\r\nMessage-ID: <1@customer.example>\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\n{Script}\r\n--b\r\nContent-Disposition: attachment; filename=\"..\\\\..\\\\{Script}.txt\"\r\n\r\nping\r\n--b--\r\n";
        var filed = workbench.Desk.Intake.Receive(Encoding.UTF8.GetBytes(mail), TestContext.Current.CancellationToken).Case!;
        using var visitor = await workbench.Visit();
        var page = await visitor.Page("/cases/" + filed.Number);
        page.ShouldNotContain(Script);
        page.ShouldContain("&lt;script&gt;");
        (await visitor.Page("/")).ShouldNotContain(Script);
        (await visitor.Page("/?q=" + Uri.EscapeDataString(Script))).ShouldNotContain(Script);
        workbench.Desk.Evidence.Of(filed.Id).ShouldAllBe(it => !it.Name.Contains('/') && !it.Name.Contains('\\') && !it.Name.Contains('<'));
    }

    [Fact]
    public async Task A_customer_s_link_shows_nothing_of_the_case_and_opening_it_spends_nothing()
    {
        await using var workbench = await Workbench.Start();
        var opened = workbench.Desk.Cases.Open(workbench.Admin.Actor, new("secret title"));
        workbench.Desk.Cases.Note(workbench.Admin.Actor, opened.Id, EntryKind.Report, "secret note");
        var made = workbench.Desk.Portals.Make(workbench.Admin.Actor, opened.Id);
        using var visitor = await workbench.Visit(null);
        for (var i = 0; i < 60; i++) (await visitor.Get("/u/" + made.Token.Reveal())).StatusCode.ShouldBe(HttpStatusCode.OK);
        var page = await visitor.Page("/u/" + made.Token.Reveal());
        page.ShouldNotContain("secret");
        page.ShouldNotContain(opened.Number);
        workbench.Desk.Portals.Of(opened.Id)[0].Used.ShouldBe(0);

        var guessed = made.Token.Reveal()[..^1] + (made.Token.Reveal()[^1] == '0' ? '1' : '0');
        (await visitor.Get("/u/" + guessed)).IsSuccessStatusCode.ShouldBeFalse();
        workbench.Desk.Portals.Revoke(workbench.Admin.Actor, opened.Id, made.Portal.Id);
        (await visitor.Get("/u/" + made.Token.Reveal())).IsSuccessStatusCode.ShouldBeFalse();
        (await visitor.Send(HttpMethod.Post, $"/u/{made.Token.Reveal()}/files", null, ("Tus-Resumable", "1.0.0"), ("Upload-Length", "5"))).IsSuccessStatusCode.ShouldBeFalse();
    }

    [Fact]
    public async Task Guessing_passwords_is_slowed()
    {
        await using var workbench = await Workbench.Start();
        using var visitor = await workbench.Visit(null);
        var statuses = new List<HttpStatusCode>();
        for (var i = 0; i < 12; i++) statuses.Add((await visitor.PostPlain("/sign-in", ("login", Workbench.Login), ("password", "wrong " + i))).StatusCode);
        statuses.ShouldContain(HttpStatusCode.TooManyRequests);
        statuses.ShouldNotContain(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task Two_who_edit_the_same_cover_notice_each_other()
    {
        await using var workbench = await Workbench.Start();
        var opened = workbench.Desk.Cases.Open(workbench.Admin.Actor, new("before"));
        using var visitor = await workbench.Visit();
        (string, string)[] cover = [("version", opened.Version.ToString(System.Globalization.CultureInfo.InvariantCulture)), ("title", "mine"), ("scope", ""), ("severity", "b"), ("waiting-for", "us")];
        workbench.Desk.Cases.Set(workbench.Admin.Actor, opened.Id, "title", "theirs");
        (await visitor.Post($"/cases/{opened.Number}/cover", cover)).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        workbench.Desk.Cases.Get(opened.Id).Title.ShouldBe("theirs");
    }
}
