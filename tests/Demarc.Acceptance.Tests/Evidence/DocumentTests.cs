using System.Diagnostics;
using System.Globalization;
using Demarc.Cli;
using Demarc.Testing;

namespace Demarc.Acceptance.Tests.Evidence;

/// <summary>Whatever is handed in, the command ends in time without a defect, and every document it writes keeps to its schema.</summary>
public sealed class DocumentTests
{
    private const int Damages = 150;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);
    private static readonly JsonSchema Verdicts = JsonSchema.Load(Repository.File("docs", "formats", "verdict.schema.json"));
    private static readonly JsonSchema Observations = JsonSchema.Load(Repository.File("docs", "formats", "observations.schema.json"));

    [Fact]
    public void The_samples_give_valid_documents()
    {
        var samples = Directory.GetDirectories(Repository.File("samples"));
        samples.ShouldNotBeEmpty();
        Hold(samples.Select(folder => (folder, (byte[]?)null)));
    }

    [Theory]
    [InlineData("samples")]
    [InlineData("mail")]
    [InlineData("jc/tests/fixtures")]
    [InlineData("captures")]
    public void Collected_files_give_valid_documents(string folder) =>
        Hold(Files(folder).Select(file => (file, (byte[]?)null)));

    [Fact]
    public void Damaged_files_give_valid_documents()
    {
        var folders = Directory.GetFiles(Repository.File("samples"), "*", SearchOption.AllDirectories).Concat(Files("samples")).Concat(Files("mail"));
        var count = int.TryParse(Environment.GetEnvironmentVariable("DEMARC_DAMAGES"), NumberStyles.None, CultureInfo.InvariantCulture, out var asked) ? asked : Damages;
        var damage = new Damage([.. folders.Select(File.ReadAllBytes)], seed: 20);
        Hold(Enumerable.Range(0, count).Select(i => ($"damage {i.ToString(CultureInfo.InvariantCulture)}", (byte[]?)damage.Next())));
    }

    private static IEnumerable<string> Files(string folder) =>
        Directory.EnumerateFiles(Repository.Shared(["corpus", .. folder.Split('/')]), "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal);

    /// <summary>Runs both documents of each file, or of each content as standard input.</summary>
    private static void Hold(IEnumerable<(string Name, byte[]? Content)> inputs)
    {
        var wrong = new List<string>();
        foreach (var (name, content) in inputs)
        {
            Run(name, content, ["--json", "--quiet"], Verdicts, wrong);
            Run(name, content, ["--observations", "--json"], Observations, wrong);
        }

        wrong.Count.ShouldBe(0, string.Join('\n', wrong.Take(40)));
    }

    private static void Run(string name, byte[]? content, string[] options, JsonSchema schema, List<string> wrong)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var started = Stopwatch.GetTimestamp();
        var exit = CommandLine.Run(["diagnose", content is null ? name : "-", .. options], new MemoryStream(content ?? []), output, error);
        var took = Stopwatch.GetElapsedTime(started);
        if (took > Longest) wrong.Add($"{name} {options[0]}: took {took.TotalSeconds:F1} s");
        if (exit is not (ExitCodes.Success or ExitCodes.SideNamed or ExitCodes.Undetermined or ExitCodes.NothingReadable)) wrong.Add($"{name} {options[0]}: exit {exit} {error}");
        else wrong.AddRange(schema.Validate(output.ToString()).Take(3).Select(fault => $"{name} {options[0]}: {fault}"));
    }
}
