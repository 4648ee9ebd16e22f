using Demarc.Model;
using Demarc.Reporting.Terminal;
using Demarc.Reporting.Wording;
using Demarc.Testing;

namespace Demarc.Reporting.Tests;

public sealed class WordingTests
{
    private static IEnumerable<(string Name, Bilingual Text)> All =>
        [.. Texts.All(), .. PathTexts.All(), .. Terms.All(), .. HarmlessTexts.All(), .. FindingTexts.All(), .. PartyTexts.All(), .. Strength.All()];

    [Fact]
    public void Every_text_exists_in_both_languages()
    {
        All.Count().ShouldBeGreaterThan(150);
        foreach (var (name, text) in All)
        {
            text.En.ShouldNotBeNullOrWhiteSpace(name);
            text.Zh.ShouldNotBeNullOrWhiteSpace(name);
            text.En.ShouldNotBe(text.Zh, name);
            text.En.Any(c => c is >= '\u4e00' and <= '\u9fff').ShouldBeFalse(name);
            text.Zh.Any(c => c is >= '\u4e00' and <= '\u9fff').ShouldBeTrue(name);
        }
    }

    [Fact]
    public void Places_to_fill_are_the_same_in_both_languages()
    {
        foreach (var (name, text) in All)
        {
            for (var place = 0; place < 4; place++) text.En.Contains($"{{{place}}}", StringComparison.Ordinal).ShouldBe(text.Zh.Contains($"{{{place}}}", StringComparison.Ordinal), name);
        }
    }

    [Fact]
    public void No_text_speaks_of_liability()
    {
        foreach (var (name, text) in All)
        {
            text.Zh.ShouldNotContain("责任", customMessage: name);
            text.En.ShouldNotContain("blame", Case.Insensitive, name);
        }
    }

    [Fact]
    public void Every_rule_claim_place_and_permission_of_the_contract_has_words()
    {
        foreach (var rule in HarmlessRules.All) HarmlessTexts.Of(rule, Language.English).ShouldNotBe(rule);
        foreach (var claim in Claims.All) claim.Name.Zh.ShouldNotBeNullOrWhiteSpace(claim.Id);
        foreach (var test in Model.Tests.All)
        {
            Terms.Places.ContainsKey(test.Where).ShouldBeTrue(test.Where);
            Terms.Permissions.ContainsKey(test.Permission).ShouldBeTrue(test.Permission);
        }
    }

    [Fact]
    public void Every_shared_mechanism_and_every_party_of_the_catalogue_has_words()
    {
        var files = Directory.GetFiles(Repository.File("src", "Demarc.Reasoning", "Catalogue", "causes"), "*.yaml").Select(File.ReadAllLines).ToList();
        var ids = files.Select(lines => Value(lines, "id:")).ToHashSet(StringComparer.Ordinal);
        foreach (var mechanism in files.Select(lines => Value(lines, "mechanism:")).Where(id => !ids.Contains(id))) Terms.Mechanisms.ContainsKey(mechanism).ShouldBeTrue(mechanism);
        foreach (var lines in files)
        {
            var party = Array.FindIndex(lines, line => line.TrimStart() == "party:");
            if (party < 0) continue;
            var name = lines[party + 1].Split('"')[1];
            PartyTexts.Of(name, Language.Chinese).ShouldNotBe(name);
        }

        static string Value(string[] lines, string key) => lines.First(line => line.StartsWith(key, StringComparison.Ordinal))[key.Length..].Trim();
    }

    [Theory]
    [InlineData(0, "< 1 %")]
    [InlineData(0.0099, "< 1 %")]
    [InlineData(0.01, "1 %")]
    [InlineData(0.926, "93 %")]
    [InlineData(0.99, "99 %")]
    [InlineData(0.9901, "> 99 %")]
    [InlineData(1, "> 99 %")]
    [InlineData(double.NaN, "< 1 %")]
    public void A_probability_is_never_shown_as_certain(double probability, string expected) => Percent.Of(probability, Language.English).ShouldBe(expected);

    [Theory]
    [InlineData("自 {0}", "未知地点", "自未知地点")]
    [InlineData("自 {0}", "office-pc", "自 office-pc")]
    [InlineData("问题位于{0}侧", "DNS", "问题位于 DNS 侧")]
    [InlineData("问题位于{0}侧", "中间网络", "问题位于中间网络侧")]
    [InlineData("between {0} and", "{0}", "between {0} and")]
    public void A_blank_stands_between_han_and_latin_only(string template, string part, string expected) => Fill.In(template, [part]).ShouldBe(expected);

    [Theory]
    [InlineData("", 0)]
    [InlineData("abc", 3)]
    [InlineData("中文", 4)]
    [InlineData("，Ａ", 4)]
    [InlineData("e\u0301", 1)]
    [InlineData("\U00020000", 2)]
    public void East_asian_characters_take_two_columns(string text, int columns) => CellWidth.Of(text).ShouldBe(columns);

    [Fact]
    public void A_line_never_begins_with_a_closing_mark_nor_ends_with_an_opening_one()
    {
        const string Text = "同一出口（地址）后的多台机器，发出的“建连请求”到达了服务器；其中一部分：被静默丢弃。";
        for (var width = 6; width < 60; width++)
        {
            foreach (var line in LineBreaks.Break([new Span(Text)], width, width))
            {
                var said = string.Concat(line.Select(span => span.Text));
                CellWidth.Of(said).ShouldBeLessThanOrEqualTo(width);
                "，；：。）”".ShouldNotContain(said[0]);
                "（“".ShouldNotContain(said[^1]);
            }
        }
    }

    [Fact]
    public void A_word_longer_than_the_line_is_cut()
    {
        var lines = LineBreaks.Break([new Span(new string('x', 25))], 10, 10).Select(line => string.Concat(line.Select(span => span.Text))).ToList();
        lines.ShouldBe([new string('x', 10), new string('x', 10), new string('x', 5)]);
    }

    [Fact]
    public void A_file_name_with_its_lines_stays_whole_where_it_fits()
    {
        var lines = LineBreaks.Break([new Span("目前只有一处观测。"), new Span(" [邮件.eml:7]", Tone.Quiet, Whole: true)], 22, 22)
            .Select(line => string.Concat(line.Select(span => span.Text))).ToList();
        lines.ShouldBe(["目前只有一处观测。", "[邮件.eml:7]"]);
    }
}
