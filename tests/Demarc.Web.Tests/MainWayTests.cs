using Microsoft.Playwright;

namespace Demarc.Web.Tests;

/// <summary>The ways through the workbench that people take every day, in a real browser, in both languages.</summary>
public sealed class MainWayTests(Browser browser) : IClassFixture<Browser>
{
    private const string Thread = """
        From: Wei Chen <wei@customer.example>
        Sent: Tuesday, September 1, 2026 9:30 AM
        To: support@support.example
        Subject: RE: 网站打不开 shop.example.com

        从办公室访问 https://shop.example.com/ 完全打不开，一直超时；用手机 4G 打开正常。握手失败。

        $ curl -v --max-time 20 https://shop.example.com/
        *   Trying 203.0.113.10:443...
        * connect to 203.0.113.10 port 443 failed: Connection timed out
        * Failed to connect to shop.example.com port 443 after 20000 ms: Connection timed out
        curl: (28) Failed to connect to shop.example.com port 443 after 20000 ms: Connection timed out
        """;

    [Theory]
    [InlineData("zh-CN", "新建案例", "建立案例", "请求此项", "证据")]
    [InlineData("en-GB", "New case", "Open the case", "Ask for this", "Evidence")]
    public async Task From_a_mail_to_a_verdict_a_request_an_upload_and_the_end(string locale, string newCase, string openIt, string ask, string evidence)
    {
        await using var workbench = await Workbench.Start();
        var (page, complaints) = await browser.Open(locale);
        await workbench.SignIn(page);
        if (await page.Locator("details.newcase").GetAttributeAsync("open") is null) await page.GetByText(newCase).ClickAsync();
        await page.SetInputFilesAsync("#files", new FilePayload { Name = "thread.txt", MimeType = "text/plain", Buffer = System.Text.Encoding.UTF8.GetBytes(Thread) });
        await page.GetByRole(AriaRole.Button, new() { Name = openIt }).ClickAsync();
        await page.WaitForURLAsync("**/cases/DM-*");
        (await page.Locator("h1").InnerTextAsync()).ShouldBe("网站打不开 shop.example.com");
        (await page.Locator("#verdict .sentence").InnerTextAsync()).ShouldNotBeEmpty();
        (await page.Locator("article.turn").CountAsync()).ShouldBe(1);

        await page.GetByRole(AriaRole.Button, new() { Name = ask }).First.ClickAsync();
        await page.WaitForURLAsync("**#requests");
        (await page.Locator("article.request").CountAsync()).ShouldBe(1);

        // The customer's link, opened by somebody else.
        var opened = workbench.Desk.Cases.List(new())[0].Case;
        var before = workbench.Desk.Verdicts.History(opened.Id).Count;
        await page.Locator("form[action$='/portals'] button").ClickAsync();
        var link = await page.Locator("#portal-link").InnerTextAsync();
        var (customer, customerComplaints) = await browser.Open(locale, 390, 844);
        await customer.GotoAsync(link);
        await customer.SetInputFilesAsync("[data-upload-input]", new FilePayload { Name = "office.pcap", MimeType = "application/octet-stream", Buffer = DropTests.Capture() });
        await customer.Locator(".uploads li.done").WaitForAsync(new() { Timeout = 20_000 });
        await customer.ReloadAsync();
        (await customer.Locator(".receipt").InnerTextAsync()).ShouldContain("office.pcap");

        // The case's page notices by itself.
        await page.GotoAsync($"{workbench.Url}cases/{opened.Number}");
        await page.GetByRole(AriaRole.Link, new() { Name = evidence }).First.ClickAsync();
        (await page.Locator("#evidence").InnerTextAsync()).ShouldContain("office.pcap");
        workbench.Desk.Verdicts.History(opened.Id).Count.ShouldBeGreaterThan(before);
        workbench.Desk.Cases.Note(workbench.Admin.Actor, opened.Id, "result", "noted-by-a-colleague");
        await page.Locator("#entries", new() { HasTextString = "noted-by-a-colleague" }).WaitForAsync(new() { Timeout = 15_000, State = WaitForSelectorState.Attached });

        await page.GotoAsync($"{workbench.Url}cases/{opened.Number}#close");
        await page.SelectOptionAsync("#reason", "solved");
        await page.Locator("form[action$='/close'] button").ClickAsync();
        await page.WaitForURLAsync("**#close");
        workbench.Desk.Cases.Get(opened.Id).IsOpen.ShouldBeFalse();

        await page.GotoAsync($"{workbench.Url}?q=" + Uri.EscapeDataString("握手"));
        (await page.Locator("ol.cases").InnerTextAsync()).ShouldContain(opened.Number);
        complaints.ShouldBeEmpty();
        customerComplaints.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("zh-CN", 1600)]
    [InlineData("en-GB", 390)]
    public async Task No_page_scrolls_sideways_and_every_control_has_a_name(string locale, int width)
    {
        await using var workbench = await Workbench.Start();
        var opened = workbench.Desk.OpenWith(workbench.Admin.Actor, "thread.txt", System.Text.Encoding.UTF8.GetBytes(Thread), null, TestContext.Current.CancellationToken);
        var (page, complaints) = await browser.Open(locale, width);
        await workbench.SignIn(page);
        foreach (var path in new[] { "", $"cases/{opened.Number}", $"cases/{opened.Number}/evidence/E1", "quarantine", "causes", "causes/tw-recycle-nat", "settings" })
        {
            await page.GotoAsync(workbench.Url + path);
            (await page.EvaluateAsync<int>("document.documentElement.scrollWidth - innerWidth")).ShouldBeLessThanOrEqualTo(0, path);
            (await page.EvaluateAsync<int>("""
                [...document.querySelectorAll('button,input:not([type=hidden]),select,textarea,a[href]')].filter(it =>
                  !(it.textContent || it.value || it.getAttribute('aria-label') || it.labels?.[0]?.textContent || it.closest('label')?.textContent || it.title || '').trim()).length
                """)).ShouldBe(0, path);
        }

        complaints.ShouldBeEmpty();
    }
}
