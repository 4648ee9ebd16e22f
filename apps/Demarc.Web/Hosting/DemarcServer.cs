using System.Globalization;
using System.Reflection;
using Demarc.Desk;
using Demarc.Desk.Post;
using Demarc.Desk.Sqlite;
using Demarc.Desk.Store;
using Demarc.Reasoning;
using Demarc.Uploads;
using Demarc.Web.Api;
using Demarc.Web.Routes;
using Microsoft.AspNetCore.Components.Web;

namespace Demarc.Web.Hosting;

/// <summary>Puts the workbench together and runs it.</summary>
public static class DemarcServer
{
    private const int Success = 0;
    private const int WrongUsage = 64;
    private const int Unavailable = 69;
    private const long LargestForm = 64L * 1024 * 1024;

    /// <summary>Runs until it is stopped.</summary>
    public static async Task<int> RunAsync(string[] words)
    {
        ServerOptions options;
        try
        {
            options = ServerOptions.Read(words, Environment.GetEnvironmentVariable);
        }
        catch (DeskFault fault)
        {
            await Console.Error.WriteLineAsync($"demarc: {fault.Text.En}\ndemarc: {fault.Text.Zh}");
            return WrongUsage;
        }

        if (options.Help)
        {
            await Console.Out.WriteLineAsync("""
                demarc serve [--listen ADDRESS:PORT] [--url URL] [--home DIR] [--lang zh|en]

                --listen  where it listens; 127.0.0.1:8080 where not given      监听地址，默认 127.0.0.1:8080
                --url     how others reach it, for links in letters             他人访问的网址，用于邮件中的链接
                --home    folder of cases and evidence; else DEMARC_HOME        案例与证据的目录，默认 DEMARC_HOME
                """);
            return Success;
        }

        WebApplication app;
        try
        {
            app = Build(options);
        }
        catch (Exception fault) when (fault is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync("demarc: " + fault.Message);
            return Unavailable;
        }

        await using (app)
        {
            try
            {
                await app.StartAsync();
            }
            catch (IOException fault)
            {
                await Console.Error.WriteLineAsync(new Bilingual($"demarc: cannot listen on {options.Listen}: {fault.Message}", $"demarc: 无法监听 {options.Listen}：{fault.Message}").In(options.Language));
                return Unavailable;
            }

            var address = options.PublicUrl?.ToString() ?? app.Urls.First() + "/";
            Console.WriteLine(new Bilingual($"Demarc is at {address}", $"Demarc 已启动：{address}").In(options.Language));
            if (app.Services.GetRequiredService<CaseDesk>().People.FirstRun() is { } invitation)
            {
                Console.WriteLine(new Bilingual("No account yet. This link makes the first one, an administrator's; it works once, for an hour:", "尚无账户。用以下链接创建首个（管理员）账户；仅可使用一次，一小时内有效：").In(options.Language));
                Console.WriteLine($"  {address}welcome/{invitation.Token.Reveal()}");
            }

            await app.WaitForShutdownAsync();
        }

        return Success;
    }

    /// <summary>The application, ready to start.</summary>
    public static WebApplication Build(ServerOptions options, TimeProvider? clock = null)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory, ApplicationName = typeof(DemarcServer).Assembly.GetName().Name });
        builder.Logging.SetMinimumLevel(LogLevel.Warning);

        // Pages hold nothing that the framework's own keys protect: sessions and forms have secrets of the desk's.
        builder.Logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(options.Listen);
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = LargestForm;
            kestrel.Limits.MaxConcurrentConnections = 2000;
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(20);
        });
        var version = Assembly.GetExecutingAssembly().GetName().Version?.ToString(3) ?? "0.0.0";
        var services = builder.Services;
        services.AddSingleton(options);
        services.AddSingleton(clock ?? TimeProvider.System);
        services.AddSingleton(LocalDesk.Open(options.Home, clock ?? TimeProvider.System, () => CauseCatalogue.With([]), version));
        services.AddSingleton(new Assets(Path.Combine(AppContext.BaseDirectory, "wwwroot")));
        services.AddSingleton(provider => new Outbox(provider.GetRequiredService<CaseDesk>(), new SubmissionSettings(provider.GetRequiredService<CaseDesk>().Settings, options.Home)));
        services.AddHostedService<DeskChores>();
        services.AddRazorComponents();
        services.AddSingleton<IUploadGate, UploadGate>();
        ApiV1.AddTo(services);
        services.AddUploads(new UploadOptions { Folder = Path.Combine(options.Home, "uploads") });
        services.Configure<Microsoft.AspNetCore.Http.Features.FormOptions>(form =>
        {
            form.MultipartBodyLengthLimit = LargestForm;
            form.ValueLengthLimit = 4 * 1024 * 1024;
            form.ValueCountLimit = 200;
        });
        var app = builder.Build();
        app.Use(static (context, next) =>
        {
            SecurityHeaders.Add(context);
            return next(context);
        });
        app.UseMiddleware<FaultPages>();
        app.UseWhen(static context => context.Request.Path.StartsWithSegments(ApiDoor.Root), static api => api.UseMiddleware<ApiDoor>());
        app.UseWhen(static context => !context.Request.Path.StartsWithSegments(ApiDoor.Root), static pages => pages.UseMiddleware<SignedInReader>());
        app.Services.GetRequiredService<Assets>().Map(app);
        SignInRoutes.Map(app);
        CaseRoutes.Map(app);
        WorkRoutes.Map(app);
        DeskRoutes.Map(app);
        PortalRoutes.Map(app);
        MailRoutes.Map(app);
        SettingsRoutes.Map(app);
        SummaryRoutes.Map(app);
        ApiV1.Map(app);
        app.MapUploads("/uploads");
        app.MapUploads("/u/{token}/files");
        app.MapUploads("/cases/{number}/uploads");
        app.MapGet("/favicon.ico", static () => Results.Bytes(Favicon.Svg, "image/svg+xml"));
        app.MapFallback(static (HttpContext context) => FaultPages.NotFound(context));
        return app;
    }

    /// <summary>A number of a query or form, or null.</summary>
    internal static int? Number(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
