using Demarc.Cli.Printing;

namespace Demarc.Acceptance.Tests.Cli;

public sealed class WrappingTests
{
    [Fact]
    public void English_breaks_at_blanks() =>
        Wrapping.Lines("one two three four", 10).ShouldBe(["one two", "three four"]);

    [Fact]
    public void Chinese_breaks_between_characters_but_not_before_a_closing_mark() =>
        Wrapping.Lines("客户端发出报文，但无应答。", 14).ShouldBe(["客户端发出报", "文，但无应答。"]);

    [Fact]
    public void A_word_longer_than_the_line_stays_whole() =>
        Wrapping.Lines("see net.ipv4.tcp_tw_recycle now", 12).ShouldBe(["see", "net.ipv4.tcp_tw_recycle", "now"]);

    [Theory]
    [InlineData("abc", 3)]
    [InlineData("定界", 4)]
    [InlineData("“TTL”，", 7)]
    [InlineData("e\u0301", 1)]
    [InlineData("\U0001F600", 2)]
    public void Width_counts_columns(string text, int columns) => DisplayWidth.Of(text).ShouldBe(columns);
}
