using System.Xml.Linq;
using Demarc.Testing;

namespace Demarc.Acceptance.Tests.House;

/// <summary>Project references point one way only (docs/architecture.md). Read from the project files: compiled references omit unused ones.</summary>
public sealed class ReferenceDirectionTests
{
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["Demarc.Model"] = [],
        ["Demarc.Yaml"] = [],
        ["Demarc.Wire"] = [],
        ["Demarc.Mail"] = [],
        ["Demarc.Uploads"] = [],
        ["Demarc.Artifacts"] = ["Demarc.Mail", "Demarc.Model"],
        ["Demarc.Captures"] = ["Demarc.Model", "Demarc.Wire"],
        ["Demarc.Transcripts"] = ["Demarc.Captures", "Demarc.Model", "Demarc.Wire", "Demarc.Yaml"],
        ["Demarc.Reasoning"] = ["Demarc.Model", "Demarc.Yaml"],
        ["Demarc.Reporting"] = ["Demarc.Model"],
        ["Demarc.Probing"] = ["Demarc.Model", "Demarc.Wire"],
        ["Demarc.Checking"] = ["Demarc.Model", "Demarc.Probing", "Demarc.Reasoning"],
        ["Demarc.Diagnosing"] = ["Demarc.Artifacts", "Demarc.Captures", "Demarc.Model", "Demarc.Reasoning", "Demarc.Reporting", "Demarc.Transcripts"],
        ["Demarc.Desk"] = ["Demarc.Artifacts", "Demarc.Captures", "Demarc.Diagnosing", "Demarc.Mail", "Demarc.Model", "Demarc.Reasoning", "Demarc.Reporting", "Demarc.Transcripts", "Demarc.Yaml"],
        ["Demarc.Desk.Sqlite"] = ["Demarc.Desk"],
        ["Demarc.Lab"] = ["Demarc.Model", "Demarc.Wire", "Demarc.Yaml"],
    };

    [Fact]
    public void A_library_references_only_what_its_row_allows()
    {
        foreach (var project in Projects("src/"))
        {
            var name = Path.GetFileNameWithoutExtension(project);
            Allowed.ShouldContainKey(name, "a new project needs a row here and in docs/architecture.md");
            References(project).Except(Allowed[name]).ShouldBeEmpty(name);
        }
    }

    [Fact]
    public void No_library_or_test_of_a_library_references_an_app()
    {
        // The workbench's tests hold the command against its server.
        foreach (var project in Projects("src/").Concat(Projects("tests/")).Where(path => !path.Contains("Acceptance") && !path.Contains("Demarc.Web.Tests")))
            References(project).ShouldNotContain("Demarc.Cli", project);
    }

    [Fact]
    public void Test_projects_reference_their_own_library_its_adapters_and_the_test_kit()
    {
        foreach (var project in Projects("tests/").Where(path => path.EndsWith(".Tests.csproj") && !path.Contains("Acceptance") && !path.Contains("Demarc.Web.Tests")))
        {
            var own = Path.GetFileNameWithoutExtension(project)[..^".Tests".Length];
            References(project).Where(reference => !reference.StartsWith(own + ".", StringComparison.Ordinal)).Except([own, "Demarc.Testing"]).ShouldBeEmpty(project);
        }
    }

    [Fact]
    public void Every_project_is_in_the_solution()
    {
        var solution = TrackedFiles.Read("Demarc.slnx");
        foreach (var project in TrackedFiles.All.Where(path => path.EndsWith(".csproj"))) solution.ShouldContain(project);
    }

    private static IEnumerable<string> Projects(string under) =>
        TrackedFiles.All.Where(path => path.StartsWith(under, StringComparison.Ordinal) && path.EndsWith(".csproj"));

    private static IEnumerable<string> References(string project) =>
        XDocument.Load(Repository.File(project)).Descendants("ProjectReference")
            .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/')));
}
