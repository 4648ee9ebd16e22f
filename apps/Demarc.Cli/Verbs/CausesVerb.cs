using System.CommandLine;
using Demarc.Cli.Printing;
using Demarc.Model;
using Demarc.Reasoning;
using Demarc.Reporting.Terminal;

namespace Demarc.Cli.Verbs;

/// <summary><c>demarc causes [ID]</c>: the catalogue for reading, as a list, as one full entry, or as JSON.</summary>
public sealed class CausesVerb : Verb
{
    private const int Suggestions = 3;
    private readonly Argument<string?> _id;

    public CausesVerb()
        : base("causes", new("the catalogue of causes, for reading", "查阅原因目录")) =>
        _id = Takes(new Argument<string?>("ID") { Arity = ArgumentArity.ZeroOrOne }, new("a cause to show in full; without it, all are listed", "要完整显示的原因；不给出则列出全部"));

    public override Common Uses => Common.Json | Common.Catalogue;

    public override IReadOnlyList<Example> Examples { get; } =
    [
        new("demarc causes tw-recycle-nat", new("all that is known about one cause", "显示一个原因的全部内容")),
        new("demarc causes --json --catalogue our-causes", new("the whole catalogue with a team's own causes, for a program", "含团队自有原因的整个目录，供程序读取")),
    ];

    public override int Run(Invocation call)
    {
        var catalogue = CatalogueFolder.Read(call);
        var id = call.Parsed.GetValue(_id);
        var one = id is null ? null : catalogue.Find(id) ?? throw Unknown(id, catalogue);
        if (call.Options.Json) CauseJson.Write(one is null ? catalogue.Causes : [one], call.Out);
        else if (one is not null) new CausePage(call.Page, call.Language, catalogue).Write(one);
        else List(catalogue, call);
        return ExitCodes.Success;
    }

    private static void List(CauseCatalogue catalogue, Invocation call)
    {
        var ids = catalogue.Causes.Max(cause => cause.Id.Length) + 2;
        var sides = catalogue.Causes.Max(cause => CellWidth.Of(cause.Side.Name().In(call.Language))) + 2;
        foreach (var cause in catalogue.Causes)
        {
            var id = call.Page.Bold(cause.Id) + new string(' ', ids - cause.Id.Length);
            call.Out.WriteLine($"{id}{CellWidth.Pad(cause.Side.Name().In(call.Language), sides)}{cause.Title.In(call.Language)}");
        }
    }

    private static CommandException Unknown(string id, CauseCatalogue catalogue)
    {
        var near = Nearest.To(id, catalogue.Causes.Select(cause => cause.Id), Suggestions);
        var (en, zh) = near.Count == 0
            ? ("'demarc causes' lists them all", "全部原因见 demarc causes")
            : ("the nearest: " + string.Join(", ", near), "最接近的有：" + string.Join("、", near));
        return new(ExitCodes.WrongUsage, new($"no cause '{id}'; {en}", $"没有原因“{id}”；{zh}"));
    }
}
