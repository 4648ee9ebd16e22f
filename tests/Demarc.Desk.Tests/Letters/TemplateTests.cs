using Demarc.Desk.Letters;
using Demarc.Model;
using Demarc.Testing;

namespace Demarc.Desk.Tests.Letters;

public sealed class TemplateTests
{
    private static readonly TemplateNames Names = TemplateNames.Of(["a", "b"], ("items", TemplateNames.Of(["x"], ("inner", TemplateNames.Of(["y"])))));

    [Fact]
    public void Values_conditions_and_lists_are_filled()
    {
        var values = new TemplateValues().Set("a", "1").SetList("items", ["p", "q"], (item, text, _) => item.Set("x", text));
        Write("{a}{#if b}no{/if}{#if not b}!{/if}{#each items}<{x}{a}>{/each}{{x}", values).ShouldBe("1!<p1><q1>{x}");
    }

    [Fact]
    public void A_block_tag_alone_on_its_line_leaves_no_line()
    {
        var values = new TemplateValues().Set("a", "1");
        Write("one\n  {#if a}\ntwo\n  {/if}\nthree\n{#if b}\nfour\n{/if}\nfive", values).ShouldBe("one\ntwo\nthree\nfive");
    }

    [Fact]
    public void Further_lines_of_a_value_keep_its_indent() =>
        Write("  {a}\n- {a}", new TemplateValues().Set("a", "1\n2")).ShouldBe("  1\n  2\n- 1\n2");

    [Fact]
    public void Chinese_sets_a_blank_only_where_Han_meets_Latin()
    {
        Write("我是 {a}，案例{b}已收到", new TemplateValues().Set("a", "王工").Set("b", "CAS-1"), Language.Chinese).ShouldBe("我是王工，案例 CAS-1 已收到");
        Write("由 {a} 处理", new TemplateValues().Set("a", "Kim"), Language.Chinese).ShouldBe("由 Kim 处理");
        Write("{a}{b}", new TemplateValues().Set("a", "第").Set("b", "3"), Language.Chinese).ShouldBe("第 3");
    }

    [Theory]
    [InlineData("{nobody}", "{nobody} is not known here")]
    [InlineData("{a b}", "{a b} is no name")]
    [InlineData("{}", "{} is no name")]
    [InlineData("{#each a}{/each}", "{#each a} is not known here")]
    [InlineData("{#while a}", "{#while a} is not known here")]
    [InlineData("{#if a}", "{#if} is not closed")]
    [InlineData("{/if}", "{/if} closes nothing that is open")]
    [InlineData("{#if a}{/each}{/if}", "{/each} closes nothing that is open")]
    [InlineData("{a", "an opening brace without a closing one on its line; write {{ for a brace itself")]
    [InlineData("{#each items}{y}{/each}", "{y} is not known here")]
    public void A_fault_is_told_and_nothing_is_left_of_the_template(string text, string why)
    {
        var faults = new List<TemplateFault>();
        Template.Parse("t", "one\n" + text, 5, Names, faults).ShouldBeEmpty();
        faults[0].Why.En.ShouldBe(why);
        faults[0].Line.ShouldBe(6);
    }

    [Fact]
    public void Depth_and_length_are_bounded()
    {
        var deep = string.Concat(Enumerable.Repeat("{#if a}", 5000)) + string.Concat(Enumerable.Repeat("{/if}", 5000));
        var faults = new List<TemplateFault>();
        Template.Parse("t", deep, 1, Names, faults).ShouldBeEmpty();
        faults.Count.ShouldBeLessThanOrEqualTo(20);
        Template.Parse("t", new string('x', Template.Longest + 1), 1, Names, faults).ShouldBeEmpty();
    }

    [Fact]
    public void Text_without_braces_is_written_as_it_is()
    {
        var random = new Random(7);
        for (var run = 0; run < 300; run++)
        {
            var text = Random(random, "ab {#/}ifeach\n汉，.", 60).Replace("{", "", StringComparison.Ordinal);
            Write(text, new TemplateValues()).ShouldBe(text);
        }
    }

    [Fact]
    public void Any_text_either_parses_or_tells_a_fault_within_its_lines()
    {
        var random = new Random(11);
        string[] pieces = ["{a}", "{b}", "{#if a}", "{#if not b}", "{/if}", "{#each items}", "{x}", "{/each}", "{", "}", "{{", "\n", " ", "text", "汉字", "{#", "{/}"];
        for (var run = 0; run < 2000; run++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(12)).Select(_ => pieces[random.Next(pieces.Length)]));
            var faults = new List<TemplateFault>();
            var parts = Template.Parse("t", text, 1, Names, faults);
            if (faults.Count > 0) parts.ShouldBeEmpty(text);
            faults.ShouldAllBe(fault => fault.Line >= 1 && fault.Line <= text.Count(c => c == '\n') + 1, text);
            TemplateFill.Write(parts, new TemplateValues().Set("a", "{b}{#if"), Language.Chinese).Text.ShouldNotBeNull();
        }
    }

    [Fact]
    public void A_value_comes_out_once_and_unchanged_whatever_it_holds()
    {
        var random = new Random(3);
        for (var run = 0; run < 500; run++)
        {
            var value = "<" + Random(random, "ab{#/}ifeach ", 30).Trim() + ">";
            Write("[{a}]", new TemplateValues().Set("a", value)).ShouldBe($"[{value}]");
        }
    }

    [Fact]
    public void Every_damage_to_a_built_in_file_is_survived()
    {
        const string Yaml = "id: scope\nfree: [x1]\nen:\n  subject: '{case}'\n  text: |\n    {greeting}\n    {#if scope}{scope}{/if}\n    {#each requests}\n    {what}\n    {/each}\n";
        foreach (var damaged in Mutations.Prefixes(Yaml).Concat(Mutations.Flips(Yaml)).Concat(Mutations.Lines(Yaml)))
        {
            var faults = new List<TemplateFault>();
            if (TemplateFile.Read("x.yaml", damaged, faults) is { } file) file.Languages.ShouldAllBe(pair => pair.Value.Text != null);
            else faults.ShouldNotBeEmpty();
        }
    }

    private static string Write(string text, TemplateValues values, Language language = Language.English)
    {
        var faults = new List<TemplateFault>();
        var parts = Template.Parse("t", text, 1, Names, faults);
        faults.ShouldBeEmpty(text);
        return TemplateFill.Write(parts, values, language).Text;
    }

    private static string Random(Random random, string letters, int most) => new([.. Enumerable.Range(0, random.Next(most)).Select(_ => letters[random.Next(letters.Length)])]);
}
