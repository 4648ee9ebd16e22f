using Demarc.Reporting.Terminal;

namespace Demarc.Reporting.Tests;

public sealed class LineBreaksTests
{
    [Fact]
    public void English_breaks_at_blanks() =>
        LineBreaks.Lines("one two three four", 10).ShouldBe(["one two", "three four"]);

    [Fact]
    public void Chinese_breaks_between_characters_but_not_before_a_closing_mark() =>
        LineBreaks.Lines("客户端发出报文，但无应答。", 14).ShouldBe(["客户端发出报", "文，但无应答。"]);

    [Fact]
    public void A_word_longer_than_the_line_is_cut() =>
        LineBreaks.Lines("see net.ipv4.tcp_tw_recycle now", 12).ShouldBe(["see", "net.ipv4.tcp", "_tw_recycle", "now"]);

    [Theory]
    [InlineData("abc", 3)]
    [InlineData("定界", 4)]
    [InlineData("“TTL”，", 7)]
    [InlineData("e\u0301", 1)]
    [InlineData("\U0001F600", 2)]
    [InlineData("\t", 0)]
    public void Width_counts_columns(string text, int columns) => CellWidth.Of(text).ShouldBe(columns);
}
