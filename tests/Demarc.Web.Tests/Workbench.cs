using System.Collections.Concurrent;
using System.Net;
using Demarc.Desk;
using Demarc.Desk.People;
using Demarc.Web.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Demarc.Web.Tests;

/// <summary>A real server on a loopback port with a desk of its own, and an administrator who can sign in.</summary>
public sealed class Workbench : IAsyncDisposable
{
    public const string Login = "lin";
    public const string Password = "a long enough password";

    private readonly WebApplication _app;

    private Workbench(WebApplication app, string home)
    {
        (_app, Home) = (app, home);
        Desk = app.Services.GetRequiredService<CaseDesk>();
        Url = new Uri(app.Urls.First());
    }

    public string Home { get; }

    public Uri Url { get; }

    public CaseDesk Desk { get; }

    /// <summary>Every route of the server.</summary>
    public IEnumerable<RouteEndpoint> Routes => _app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>();

    /// <summary>What the server writes into its log from now on.</summary>
    public ConcurrentQueue<string> Logged()
    {
        var lines = new ConcurrentQueue<string>();
        _app.Services.GetRequiredService<ILoggerFactory>().AddProvider(new KeptLog(lines));
        return lines;
    }

    public Person Admin => Desk.People.Find(Login)!;

    public static async Task<Workbench> Start(bool withAdmin = true)
    {
        var home = Path.Combine(Path.GetTempPath(), $"demarc-web-{Guid.NewGuid():N}");
        var app = DemarcServer.Build(new ServerOptions { Home = home, Listen = new IPEndPoint(IPAddress.Loopback, 0) });
        await app.StartAsync();
        var workbench = new Workbench(app, home);
        if (withAdmin) workbench.Desk.People.AcceptInvitation(workbench.Desk.People.FirstRun()!.Token.Reveal(), Login, "Lin", Password);
        return workbench;
    }

    /// <summary>A client that follows no redirects and keeps cookies; signed in where asked.</summary>
    public async Task<Visitor> Visit(string? login = Login)
    {
        var visitor = new Visitor(Url);
        if (login is not null) await visitor.SignIn(login, Password);
        return visitor;
    }

    /// <summary>Signs the administrator in by the page.</summary>
    public async Task SignIn(Microsoft.Playwright.IPage page)
    {
        await page.GotoAsync(Url.ToString());
        await page.FillAsync("#login", Login);
        await page.FillAsync("#password", Password);
        await page.Locator("main button.first").ClickAsync();
        await page.WaitForURLAsync(Url.ToString());
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        Directory.Delete(Home, recursive: true);
    }

    private sealed class KeptLog(ConcurrentQueue<string> lines) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => lines.Enqueue(formatter(state, exception) + exception);

        public void Dispose()
        {
        }
    }
}
