using Demarc.Model;
using Demarc.Transcripts.ErrorTexts;
using Demarc.Transcripts.Tests.Driving;

namespace Demarc.Transcripts.Tests.ErrorTexts;

public sealed class BrowserErrorReaderTests
{
    private const string Chinese = """
        无法访问此网站
        mail.example.com 拒绝了我们的连接请求。

        请试试以下办法：
        检查网络连接
        检查代理服务器和防火墙
        ERR_CONNECTION_REFUSED
        重新加载
        """;

    private const string English = """
        This site can’t be reached
        www.example.com’s server IP address could not be found.
        Try:
        Checking the connection
        DNS_PROBE_FINISHED_NXDOMAIN
        """;

    [Fact]
    public void A_page_gives_its_code_and_the_host_it_names()
    {
        var all = Observe(Chinese);
        all.Count.ShouldBe(2);
        var text = all[0].ShouldBeOfType<ErrorText>();
        (text.Product, text.Code, text.Meaning, text.Target).ShouldBe(("Chromium", "ERR_CONNECTION_REFUSED", "connection-refused", "mail.example.com"));
        text.Evidence.Lines.ShouldBe([1, 7]);
        var connect = all[1].ShouldBeOfType<Connect>();
        (connect.Target, connect.Outcome, connect.Port, connect.TargetAddress).ShouldBe(("mail.example.com", "refused", null, null), "the page tells no port");
    }

    [Fact]
    public void A_page_about_a_name_that_does_not_exist_is_a_failed_resolution()
    {
        var dns = Observe(English).OfType<Dns>().Single();
        (dns.Name, dns.Outcome).ShouldBe(("www.example.com", "nxdomain"));
    }

    [Theory]
    [InlineData("无法访问此网站 www.example.com 意外终止了连接。\nERR_CONNECTION_CLOSED", 1, "connection-closed")]
    [InlineData("该网页无法正常运作\nshop.example.com 目前无法处理此请求。\nHTTP ERROR 502", 2, "server-error")]
    [InlineData("您的连接不是私密连接\n攻击者可能会试图从 mail.example.com 窃取您的信息。\nNET::ERR_CERT_DATE_INVALID", 1, "certificate-date")]
    [InlineData("Secure Connection Failed\nAn error occurred during a connection to mail.example.com. PR_END_OF_FILE_ERROR\nError code: PR_END_OF_FILE_ERROR", 1, "connection-closed")]
    [InlineData("建立安全连接失败\n连接到 mail.example.com 时发生错误。 SSL_ERROR_NO_CYPHER_OVERLAP", 2, "tls-version-or-cipher")]
    [InlineData("The connection has timed out\nThe server at www.example.com is taking too long to respond.", 1, "timeout")]
    [InlineData("网页已走丢", 1, "page-not-shown")]
    [InlineData("502 Bad Gateway\nnginx/1.18.0", 1, "server-error")]
    [InlineData("413 Request Entity Too Large\n----\nnginx", 1, "body-too-large")]
    public void Pages_of_other_kinds(string page, int count, string meaning)
    {
        var all = Observe(page);
        all.OfType<ErrorText>().First().Meaning.ShouldBe(meaning);
        all.Count.ShouldBeGreaterThanOrEqualTo(1);
        (all.Count - all.OfType<ErrorText>().Count()).ShouldBe(Math.Max(0, count - 1));
    }

    [Theory]
    [InlineData("ERR_CONNECTION_TIMED_OUT", "connect-timeout")]
    [InlineData("错误代码：ERR_CONNECTION_RESET", "connection-reset")]
    [InlineData("错误码: ERR_NAME_NOT_RESOLVED", "could-not-resolve")]
    [InlineData("报错 ERR_PROXY_CONNECTION_FAILED", "proxy-unreachable")]
    [InlineData("Error code: SSL_ERROR_RX_RECORD_TOO_LONG", "tls-not-spoken")]
    [InlineData("(NS_ERROR_NET_TIMEOUT)", "timeout")]
    [InlineData("net::ERR_CERT_AUTHORITY_INVALID", "certificate-unknown-issuer")]
    [InlineData("INET_E_RESOURCE_NOT_FOUND", "could-not-resolve")]
    [InlineData("ERR_BLOCKED_BY_CLIENT", "blocked-by-client")]
    public void A_code_alone_or_behind_a_label(string line, string meaning) => Observe(line).Single().ShouldBeOfType<ErrorText>().Meaning.ShouldBe(meaning);

    [Fact]
    public void Console_lines_name_the_address_asked()
    {
        var all = Observe("""
            app.js:17 GET https://api.example.com/v1/list?token=abcdef net::ERR_CONNECTION_TIMED_OUT
            Failed to load resource: net::ERR_CONNECTION_RESET
            Error: page.goto: net::ERR_NAME_NOT_RESOLVED at https://www.example.com/
            """);
        var connect = all.OfType<Connect>().Single();
        connect.Outcome.ShouldBe("timeout");
        connect.Target.ShouldBe("https://api.example.com/v1/list?token=****");
        all.OfType<ErrorText>().Select(text => text.Meaning).ShouldBe(["connect-timeout", "connection-reset", "could-not-resolve"]);
    }

    [Theory]
    [InlineData("Chrome shows ERR_CONNECTION_RESET when we open the page")]
    [InlineData("如果看到 ERR_NAME_NOT_RESOLVED，请检查 DNS。")]
    [InlineData("- ERR_CONNECTION_RESET: the connection was reset")]
    [InlineData("ERR_CONNECTION_RESET = -101,")]
    [InlineData("连接超时")]
    [InlineData("无法连接")]
    [InlineData("Unable to connect")]
    [InlineData("No internet")]
    [InlineData("浏览器显示无法访问此网站，刷新后正常")]
    [InlineData("502 Bad Gateway")]
    [InlineData("ERR_SOMETHING_UNKNOWN")]
    [InlineData("ERR_CONNECTION_RESET\nERR_TIMED_OUT\nERR_NAME_NOT_RESOLVED")]
    public void Prose_lists_and_plain_words_are_no_errors(string text) => Observe(text).ShouldBeEmpty();

    [Fact]
    public void Survives_damage()
    {
        Blocks.Survives(new BrowserErrorReader(), Chinese);
        Blocks.Survives(new BrowserErrorReader(), English);
    }

    private static List<Observation> Observe(string text) => Blocks.Observations(new BrowserErrorReader(), text);
}
