using System.CommandLine;
using Demarc.Cli.Desk;
using Demarc.Cli.Desk.Remote;
using Demarc.Desk.Sqlite;
using Demarc.Desk.Store;
using Demarc.Model;

namespace Demarc.Cli.Verbs;

/// <summary><c>demarc case ACTION</c>: the case desk of this machine. Each action is a method of a class under Desk/.</summary>
public sealed class CaseVerb : Verb
{
    private readonly Argument<string> _action;
    private readonly Argument<string[]> _words;
    private readonly Option<string?> _title;
    private readonly Option<string?> _kind;
    private readonly Option<string?> _by;
    private readonly Option<string?> _reason;
    private readonly Option<string?> _cause;
    private readonly Option<bool> _all;
    private readonly Option<string?> _server;
    private readonly Option<string?> _tokenFile;

    public CaseVerb()
        : base("case", new("keep cases: mails, evidence, verdicts, log", "管理案例：邮件、证据、结论与日志"))
    {
        _action = Takes(
            new Argument<string>("ACTION"),
            new(
                "new [FILE…]: open a case; list; show CASE; add CASE FILE…: add evidence; mail-in: take a mail from standard input; log CASE TEXT; claim CASE TEXT; close CASE; reopen CASE TEXT; search WORDS; summary CASE; quarantine [accept ID [CASE] | reject ID]",
                "new [文件…]：新建案例；list：列表；show 案例：查看；add 案例 文件…：添加证据；mail-in：从标准输入收一封邮件；log 案例 文字：写日志；claim 案例 文字：记录判断；close 案例：关闭；reopen 案例 文字：重新打开；search 词语：搜索；summary 案例：总结草稿；quarantine：待处理邮件"));
        _words = Takes(new Argument<string[]>("WORDS") { Arity = ArgumentArity.ZeroOrMore }, new("the case by its number, then files or text", "案例编号，其后为文件或文字"));
        _title = Offers(new Option<string?>("--title"), new("new: what the case is called; else the subject of the mail", "new：案例标题；默认取邮件主题"), "TEXT");
        _kind = Offers(new Option<string?>("--kind"), new("log: report, scope, hypothesis, request, experiment, change, result, analysis or decision", "log：类别 report、scope、hypothesis、request、experiment、change、result、analysis、decision"), "KIND");
        _by = Offers(new Option<string?>("--by"), new("log, claim: whose words these are", "log、claim：出自何人"), "NAME");
        _reason = Offers(new Option<string?>("--reason"), new("close: cause-confirmed, solved, handed-over, no-answer or withdrawn", "close：原因 cause-confirmed、solved、handed-over、no-answer、withdrawn"), "REASON");
        _cause = Offers(new Option<string?>("--cause"), new("close: the cause that was confirmed ('demarc causes' lists them)", "close：已确认的原因（见 demarc causes）"), "ID");
        _all = Offers(new Option<bool>("--all"), new("list: closed cases too", "list：包括已关闭的案例"));
        _server = Offers(new Option<string?>("--server"), new("the desk of a server instead of this machine's; DEMARC_TOKEN or --token-file opens it", "使用服务器上的案例，而非本机；需 DEMARC_TOKEN 或 --token-file"), "URL");
        _tokenFile = Offers(new Option<string?>("--token-file"), new("with --server: the file whose first line is the token", "与 --server 同用：首行为令牌的文件"), "FILE");
    }

    public override Common Uses => Common.Json | Common.Catalogue | Common.Markdown;

    public override IReadOnlyList<Example> Examples { get; } =
    [
        new("demarc case new thread.txt capture.pcap", new("a case from a mail thread and a capture, with its verdict", "由邮件往来与抓包新建案例并给出结论")),
        new("demarc case mail-in < message.eml", new("what a mail server's pipe calls for each mail", "邮件服务器对每封邮件通过管道调用")),
    ];

    public override int Run(Invocation call)
    {
        var words = call.Parsed.GetValue(_words) ?? [];
        var action = call.Parsed.GetValue(_action) ?? "";
        try
        {
            using var desk = Open(call);
            var (reading, working) = (new CasePages(call, desk), new CaseWork(call, desk));
            switch (action)
            {
                case "new":
                    return working.New(words, call.Parsed.GetValue(_title));
                case "list":
                    return reading.List(call.Parsed.GetValue(_all));
                case "show":
                    return reading.Show(One(words, action));
                case "add":
                    return working.Add(First(words, action), words[1..]);
                case "mail-in":
                    return working.MailIn();
                case "log":
                    return working.Log(First(words, action), Rest(words, action), call.Parsed.GetValue(_kind) ?? "report", call.Parsed.GetValue(_by));
                case "claim":
                    return working.Log(First(words, action), Rest(words, action), "hypothesis", call.Parsed.GetValue(_by));
                case "close":
                    return working.Close(One(words, action), call.Parsed.GetValue(_reason) ?? "solved", call.Parsed.GetValue(_cause));
                case "reopen":
                    return working.Reopen(First(words, action), string.Join(' ', words[1..]));
                case "search":
                    return reading.Search(Rest(["", .. words], action));
                case "summary":
                    return reading.Summary(One(words, action));
                case "quarantine":
                    return working.Quarantine(words);
                default:
                    throw new CommandException(ExitCodes.WrongUsage, new($"case has no action '{action}'; see demarc case --help", $"case 没有动作“{action}”；用法见 demarc case --help"));
            }
        }
        catch (DeskFault fault)
        {
            throw new CommandException(fault.Kind == DeskFaultKind.NotPermitted ? ExitCodes.NotPermitted : ExitCodes.WrongUsage, fault.Text);
        }
        catch (InvalidDataException fault)
        {
            throw new CommandException(ExitCodes.Unavailable, new(fault.Message, fault.Message));
        }
    }

    /// <summary>The desk of this machine, or that of a server.</summary>
    private ICaseActions Open(Invocation call)
    {
        if (call.Parsed.GetValue(_server) is { } server)
            return new RemoteCases(new DeskServer(DeskAddress.Read(server, call.Parsed.GetValue(_tokenFile), call.Surroundings.Variable), call.Language, call.Interrupted), () => CatalogueFolder.Read(call));
        if (call.Parsed.GetValue(_tokenFile) is not null) throw new CommandException(ExitCodes.WrongUsage, new("--token-file needs --server", "--token-file 需与 --server 同用"));
        var desk = LocalDesk.Open(LocalDesk.Home(call.Surroundings.Variable), TimeProvider.System, () => CatalogueFolder.Read(call), CommandLine.Version);
        return new LocalCases(desk, new(null, call.Surroundings.Variable("USER") ?? "command line"), call.Interrupted);
    }

    private static string First(string[] words, string action) =>
        words.Length > 0 ? words[0] : throw new CommandException(ExitCodes.WrongUsage, new($"case {action} needs the number of a case; 'demarc case list' shows them", $"case {action} 需要案例编号；可用 demarc case list 查看"));

    private static string One(string[] words, string action) =>
        words.Length <= 1 ? First(words, action) : throw new CommandException(ExitCodes.WrongUsage, new($"'{words[1]}' is one argument too many", $"多出的参数“{words[1]}”"));

    private static string Rest(string[] words, string action) =>
        words.Length > 1 ? string.Join(' ', words[1..]) : throw new CommandException(ExitCodes.WrongUsage, new($"case {action} needs some text", $"case {action} 需要文字"));
}
