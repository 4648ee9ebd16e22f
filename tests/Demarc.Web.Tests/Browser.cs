using Microsoft.Playwright;

namespace Demarc.Web.Tests;

/// <summary>Debian's Chromium, driven as a person drives it. Tests that need it are skipped where it is not installed.</summary>
public sealed class Browser : IAsyncLifetime
{
    private const string Chromium = "/usr/bin/chromium";

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async ValueTask InitializeAsync()
    {
        if (!File.Exists(Chromium)) return;
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = Chromium, Args = ["--no-sandbox"] });
    }

    /// <summary>A window of that width whose reader speaks that language. Whatever the page's script or policy complains of fails the test.</summary>
    public async Task<(IPage Page, List<string> Complaints)> Open(string locale, int width = 1600, int height = 1100)
    {
        if (_browser is null) Assert.Skip("chromium is not installed");
        var context = await _browser.NewContextAsync(new() { Locale = locale, ViewportSize = new() { Width = width, Height = height } });
        var page = await context.NewPageAsync();
        var complaints = new List<string>();
        page.Console += (_, message) =>
        {
            if (message.Type == "error") complaints.Add(message.Text);
        };
        page.PageError += (_, error) => complaints.Add(error);
        return (page, complaints);
    }

    /// <summary>A window into which a test may put a script of its own: the page's policy is set aside.</summary>
    public async Task<IPage> OpenUnguarded(string locale, ColorScheme scheme)
    {
        if (_browser is null) Assert.Skip("chromium is not installed");
        var context = await _browser.NewContextAsync(new() { Locale = locale, ColorScheme = scheme, BypassCSP = true, ViewportSize = new() { Width = 1400, Height = 1000 } });
        return await context.NewPageAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null) await _browser.DisposeAsync();
        _playwright?.Dispose();
    }
}
