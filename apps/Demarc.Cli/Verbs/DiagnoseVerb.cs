using System.CommandLine;
using Demarc.Diagnosing;
using Demarc.Cli.Printing;
using Demarc.Model;
using Demarc.Reasoning;
using Demarc.Reporting;
using Demarc.Transcripts;

namespace Demarc.Cli.Verbs;

/// <summary><c>demarc diagnose PATH… | -</c>: whose side is the fault on, from evidence.</summary>
public sealed class DiagnoseVerb : Verb
{
    private readonly Argument<string[]> _paths;
    private readonly Option<bool> _observations;

    public DiagnoseVerb()
        : base("diagnose", new("say from evidence whose side the fault is on", "根据证据判断问题位于哪一侧"))
    {
        _paths = Takes(new Argument<string[]>("PATH") { Arity = ArgumentArity.ZeroOrMore }, new("files, folders, archives (.zip .gz .tar), or - for standard input", "文件、文件夹、压缩包（.zip .gz .tar），或用 - 表示标准输入"));
        _observations = Offers(new Option<bool>("--observations"), new("what was read, without a verdict (with --json)", "只给出读到的观察，不下结论（与 --json 同用）"));
    }

    public override Common Uses => Common.All;

    public override IReadOnlyList<Example> Examples { get; } =
    [
        new("demarc diagnose thread.txt trace.txt --html report.html", new("a case from two files, with a page to pass on", "两个文件的案例，并生成可转发的页面")),
        new("demarc diagnose thread.txt --write-facts facts.yaml", new("propose facts from the prose, to edit and give back with --facts", "从正文提出待确认的事实，修改后用 --facts 交回")),
    ];

    public override int Run(Invocation call)
    {
        var paths = call.Parsed.GetValue(_paths) ?? [];
        if (paths.Length == 0 && call.Options.Facts.Count == 0)
            throw new CommandException(ExitCodes.WrongUsage, new("diagnose needs a file, a folder, an archive, or - for standard input", "diagnose 需要文件、文件夹、压缩包，或用 - 表示标准输入"));
        var catalogue = CatalogueFolder.Read(call);
        var (input, nothing) = CaseReading.Read(paths, call.Options.Facts, call.Surroundings.In, call.Interrupted);
        input = input with { Now = call.Options.Now };
        nothing |= input.Observations.Count == 0;
        if (call.Options.Vantage is { } vantage) input = Named(input, vantage);
        foreach (var unread in input.Unread) Tell(call, unread);
        if (call.Parsed.GetValue(_observations)) return WriteObservations(call, catalogue, input, nothing);

        var document = Diagnosis.Conclude(input, catalogue, CommandLine.Version);
        WriteFacts(call, input, document);
        new Reports(call, catalogue).Write([document], call.Options.Html is null ? [] : Numbering.Number(input).Observations, nothing);
        return nothing ? Nothing(call) : Reports.ExitCode([document]);
    }

    private static int Nothing(Invocation call)
    {
        call.Warn(new("demarc: nothing in the input could be read", "demarc: 输入中没有可识别的内容"));
        return ExitCodes.NothingReadable;
    }

    private static int WriteObservations(Invocation call, CauseCatalogue catalogue, CaseInput input, bool nothing)
    {
        var numbered = Numbering.Number(input);
        new Reports(call, catalogue).WriteJson(stream => JsonReport.WriteObservations(stream, new() { Observations = numbered.Observations, Unread = numbered.Unread }));
        return nothing ? Nothing(call) : ExitCodes.Success;
    }

    /// <summary>Measurements that name no place were made here.</summary>
    private static CaseInput Named(CaseInput input, string vantage) =>
        input with { Observations = [.. input.Observations.Select(o => o.Vantage is null && o.Basis == Basis.Measured ? o with { Vantage = vantage, Evidence = o.Evidence with { Vantage = vantage } } : o)] };

    private static void Tell(Invocation call, Unread unread)
    {
        var where = unread.Lines is [var first, var last] ? first == last ? $":{first}" : $":{first}-{last}" : "";
        call.Note(new($"demarc: {Spoken(unread.Source, where, unread.Reason, ": ")}", $"demarc: {Spoken(unread.Source, where, unread.Zh, "：")}"));
    }

    private static void WriteFacts(Invocation call, CaseInput input, VerdictDocument document)
    {
        if (call.Options.WriteFacts is not { } file) return;
        var proposals = input.Proposed.Select(p => new ProposedFact(p.Fact, p.Rule)).ToArray();
        Reports.Write(file, writer => writer.Write(FactsFile.Write(document.Subject.Target, document.Subject.Symptom, proposals)));
        call.Note(new($"demarc: {proposals.Length} proposed facts written to {file}; edit them and give them back with --facts", $"demarc: 已将 {proposals.Length} 条待确认事实写入 {file}；修改后用 --facts 交回"));
    }

    /// <summary>A reason that names its file already needs no name before it.</summary>
    private static string Spoken(string source, string where, string reason, string colon) =>
        reason.Contains(source, StringComparison.Ordinal) ? reason : source + where + colon + reason;
}
