using Demarc.Testing;
using Demarc.Yaml;

namespace Demarc.Transcripts.Tests;

public sealed class YamlDocumentTests
{
    [Fact]
    public void A_tree_keeps_lines_order_and_quotes()
    {
        var root = YamlDocument.Read("# head\na: one\nb:\n  - {x: 1, y: \"2\"}\n  - |\n    text\n    more\nempty:\n", out var problem).ShouldBeOfType<YamlMap>();

        problem.ShouldBeNull();
        root.Entries.Select(entry => (entry.Key, entry.Line)).ShouldBe([("a", 2), ("b", 3), ("empty", 8)]);
        root["a"].ShouldBe(new YamlScalar(2, "one"));
        var list = root["b"].ShouldBeOfType<YamlList>();
        var map = list.Items[0].ShouldBeOfType<YamlMap>();
        map.Line.ShouldBe(4);
        map["y"].ShouldBe(new YamlScalar(4, "2", Quoted: true));
        list.Items[1].Text.ShouldBe("text\nmore\n");
        root["empty"]!.Text.ShouldBe("");
        root["absent"].ShouldBeNull();
    }

    [Theory]
    [InlineData("")]
    [InlineData("# nothing but a remark\n")]
    public void An_empty_text_is_an_empty_mapping(string text)
    {
        YamlDocument.Read(text, out var problem).ShouldBeOfType<YamlMap>().Entries.ShouldBeEmpty();
        problem.ShouldBeNull();
    }

    [Theory]
    [InlineData("a: [1, 2\nb: 3\n", 1)]
    [InlineData("a: 1\n b: 2\n", 2)]
    [InlineData("a: 1\nb: \"open\n", 2)]
    [InlineData("a: 1\n\tb: 2\n", 1)]
    [InlineData("a: 1\n? [x]\n: 2\n", 2)]
    [InlineData("ok: 1\na: &anchor 1\n", 2)]
    [InlineData("a: 1\nb: *a\n", 2)]
    [InlineData("a: 1\nb: &m {x: 1}\n", 2)]
    [InlineData("a: 1\nb: !!binary aGk=\n", 2)]
    public void What_is_no_plain_yaml_gives_its_line_and_a_reason(string text, int line)
    {
        YamlDocument.Read(text, out var problem).ShouldBeNull();
        problem.ShouldNotBeNull().Line.ShouldBeInRange(line, line + 1);
        problem.Reason.ShouldNotBeNullOrWhiteSpace();
        problem.Zh.ShouldStartWith("不是合法的 YAML：");
    }

    [Fact]
    public void Depth_is_bounded()
    {
        YamlDocument.Read(new string('[', 15) + new string(']', 15), out var shallow).ShouldNotBeNull();
        shallow.ShouldBeNull();
        YamlDocument.Read(new string('[', 5000), out var deep).ShouldBeNull();
        deep!.Reason.ShouldBe("nested too deeply");
    }

    [Fact]
    public void Size_is_bounded()
    {
        YamlDocument.Read("[" + string.Concat(Enumerable.Repeat("1,", 250_000)) + "1]", out var problem).ShouldBeNull();
        problem!.Reason.ShouldBe("too many entries");
    }

    [Fact]
    public void A_second_document_is_told_and_the_first_is_given()
    {
        YamlDocument.Read("a: 1\n---\nb: 2\n", out var problem).ShouldBeOfType<YamlMap>()["a"]!.Text.ShouldBe("1");
        problem!.Line.ShouldBe(2);
    }

    [Fact]
    public void Damage_never_throws()
    {
        const string Text = "target: https://x.example/\nreports:\n  - { v: \"a\\u4e2d\", w: 'b' }\n  - v: |\n      text\n    k: [1, 2]\n? a\n";
        foreach (var text in Mutations.Prefixes(Text).Concat(Mutations.Flips(Text)).Concat(Mutations.Lines(Text)))
        {
            var root = YamlDocument.Read(text, out var problem);
            (root is null && problem is null).ShouldBeFalse();
        }
    }

    [Theory]
    [InlineData("\0")]
    [InlineData("a: \"\\ud800\"")]
    [InlineData("a: \"\\U00110000\"")]
    [InlineData("\ud800")]
    [InlineData("%YAML 9.9\n---\n")]
    [InlineData("%TAG ! !\n%TAG ! !\n---\n")]
    [InlineData("a: |99999999999\n x")]
    [InlineData("{a, b: }")]
    [InlineData("- - - -")]
    [InlineData("]")]
    [InlineData("...")]
    [InlineData("!<")]
    [InlineData("&")]
    [InlineData("*")]
    public void Odd_texts_never_throw(string text) => YamlDocument.Read(text, out _);
}
