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
    private readonly Option<string?> _confirmedBy;
    private readonly Option<string?> _right;
    private readonly Option<bool> _due;
    private readonly Option<bool> _allEvidence;
    private readonly Option<bool> _all;
    private readonly Option<string?> _server;
    private readonly Option<string?> _tokenFile;
    private readonly Option<string?> _folder;
    private readonly Option<string?> _repeats;
    private readonly Option<bool> _watch;
    private readonly Option<string?> _for;
    private readonly Option<bool> _link;
    private readonly Option<string?> _site;

    public CaseVerb()
        : base("case", new("keep cases: mails, evidence, verdicts, log", "管理案例：邮件、证据、结论与日志"))
    {
        _action = Takes(
            new Argument<string>("ACTION"),
            new(
                "new [FILE…]: open a case; list; show CASE; add CASE FILE…: add evidence; mail-in: take a mail from standard input, or all of --folder; log CASE TEXT; claim CASE TEXT; close CASE; reopen CASE TEXT; search WORDS; summary CASE; calibration: how often verdicts were right; priors [on|off]: weigh verdicts by confirmed cases; retention [CASE [CLASS]]: how long it is kept; hold CASE WHY, release CASE WHY: legal hold; erase CASE WHY; export CASE [FILE]: a zip for the customer; ask CASE [TEST]: make an evidence request; trial CASE yes|no FACTOR=LEVEL…: write a trial down; remind CASE DAYS TEXT; tag CASE [add|remove TAG…]; escalation CASE [FILE]: the pack for a carrier or vendor; parties CASE [add ROLE NAME ADDRESS | remove PARTY]; letter CASE [TEMPLATE]: begin a letter; send CASE FILE: queue it; letters CASE [recall ID]; link CASE [new [PARTY] | revoke ID]: upload links; quarantine [accept ID [CASE] | reject ID]",
                "new [文件…]：新建案例；list：列表；show 案例：查看；add 案例 文件…：添加证据；mail-in：从标准输入收一封邮件，或收取 --folder 中的邮件；log 案例 文字：写日志；claim 案例 文字：记录判断；close 案例：关闭；reopen 案例 文字：重新打开；search 词语：搜索；summary 案例：总结草稿；calibration：结论正确率；priors [on|off]：结论是否计入已确认案例；retention [案例 [类别]]：保留期限；hold 案例 理由、release 案例 理由：法律保留；erase 案例 理由：删除；export 案例 [文件]：给客户的压缩包；ask 案例 [测试]：提出取证请求；trial 案例 yes|no 因素=取值…：记录试验；remind 案例 天数 内容：提醒；tag 案例 [add|remove 标签…]：标签；escalation 案例 [文件]：移交运营商或厂商的材料包；parties 案例 [add 角色 姓名 地址 | remove 参与方]；letter 案例 [模板]：起草信件；send 案例 文件：待发；letters 案例 [recall 编号]；link 案例 [new [参与方] | revoke 编号]：上传链接；quarantine：待处理邮件"));
        _words = Takes(new Argument<string[]>("WORDS") { Arity = ArgumentArity.ZeroOrMore }, new("the case by its number, then files or text", "案例编号，其后为文件或文字"));
        _title = Offers(new Option<string?>("--title"), new("new: what the case is called; else the subject of the mail", "new：案例标题；默认取邮件主题"), "TEXT");
        _kind = Offers(new Option<string?>("--kind"), new("log: report, scope, hypothesis, request, experiment, change, result, analysis or decision", "log：类别 report、scope、hypothesis、request、experiment、change、result、analysis、decision"), "KIND");
        _by = Offers(new Option<string?>("--by"), new("log, claim: whose words these are", "log、claim：出自何人"), "NAME");
        _reason = Offers(new Option<string?>("--reason"), new("close: cause-confirmed, solved, handed-over, no-answer or withdrawn", "close：原因 cause-confirmed、solved、handed-over、no-answer、withdrawn"), "REASON");
        _cause = Offers(new Option<string?>("--cause"), new("close: the cause that was confirmed ('demarc causes' lists them)", "close：已确认的原因（见 demarc causes）"), "ID");
        _repeats = Offers(new Option<string?>("--repeats"), new("trial: runs alike", "trial：相同条件下的次数"), "N");
        _folder = Offers(new Option<string?>("--folder"), new("mail-in: a folder of .eml files, mailbox files (.mbox) and Maildirs; what is taken in is moved to its folder 'taken', what cannot be to 'refused'", "mail-in：存放 .eml、邮箱文件（.mbox）与 Maildir 的文件夹；收取后移至其中的 taken，无法收取的移至 refused"), "DIR");
        _watch = Offers(new Option<bool>("--watch"), new("mail-in: go on taking from the folder until interrupted", "mail-in：持续收取文件夹中的邮件，直到中断"));
        _confirmedBy = Offers(new Option<string?>("--confirmed-by"), new("close: how the cause was confirmed: cured-and-returned, owner or server-side", "close：原因如何确认：cured-and-returned（变更后恢复且回退后复现）、owner（所属方确认）、server-side（服务器侧证据）"), "HOW");
        _right = Offers(new Option<string?>("--verdict-right"), new("close: whether the verdict was right: yes, partly or no", "close：结论是否正确：yes、partly、no"), "ANSWER");
        _due = Offers(new Option<bool>("--due"), new("erase: all closed cases whose time is over and that no hold keeps", "erase：删除所有已到期且不在法律保留中的案例"));
        _allEvidence = Offers(new Option<bool>("--all-evidence"), new("export: evidence that others than the customer gave, too", "export：包括客户以外人员提供的证据"));
        _all = Offers(new Option<bool>("--all"), new("list: closed cases too", "list：包括已关闭的案例"));
        _for = Offers(new Option<string?>("--for"), new("letter: the party it speaks to, by id or address", "letter：收信的参与方（编号或地址）"), "PARTY");
        _link = Offers(new Option<bool>("--link"), new("letter: make an upload link and put it in", "letter：生成上传链接并写入信中"));
        _site = Offers(new Option<string?>("--site"), new("letter, link: where customers reach the workbench; else http://127.0.0.1:8080", "letter、link：客户访问工作台的地址；默认 http://127.0.0.1:8080"), "URL");
        _server = Offers(new Option<string?>("--server"), new("the desk of a server instead of this machine's; DEMARC_TOKEN or --token-file opens it", "使用服务器上的案例，而非本机；需 DEMARC_TOKEN 或 --token-file"), "URL");
        _tokenFile = Offers(new Option<string?>("--token-file"), new("with --server: the file whose first line is the token", "与 --server 同用：首行为令牌的文件"), "FILE");
    }

    public override Common Uses => Common.Json | Common.Catalogue | Common.Markdown;

    public override IReadOnlyList<Example> Examples { get; } =
    [
        new("demarc case new thread.txt capture.pcap", new("a case from a mail thread and a capture, with its verdict", "由邮件往来与抓包新建案例并给出结论")),
        new("demarc case trial DM-2026-0001 yes client=signed-in network=office --repeats 3", new("the symptom came with these settings; the verdict weighs it", "在这些条件下现象出现；结论会计入")),
    ];

    public override int Run(Invocation call)
    {
        var words = call.Parsed.GetValue(_words) ?? [];
        var action = call.Parsed.GetValue(_action) ?? "";
        try
        {
            using var desk = Open(call);
            var (reading, working, keeping) = (new CasePages(call, desk), new CaseWork(call, desk), new CaseKeep(call, desk));
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
                    return MailIn(call, desk, working, words);
                case "log":
                    return working.Log(First(words, action), Rest(words, action), call.Parsed.GetValue(_kind) ?? "report", call.Parsed.GetValue(_by));
                case "claim":
                    return working.Log(First(words, action), Rest(words, action), "hypothesis", call.Parsed.GetValue(_by));
                case "close":
                    return working.Close(One(words, action), call.Parsed.GetValue(_reason) ?? "solved", call.Parsed.GetValue(_cause), call.Parsed.GetValue(_right), call.Parsed.GetValue(_confirmedBy));
                case "reopen":
                    return working.Reopen(First(words, action), string.Join(' ', words[1..]));
                case "search":
                    return reading.Search(Rest(["", .. words], action));
                case "summary":
                    return reading.Summary(One(words, action));
                case "calibration":
                    return new CaseField(call, desk).Calibration();
                case "priors":
                    return new CaseField(call, desk).Priors(words);
                case "retention":
                    return keeping.Retention(words);
                case "hold":
                    return keeping.Hold(First(words, action), Rest(words, action));
                case "release":
                    return keeping.Release(First(words, action), Rest(words, action));
                case "erase":
                    return keeping.Erase(words, call.Parsed.GetValue(_due));
                case "export":
                    return keeping.Export(words, call.Parsed.GetValue(_allEvidence));
                case "ask":
                    return new CaseSteps(call, desk).Ask(First(words, action), words[1..]);
                case "trial":
                    return new CaseSteps(call, desk).Trial(First(words, action), words[1..], Repeats(call));
                case "remind":
                    return new CaseSteps(call, desk).Remind(First(words, action), words[1..]);
                case "tag":
                    return new CaseSteps(call, desk).Tag(First(words, action), words[1..]);
                case "escalation":
                    return new CaseSteps(call, desk).Escalation(First(words, action), words[1..]);
                case "parties":
                    return new CasePost(call, desk).Parties(First(words, action), words[1..]);
                case "letter":
                    return new CasePost(call, desk).Letter(First(words, action), words[1..], call.Parsed.GetValue(_for), call.Parsed.GetValue(_link));
                case "send":
                    return words is [var number, var file] ? new CasePost(call, desk).Send(number, file) : throw new CommandException(ExitCodes.WrongUsage, new("case send needs a case and a file, or - for standard input", "case send 需要案例编号与文件，或用 - 表示标准输入"));
                case "letters":
                    return new CasePost(call, desk).Letters(First(words, action), words[1..]);
                case "link":
                    return new CasePost(call, desk).Link(First(words, action), words[1..]);
                case "quarantine":
                    return working.Quarantine(words);
                default:
                    throw new CommandException(ExitCodes.WrongUsage, new($"case has no action '{action}'; see demarc case --help", $"case 没有动作“{action}”；用法见 demarc case --help"));
            }
        }
        catch (CommandException fault) when (action == "mail-in" && fault.ExitCode is (ExitCodes.Unavailable or ExitCodes.NotPermitted))
        {
            // The server is away or does not let us in: no fault of the mail's either.
            throw new CommandException(ExitCodes.TryLater, fault.Text);
        }
        catch (Exception fault) when (action == "mail-in" && fault is not (CommandException or OperationCanceledException))
        {
            // A mail server returns the mail to its sender on every other status, and a full disk of ours is no fault of theirs.
            throw new CommandException(ExitCodes.TryLater, new($"the mail cannot be taken in now: {fault.Message}", $"暂时无法收取该邮件：{fault.Message}"));
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
        {
            if (call.Parsed.GetValue(_site) is not null) throw new CommandException(ExitCodes.WrongUsage, new("the server knows where it is reached: --site is for the desk of this machine", "服务器自知其访问地址：--site 仅用于本机案例库"));
            return new RemoteCases(new DeskServer(DeskAddress.Read(server, call.Parsed.GetValue(_tokenFile), call.Surroundings.Variable), call.Language, call.Interrupted), () => CatalogueFolder.Read(call));
        }

        if (call.Parsed.GetValue(_tokenFile) is not null) throw new CommandException(ExitCodes.WrongUsage, new("--token-file needs --server", "--token-file 需与 --server 同用"));
        var desk = LocalDesk.Open(LocalDesk.Home(call.Surroundings.Variable), TimeProvider.System, () => CatalogueFolder.Read(call), CommandLine.Version);
        return new LocalCases(desk, new(null, call.Surroundings.Variable("USER") ?? "command line"), Site(call), call.Interrupted);
    }

    private string Site(Invocation call) => call.Parsed.GetValue(_site) is not { } text ? "http://127.0.0.1:8080/"
        : Uri.TryCreate(text, UriKind.Absolute, out var site) && site.Scheme is "http" or "https" ? text.TrimEnd('/') + "/"
        : throw new CommandException(ExitCodes.WrongUsage, new($"--site needs an address such as https://desk.example, not '{text}'", $"--site 需要形如 https://desk.example 的地址，而不是“{text}”"));

    private int Repeats(Invocation call) => call.Parsed.GetValue(_repeats) is not { } text ? 1
        : int.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var count) ? count
        : throw new CommandException(ExitCodes.WrongUsage, new($"--repeats needs a whole number, not '{text}'", $"--repeats 需要整数，而不是“{text}”"));

    private int MailIn(Invocation call, ICaseActions desk, CaseWork working, string[] words)
    {
        if (words.Length > 0) throw new CommandException(ExitCodes.WrongUsage, new($"'{words[0]}' is one argument too many", $"多出的参数“{words[0]}”"));
        var watch = call.Parsed.GetValue(_watch);
        if (call.Parsed.GetValue(_folder) is { } folder) return watch ? new FolderWatch(call, desk.Here).Watch(folder) : new FolderWatch(call, desk.Here).Once(folder);
        return watch ? throw new CommandException(ExitCodes.WrongUsage, new("--watch needs --folder", "--watch 需与 --folder 同用")) : working.MailIn();
    }

    private static string First(string[] words, string action) =>
        words.Length > 0 ? words[0] : throw new CommandException(ExitCodes.WrongUsage, new($"case {action} needs the number of a case; 'demarc case list' shows them", $"case {action} 需要案例编号；可用 demarc case list 查看"));

    private static string One(string[] words, string action) =>
        words.Length <= 1 ? First(words, action) : throw new CommandException(ExitCodes.WrongUsage, new($"'{words[1]}' is one argument too many", $"多出的参数“{words[1]}”"));

    private static string Rest(string[] words, string action) =>
        words.Length > 1 ? string.Join(' ', words[1..]) : throw new CommandException(ExitCodes.WrongUsage, new($"case {action} needs some text", $"case {action} 需要文字"));
}
