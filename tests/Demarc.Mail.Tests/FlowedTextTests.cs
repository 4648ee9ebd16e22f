namespace Demarc.Mail.Tests;

/// <summary>RFC 3676: text wrapped for the way is joined again.</summary>
public sealed class FlowedTextTests
{
    private static string? Flowed(string parameters, params string[] lines) => Sample.Read([$"Content-Type: text/plain; charset=utf-8; format=flowed{parameters}", "", .. lines]).Text;

    [Fact]
    public void A_line_that_ends_in_a_blank_goes_on_in_the_next() =>
        Flowed("", "-rw------- 1 http http 2 Feb 15 12:45 ", "sess_07", "-rw------- 1 http http 0 Feb 16 08:00 ", "sess_08", "").ShouldBe("-rw------- 1 http http 2 Feb 15 12:45 sess_07\n-rw------- 1 http http 0 Feb 16 08:00 sess_08\n");

    [Fact]
    public void Quoted_lines_join_only_at_the_same_depth() =>
        Flowed("", "> one ", "> two ", ">> three ", "four", "> ", "> ", "five").ShouldBe("> one two \n>> three \nfour\n> \n> \nfive");

    [Fact]
    public void A_signature_line_joins_nothing() => Flowed("", "text ", "-- ", "Lei").ShouldBe("text \n-- \nLei");

    [Fact]
    public void A_blank_in_front_is_protection() => Flowed("", " > no quote", "  two blanks", " From here").ShouldBe("> no quote\n two blanks\nFrom here");

    [Fact]
    public void Chinese_text_wrapped_with_delsp_is_whole() => Flowed("; DelSp=yes", "上海机房 ", "丢包", "x").ShouldBe("上海机房丢包\nx");

    [Fact]
    public void Fixed_text_keeps_its_lines() => Sample.Read("Content-Type: text/plain", "", "one ", "two").Text.ShouldBe("one \ntwo");

    [Theory]
    [InlineData("", "")]
    [InlineData("a", "a")]
    [InlineData("a ", "a ")]
    [InlineData("\n", "\n")]
    [InlineData("a \n", "a ")]
    [InlineData(" ", "")]
    public void Short_texts_end_well(string text, string joined) => Flowed("", text.Split('\n')).ShouldBe(joined);
}
