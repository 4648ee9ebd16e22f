using System.CommandLine;
using System.Net;
using Demarc.Checking;
using Demarc.Cli.Checking;
using Demarc.Cli.Printing;
using Demarc.Model;
using Demarc.Probing;
using Demarc.Probing.Services;
using Demarc.Reasoning;
using Demarc.Reporting;

namespace Demarc.Cli.Verbs;

/// <summary><c>demarc check TARGET…</c>: measure now, from here: whose side is the fault on?</summary>
public sealed class CheckVerb : Verb
{
    private const double DefaultBudget = 20;
    private const double DeepBudget = 120;
    private const double MostBudget = 3600;
    private const int MostTargets = 16;
    private readonly Argument<string[]> _targets;
    private readonly Option<double?> _budget;
    private readonly Option<bool> _deep;
    private readonly Option<string?> _save;
    private readonly Option<string[]> _resolvers;
    private readonly Option<string?> _trusted;
    private readonly Option<string[]> _from;

    public CheckVerb()
        : base("check", new("measure now, from here: whose side is the fault on", "立即从本机测量，判断问题位于哪一侧"))
    {
        _targets = Takes(new Argument<string[]>("TARGET") { Arity = ArgumentArity.OneOrMore }, new("a URL, a host, or host:port; several are compared with one another", "URL、主机或 主机:端口；给出多个时互相对照"));
        _budget = Offers(new Option<double?>("--budget"), new("end after this many seconds (20; with --deep 120)", "最多测量的秒数（默认 20，--deep 时为 120）"), "SECONDS");
        _deep = Offers(new Option<bool>("--deep"), new("go on to costlier tests: upload, idle connection, load", "继续做代价更高的测试：上传、空闲连接、加载时延"));
        _save = Offers(new Option<string?>("--save"), new("keep what was measured; demarc diagnose FILE gives the same verdict again", "保存测量结果；demarc diagnose FILE 可再次得出同一结论"), "FILE");
        _resolvers = Offers(new Option<string[]>("--control-resolver"), new("a resolver to compare the configured ones with; may be repeated", "用于对照的 DNS 服务器，可重复"), "ADDRESS");
        _trusted = Offers(new Option<string?>("--ca"), new("certificates to trust beside the system's (PEM)", "除系统证书外另行信任的证书（PEM）"), "FILE");
        _from = Offers(new Option<string[]>("--from", "--control"), new("measure at another vantage (needs a server with agents)", "在其他观测点测量（需要带探针的服务器）"), "VANTAGE");
    }

    public override Common Uses => Common.Json | Common.Html | Common.Markdown | Common.Catalogue | Common.Vantage | Common.Now | Common.Always;

    public override IReadOnlyList<Example> Examples { get; } =
    [
        new("demarc check https://shop.example/ --html report.html", new("whose side is it on, with a page to pass on", "判断问题位于哪一侧，并生成可转发的页面")),
        new("demarc check shop.example mail.example:25 --save here.json", new("two services from one place, kept to compare with another", "从一处测量两个服务，并保存以便与他处对照")),
    ];

    public override int Run(Invocation call)
    {
        if (call.Parsed.GetValue(_from) is { Length: > 0 })
            throw new CommandException(ExitCodes.Unavailable, new("no agents are connected; run demarc check --json at that place and give both files to demarc diagnose", "尚未连接任何探针；请在该处运行 demarc check --json，再把两个文件交给 demarc diagnose"));
        TargetSpec[] targets = [.. Targets(call)];
        var deep = call.Parsed.GetValue(_deep);
        var budget = Budget(call, deep);
        var catalogue = CatalogueFolder.Read(call);
        var site = new CheckSite(call.Options.Vantage ?? System.Net.Dns.GetHostName(), TimeProvider.System)
        {
            Deep = deep,
            ControlResolvers = [.. Resolvers(call)],
            Roots = Trusted(call),
        };
        var progress = new CheckProgress(call, targets.Length > 1);
        var run = new CheckRun(catalogue, Measurements.All(), site, budget) { Watch = progress.Note };
        var states = run.RunAsync(targets, call.Interrupted).GetAwaiter().GetResult();
        progress.End();

        CaseInput[] inputs = [.. states.Select(state => CheckRun.Input(state, states) with { Now = call.Options.Now ?? site.Log.Now().Utc })];
        VerdictDocument[] documents = [.. inputs.Select(input => Diagnosis.Conclude(input, catalogue, CommandLine.Version))];
        if (call.Parsed.GetValue(_save) is { } save) Save(save, states);
        new Reports(call, catalogue).Write(documents, Numbering.Number(inputs[0]).Observations);
        return call.Interrupted.IsCancellationRequested ? ExitCodes.Interrupted : Reports.ExitCode(documents);
    }

    private IEnumerable<TargetSpec> Targets(Invocation call)
    {
        var given = call.Parsed.GetValue(_targets) ?? [];
        if (given.Length > MostTargets)
            throw new CommandException(ExitCodes.WrongUsage, new($"at most {MostTargets} targets at once", $"一次最多 {MostTargets} 个目标"));
        foreach (var text in given)
        {
            var (target, problem) = TargetSpec.Parse(text);
            yield return target ?? throw new CommandException(ExitCodes.WrongUsage, problem!);
        }
    }

    private TimeSpan Budget(Invocation call, bool deep)
    {
        var seconds = call.Parsed.GetValue(_budget) ?? (deep ? DeepBudget : DefaultBudget);
        return seconds is > 0 and <= MostBudget
            ? TimeSpan.FromSeconds(seconds)
            : throw new CommandException(ExitCodes.WrongUsage, new($"--budget takes seconds, more than 0 and at most {MostBudget:0}", $"--budget 的值为秒数，应大于 0 且不超过 {MostBudget:0}"));
    }

    private IEnumerable<IPEndPoint> Resolvers(Invocation call)
    {
        foreach (var text in call.Parsed.GetValue(_resolvers) ?? [])
        {
            if (!IPEndPoint.TryParse(text, out var end)) throw new CommandException(ExitCodes.WrongUsage, new($"'{text}' is not the address of a resolver", $"“{text}”不是 DNS 服务器的地址"));
            yield return end.Port == 0 ? new(end.Address, 53) : end;
        }
    }

    private TrustRoots Trusted(Invocation call)
    {
        var roots = call.Parsed.GetValue(_trusted) is { } file ? TrustRoots.Load(file) : TrustRoots.Load();
        return roots.Unreadable is [var unreadable, ..]
            ? throw new CommandException(ExitCodes.WrongUsage, new($"cannot read certificates from {unreadable}", $"无法从 {unreadable} 读取证书"))
            : roots;
    }

    /// <summary>Observations of all targets as one document that diagnose reads.</summary>
    private static void Save(string file, IReadOnlyList<CheckState> states)
    {
        var numbered = Numbering.Number(new() { Observations = [.. states.SelectMany(state => state.Observations)] });
        using var stream = File.Create(file);
        JsonReport.WriteObservations(stream, new() { Observations = numbered.Observations });
    }
}
