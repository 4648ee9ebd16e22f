using Demarc.Model;
using Demarc.Reasoning;
using Demarc.Testing;
using TestTable = Demarc.Model.Tests;

namespace Demarc.Acceptance.Tests.House;

/// <summary>Every file of the catalogue can be read, is named after its id, and speaks both languages.</summary>
public sealed class CauseFileTests
{
    private static readonly CauseCatalogue Catalogue = CauseCatalogue.BuiltIn();

    [Fact]
    public void Every_cause_file_is_read_without_a_problem() => Catalogue.Problems.ShouldBeEmpty();

    [Fact]
    public void Every_cause_file_is_named_after_its_id()
    {
        var names = Directory.GetFiles(Repository.File("src", "Demarc.Reasoning", "Catalogue", "causes"), "*.yaml").Select(Path.GetFileNameWithoutExtension);
        Catalogue.Causes.Select(cause => cause.Id).ShouldBe(names!, ignoreOrder: true);
    }

    [Fact]
    public void Every_confuser_is_another_cause()
    {
        foreach (var cause in Catalogue.Causes)
        {
            foreach (var confuser in cause.Confusers)
            {
                Catalogue.Find(confuser.Cause).ShouldNotBeNull($"{cause.Id}: {confuser.Cause}");
                confuser.Cause.ShouldNotBe(cause.Id);
            }
        }
    }

    [Fact]
    public void Every_cause_says_what_settles_it_and_whom_to_ask()
    {
        foreach (var cause in Catalogue.Causes)
        {
            cause.Words.ShouldNotBeEmpty(cause.Id);
            cause.Settle.ShouldNotBeNull(cause.Id);
            cause.Ask.ShouldNotBeNull(cause.Id);
        }
    }

    [Fact]
    public void Every_text_is_there_in_both_languages()
    {
        foreach (var cause in Catalogue.Causes)
        {
            Bilingual[] texts = [cause.Title, cause.How, cause.Remedy, cause.Settle!.Do, cause.Ask!.Party, cause.Ask.Request, .. cause.Confusers.Select(confuser => confuser.Tell)];
            foreach (var text in texts)
            {
                text.En.Any(IsHan).ShouldBeFalse($"{cause.Id}: {text.En}");
                text.Zh.Any(IsHan).ShouldBeTrue($"{cause.Id}: {text.Zh}");
            }
        }
    }

    [Fact]
    public void Every_test_and_each_of_its_outcomes_has_words_in_both_languages()
    {
        foreach (var test in TestTable.All)
        {
            TestTexts.Of(test.Id).Title.Zh.Any(IsHan).ShouldBeTrue(test.Id);
            foreach (var outcome in test.Outcomes) TestTexts.Outcome(test.Id, outcome).Zh.Any(IsHan).ShouldBeTrue($"{test.Id}={outcome}");
        }
    }

    private static bool IsHan(char letter) => letter is >= '\u4E00' and <= '\u9FFF';
}
