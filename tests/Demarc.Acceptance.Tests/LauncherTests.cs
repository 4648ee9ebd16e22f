using System.Diagnostics;
using Demarc.Testing;

namespace Demarc.Acceptance.Tests;

/// <summary>The launcher as a person calls it, in this checkout: the first call builds, and calls at once wait for each other.</summary>
public sealed class LauncherTests
{
    [Fact]
    public async Task Several_first_calls_at_once_all_answer_and_a_later_one_is_silent_about_building()
    {
        NeedsShell();
        var answers = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Run("/bin/sh", [Launcher, "--version"])));
        foreach (var answer in answers) (answer.Exit, answer.Out).ShouldBe((0, "demarc 0.1.0\n"), answer.Error);
        (await Run("/bin/sh", [Launcher, "--version"])).Error.ShouldBe("");
    }

    [Fact]
    public async Task It_runs_from_another_folder_and_through_a_link()
    {
        NeedsShell();
        var folder = Directory.CreateTempSubdirectory("demarc-link").FullName;
        var link = Path.Combine(folder, "demarc");
        File.CreateSymbolicLink(link, Launcher);
        var answer = await Run("/bin/sh", [link, "causes", "--catalogue", "."], folder);
        Directory.Delete(folder, recursive: true);
        answer.Exit.ShouldBe(0, answer.Error);
        answer.Out.ShouldContain("tw-recycle-nat");
    }

    [Fact]
    public async Task Without_dotnet_it_says_what_is_needed_in_both_languages()
    {
        NeedsShell();
        var folder = Directory.CreateTempSubdirectory("demarc-path").FullName;
        foreach (var tool in (string[])["find", "mkdir"])
        {
            var at = ((string[])["/usr/bin", "/bin"]).Select(place => Path.Combine(place, tool)).First(File.Exists);
            File.CreateSymbolicLink(Path.Combine(folder, tool), at);
        }

        var answer = await Run("/bin/sh", [Launcher, "--version"], path: folder);
        Directory.Delete(folder, recursive: true);
        (answer.Exit, answer.Out).ShouldBe((69, ""));
        answer.Error.ShouldContain("the .NET SDK 10 is needed");
        answer.Error.ShouldContain("需要 .NET SDK 10");
    }

    private static string Launcher => Repository.File("demarc");

    private static void NeedsShell() => Assert.SkipWhen(OperatingSystem.IsWindows(), "the launcher is for POSIX shells");

    private static async Task<(int Exit, string Out, string Error)> Run(string program, string[] arguments, string? folder = null, string? path = null)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder ?? Path.GetTempPath(),
        };
        if (path is not null) start.Environment["PATH"] = path;
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, output, await error);
    }
}
