using Demarc.Testing;

namespace Demarc.Transcripts.Tests.Corpus;

/// <summary>
/// Every registered reader against damage of every sample: prefixes, changed characters, lost and doubled lines, as many
/// as fit in some seconds. Nothing throws, and nothing is read that the damaged text does not hold.
/// </summary>
public sealed class DamageTests
{
    private const int FormsOfAFile = 240;

    [Fact]
    public void No_damage_makes_a_reader_fail_or_invent()
    {
        var wrong = new List<string>();
        foreach (var file in Directory.GetFiles(Repository.Shared("corpus", "samples"), "*.txt", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var text = File.ReadAllText(file);
            foreach (var damaged in Sampled(Mutations.Prefixes(text), text.Length).Concat(Sampled(Mutations.Flips(text), text.Length)).Concat(Sampled(Mutations.Lines(text), 2 * text.Count(c => c == '\n'))))
            {
                if (Wrong(damaged) is { } what) wrong.Add($"{Path.GetFileName(file)}: {what}");
            }
        }

        wrong.Distinct(StringComparer.Ordinal).Take(40).ShouldBeEmpty();
    }

    /// <summary>The test itself: what is read in one text is held against another.</summary>
    [Theory]
    [InlineData("64 bytes from 192.0.2.8: icmp_seq=1 ttl=64 time=1.23 ms", "rttMs 1.24")]
    [InlineData("64 bytes from 192.0.2.9: icmp_seq=1 ttl=64 time=1.24 ms", "targetAddress 192.0.2.8")]
    [InlineData("64 bytes from 192.0.\n> 2.8: icmp_seq=1 ttl=64 time=1.24 ms", null)]
    public void Finds_what_is_not_in_a_text(string text, string? invented)
    {
        var ping = TranscriptReader.Read(new("case.txt", "", "PING 192.0.2.8 (192.0.2.8) 56(84) bytes of data.\n64 bytes from 192.0.2.8: icmp_seq=1 ttl=64 time=1.24 ms\n")).Observations.ShouldHaveSingleItem();
        new Invention(text).Of(ping with { Target = null }).ShouldBe(invented);
    }

    private static string? Wrong(string text)
    {
        var result = TranscriptReader.Read(new("case.txt", "", text));
        if (result.Unread.FirstOrDefault(unread => unread.Reason.Contains("failed here", StringComparison.Ordinal)) is { } failed) return failed.Reason;
        var invention = new Invention(text);
        foreach (var observation in result.Observations)
        {
            if (invention.Of(observation) is { } invented) return $"{observation.Tool} {observation.Kind}: {invented}";
        }

        return null;
    }

    private static IEnumerable<string> Sampled(IEnumerable<string> forms, int count)
    {
        var step = Math.Max(1, count * 3 / FormsOfAFile);
        return forms.Where((_, at) => at % step == 0);
    }
}
