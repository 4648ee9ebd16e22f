using System.Text;
using Demarc.Testing;

namespace Demarc.Transcripts.Tests.Cards;

public sealed class ReadersPageTests
{
    [Fact]
    public void The_page_of_readers_says_what_their_cards_say()
    {
        Check("readers.md", ReadersPage.English(Readers.All));
        Check("readers.zh.md", ReadersPage.Translated(Readers.All));
    }

    /// <summary>Each reader alone over every sample: a kind that its card does not name would be news to the page's reader.</summary>
    [Fact]
    public void Cards_name_every_kind_a_reader_gives()
    {
        var texts = Directory.GetFiles(Repository.Shared("corpus", "samples"), "*.txt", SearchOption.AllDirectories)
            .Concat(Directory.GetFiles(Repository.Shared("corpus", "jc", "tests", "fixtures"), "*.out", SearchOption.AllDirectories))
            .Select(file => new EvidenceText(file, "", File.ReadAllText(file))).ToList();
        foreach (var reader in Readers.All)
        {
            var alone = new ReaderSet([reader]);
            var given = texts.SelectMany(text => TranscriptReader.Read(text, null, alone).Observations).Select(observation => observation.Kind).ToHashSet(StringComparer.Ordinal);
            given.Except(reader.Card.Kinds).ShouldBeEmpty($"{reader.Tool} ({reader.Card.Forms.En}) gives more kinds than its card names");
        }
    }

    [Fact]
    public void Cards_say_the_same_in_both_languages()
    {
        foreach (var card in Readers.All.Select(reader => reader.Card))
        {
            card.Kinds.ShouldNotBeEmpty(card.Forms.En);
            card.Forms.Zh.ShouldNotBeNullOrWhiteSpace(card.Forms.En);
            // What stands between back quotes is typed or printed, so no language changes it.
            Quoted(card.Forms.Zh).ShouldBe(Quoted(card.Forms.En), card.Forms.En);
        }
    }

    private static List<string> Quoted(string text) => [.. text.Split('`').Where((_, at) => at % 2 == 1)];

    private static void Check(string name, string page)
    {
        var path = Repository.File("docs", name);
        if (Environment.GetEnvironmentVariable("DEMARC_UPDATE_GOLDEN") == "1") File.WriteAllText(path, page, new UTF8Encoding(false));
        File.Exists(path).ShouldBeTrue($"docs/{name} is missing; its head says how it is made");
        File.ReadAllText(path).ReplaceLineEndings("\n").ShouldBe(page, $"docs/{name} is old: run again with DEMARC_UPDATE_GOLDEN=1");
    }
}
