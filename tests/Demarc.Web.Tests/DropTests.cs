using Demarc.Desk.Cases;
using Demarc.Testing.Captures;
using Demarc.Testing.Mail;
using Microsoft.Playwright;

namespace Demarc.Web.Tests;

/// <summary>The way a new user goes: a mail and a capture dropped on the list, a letter to the customer, trials, the end.</summary>
public sealed class DropTests(Browser browser) : IClassFixture<Browser>
{
    private static readonly string Mail = "From: =?UTF-8?B?5p2O5ZCM5a2m?= <li@customer.example>\r\nTo: support@support.example\r\nSubject: =?UTF-8?B?5omT5LiN5byA6K++56iL572R56uZ?=\r\nDate: Fri, 27 Nov 2026 09:12:00 +0800\r\nMessage-ID: <a@customer.example>\r\nMIME-Version: 1.0\r\n"
        + "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n" + Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes("从宿舍访问 https://203.0.113.10/ 一直打不开，超时。\n")) + "\r\n";

    [Fact]
    public async Task A_mail_and_a_capture_dropped_on_the_list_make_one_case_and_its_letter_reaches_the_customer()
    {
        await using var server = new MailServer();
        await using var workbench = await Workbench.Start();
        foreach (var (name, value) in new[] { ("mailboxes", "support@support.example"), ("smtp-host", "127.0.0.1"), ("smtp-port", $"{server.Port}"), ("smtp-security", "none"), ("undo-seconds", "0") }) workbench.Desk.Settings.Set(workbench.Admin.Actor, name, value);
        var (page, complaints) = await browser.Open("zh-CN");
        await workbench.SignIn(page);
        await Drop(page, ("office.pcap", Capture()), ("complaint.eml", System.Text.Encoding.UTF8.GetBytes(Mail)));
        await page.WaitForURLAsync("**/cases/DM-*", new() { Timeout = 20_000 });
        workbench.Desk.Cases.List(new()).Count.ShouldBe(1);
        var opened = workbench.Desk.Cases.List(new())[0].Case;
        opened.Title.ShouldBe("打不开课程网站");
        workbench.Desk.Evidence.Of(opened.Id).Select(it => it.Name).ShouldBe(["mail.txt", "office.pcap"], ignoreOrder: true);
        (await page.Locator("article.turn").InnerTextAsync()).ShouldContain("从宿舍访问");

        // The capture is shown as what its packets say.
        await page.GotoAsync($"{workbench.Url}cases/{opened.Number}/evidence/{workbench.Desk.Evidence.Of(opened.Id).Single(it => it.Name == "office.pcap").Label}");
        (await page.Locator(".capture .connection").InnerTextAsync()).ShouldContain("203.0.113.10");

        // A request, and the letter that asks for it.
        await page.GotoAsync($"{workbench.Url}cases/{opened.Number}");
        await page.GetByRole(AriaRole.Button, new() { Name = "请求此项" }).First.ClickAsync();
        await page.WaitForURLAsync("**#requests");
        await page.GotoAsync($"{workbench.Url}cases/{opened.Number}#thread");
        await page.SelectOptionAsync("#template", "evidence-request");
        await page.CheckAsync("input[name=link]");
        await page.GetByRole(AriaRole.Button, new() { Name = "写信" }).ClickAsync();
        (await page.Locator("#to").InputValueAsync()).ShouldContain("li@customer.example");
        (await page.Locator("textarea[name=text]").InputValueAsync()).ShouldContain("/u/");
        await page.GetByRole(AriaRole.Button, new() { Name = "发送" }).ClickAsync();
        for (var i = 0; server.Taken.IsEmpty && i < 200; i++) await Task.Delay(100, TestContext.Current.CancellationToken);
        server.Taken.ShouldHaveSingleItem().To.ShouldBe(["li@customer.example"]);
        server.Taken.Single().Message.ShouldContain("In-Reply-To: <a@customer.example>");

        // A trial moves the verdict, a reminder stands on the cover.
        await page.GotoAsync($"{workbench.Url}cases/{opened.Number}#trials");
        await page.FillAsync("[name=factors]", "network=dormitory");
        await page.Locator("button[name=symptom][value=yes]").ClickAsync();
        await page.WaitForURLAsync("**#trials");
        (await page.Locator("#trial-1").InnerTextAsync()).ShouldContain("dormitory");
        await page.GotoAsync($"{workbench.Url}cases/{opened.Number}#close");
        await page.FillAsync("#reminders input[name=text]", "再问运营商");
        await page.Locator("#reminders form button").Last.ClickAsync();
        await page.WaitForURLAsync("**#close");
        workbench.Desk.Reminders.Of(opened.Id).ShouldHaveSingleItem().Text.ShouldBe("再问运营商");
        workbench.Desk.Cases.Close(workbench.Admin.Actor, opened.Id, CloseReasons.Solved);
        complaints.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("zh-CN", ColorScheme.Light)]
    [InlineData("en-GB", ColorScheme.Dark)]
    public async Task No_page_fails_a_reader_who_uses_the_keyboard_or_sees_little(string locale, ColorScheme scheme)
    {
        var axe = Path.Combine(Demarc.Testing.Repository.Root, "apps/Demarc.Web/client/node_modules/axe-core/axe.min.js");
        if (!File.Exists(axe)) Assert.Skip("axe-core is not there: the workbench was not built in this checkout");
        await using var workbench = await Workbench.Start();
        var opened = workbench.Desk.OpenUploaded(workbench.Admin.Actor, "u1", "complaint.eml", Keep(workbench, Mail), Mail.Length, _ => true, TestContext.Current.CancellationToken);
        workbench.Desk.AddFile(workbench.Admin.Actor, opened.Id, "office.pcap", new MemoryStream(Capture()), "page", null, null, TestContext.Current.CancellationToken);
        workbench.Desk.Trials.Add(workbench.Admin.Actor, opened.Id, "network=dormitory", true, 1);
        workbench.Desk.Reminders.Add(workbench.Admin.Actor, opened.Id, "call", workbench.Desk.Timing.InBusinessDays(opened, 1), null);
        workbench.Desk.Requests.Ask(workbench.Admin.Actor, opened.Id, workbench.Desk.Verdicts.Latest(opened.Id)!.Open().NextTests[0].Test);
        var link = workbench.Desk.Portals.Make(workbench.Admin.Actor, opened.Id, new(null)).Token.Reveal();
        var page = await browser.OpenUnguarded(locale, scheme);
        await workbench.SignIn(page);
        foreach (var path in new[] { "", $"cases/{opened.Number}", $"cases/{opened.Number}#trials", $"cases/{opened.Number}#close", $"cases/{opened.Number}#requests", $"cases/{opened.Number}#timeline", $"cases/{opened.Number}#history", $"cases/{opened.Number}#evidence", $"cases/{opened.Number}/evidence/E1", $"cases/{opened.Number}/evidence/E2", $"cases/{opened.Number}/summary", "quarantine", "causes", "causes/tw-recycle-nat", "settings", $"u/{link}", "nothing-here" })
        {
            await page.GotoAsync("about:blank");
            await page.GotoAsync(workbench.Url + path);
            await page.EvaluateAsync(await File.ReadAllTextAsync(axe, TestContext.Current.CancellationToken));
            var found = await page.EvaluateAsync<string>("async () => (await axe.run(document, { resultTypes: ['violations'] })).violations.map(v => v.id + ': ' + v.nodes.slice(0, 3).map(n => n.html.slice(0, 160)).join(' | ')).join('\\n')");
            found.ShouldBeEmpty(path);
        }
    }

    private static string Keep(Workbench workbench, string text) => workbench.Desk.Evidence.Shelf.Keep(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text))).Sha256;

    /// <summary>Drops files on the page as a hand does.</summary>
    private static async Task Drop(IPage page, params (string Name, byte[] Content)[] files)
    {
        var data = await page.EvaluateHandleAsync(
            "files => { const d = new DataTransfer(); for (const f of files) d.items.add(new File([Uint8Array.from(atob(f.content), c => c.charCodeAt(0))], f.name)); return d; }",
            files.Select(it => new { name = it.Name, content = Convert.ToBase64String(it.Content) }).ToArray());
        foreach (var type in new[] { "dragenter", "drop" }) await page.DispatchEventAsync("body", type, new { dataTransfer = data });
    }

    /// <summary>Five SYNs that nobody answers.</summary>
    internal static byte[] Capture()
    {
        var capture = new Pcap();
        foreach (var at in new[] { 0, 1000, 3000, 7000, 15_000 }) capture.Add(at, "192.0.2.2:50000", "203.0.113.10:443", Pcap.Syn, 1000);
        return capture.Classic();
    }
}
