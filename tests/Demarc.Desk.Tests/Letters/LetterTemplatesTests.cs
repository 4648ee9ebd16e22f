using Demarc.Desk.Letters;
using Demarc.Model;

namespace Demarc.Desk.Tests.Letters;

public sealed class LetterTemplatesTests
{
    private static readonly LetterTemplates Built = LetterTemplates.Load();

    private static readonly string[] Ids =
        ["after-call", "archive", "closing", "evidence-request", "first-response", "follow-up", "hand-over", "received", "remote-session", "scope", "uploaded"];

    public static TheoryData<string, Language> All() => [.. Ids.SelectMany(id => new[] { (id, Language.English), (id, Language.Chinese) })];

    [Fact]
    public void Every_letter_is_built_in_without_a_fault()
    {
        Built.Faults.ShouldBeEmpty();
        Built.Ids.ShouldBe(Ids);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_letter_with_everything_known_needs_nothing_more(string id, Language language)
    {
        var letter = Built.Compose(id, Contexts.Full(language));
        letter.Faults.ShouldBeEmpty();
        letter.Subject.ShouldContain("CAS-10001-EXAMPL");
        letter.Text.ShouldNotContain("⟨");
        letter.Text.ShouldNotContain("\n\n\n");
        letter.Text.Split('\n').ShouldAllBe(line => line.TrimEnd() == line);
        if (language == Language.Chinese)
        {
            ChineseText.Faults(letter.Subject).ShouldBeEmpty();
            ChineseText.Faults(letter.Text).ShouldBeEmpty();
        }

        Golden.Check($"letters/{id}.{(language == Language.Chinese ? "zh" : "en")}.txt", letter.Subject + "\n\n" + letter.Text);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_letter_with_little_known_is_whole_sentences_or_says_what_it_lacks(string id, Language language)
    {
        var letter = Built.Compose(id, Contexts.Least(language));
        letter.Text.ShouldNotContain("\n\n\n");
        foreach (var fault in letter.Faults) (letter.Subject + letter.Text).ShouldContain($"⟨{fault.Why.En.Split(' ')[^1]}⟩");
        if (language == Language.Chinese) ChineseText.Faults(letter.Text.Replace("⟨", "").Replace("⟩", "")).Where(fault => fault.StartsWith("half-width", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(All))]
    public void No_letter_accuses_anybody(string id, Language language)
    {
        var text = Built.Compose(id, Contexts.Full(language)).Text;
        foreach (var word in new[] { "fault is yours", "your fault", "blame", "responsible for", "guilty", "must ", "责任", "过错", "你们", "必须", "归咎" }) text.ShouldNotContain(word, Case.Insensitive, id);
    }

    [Fact]
    public void Every_request_says_what_where_and_why()
    {
        var context = Contexts.Full(Language.Chinese);
        var text = Built.Compose("evidence-request", context).Text;
        foreach (var request in context.Requests)
        {
            text.ShouldContain(request.What.Zh);
            text.ShouldContain("目的：" + request.Why.Zh);
            text.ShouldContain("位置：" + request.Where.Words.Zh);
            foreach (var command in request.Commands) text.ShouldContain(command.Text);
        }

        text.ShouldContain("时间：2026 年 11 月 20 日 09:00 至 11:00（UTC+8）");
    }

    [Fact]
    public void A_value_that_looks_like_a_tag_stays_text()
    {
        var hostile = "{signature}{#each requests}{what}{/each}{#if portal}{{";
        var context = Contexts.Least(Language.English) with { Title = hostile, Scope = hostile, Points = [hostile] };
        var letter = Built.Compose("after-call", context);
        letter.Subject.ShouldContain(hostile);
        letter.Text.ShouldContain("1. " + hostile);
        Built.Compose("scope", context).Text.ShouldContain("Problem: " + hostile);
    }

    [Fact]
    public void A_title_cannot_add_a_header()
    {
        var context = Contexts.Least(Language.English) with { Title = "portal\r\nBcc: everyone@example.com\u202e\u0007" };
        var letter = Built.Compose("received", context);
        letter.Subject.ShouldNotContain("\n");
        letter.Subject.ShouldNotContain("\r");
        letter.Subject.ShouldNotContain("\u202e");
    }

    [Fact]
    public void A_file_of_the_users_replaces_one_language_and_keeps_the_other()
    {
        var own = LetterTemplates.With([("mine.yaml", "id: scope\nfree: [contract]\nzh:\n  subject: '{case}'\n  text: |\n    合同号：{contract}\n")]);
        own.Faults.ShouldBeEmpty();
        var chinese = Contexts.Least(Language.Chinese);
        own.Compose("scope", chinese with { Free = new Dictionary<string, string> { ["contract"] = "K-17" } }).Text.ShouldBe("合同号：K-17\n");
        own.Compose("scope", chinese).Faults.ShouldHaveSingleItem().Why.En.ShouldBe("there is no value for contract");
        own.Compose("scope", Contexts.Full(Language.English)).Text.ShouldContain("Please reply \"agreed\"");
    }

    [Fact]
    public void A_faulty_file_is_told_with_its_line_and_the_built_in_letter_stays()
    {
        var own = LetterTemplates.With([("mine.yaml", "id: scope\nen:\n  subject: '{case}'\n  text: |\n    Hello\n    {nobody}\n    {#each requests}\n")]);
        own.Faults.Select(fault => (fault.Template, fault.Line)).ShouldBe([("mine.yaml", 6), ("mine.yaml", 7)]);
        own.Faults[0].Why.En.ShouldBe("{nobody} is not known here");
        own.Compose("scope", Contexts.Full(Language.English)).Text.ShouldContain("Please reply \"agreed\"");
    }

    [Fact]
    public void Letters_of_a_folder_are_read_and_a_missing_folder_adds_nothing()
    {
        var folder = Directory.CreateTempSubdirectory("demarc-letters");
        try
        {
            File.WriteAllText(Path.Combine(folder.FullName, "note.yaml"), "id: note\nen: { subject: '{case}', text: 'Noted, {sender}.' }\n");
            LetterTemplates.Load(folder.FullName).Compose("note", Contexts.Least(Language.English)).Text.ShouldBe("Noted, Kim Lee.\n");
            LetterTemplates.Load(Path.Combine(folder.FullName, "none")).Ids.ShouldBe(Ids);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
