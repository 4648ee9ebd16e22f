using System.Text.RegularExpressions;
using Demarc.Testing;

namespace Demarc.Acceptance.Tests.House;

/// <summary>What holds for every file: short enough to read, no trace of one machine, links that lead somewhere.</summary>
public sealed partial class FileTests
{
    private const int LongestSource = 500;
    private const int LongestTest = 700;

    [Fact]
    public void No_source_file_is_too_long_to_read()
    {
        var tooLong = TrackedFiles.All.Where(path => path.EndsWith(".cs"))
            .Where(path => File.ReadLines(Repository.File(path)).Count() > (path.StartsWith("tests/", StringComparison.Ordinal) ? LongestTest : LongestSource));
        tooLong.ShouldBeEmpty();
    }

    [Fact]
    public void Every_source_file_has_file_scoped_namespace_and_no_regions()
    {
        foreach (var path in TrackedFiles.All.Where(path => path.EndsWith(".cs")))
        {
            var text = TrackedFiles.Read(path);
            Regions.IsMatch(text).ShouldBeFalse(path);
            BlockNamespace.IsMatch(text).ShouldBeFalse(path);
        }
    }

    [Fact]
    public void Every_project_says_in_a_readme_what_it_is_for()
    {
        var without = TrackedFiles.All.Where(path => path.EndsWith(".csproj") && !path.StartsWith("tests/", StringComparison.Ordinal))
            .Select(path => Path.GetDirectoryName(path)!.Replace('\\', '/') + "/README.md").Except(TrackedFiles.All);
        without.ShouldBeEmpty();
    }

    [Fact]
    public void Links_between_documents_lead_somewhere()
    {
        var broken = new List<string>();
        foreach (var path in TrackedFiles.All.Where(path => path.EndsWith(".md")))
        {
            var text = CodeFence.Replace(TrackedFiles.Read(path), "");
            foreach (Match link in Link.Matches(text))
            {
                var target = link.Groups["to"].Value.Split('#')[0];
                if (target.Length == 0 || target.Contains("://") || target.StartsWith("mailto:", StringComparison.Ordinal)) continue;
                var full = Path.GetFullPath(Path.Combine(Repository.Root, Path.GetDirectoryName(path)!, target));
                if (!File.Exists(full) && !Directory.Exists(full)) broken.Add($"{path}: {target}");
            }
        }

        broken.ShouldBeEmpty();
    }

    [Fact]
    public void Nothing_names_a_developers_machine_or_a_package_feed()
    {
        var found = new List<string>();
        foreach (var path in TrackedFiles.Texts.Where(path => !path.EndsWith("House/FileTests.cs")))
        {
            // Pasted evidence may show anybody's folders; code, build files and documents may not.
            var evidence = path.StartsWith("samples/", StringComparison.Ordinal) || path.StartsWith("tests/", StringComparison.Ordinal);
            var text = TrackedFiles.Read(path);
            if (Feed.IsMatch(text) || text.Contains(Path.GetDirectoryName(Repository.Root) + "/shared", StringComparison.Ordinal) || text.Contains(Repository.Root + "/", StringComparison.Ordinal) || (!evidence && HomeFolder.IsMatch(text))) found.Add(path);
        }

        found.ShouldBeEmpty();
        TrackedFiles.All.ShouldNotContain(path => path.EndsWith("nuget.config", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".npmrc"));
    }

    [GeneratedRegex(@"^\s*#region", RegexOptions.Multiline | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Regions { get; }

    [GeneratedRegex(@"^namespace [\w.]+\s*\r?$", RegexOptions.Multiline | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex BlockNamespace { get; }

    [GeneratedRegex(@"\]\((?<to>[^()\s]+)\)", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Link { get; }

    [GeneratedRegex(@"^```.*?^```", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex CodeFence { get; }

    [GeneratedRegex(@"https?://[^\s""'<>]*(/v3/index\.json|/artifactory/|/nexus/|/nuget/v[23]|/simple/)", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Feed { get; }

    [GeneratedRegex(@"(?<![\w.~-])/(home|Users)/\w+/|[A-Z]:\\Users\\\w+\\|(?<![\w.~-])/root/\w", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex HomeFolder { get; }
}
