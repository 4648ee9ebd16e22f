using System.Text.RegularExpressions;
using Demarc.Testing;

namespace Demarc.Transcripts.Tests;

/// <summary>A pattern that is late is data: nothing is matched, it is counted, and nothing is thrown.</summary>
public sealed partial class InTimeTests
{
    private static readonly string Endless = new('a', 40);

    [Fact]
    public void A_late_pattern_has_not_matched_and_is_counted_until_somebody_asks()
    {
        InTime.TakeLate();
        InTime.Match(Late, Endless).ShouldBeNull();
        InTime.Is(Late, Endless).ShouldBeFalse();
        InTime.Of(() => Late.Replace(Endless, ""), "otherwise").ShouldBe("otherwise");
        InTime.TakeLate().ShouldBe(3);
        InTime.TakeLate().ShouldBe(0);
    }

    [Fact]
    public void Who_tells_of_lateness_himself_has_it_not_told_twice()
    {
        InTime.TakeLate();
        InTime.Runs(() => Late.IsMatch(Endless)).ShouldBeFalse();
        InTime.Runs(() => Late.IsMatch("b")).ShouldBeTrue();
        InTime.TakeLate().ShouldBe(0);
    }

    [Fact]
    public void Patterns_in_time_match_as_ever()
    {
        InTime.Match(Late, "aab")!.Value.ShouldBe("aab");
        InTime.Match(Late, "c").ShouldBeNull();
        InTime.Is(Late, "ab").ShouldBeTrue();
        InTime.Of(() => 1, 2).ShouldBe(1);
    }

    [Fact]
    public void Nothing_else_in_the_library_catches_it()
    {
        var folder = Repository.File("src", "Demarc.Transcripts");
        Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories).Where(file => Path.GetFileName(file) != "InTime.cs" && File.ReadAllText(file).Contains(nameof(RegexMatchTimeoutException), StringComparison.Ordinal)).ShouldBeEmpty();
    }

    /// <summary>Mail is taken apart outside the readers of blocks, where nothing catches what is thrown.</summary>
    [Fact]
    public void Every_pattern_over_mail_is_held_against_it_in_time()
    {
        foreach (var file in Directory.EnumerateFiles(Repository.File("src", "Demarc.Transcripts", "Mail"), "*.cs"))
        {
            var code = File.ReadAllText(file);
            foreach (Match pattern in Declared.Matches(code))
            {
                var bare = new Regex($@"\b{pattern.Groups["name"].Value}\.(IsMatch|Match)\(", RegexOptions.None, TimeSpan.FromSeconds(5));
                bare.IsMatch(code).ShouldBeFalse($"{Path.GetFileName(file)}: {pattern.Groups["name"].Value}");
            }
        }
    }

    [GeneratedRegex("^(?<some>a+)+b$", RegexOptions.ExplicitCapture, 20)]
    private static partial Regex Late { get; }

    [GeneratedRegex(@"partial Regex (?<name>\w+) \{", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Declared { get; }
}
