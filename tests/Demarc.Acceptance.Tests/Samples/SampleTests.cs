using System.Text.Json;
using Demarc.Acceptance.Tests.Seeds;
using Demarc.Testing;

namespace Demarc.Acceptance.Tests.Samples;

/// <summary>The samples of the README: what a new user sees first must be right.</summary>
public sealed class SampleTests
{
    public static TheoryData<string> All => [.. Directory.GetDirectories(Repository.File("samples")).Select(folder => Path.GetFileName(folder)!).Order(StringComparer.Ordinal)];

    private static Diagnosed Diagnose(string sample, params string[] more) => SeedCases.Run(["diagnose", Repository.File("samples", sample), "--json", "--quiet", .. more]);

    [Fact]
    public void Recycled_timestamps_is_named_and_the_mtu_refuted()
    {
        var d = Diagnose("recycled-timestamps");
        (d.Exit, d.Side, d.Cause, d.ClaimStatus("mtu")).ShouldBe((1, "server-host", "tw-recycle-nat", "refuted"));
    }

    [Fact]
    public void Messenger_hangs_is_client_software_by_its_pair()
    {
        var d = Diagnose("messenger-hangs");
        (d.Exit, d.Side).ShouldBe((1, "client-software"));
        d.Root.GetProperty("verdict").GetProperty("summary").GetProperty("zh").GetString()!.ShouldContain(" 且 ");
    }

    [Theory]
    [InlineData("webmail-sometimes")]
    [InlineData("updates-stuck")]
    public void A_case_nobody_measured_is_not_settled_and_says_what_to_do_next(string sample)
    {
        var d = Diagnose(sample);
        (d.Exit, d.Side).ShouldBe((2, "undetermined"), d.Out);
        d.NextTests.ShouldNotBeEmpty();
    }

    [Fact]
    public void Healthy_is_healthy() => (Diagnose("healthy").Exit, Diagnose("healthy").Side).ShouldBe((0, "healthy"));

    [Theory]
    [MemberData(nameof(All))]
    public void Everything_cited_exists_and_is_not_blank(string sample) => Citations.Check(Diagnose(sample));

    [Theory]
    [MemberData(nameof(All))]
    public void Runs_give_the_same_bytes(string sample) => Diagnose(sample).Out.ShouldBe(Diagnose(sample).Out);

    [Theory]
    [MemberData(nameof(All))]
    public void Without_the_lines_of_its_top_evidence_the_best_cause_is_less_likely(string sample)
    {
        var before = Diagnose(sample);
        var top = before.Root.GetProperty("hypotheses")[0];
        if (top.GetProperty("for").GetArrayLength() == 0) Assert.Skip("nothing speaks for the best hypothesis of this sample");
        using var folder = new Folder();
        foreach (var file in Directory.GetFiles(Repository.File("samples", sample))) File.Copy(file, Path.Combine(folder.Path, Path.GetFileName(file)));
        foreach (var id in top.GetProperty("for")[0].GetProperty("evidence").EnumerateArray()) Blank(folder.Path, before.Evidence(id.GetString()!));
        var after = SeedCases.Run("diagnose", folder.Path, "--json", "--quiet");
        LogOdds(after, top).ShouldBeLessThan(LogOdds(before, top));
    }

    private static double LogOdds(Diagnosed d, JsonElement cause)
    {
        var p = d.Root.GetProperty("hypotheses").EnumerateArray().Where(h => h.GetProperty("cause").GetString() == cause.GetProperty("cause").GetString()).Select(h => h.GetProperty("probability").GetDouble()).FirstOrDefault(0.0001);
        return Math.Log(p / (1 - p));
    }

    private static void Blank(string folder, JsonElement evidence)
    {
        foreach (var place in evidence.GetProperty("also").EnumerateArray().Append(evidence))
        {
            if (place.GetProperty("lines").ValueKind != JsonValueKind.Array) continue;
            var path = Path.Combine(folder, Path.GetFileName(place.GetProperty("source").GetString()!));
            if (!File.Exists(path)) continue;
            var lines = File.ReadAllLines(path);
            for (var i = place.GetProperty("lines")[0].GetInt32(); i <= place.GetProperty("lines")[1].GetInt32(); i++) lines[i - 1] = path.EndsWith(".yaml", StringComparison.Ordinal) ? "#" : "";
            File.WriteAllLines(path, lines);
        }
    }

    private sealed class Folder : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("demarc-sample").FullName;

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
