using Demarc.Mail.Reading;

namespace Demarc.Mail.Tests;

public sealed class HtmlTextTests
{
    [Theory]
    [InlineData("a<br>b<br/>c", "a\nb\nc\n")]
    [InlineData("<p>a</p><p>b</p>", "a\nb\n")]
    [InlineData("<div>a</div><div><br></div><div>b</div>", "a\n\nb\n")]
    [InlineData("<p>a</p><p>&nbsp;</p><p>b</p>", "a\n\nb\n")]
    [InlineData("a\r\n  b\t c", "a b c\n")]
    [InlineData("a &lt;b&gt; &amp; &#20320;&#x597D; &eacute; &nbsp&unknown; AT&T", "a <b> & 你好 é  &unknown; AT&T\n")]
    [InlineData("&#150; &#0; &#xD800;", "– \uFFFD \uFFFD\n")]
    [InlineData("<pre>\na  b\n  c</pre>d", "a  b\n  c\nd\n")]
    [InlineData("a<script>if (a < b) alert('<p>')</script>b<style>p{}</style>c<title>t</title>", "abc\n")]
    [InlineData("a<!-- <p>no</p> -->b<!DOCTYPE html>c<?xml x?>d", "abcd\n")]
    [InlineData("5 < 6 and 7 > 2 <3", "5 < 6 and 7 > 2 <3\n")]
    [InlineData("<ul><li>one<li>two</ul>end", "- one\n- two\nend\n")]
    [InlineData("a<ol><li><p>one</p></li><li><div>two</div>more</li></ol>", "a\n- one\n- two\nmore\n")]
    [InlineData("a<hr>b", "a\n________________________________\nb\n")]
    [InlineData("<b>a</b><i> b</i><span>c</span>", "a bc\n")]
    [InlineData("<img alt=\"logo\" src=x><img src=y>", "[logo]\n")]
    [InlineData("<div style=\"display:none\">hidden</div>shown", "hidden\nshown\n")]
    [InlineData("<p title=\"a > b\">x</p>", "x\n")]
    [InlineData("", "")]
    public void Html_reads_like_the_mail(string html, string text) => HtmlText.Of(html).ShouldBe(text);

    [Theory]
    [InlineData("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table>x", "a\tb\nc\td\nx\n")]
    [InlineData("<table><tr><th><p>a</p></th><th><p>b</p></th></tr></table>", "a\tb\n")]
    [InlineData("<table>\n <tr>\n  <td>a</td>\n  <td></td>\n  <td> c </td>\n </tr>\n</table>", "a\t\tc\n")]
    [InlineData("<tr><td>a<td>b<tr><td>c<td>d", "a\tb\nc\td\n")]
    [InlineData("<tr><td><br></td><td>b</td></tr>", "\tb\n")]
    [InlineData("<tr><td>a</td><td></td></tr><tr><td>b</td></tr>", "a\nb\n")]
    [InlineData("<tr><td><table><tr><td>in</td></tr></table></td></tr>", "in\n")]
    public void Rows_are_lines_and_cells_are_set_apart_by_tabs(string html, string text) => HtmlText.Of(html).ShouldBe(text);

    [Theory]
    [InlineData("a<blockquote>b<br>c<blockquote>d</blockquote></blockquote>e", "a\n> b\n> c\n>> d\ne\n")]
    [InlineData("<blockquote><p>a</p><p>&nbsp;</p><p>b</p></blockquote>", "> a\n>\n> b\n")]
    [InlineData("</blockquote>a", "a\n")]
    public void Quoted_blocks_get_quote_marks(string html, string text) => HtmlText.Of(html).ShouldBe(text);

    [Theory]
    [InlineData("see <a href=\"https://example.com/x\">the page</a>.", "see the page <https://example.com/x>.\n")]
    [InlineData("<a href=\"https://example.com/\">https://example.com</a>", "https://example.com\n")]
    [InlineData("<a href='http://example.com'>example.com</a>", "example.com\n")]
    [InlineData("<a href=\"mailto:a@example.com\">a@example.com</a>", "a@example.com\n")]
    [InlineData("<a href=\"mailto:a@example.com\">Li Lei</a>", "Li Lei <mailto:a@example.com>\n")]
    [InlineData("<a href=\"https://example.com/?a=1&amp;b=2\"><img src=x></a>", "<https://example.com/?a=1&b=2>\n")]
    [InlineData("<a href=\"#top\">top</a><a name=x>y</a><a href=\"javascript:x()\">z</a>", "topyz\n")]
    [InlineData("<a HREF=https://example.com/a>one<a href=https://example.com/b>two", "one <https://example.com/a>two <https://example.com/b>\n")]
    public void Links_show_where_they_lead(string html, string text) => HtmlText.Of(html).ShouldBe(text);

    [Theory]
    [InlineData("a<!-- never closed <p>b", "a never closed\nb\n")]
    [InlineData("a<b title=\"never closed>b</b>c", "abc\n")]
    [InlineData("a<p", "a\n")]
    [InlineData("a<", "a<\n")]
    [InlineData("a<script>never closed", "a\n")]
    public void What_is_not_closed_ends_somewhere(string html, string text) => HtmlText.Of(html).ShouldBe(text);
}
