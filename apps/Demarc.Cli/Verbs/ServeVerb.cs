using System.CommandLine;
using System.Diagnostics;
using Demarc.Model;

namespace Demarc.Cli.Verbs;

/// <summary>
/// <c>demarc serve</c>: the workbench. It is a program of its own beside this one, so that no other verb waits for a web server to be
/// loaded; from a checkout the launcher <c>./demarc serve</c> starts it without coming here.
/// </summary>
public sealed class ServeVerb : Verb
{
    private readonly Option<string?> _listen;
    private readonly Option<string?> _url;
    private readonly Option<string?> _home;

    public ServeVerb()
        : base("serve", new("the web workbench and the customers' portal", "网页工作台与客户门户"))
    {
        _listen = Offers(new Option<string?>("--listen"), new("where it listens; 127.0.0.1:8080 where not given", "监听地址，默认 127.0.0.1:8080"), "ADDRESS:PORT");
        _url = Offers(new Option<string?>("--url"), new("how others reach it, for links in letters", "他人访问的网址，用于邮件中的链接"), "URL");
        _home = Offers(new Option<string?>("--home"), new("folder of cases and evidence; else DEMARC_HOME", "案例与证据的目录，默认 DEMARC_HOME"), "DIR");
    }

    public override Common Uses => Common.Always;

    public override IReadOnlyList<Example> Examples { get; } =
    [
        new("demarc serve", new("on this machine alone, at http://127.0.0.1:8080", "仅供本机使用：http://127.0.0.1:8080")),
        new("demarc serve --listen 192.0.2.10:8080 --url https://cases.example.com/", new("for a team, behind a server that does HTTPS", "供团队使用，由前置服务器提供 HTTPS")),
    ];

    public override int Run(Invocation call)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "web", "demarc-web.dll");
        if (!File.Exists(program)) throw new CommandException(ExitCodes.Unavailable, new("this build comes without the workbench; in a checkout, ./demarc serve builds and starts it", "此版本不含工作台；在源码目录中，./demarc serve 会构建并启动它"));
        var start = new ProcessStartInfo("dotnet") { UseShellExecute = false };
        start.ArgumentList.Add(program);
        foreach (var (name, value) in new[] { ("--listen", call.Parsed.GetValue(_listen)), ("--url", call.Parsed.GetValue(_url)), ("--home", call.Parsed.GetValue(_home)), ("--lang", call.Language == Language.Chinese ? "zh" : "en") })
        {
            if (value is null) continue;
            start.ArgumentList.Add(name);
            start.ArgumentList.Add(value);
        }

        // Ctrl-C goes to both: the server stops politely by itself.
        call.Surroundings.LeavesInterrupts = true;
        using var server = Process.Start(start) ?? throw new CommandException(ExitCodes.Unavailable, new("the workbench did not start", "工作台未能启动"));
        server.WaitForExit();
        return server.ExitCode;
    }
}
