using System.Text.RegularExpressions;
using Demarc.Cli;
using Demarc.Testing;

namespace Demarc.Acceptance.Tests.House;

/// <summary>Commands that Demarc tells people to run exist.</summary>
public sealed partial class SuggestedCommandTests
{
    [Fact]
    public void Every_verb_of_Demarcs_that_a_text_tells_people_to_run_is_there()
    {
        using var help = new StringWriter();
        CommandLine.Run(["--help"], Stream.Null, help, TextWriter.Null);
        var verbs = Offered.Matches(help.ToString()).Select(it => it.Groups["verb"].Value).ToHashSet(StringComparer.Ordinal);
        verbs.ShouldContain("diagnose");
        var told = new[] { "src/Demarc.Reasoning/Catalogue", "src/Demarc.Desk/Requests", "src/Demarc.Desk/Letters" }
            .SelectMany(folder => Directory.EnumerateFiles(Repository.File(folder), "*.yaml", SearchOption.AllDirectories))
            .SelectMany(file => Told.Matches(File.ReadAllText(file)).Select(it => (Verb: it.Groups["verb"].Value, File: Path.GetFileName(file)))).ToList();
        told.ShouldNotBeEmpty();
        told.Where(it => !verbs.Contains(it.Verb)).ShouldBeEmpty();
    }

    [GeneratedRegex(@"^  demarc (?<verb>[a-z]+)\b|^  (?<verb>[a-z]+) {2,}", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 2000)]
    private static partial Regex Offered { get; }

    [GeneratedRegex(@"[""`;] ?demarc (?<verb>[a-z]+) ", RegexOptions.ExplicitCapture, 2000)]
    private static partial Regex Told { get; }
}
