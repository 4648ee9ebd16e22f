using Demarc.Cli;

namespace Demarc.Acceptance.Tests.Cli;

/// <summary>What <c>demarc lab score</c> refuses before it sets anything up.</summary>
public sealed class LabScoreTests
{
    [Fact]
    public void A_pattern_that_matches_nothing_is_told() => Refused("matches 'no-such-scenario'", "--only", "no-such-scenario");

    [Fact]
    public void Seeds_and_jobs_have_bounds()
    {
        Refused("--seeds takes 1 to", "--seeds", "0");
        Refused("--jobs takes 1 to", "--jobs", "1000");
    }

    private static void Refused(string because, params string[] options)
    {
        if (!OperatingSystem.IsLinux()) Assert.Skip("the lab needs Linux");
        using var error = new StringWriter();
        using var output = new StringWriter();
        CommandLine.Run(["lab", "score", .. options], Stream.Null, output, error).ShouldBe(ExitCodes.WrongUsage, error.ToString());
        error.ToString().ShouldContain(because);
    }
}
