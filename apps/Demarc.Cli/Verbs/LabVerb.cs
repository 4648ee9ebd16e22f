using System.CommandLine;
using Demarc.Cli.Lab;
using Demarc.Lab;
using Demarc.Model;

namespace Demarc.Cli.Verbs;

/// <summary><c>demarc lab ACTION</c>: networks with known faults. Each action is a class under Lab/.</summary>
public sealed class LabVerb : Verb
{
    private readonly Argument<string> _action;
    private readonly Argument<string[]> _words;
    private readonly Option<string?> _at;
    private readonly Option<string?> _seed;
    private readonly Option<string?> _link;
    private readonly Option<bool> _unprivileged;
    private readonly Option<string[]> _scenarios;
    private readonly Option<string?> _only;
    private readonly Option<int> _seeds;
    private readonly Option<int> _jobs;
    private readonly Option<bool> _withControl;
    private readonly Option<string?> _command;
    private readonly Option<string?> _keep;
    private readonly Option<string?> _save;
    private readonly Option<string?> _replay;

    public LabVerb()
        : base("lab", new("networks with known faults, to try things in", "含已知故障的实验网络，供试验之用"))
    {
        _action = Takes(new Argument<string>("ACTION"), new("list: the scenarios; run SCENARIO [-- COMMAND]: set one up and run any program inside; score: check every scenario and say how good the verdicts are; measure SCENARIO: one run of a score, as JSON", "list：列出场景；run SCENARIO [-- COMMAND]：搭建一个场景并在其中运行任意程序；score：逐一检查全部场景并评价结论；measure SCENARIO：评价中的一次运行，输出 JSON"));
        _words = Takes(new Argument<string[]>("WORDS") { Arity = ArgumentArity.ZeroOrMore }, new("the scenario and, behind --, the program with its arguments", "场景名；-- 之后为程序及其参数"));
        _at = Offers(new Option<string?>("--at"), new("where the program runs: client (the usual place), client2, control, server, or another host of the scenario", "程序运行的位置：client（默认）、client2、control、server 或场景中的其他主机"), "HOST");
        _seed = Offers(new Option<string?>("--seed"), new("decides every chance in the network; 1 where not given", "决定网络中的一切随机；默认为 1"), "N");
        _link = Offers(new Option<string?>("--link"), new("how hosts are joined: tun or ethernet; without it, tun where it is open", "主机的接入方式：tun 或 ethernet；不指定时，tun 可用则用 tun"), "tun|ethernet");
        _unprivileged = Offers(new Option<bool>("--unprivileged"), new("run the program, or the checks of a score, as a user without rights", "以无特权用户运行程序或评价中的检查"));
        _scenarios = Offers(new Option<string[]>("--scenarios"), new("a folder with more scenarios; may be repeated", "含更多场景的文件夹，可重复"), "DIR");
        _only = Offers(new Option<string?>("--only"), new("score: only scenarios whose names match, such as dns*,loss-*", "score：只运行名称匹配的场景，如 dns*,loss-*"), "PATTERN");
        _seeds = Offers(new Option<int>("--seeds") { DefaultValueFactory = _ => 3 }, new("score: runs of each scenario; 3 where not given", "score：每个场景的运行次数，默认 3"), "N");
        _jobs = Offers(new Option<int>("--jobs") { DefaultValueFactory = _ => 2 }, new("score: labs that stand at once; 2 where not given", "score：同时搭建的实验网络数，默认 2"), "N");
        _withControl = Offers(new Option<bool>("--with-control"), new("score, measure: a control vantage checks too, and both are compared", "score、measure：对照观测点同时检查，并比较两者"));
        _command = Offers(new Option<string?>("--command"), new("score, measure: what to run in place of demarc check; {target}, {ca} and {at} are filled in", "score、measure：代替 demarc check 运行的命令；其中的 {target}、{ca}、{at} 会被替换"), "TEXT");
        _keep = Offers(new Option<string?>("--keep"), new("score: write the JSON document to a file as well", "score：同时把 JSON 文档写入文件"), "FILE");
        _save = Offers(new Option<string?>("--save"), new("score, measure: keep what was measured, for --replay", "score、measure：保存测量结果，供 --replay 使用"), "DIR");
        _replay = Offers(new Option<string?>("--replay"), new("score: conclude again from kept measurements instead of measuring", "score：不再测量，用已保存的测量结果重新下结论"), "DIR");
    }

    public override Common Uses => Common.Json | Common.Catalogue;

    public override IReadOnlyList<Example> Examples { get; } =
    [
        new("demarc lab run ecmp-bad-member -- mtr -rn -c 10 www.lab.example", new("mtr inside a network one of whose links is bad", "在一条链路有故障的网络中运行 mtr")),
        new("demarc lab run healthy --at control -- curl -s http://www.lab.example/", new("a fetch from the control vantage", "从对照观测点取网页")),
    ];

    public override int Run(Invocation call)
    {
        var action = call.Parsed.GetValue(_action) ?? "";
        var words = call.Parsed.GetValue(_words) ?? [];
        var folders = call.Parsed.GetValue(_scenarios) ?? [];
        switch (action)
        {
            case "list":
                if (words.Length > 0) throw new CommandException(ExitCodes.WrongUsage, new($"'{words[0]}' is one argument too many", $"多出的参数“{words[0]}”"));
                return ScenarioList.Write(ScenarioFolder.Read(call, folders), call);
            case "run":
                if (words.Length == 0) throw new CommandException(ExitCodes.WrongUsage, new("lab run needs a scenario; 'demarc lab list' shows them", "lab run 需要场景名；可用 demarc lab list 查看"));
                var scenario = ScenarioFolder.Find(ScenarioFolder.Read(call, folders), words[0]);
                return new LabRun(call, scenario, call.Parsed.GetValue(_at) ?? "client", Seed(call), Link(call), call.Parsed.GetValue(_unprivileged)).Do(words[1..]);
            case "measure":
                if (words.Length != 1) throw new CommandException(ExitCodes.WrongUsage, new("lab measure takes one scenario", "lab measure 需要一个场景名"));
                var one = ScenarioFolder.Find(ScenarioFolder.Read(call, folders), words[0]);
                return new LabMeasure(call, one, Seed(call), Link(call), call.Parsed.GetValue(_withControl), call.Parsed.GetValue(_unprivileged), call.Parsed.GetValue(_command), call.Parsed.GetValue(_save)).Do();
            case "score":
                if (words.Length > 0) throw new CommandException(ExitCodes.WrongUsage, new($"'{words[0]}' is one argument too many; --only chooses scenarios", $"多出的参数“{words[0]}”；用 --only 选择场景"));
                return new LabScore(call, Wish(call, folders)).Do(ScenarioFolder.Read(call, folders));
            default:
                throw new CommandException(ExitCodes.WrongUsage, new($"lab has no action '{action}'; there are list, run, score and measure", $"lab 没有动作“{action}”；可用的有 list、run、score、measure"));
        }
    }

    private ScoreWish Wish(Invocation call, string[] folders)
    {
        const int mostSeeds = 1000, mostJobs = 64;
        var (seeds, jobs) = (call.Parsed.GetValue(_seeds), call.Parsed.GetValue(_jobs));
        if (seeds is < 1 or > mostSeeds) throw new CommandException(ExitCodes.WrongUsage, new($"--seeds takes 1 to {mostSeeds}", $"--seeds 的值应为 1 到 {mostSeeds}"));
        if (jobs is < 1 or > mostJobs) throw new CommandException(ExitCodes.WrongUsage, new($"--jobs takes 1 to {mostJobs}", $"--jobs 的值应为 1 到 {mostJobs}"));
        Link(call);
        return new(call.Parsed.GetValue(_only), seeds, jobs, call.Parsed.GetValue(_withControl), call.Parsed.GetValue(_unprivileged), call.Parsed.GetValue(_command), call.Parsed.GetValue(_link), folders, call.Parsed.GetValue(_keep), call.Parsed.GetValue(_save), call.Parsed.GetValue(_replay));
    }

    private ulong Seed(Invocation call)
    {
        var text = call.Parsed.GetValue(_seed) ?? "1";
        return ulong.TryParse(text, out var seed) ? seed : throw new CommandException(ExitCodes.WrongUsage, new($"--seed takes a whole number, not '{text}'", $"--seed 的值应为整数，而不是“{text}”"));
    }

    private LabLink Link(Invocation call) => call.Parsed.GetValue(_link) switch
    {
        null => LabLink.Any,
        "tun" => LabLink.Tun,
        "ethernet" => LabLink.Ethernet,
        var text => throw new CommandException(ExitCodes.WrongUsage, new($"--link takes tun or ethernet, not '{text}'", $"--link 的值应为 tun 或 ethernet，而不是“{text}”")),
    };
}
