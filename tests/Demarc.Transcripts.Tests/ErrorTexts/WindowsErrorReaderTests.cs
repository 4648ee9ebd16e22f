using Demarc.Model;
using Demarc.Transcripts.ErrorTexts;
using Demarc.Transcripts.Tests.Driving;

namespace Demarc.Transcripts.Tests.ErrorTexts;

public sealed class WindowsErrorReaderTests
{
    [Theory]
    [InlineData("0x80072EE2", "timeout")]
    [InlineData("错误代码：0x80072EE7", "could-not-resolve")]
    [InlineData("(0x80072efd)", "connect-failed")]
    [InlineData("WindowsUpdate_80072F8F", "secure-failure")]
    [InlineData("Error code: (0x8024402c)", "could-not-resolve")]
    [InlineData("There were some problems installing updates, but we'll try again later. If you keep seeing this and want to search the web or contact support for information, this may help: (0x8024401b)", "proxy-authentication")]
    [InlineData("2024-05-06 10:11:12:345 1000 2b4 PT WARNING: SendRequest failed with hr = 80072ee2. 0x80072ee2", "timeout")]
    [InlineData("0x8007274C", "connect-timeout")]
    [InlineData("-2147012894", "timeout")]
    [InlineData("WinHttpSendRequest failed with error 12029", "connect-failed")]
    [InlineData("WinHTTP error: 12175", "secure-failure")]
    [InlineData("Socket Error # 10054", "connection-reset")]
    [InlineData("错误代码：12007", "could-not-resolve")]
    [InlineData("ERROR_WINHTTP_NAME_NOT_RESOLVED", "could-not-resolve")]
    [InlineData("Error: WSAETIMEDOUT", "connect-timeout")]
    public void Knows_the_codes_of_windows(string line, string meaning)
    {
        var text = Observe(line).Single().ShouldBeOfType<ErrorText>();
        text.Meaning.ShouldBe(meaning);
        ErrorMeanings.Of(meaning).ShouldNotBeNull();
    }

    [Theory]
    [InlineData("12029")]
    [InlineData("On Windows 0x80072EE2 means that the request timed out, see the manual.")]
    [InlineData("如果出现 0x80072EE2，请检查代理。")]
    [InlineData("0x80004005")]
    [InlineData("Order 10060 was shipped")]
    [InlineData("case WSAETIMEDOUT: return x;")]
    public void A_bare_number_and_a_sentence_are_none(string line) => Observe(line).ShouldBeEmpty();

    [Fact]
    public void Survives_damage() => Blocks.Survives(new WindowsErrorReader(), "错误代码：0x80072EE7\nWinHttpSendRequest failed with error 12029\n-2147012894\n");

    [Fact]
    public void Every_meaning_of_the_table_is_put_in_words_in_both_languages()
    {
        foreach (var entry in ErrorTable.All)
        {
            var text = ErrorMeanings.Of(entry.Meaning).ShouldNotBeNull(entry.Meaning);
            text.En.ShouldNotBeEmpty();
            text.Zh.ShouldContain(text.Zh.First(c => c > '\u2E80'));
        }
    }

    private static List<Observation> Observe(string text) => Blocks.Observations(new WindowsErrorReader(), text);
}
