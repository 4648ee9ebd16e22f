using Demarc.Model;
using Demarc.Testing;
using Demarc.Transcripts.Curl;
using Demarc.Transcripts.Tests.Driving;

namespace Demarc.Transcripts.Tests.Curl;

public sealed class CurlReaderTests
{
    private static readonly CurlReader Reader = new();

    private const string DoubledHeaders = """
        ```
        root@web1:~# while [ 1 ]; do curl -i -H Authorization\:\ Bearer\ abcdefgh12345678 -H User-Agent\:\ Emacs\ Restclient -XGET https\://shop.example.com/api/0/releases/ --verbose; sleep 2; echo "---"; done
        Note: Unnecessary use of -X or --request, GET is already inferred.
        *   Trying 198.51.100.135...
        * Connected to shop.example.com (198.51.100.135) port 443 (#0)
        * found 148 certificates in /etc/ssl/certs/ca-certificates.crt
        * ALPN, offering http/1.1
        * SSL connection using TLS1.2 / ECDHE_RSA_AES_128_GCM_SHA256
        * 	 server certificate verification OK
        * 	 server certificate status verification SKIPPED
        * 	 common name: shop.example.com (matched)
        * 	 server certificate expiration date OK
        * 	 subject: CN=shop.example.com
        * 	 start date: Tue, 10 Apr 2018 11:12:11 GMT
        * 	 expire date: Mon, 09 Jul 2018 11:12:11 GMT
        * 	 issuer: C=US,O=Example,CN=Example Authority X3
        * 	 compression: NULL
        * ALPN, server accepted to use http/1.1
        > GET /api/0/releases/ HTTP/1.1
        > Host: shop.example.com
        > Authorization: Bearer abcdefgh12345678
        >
        < HTTP/1.1 200 OK
        HTTP/1.1 200 OK
        < Server: nginx/1.10.3 (Ubuntu)
        Server: nginx/1.10.3 (Ubuntu)
        < Content-Length: 75133
        Content-Length: 75133
        < Connection: close
        Connection: close

        <
        [{"id": 1, "name": "first"}]
        ...

        ```
        """;

    [Fact]
    public void Reads_a_verbose_run_whose_header_lines_are_doubled()
    {
        var found = Blocks.Observations(Reader, DoubledHeaders);
        found.Count.ShouldBe(3);
        var connect = found[0].ShouldBeOfType<Connect>();
        (connect.Outcome, connect.TargetAddress, connect.Port, connect.Target).ShouldBe(("ok", "198.51.100.135", 443, "https://shop.example.com/api/0/releases/"));
        Blocks.Lines(connect).ShouldBe([5, 5]);

        var tls = found[1].ShouldBeOfType<Tls>();
        (tls.Outcome, tls.Verify, tls.Version, tls.Cipher).ShouldBe(("ok", "ok", "TLS1.2", "ECDHE_RSA_AES_128_GCM_SHA256"));
        tls.Chain.ShouldBe([new Certificate("CN=shop.example.com", "C=US,O=Example,CN=Example Authority X3", "Tue, 10 Apr 2018 11:12:11 GMT", "Mon, 09 Jul 2018 11:12:11 GMT")]);
        Blocks.Lines(tls).ShouldBe([8, 16]);

        var http = found[2].ShouldBeOfType<Http>();
        (http.Status, http.Outcome, http.Method, http.ExpectedBytes, http.Bytes, http.Server).ShouldBe((200, "ok", "GET", 75133L, null, "nginx/1.10.3 (Ubuntu)"));
        http.Headers.ShouldBe(["Server: nginx/1.10.3 (Ubuntu)", "Content-Length: 75133", "Connection: close"]);
        http.Url.ShouldBe("https://shop.example.com/api/0/releases/");
        Blocks.Lines(http)[0].ShouldBe(23);
        found.ShouldAllBe(o => !o.Evidence.Text.Contains("abcdefgh"));
    }

    [Fact]
    public void A_whole_reply_quoted_in_a_mail_reads_the_same()
    {
        var quoted = string.Join('\n', DoubledHeaders.Split('\n').Select(l => "> > " + l));
        var found = Blocks.Observations(Reader, quoted);
        found.Select(o => o.Kind).ShouldBe([Kinds.Connect, Kinds.Tls, Kinds.Http]);
        ((Http)found[2]).Method.ShouldBe("GET");
    }

    [Theory]
    [InlineData("curl -i -H Accept\\:\\ x -XGET https\\://shop.example.com/api/ --verbose")]
    [InlineData("```\ncurl -v https://example.com/\n```")]
    [InlineData("请执行 curl -v https://example.com/ 看看是否返回 200")]
    [InlineData("* Connected to the VPN and tried again\n* Trying another browser\n* Host unreachable?")]
    [InlineData("The page says HTTP/1.1 404 Not Found sometimes")]
    [InlineData("HTTP/1.1 404 Not Found")]
    public void Commands_and_prose_give_nothing(string text) => Blocks.Observations(Reader, text).ShouldBeEmpty();

    [Theory]
    [InlineData("curl: (7) Failed to connect to 198.51.100.7 port 8443 after 21036 ms: Connection timed out", "connect-timeout", "timeout", null, 21036.0)]
    [InlineData("curl: (7) Failed to connect to web.example.com port 80: Connection refused", "connection-refused", "refused", null, null)]
    [InlineData("curl: (7) Failed to connect to web.example.com port 80: No route to host", "host-unreachable", "unreachable", "host", null)]
    [InlineData("curl: (7) Failed to connect to web.example.com port 80 after 1 ms: Network is unreachable", "network-unreachable", "unreachable", "net", 1.0)]
    [InlineData("curl: (7) Failed to connect to web.example.com port 80 after 3 ms: Couldn't connect to server", "connect-failed", null, null, 3.0)]
    [InlineData("curl: (28) Connection timed out after 5001 milliseconds", "connect-timeout", "timeout", null, 5001.0)]
    [InlineData("curl: (28) Failed to connect to web.example.com port 80 after 75002 ms: Operation timed out", "connect-timeout", "timeout", null, 75002.0)]
    public void Reads_a_failed_connect_from_the_error_line_alone(string line, string meaning, string? outcome, string? code, double? ms)
    {
        var found = Blocks.Observations(Reader, line);
        var text = found.OfType<ErrorText>().ShouldHaveSingleItem();
        (text.Product, text.Meaning).ShouldBe(("curl", meaning));
        var connect = found.OfType<Connect>().ShouldHaveSingleItem();
        (connect.Outcome, connect.Code, connect.Ms).ShouldBe((outcome, code, ms));
        found.Count.ShouldBe(2);
    }

    [Theory]
    [InlineData("curl: (35) OpenSSL SSL_connect: Connection reset by peer in connection to shop.example.com:443", "tls-handshake", "reset", null)]
    [InlineData("curl: (35) error:1400410B:SSL routines:CONNECT_CR_SRVR_HELLO:wrong version number", "tls-handshake", "plaintext", null)]
    [InlineData("curl: (35) error:14094410:SSL routines:ssl3_read_bytes:sslv3 alert handshake failure", "tls-handshake", "alert", null)]
    [InlineData("curl: (60) SSL certificate problem: certificate has expired", "certificate-verify-failed", "verify-failed", "expired")]
    [InlineData("curl: (60) SSL certificate problem: unable to get local issuer certificate", "certificate-verify-failed", "verify-failed", "unknown-issuer")]
    [InlineData("curl: (60) SSL: no alternative certificate subject name matches target host name 'shop.example.com'", "certificate-verify-failed", "verify-failed", "name")]
    [InlineData("curl: (28) SSL connection timeout", "tls-timeout", null, null)]
    public void Reads_a_failed_handshake_from_the_error_line_alone(string line, string meaning, string? outcome, string? verify)
    {
        var found = Blocks.Observations(Reader, line);
        found.OfType<ErrorText>().ShouldHaveSingleItem().Meaning.ShouldBe(meaning);
        found.OfType<Connect>().ShouldBeEmpty();
        if (outcome is null) return;
        var tls = found.OfType<Tls>().ShouldHaveSingleItem();
        (tls.Outcome, tls.Verify).ShouldBe((outcome, verify));
    }

    [Theory]
    [InlineData("curl: (52) Empty reply from server", "empty-reply", "no-response")]
    [InlineData("curl: (56) Recv failure: Connection reset by peer", "connection-reset", "reset")]
    [InlineData("curl: (55) Send failure: Broken pipe", "connection-reset", "reset")]
    [InlineData("curl: (28) Operation timed out after 10001 milliseconds with 0 bytes received", "no-response", "no-response")]
    [InlineData("curl: (28) Operation timed out after 10001 milliseconds with 0 out of 0 bytes received", "no-response", "no-response")]
    public void Reads_a_missing_answer_from_the_error_line_alone(string line, string meaning, string outcome)
    {
        var found = Blocks.Observations(Reader, "$ curl http://web.example.com/\n" + line);
        found.OfType<ErrorText>().ShouldHaveSingleItem().Meaning.ShouldBe(meaning);
        var http = found.OfType<Http>().ShouldHaveSingleItem();
        (http.Outcome, http.Status, http.Url).ShouldBe((outcome, null, "http://web.example.com/"));
        Blocks.Lines(http).ShouldBe([2, 2]);
    }

    [Fact]
    public void Reads_a_name_that_does_not_resolve()
    {
        var found = Blocks.Observations(Reader, "curl: (6) Could not resolve host: nowhere.example.com; Name or service not known");
        var dns = found.OfType<Model.Dns>().ShouldHaveSingleItem();
        (dns.Name, dns.Outcome).ShouldBe(("nowhere.example.com", "nxdomain"));
        found.OfType<ErrorText>().ShouldHaveSingleItem().Meaning.ShouldBe("could-not-resolve");
        Blocks.Observations(Reader, "curl: (6) Could not resolve host: nowhere.example.com").OfType<Model.Dns>().ShouldHaveSingleItem().Outcome.ShouldBeNull();
    }

    [Fact]
    public void A_transfer_ended_for_being_too_slow_is_a_slow_download() =>
        Blocks.Observations(Reader, "curl: (28) Operation too slow. Less than 1000 bytes/sec transferred the last 30 seconds").OfType<Download>().ShouldHaveSingleItem().Outcome.ShouldBe("slow");

    [Fact]
    public void Reads_a_download_that_stalls_and_one_cut_short()
    {
        var stalled = Blocks.Observations(Reader, "curl: (28) Operation timed out after 30001 milliseconds with 14480 out of 75133 bytes received").OfType<Download>().ShouldHaveSingleItem();
        (stalled.Outcome, stalled.Bytes, stalled.ExpectedBytes, stalled.StalledAtByte).ShouldBe(("stalled", 14480, 75133L, 14480L));

        var cut = Blocks.Observations(Reader, """
            $ curl -v http://web.example.com/big
            *   Trying 192.0.2.7:80...
            * Connected to web.example.com (192.0.2.7) port 80 (#0)
            > GET /big HTTP/1.1
            > Host: web.example.com
            >
            < HTTP/1.1 200 OK
            < Content-Length: 1000
            <
            { [600 bytes data]
            * transfer closed with 400 bytes remaining to read
            curl: (18) transfer closed with 400 bytes remaining to read
            """);
        cut.Select(o => o.Kind).ShouldBe([Kinds.Connect, Kinds.Http, Kinds.Download, Kinds.ErrorText]);
        var download = (Download)cut[2];
        (download.Bytes, download.ExpectedBytes, download.Outcome, download.Url).ShouldBe((600, 1000, "reset", "http://web.example.com/big"));
        ((ErrorText)cut[3]).Meaning.ShouldBe("transfer-cut-short");
    }

    [Fact]
    public void Reads_every_address_that_was_tried()
    {
        var found = Blocks.Observations(Reader, """
            *   Trying [2001:db8::7]:8080...
            * connect to 2001:db8::7 port 8080 failed: Connection refused
            *   Trying 192.0.2.7:8080...
            * Connected to web.example.com (192.0.2.7) port 8080 (#0)
            > HEAD / HTTP/1.1
            > Host: web.example.com:8080
            >
            < HTTP/1.1 503 Service Unavailable
            <
            """);
        var tries = found.OfType<Connect>().ToArray();
        tries.Select(c => (c.TargetAddress, c.Port, c.Outcome)).ShouldBe([("2001:db8::7", 8080, "refused"), ("192.0.2.7", 8080, "ok")]);
        tries[0].Target.ShouldBe("http://web.example.com:8080");
        var http = found.OfType<Http>().ShouldHaveSingleItem();
        (http.Status, http.Outcome, http.Url, http.Method).ShouldBe((503, "error-status", "http://web.example.com:8080/", "HEAD"));
    }

    [Fact]
    public void Reads_headers_alone_of_i()
    {
        var found = Blocks.Observations(Reader, """
            C:\>curl -I https://www.example.com/
            HTTP/1.1 301 Moved Permanently
            Server: nginx
            Location: https://example.com/?token=abcdef123456
            Set-Cookie: sid=1234567890

            """);
        var http = (Http)found.ShouldHaveSingleItem();
        (http.Status, http.Outcome, http.Method, http.Server, http.Redirect).ShouldBe((301, "ok", "HEAD", "nginx", "https://example.com/?token=****"));
        http.Headers!.Count.ShouldBe(2);
        Blocks.Lines(http).ShouldBe([2, 5]);
        http.Evidence.Text.ShouldNotContain("1234567890");
    }

    [Theory]
    [InlineData("time_namelookup: 0.004\ntime_connect: 0.025\ntime_appconnect: 0.101\ntime_starttransfer: 1.5\ntime_total: 1.623", 4, 25, 101, 1500, 1623)]
    [InlineData("dns:0.012 connect:0.045 tls:0.120 ttfb:0.300 total:0.412", 12, 45, 120, 300, 412)]
    [InlineData("dns: 12ms, tcp: 45ms, ttfb: 300ms, total: 412ms", 12, 45, null, 300, 412)]
    [InlineData("    time_namelookup:  0.004s\n       time_connect:  0.000s\n time_starttransfer:  0.000s\n         time_total:  5.004s", 4, null, null, null, 5004)]
    [InlineData("time_connect=0,021 time_total=0,5", null, 21, null, null, 500)]
    public void Reads_write_out_timings(string text, int? dns, int? connect, int? tls, int? first, int? total)
    {
        var http = (Http)Blocks.Observations(Reader, text).ShouldHaveSingleItem();
        http.Phases.ShouldBe(new HttpPhases(dns, connect, tls, first, total));
        http.Outcome.ShouldBeNull();
    }

    [Theory]
    [InlineData("connect: 20 people, total: 40")]
    [InlineData("status: open code: 12")]
    [InlineData("dns: 8.8.8.8")]
    public void Does_not_take_other_pairs_for_timings(string text) => Blocks.Observations(Reader, text).ShouldBeEmpty();

    [Fact]
    public void Reads_a_connection_whose_name_is_printed_as_nil()
    {
        var connect = (Connect)Blocks.Observations(Reader, "*   Trying 192.0.2.30...\n* TCP_NODELAY set\n* Connected to (nil) (192.0.2.30) port 8080 (#0)\n").ShouldHaveSingleItem();
        (connect.Outcome, connect.TargetAddress, connect.Port).ShouldBe(("ok", "192.0.2.30", 8080));
    }

    [Theory]
    [InlineData("HTTP/1.1 302 Found\nLocation: https://www.example.com/cb?code=1&state=2\nContent-Type: text/html\n\n", 0)]
    [InlineData("HTTP/1.1 302 Found\nDate: Thu, 16 Jan 2020 03:21:00 GMT\nLocation: https://www.example.com/\n\n", 1)]
    public void A_head_without_date_and_server_is_an_example_of_a_document(string text, int found) => Blocks.Observations(Reader, text).Count.ShouldBe(found);

    [Fact]
    public void Corpus_loop_reads_each_error_with_its_url()
    {
        var found = Blocks.Observations(Reader, Blocks.Sample("curl", "01-reset-empty-refused-loop.txt"));
        found.OfType<ErrorText>().Select(e => e.Meaning).ShouldBe(["connection-reset", "connection-reset", "empty-reply", "connection-refused", "connection-refused"]);
        found.OfType<Http>().Select(h => h.Outcome).ShouldBe(["reset", "reset", "no-response"]);
        found.OfType<Connect>().Select(c => (c.Outcome, c.Port)).ShouldBe([("refused", 8080), ("refused", 8080)]);
        found.ShouldAllBe(o => o.Target == "localhost:8080");
    }

    [Fact]
    public void Corpus_cut_off_tail_gives_nothing() => Blocks.Observations(Reader, Blocks.Sample("curl", "03-v-trace-ids-reset-in-handshake.txt")).ShouldBeEmpty();

    [Fact]
    public void Corpus_weak_certificate_with_connected_after_the_handshake()
    {
        var found = Blocks.Observations(Reader, Blocks.Sample("curl", "04-v-weak-device-certificate.txt"));
        found.Select(o => o.Kind).ShouldBe([Kinds.Tls, Kinds.Connect, Kinds.Http]);
        var tls = (Tls)found[0];
        (tls.Outcome, tls.Verify, tls.Version, tls.TargetAddress, tls.Port).ShouldBe(("ok", "EE certificate key too weak", "TLSv1.2", "192.168.69.36", 443));
        tls.Chain.ShouldBe([new Certificate("CN=TPRI-DEVICE; O=TPRI; C=US", "CN=TPRI-DEVICE; O=TPRI; C=US", "Jan  1 00:00:00 2001 GMT", "Dec 31 23:59:59 2070 GMT")]);
        var http = (Http)found[2];
        (http.Status, http.Outcome, http.Url).ShouldBe((404, "error-status", "https://192.168.69.36/~"));
    }

    [Fact]
    public void Corpus_connected_but_no_answer()
    {
        var found = Blocks.Observations(Reader, Blocks.Sample("curl", "05-v-http-no-answer-10s.txt"));
        found.Select(o => o.Kind).ShouldBe([Kinds.Connect, Kinds.Http]);
        var http = (Http)found[1];
        (http.Outcome, http.Method, Fingerprint.Of(http.Url)).ShouldBe(("no-response", "GET", "#5883d32a"));
        Blocks.Lines(http).ShouldBe([13, 13]);
    }

    [Fact]
    public void Corpus_connect_timeout_with_write_out()
    {
        var connect = (Connect)Blocks.Observations(Reader, Blocks.Sample("curl", "06-w-writeout-connect-timeout-empty-ip.txt")).ShouldHaveSingleItem();
        (connect.Outcome, connect.TargetAddress, connect.Port, connect.Ms, connect.Target).ShouldBe(("timeout", "1.1.1.1", 444, 2013, "https://1.1.1.1:444/"));
    }

    [Fact]
    public void Corpus_no_route_with_a_masked_name()
    {
        var found = Blocks.Observations(Reader, Blocks.Sample("curl", "07-ipv6-refused-vs-no-route-with-tcpdump.txt"));
        found.Select(o => o.Kind).ShouldBe([Kinds.Connect, Kinds.ErrorText], ignoreOrder: true);
        var connect = found.OfType<Connect>().Single();
        (connect.Outcome, connect.Code, connect.Port, connect.Target).ShouldBe(("unreachable", "host", 50937, "http://<FQDN>:50937"));
    }

    [Fact]
    public void Corpus_libressl_labels()
    {
        var found = Blocks.Observations(Reader, Blocks.Sample("curl", "08-v-macos-libressl-304-labels.txt"));
        found.Select(o => o.Kind).ShouldBe([Kinds.Connect, Kinds.Tls]);
        var tls = (Tls)found[1];
        (tls.Outcome, tls.Verify, tls.Cipher).ShouldBe(("ok", null, "ECDHE-RSA-AES128-GCM-SHA256"));
        Fingerprint.Of(tls.Chain![0].Subject).ShouldBe("#5069f08d");
    }

    [Fact]
    public void Corpus_proxy_resets_the_tunnel_request()
    {
        var found = Blocks.Observations(Reader, Blocks.Sample("curl", "09-trace-ascii-proxy-connect-reset.txt"));
        found.Select(o => o.Kind).ShouldBe([Kinds.Connect, Kinds.Http]);
        var connect = (Connect)found[0];
        (connect.Outcome, connect.ViaProxy, connect.TargetAddress, Fingerprint.Of(connect.Target)).ShouldBe(("ok", "vps_ip:80", null, "#25cdc571"));
        var http = (Http)found[1];
        (http.Method, http.Outcome, Fingerprint.Of(http.Url)).ShouldBe(("CONNECT", "reset", "#25cdc571"));
    }

    [Fact]
    public void Corpus_reset_in_the_handshake_behind_socks()
    {
        var found = Blocks.Observations(Reader, Blocks.Sample("curl", "10-socks5-tls-reset-termux.txt"));
        found.Select(o => o.Kind).ShouldBe([Kinds.Connect, Kinds.Tls, Kinds.ErrorText]);
        var connect = (Connect)found[0];
        (connect.Outcome, connect.ViaProxy, connect.TargetAddress).ShouldBe(("ok", "127.0.0.1:1050", null));
        var tls = (Tls)found[1];
        (tls.Outcome, tls.StalledAfter, Fingerprint.Of(tls.Target)).ShouldBe(("reset", "Client hello", "#335158f7"));
        var text = (ErrorText)found[2];
        (text.Code, text.Meaning, text.Text).ShouldBe(("35", "tls-handshake", "Recv failure: Connection reset by peer"));
    }

    [Fact]
    public void Jc_redirects_are_two_exchanges()
    {
        var found = Blocks.Observations(Reader, Blocks.Fixture("generic", "curl_head--ILvs-microsoft-com.out"));
        found.Select(o => o.Kind).ShouldBe([Kinds.Connect, Kinds.Http, Kinds.Connect, Kinds.Tls, Kinds.Http]);
        found.OfType<Connect>().Select(c => (c.TargetAddress, c.Port, c.Outcome)).ShouldBe([("2603:1020:201:10::10f", 80, "ok"), ("2600:1406:3c:383::356e", 443, "ok")]);
        var (first, second) = ((Http)found[1], (Http)found[4]);
        (first.Status, first.Redirect, first.Url).ShouldBe((301, "https://www.microsoft.com/", "http://microsoft.com/"));
        (second.Status, second.Method, second.Url, second.ExpectedBytes).ShouldBe((200, "HEAD", "https://www.microsoft.com/", 1020));
        var tls = (Tls)found[3];
        (tls.Outcome, tls.Verify, tls.Version).ShouldBe(("ok", "ok", "TLSv1.3"));
        found.ShouldAllBe(o => o.Evidence.Tool == "curl");
    }

    [Theory]
    [InlineData("curl_head--ILvs-example-com.out", 3, 0)]
    [InlineData("curl_head--ILvs-google-com.out", 2, 0)]
    [InlineData("curl_head--ILvs-facebook-com.out", 3, 2)]
    [InlineData("curl_head--ILvs-yahoo-com.out", 3, 2)]
    public void Jc_heads_read_without_loss(string file, int exchanges, int handshakes)
    {
        var found = Blocks.Observations(Reader, Blocks.Fixture("generic", file));
        found.OfType<Http>().Count().ShouldBe(exchanges);
        found.OfType<Tls>().Count().ShouldBe(handshakes);
        found.OfType<Tls>().ShouldAllBe(t => t.Verify == "ok");
        found.OfType<Connect>().ShouldAllBe(c => c.Outcome == "ok");
    }

    [Fact]
    public void Case_d_run_answers_200_and_its_instructions_say_nothing()
    {
        var found = Blocks.Observations(Reader, File.ReadAllText(Repository.Shared("seeds", "case-d-intermittent-https.md")));
        found.Select(o => o.Kind).ShouldBe([Kinds.Connect, Kinds.Tls, Kinds.Http]);
        var http = (Http)found[2];
        (http.Status, http.ExpectedBytes, http.Server).ShouldBe((200, 75133, "nginx/1.10.3 (Ubuntu)"));
        Blocks.Lines(http)[0].ShouldBe(340);
        Blocks.Lines(found[0]).ShouldBe([316, 316]);
        ((Tls)found[1]).Verify.ShouldBe("ok");
        http.Url!.ShouldStartWith("https://");
    }

    [Fact]
    public void Survives_damage()
    {
        Blocks.Survives(Reader, DoubledHeaders, 5);
        Blocks.Survives(Reader, "curl: (28) Failed to connect to web.example.com port 80 after 75002 ms: 连接超时\ndns:0.012 connect:0.045 总计 total:0.412");
    }
}
