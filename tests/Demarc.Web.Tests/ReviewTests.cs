using System.Net;
using System.Text;
using Demarc.Desk.Cases;
using Demarc.Desk.People;
using Demarc.Web.Tests.Api;

namespace Demarc.Web.Tests;

/// <summary>What goes on when a right was taken away, and what the server writes down and keeps.</summary>
public sealed class ReviewTests
{
    [Fact]
    public async Task Whoever_opens_a_case_with_a_waiting_mail_sees_that_case()
    {
        await using var workbench = await Workbench.Start();
        workbench.Desk.Intake.Receive(Encoding.UTF8.GetBytes("To: support@support.example\r\nSubject: no sender\r\nDate: Mon, 02 Mar 2026 09:00:00 +0800\r\nMessage-ID: <n@customer.example>\r\n\r\nIt does not open.\r\n"), TestContext.Current.CancellationToken);
        using var visitor = await workbench.Visit(workbench.Engineer().Login);
        var to = (await visitor.Post("/quarantine/" + workbench.Desk.Intake.Quarantine().ShouldHaveSingleItem().Id, ("into", "new"))).Headers.Location!.ToString();
        to.ShouldStartWith("/cases/");
        (await visitor.Get(to)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_stream_of_changes_ends_when_the_case_is_taken_from_sight()
    {
        await using var workbench = await Workbench.Start();
        var it = workbench.Desk.Cases.Open(workbench.Admin.Actor, new("x"));
        var mo = workbench.Engineer();
        workbench.Desk.People.Access.Grant(workbench.Admin.Actor, it.Id, mo.Id);
        using var visitor = await workbench.Visit(mo.Login);
        var stream = visitor.Page($"/cases/{it.Number}/events");
        await Task.Delay(500, TestContext.Current.CancellationToken);
        stream.IsCompleted.ShouldBeFalse();
        workbench.Desk.People.Access.Withdraw(workbench.Admin.Actor, it.Id, mo.Id);
        workbench.Desk.Cases.Note(workbench.Admin.Actor, it.Id, EntryKind.Report, "not for them");
        (await stream.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken)).ShouldNotContain("changed");
    }

    [Fact]
    public async Task A_defect_on_a_customer_s_page_does_not_write_their_link_into_the_log()
    {
        await using var workbench = await Workbench.Start();
        var logged = workbench.Logged();
        workbench.Desk.Store.Write(workbench.Admin.Actor, writing => writing.Do("ALTER TABLE portal_token RENAME TO gone"));
        using var visitor = await workbench.Visit(null);
        (await visitor.Get("/u/the-token-of-a-customer")).StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
        (await visitor.Send(HttpMethod.Post, "/u/the-token-of-a-customer/files", null, ("Tus-Resumable", "1.0.0"), ("Upload-Length", "5"))).StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
        logged.ShouldContain(line => line.Contains("/u/{token}", StringComparison.Ordinal));
        logged.ShouldAllBe(line => !line.Contains("the-token-of-a-customer", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("retention-default", "for ever")]
    [InlineData("retention-long", "99999999")]
    public async Task A_retention_that_means_nothing_is_refused_and_does_not_fall_back_in_silence(string name, string value)
    {
        await using var workbench = await Workbench.Start();
        using var visitor = await workbench.Visit();
        (await visitor.Post("/settings", ("group", "keeping"), ("retention", "on"), (name, value))).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        workbench.Desk.Settings.Get(name).ShouldBeNull();
        workbench.Desk.Keeping.ErasesByItself.ShouldBeFalse("nothing was saved");
        (await visitor.Post("/settings", ("group", "keeping"), ("retention", "on"), (name, "never"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        workbench.Desk.Settings.Get(name).ShouldBe("never");
    }

    [Fact]
    public async Task Whoever_may_not_send_is_not_offered_the_customer_s_copy()
    {
        await using var workbench = await Workbench.Start();
        var it = workbench.Desk.Cases.Open(workbench.Admin.Actor, new("x"));
        var ola = workbench.Desk.People.AcceptInvitation(workbench.Desk.People.Invitations.Invite(workbench.Admin.Actor, Roles.Observer).Token.Reveal(), "ola", "Ola", Workbench.Password);
        workbench.Desk.People.Access.Grant(workbench.Admin.Actor, it.Id, ola.Id);
        using var visitor = await workbench.Visit(ola.Login);
        (await visitor.Page("/cases/" + it.Number)).ShouldNotContain("export.zip");
        using var admin = await workbench.Visit();
        (await admin.Page("/cases/" + it.Number)).ShouldContain("export.zip");
    }
}
