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

    public LabVerb()
        : base("lab", new("networks with known faults, to try things in", "含已知故障的实验网络，供试验之用"))
    {
        _action = Takes(new Argument<string>("ACTION"), new("list: the scenarios; run SCENARIO [-- COMMAND]: set one up and run any program inside", "list：列出场景；run SCENARIO [-- COMMAND]：搭建一个场景并在其中运行任意程序"));
        _words = Takes(new Argument<string[]>("WORDS") { Arity = ArgumentArity.ZeroOrMore }, new("the scenario and, behind --, the program with its arguments", "场景名；-- 之后为程序及其参数"));
        _at = Offers(new Option<string?>("--at"), new("where the program runs: client (the usual place), client2, control, server, or another host of the scenario", "程序运行的位置：client（默认）、client2、control、server 或场景中的其他主机"), "HOST");
        _seed = Offers(new Option<string?>("--seed"), new("decides every chance in the network; 1 where not given", "决定网络中的一切随机；默认为 1"), "N");
        _link = Offers(new Option<string?>("--link"), new("how hosts are joined: tun or ethernet; without it, tun where it is open", "主机的接入方式：tun 或 ethernet；不指定时，tun 可用则用 tun"), "tun|ethernet");
        _unprivileged = Offers(new Option<bool>("--unprivileged"), new("run the program as a user without rights", "以无特权用户运行程序"));
        _scenarios = Offers(new Option<string[]>("--scenarios"), new("a folder with more scenarios; may be repeated", "含更多场景的文件夹，可重复"), "DIR");
    }

    public override Common Uses => Common.Json;

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
            default:
                throw new CommandException(ExitCodes.WrongUsage, new($"lab has no action '{action}'; there are list and run", $"lab 没有动作“{action}”；可用的有 list、run"));
        }
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
