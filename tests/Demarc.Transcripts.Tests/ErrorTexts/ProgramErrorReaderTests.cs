using Demarc.Model;
using Demarc.Transcripts.ErrorTexts;
using Demarc.Transcripts.Tests.Driving;

namespace Demarc.Transcripts.Tests.ErrorTexts;

public sealed class ProgramErrorReaderTests
{
    private const string Java = """
        2024-05-06 10:11:12.345 ERROR [http-1] c.e.Client - call failed
        org.springframework.web.client.ResourceAccessException: I/O error on GET request for "https://api.example.com/v1": Connection timed out; nested exception is java.net.ConnectException: Connection timed out
        	at org.example.Client.call(Client.java:10)
        Caused by: java.net.ConnectException: Connection timed out
        	at java.base/sun.nio.ch.Net.connect(Net.java:1)
        	... 12 more
        2024-05-06 10:11:13.000 INFO done
        """;

    [Fact]
    public void An_exception_and_its_cause_are_one_error()
    {
        var all = Observe(Java);
        var text = all.OfType<ErrorText>().Single();
        (text.Product, text.Meaning, text.Target).ShouldBe(("Java", "connect-timeout", "https://api.example.com/v1"));
        text.Code.ShouldBe("org.springframework.web.client.ResourceAccessException");
        var connect = all.OfType<Connect>().Single();
        (connect.Target, connect.Outcome).ShouldBe(("https://api.example.com/v1", "timeout"));
    }

    [Theory]
    [InlineData("java.net.ConnectException: Connection timed out (Connection timed out)", "Java", "connect-timeout")]
    [InlineData("java.net.SocketTimeoutException: Read timed out", "Java", "no-response")]
    [InlineData("java.net.SocketTimeoutException: connect timed out", "Java", "connect-timeout")]
    [InlineData("javax.net.ssl.SSLHandshakeException: Received fatal alert: handshake_failure", "Java", "tls-version-or-cipher")]
    [InlineData("javax.net.ssl.SSLHandshakeException: sun.security.validator.ValidatorException: PKIX path building failed: sun.security.provider.certpath.SunCertPathBuilderException: unable to find valid certification path to requested target", "Java", "certificate-unknown-issuer")]
    [InlineData("Caused by: java.net.SocketException: Connection reset", "Java", "connection-reset")]
    [InlineData("dial tcp 192.0.2.1:443: i/o timeout", "Go", "connect-timeout")]
    [InlineData("2024/05/06 10:11:12 read tcp 10.0.0.1:50000->192.0.2.1:443: read: connection reset by peer", "Go", "connection-reset")]
    [InlineData("x509: certificate signed by unknown authority", "Go", "certificate-unknown-issuer")]
    [InlineData("level=error err=\"dial tcp 192.0.2.1:443: connect: no route to host\"", "Go", "host-unreachable")]
    [InlineData("net/http: TLS handshake timeout", "Go", "tls-timeout")]
    [InlineData("ConnectionRefusedError: [Errno 111] Connection refused", "Python", "connection-refused")]
    [InlineData("socket.gaierror: [Errno -3] Temporary failure in name resolution", "Python", "resolver-failed")]
    [InlineData("ssl.SSLCertVerificationError: [SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: certificate has expired (_ssl.c:1000)", "Python", "certificate-expired")]
    [InlineData("TimeoutError: [WinError 10060] 由于连接方在一段时间后没有正确答复或连接的主机没有反应，连接尝试失败。", "Python", "connect-timeout")]
    [InlineData("Error: read ECONNRESET", "Node.js", "connection-reset")]
    [InlineData("Error: socket hang up", "Node.js", "empty-reply")]
    [InlineData("npm ERR! code ETIMEDOUT", "npm", "connect-timeout")]
    [InlineData("System.Net.Sockets.SocketException (10061): No connection could be made because the target machine actively refused it.", ".NET", "connection-refused")]
    [InlineData("System.Net.WebException: 基础连接已经关闭: 未能为 SSL/TLS 安全通道建立信任关系。", ".NET", "certificate-verify-failed")]
    [InlineData("由于目标计算机积极拒绝，无法连接。 192.0.2.1:443", "Windows", "connection-refused")]
    [InlineData("error:0A00010B:SSL routines::wrong version number", "OpenSSL", "tls-not-spoken")]
    [InlineData("error:14094410:SSL routines:ssl3_read_bytes:sslv3 alert handshake failure", "OpenSSL", "tls-version-or-cipher")]
    public void Says_whose_error_it_is_and_what_it_means(string line, string product, string meaning)
    {
        var text = Observe(line).Single().ShouldBeOfType<ErrorText>();
        (text.Product, text.Meaning).ShouldBe((product, meaning));
        ErrorMeanings.Of(text.Meaning).ShouldNotBeNull();
    }

    [Theory]
    [InlineData("Get \"https://api.example.com/v1\": dial tcp: lookup api.example.com on 192.0.2.53:53: no such host", "api.example.com", "nxdomain")]
    [InlineData("dial tcp: lookup api.example.com on 192.0.2.53:53: server misbehaving", "api.example.com", "servfail")]
    [InlineData("dial tcp: lookup api.example.com: i/o timeout", "api.example.com", "timeout")]
    [InlineData("Error: getaddrinfo EAI_AGAIN api.example.com", "api.example.com", "servfail")]
    [InlineData("ssh: Could not resolve hostname host.example.com: Name or service not known", "host.example.com", "nxdomain")]
    public void A_name_that_did_not_resolve(string line, string name, string outcome)
    {
        var dns = Observe(line).OfType<Dns>().Single();
        (dns.Name, dns.Outcome).ShouldBe((name, outcome));
    }

    [Theory]
    [InlineData("requests.exceptions.ConnectTimeout: HTTPSConnectionPool(host='api.example.com', port=443): Max retries exceeded with url: / (Caused by ConnectTimeoutError(<x>, 'Connection to api.example.com timed out. (connect timeout=5)'))", "api.example.com", 443, "timeout")]
    [InlineData("ssh: connect to host host.example.com port 22: Connection refused", "host.example.com", 22, "refused")]
    [InlineData("ssh: connect to host host.example.com port 22: 连接超时", "host.example.com", 22, "timeout")]
    [InlineData("org.apache.http.conn.HttpHostConnectException: Connect to api.example.com:8443 [api.example.com/192.0.2.1] failed: Connection refused (Connection refused)", "api.example.com", 8443, "refused")]
    [InlineData("nc: connect to host.example.com port 443 (tcp) failed: No route to host", "host.example.com", 443, "unreachable")]
    public void A_connection_to_a_named_end(string line, string host, int port, string outcome)
    {
        var connect = Observe(line).OfType<Connect>().Single();
        (connect.Target, connect.Port, connect.Outcome).ShouldBe((host, port, outcome));
    }

    [Fact]
    public void A_bare_address_claims_no_step_for_it_may_be_any_machine()
    {
        var text = Observe("Error: connect ECONNREFUSED 127.0.0.1:6379").Single().ShouldBeOfType<ErrorText>();
        (text.Target, text.Meaning, text.Code).ShouldBe(("127.0.0.1:6379", "connection-refused", "ECONNREFUSED"));
    }

    [Fact]
    public void Of_many_alike_the_first_are_kept_and_the_rest_counted()
    {
        var block = Blocks.Read(new ProgramErrorReader(), string.Join('\n', Enumerable.Repeat("dial tcp 192.0.2.1:443: i/o timeout", 100))).Single();
        block.Observations.Count.ShouldBe(10);
        block.Unread.Single().Reason.En.ShouldBe("90 more error lines alike, counted");
    }

    [Theory]
    [InlineData("We get java.net.ConnectException: Connection refused when we open the page.")]
    [InlineData("throw new java.net.ConnectException(\"Connection refused\");")]
    [InlineData("assertEquals(\"dial tcp 192.0.2.1:443: i/o timeout\", text)")]
    [InlineData("The Connection timed out and we tried again.")]
    [InlineData("用户反馈连接超时，重试后恢复")]
    [InlineData("import java.net.ConnectException;")]
    [InlineData("catch (java.net.ConnectException e) {")]
    [InlineData("Error: something else went wrong")]
    [InlineData("java.lang.NullPointerException: Cannot invoke")]
    public void Sentences_and_source_code_are_no_errors(string line) => Observe(line).ShouldBeEmpty();

    [Fact]
    public void Survives_damage() => Blocks.Survives(new ProgramErrorReader(), Java, 3);

    private static List<Observation> Observe(string text) => Blocks.Observations(new ProgramErrorReader(), text);
}
