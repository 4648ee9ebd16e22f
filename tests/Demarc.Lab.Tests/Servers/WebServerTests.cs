using System.Globalization;
using System.Net;
using Demarc.Lab.Servers;

namespace Demarc.Lab.Tests.Servers;

/// <summary>Every fault of the lab's web server as curl sees it, on loopback.</summary>
public sealed class WebServerTests : IDisposable
{
    private const int NotConnected = 7;
    private const int TimedOut = 28;
    private const int TlsFailed = 35;
    private const int BadCertificate = 60;
    private const string Name = "www.lab.example";
    private readonly TestPki _pki = new(TimeProvider.System);
    private readonly string _trust = Path.GetTempFileName();

    public WebServerTests() => File.WriteAllText(_trust, _pki.RootPem);

    public void Dispose()
    {
        _pki.Dispose();
        File.Delete(_trust);
    }

    [Fact]
    public void A_good_page_comes_whole_with_and_without_TLS()
    {
        foreach (var tls in (bool[])[false, true])
        {
            using var server = Start(new(), tls);
            var (exit, output, error) = Fetch(server, tls, "-w", "%{http_code} %{size_download} %{ssl_verify_result}");
            exit.ShouldBe(0, error);
            output.ShouldBe("200 12000 0");
        }
    }

    [Fact]
    public void A_page_of_any_size_can_be_asked_for()
    {
        using var server = Start(new(), tls: false);
        Tools.Curl("-o", "/dev/null", "-w", "%{size_download}", $"http://{server.EndPoint}/bytes/300000").Out.ShouldBe("300000");
    }

    /// <summary>Numbers are OpenSSL's results of verification.</summary>
    [Theory]
    [InlineData(LeafFault.Expired, "10")]
    [InlineData(LeafFault.NotYetValid, "9")]
    [InlineData(LeafFault.SelfSigned, "18")]
    [InlineData(LeafFault.ChainIncomplete, "20")]
    [InlineData(LeafFault.Intercepted, "20")]
    [InlineData(LeafFault.UnknownRoot, "20")]
    public void A_bad_certificate_is_refused_for_its_own_reason(LeafFault leaf, string verification)
    {
        using var server = Start(new() { Leaf = leaf }, tls: true);
        var (exit, output, _) = Fetch(server, tls: true, "-w", "%{ssl_verify_result}");
        exit.ShouldBe(BadCertificate);
        output.ShouldBe(verification);
    }

    [Fact]
    public void A_certificate_for_another_name_is_refused_for_the_name()
    {
        using var server = Start(new() { Leaf = LeafFault.WrongName }, tls: true);
        var (exit, _, error) = Fetch(server, tls: true);
        exit.ShouldBe(BadCertificate);
        error.ShouldContain("subject name");
    }

    [Theory]
    [InlineData(false, "1")]
    [InlineData(true, "2")]
    public void An_incomplete_chain_is_one_certificate_short(bool complete, string certificates)
    {
        using var server = Start(new() { Leaf = complete ? LeafFault.None : LeafFault.ChainIncomplete }, tls: true);
        var (_, output, _) = Tools.Run(Tools.Need("openssl"), "s_client", "-connect", server.EndPoint.ToString(), "-servername", Name, "-showcerts");
        output.Split("BEGIN CERTIFICATE").Length.ShouldBe(int.Parse(certificates, CultureInfo.InvariantCulture) + 1);
    }

    [Theory]
    [InlineData(WebFault.HangAfterAccept, false, TimedOut)]
    [InlineData(WebFault.HangAfterAccept, true, TimedOut)]
    [InlineData(WebFault.HangAfterRequest, false, TimedOut)]
    [InlineData(WebFault.HangAfterRequest, true, TimedOut)]
    [InlineData(WebFault.StallHandshake, true, TimedOut)]
    [InlineData(WebFault.StallMidBody, false, TimedOut)]
    [InlineData(WebFault.Endless, false, TimedOut)]
    [InlineData(WebFault.ResetAfterAccept, false, 56)]
    [InlineData(WebFault.ResetAfterAccept, true, TlsFailed)]
    [InlineData(WebFault.CloseAfterAccept, false, 52)]
    [InlineData(WebFault.ResetAfterRequest, false, 56)]
    [InlineData(WebFault.ResetMidBody, false, 56)]
    [InlineData(WebFault.AlertProtocolVersion, true, TlsFailed)]
    [InlineData(WebFault.AlertHandshakeFailure, true, TlsFailed)]
    [InlineData(WebFault.Plaintext, true, TlsFailed)]
    [InlineData(WebFault.Rubbish, true, TlsFailed)]
    [InlineData(WebFault.Rubbish, false, 1)]
    public void A_fault_ends_the_transfer_as_such_faults_do(WebFault fault, bool tls, int expected)
    {
        using var server = Start(new() { Fault = fault }, tls);
        var (exit, _, error) = Fetch(server, tls, "--max-time", "1.5");

        // Without any delay on the way, a reset can be there before curl has seen that it is connected.
        if (fault == WebFault.ResetAfterAccept && exit == NotConnected) return;
        exit.ShouldBe(expected, error);
    }

    [Fact]
    public void Alerts_name_what_is_wrong()
    {
        using var version = Start(new() { Fault = WebFault.AlertProtocolVersion }, tls: true);
        Fetch(version, tls: true).Error.ShouldContain("protocol version");
        using var cipher = Start(new() { Fault = WebFault.AlertHandshakeFailure }, tls: true);
        Fetch(cipher, tls: true).Error.ShouldContain("handshake failure");
    }

    [Fact]
    public void A_body_stops_where_the_scenario_says()
    {
        using var server = Start(new() { Fault = WebFault.StallMidBody, AfterBytes = 3000 }, tls: false);
        Fetch(server, tls: false, "--max-time", "1", "-w", "%{size_download}").Out.ShouldBe("3000");
    }

    [Fact]
    public void A_server_that_stops_reading_stalls_an_upload_part_way()
    {
        using var server = Start(new() { Fault = WebFault.StopReading }, tls: false, receiveBuffer: 4096);
        var body = Path.GetTempFileName();
        File.WriteAllBytes(body, new byte[16 << 20]);
        var (exit, output, _) = Fetch(server, tls: false, "--max-time", "1.5", "-H", "Expect:", "--data-binary", "@" + body, "-w", "%{size_upload}");
        File.Delete(body);
        exit.ShouldBe(TimedOut);
        long.Parse(output, CultureInfo.InvariantCulture).ShouldBeLessThan(16 << 20);
    }

    [Theory]
    [InlineData(WebPage.NotFound, "404")]
    [InlineData(WebPage.Unauthorized, "401")]
    [InlineData(WebPage.ServerError, "500")]
    [InlineData(WebPage.BadGateway, "502")]
    [InlineData(WebPage.Unavailable, "503")]
    [InlineData(WebPage.Waf, "403")]
    [InlineData(WebPage.Geo, "451")]
    [InlineData(WebPage.TooManyRequests, "429")]
    [InlineData(WebPage.Filing, "403")]
    [InlineData(WebPage.Licence, "403")]
    [InlineData(WebPage.Portal, "302")]
    [InlineData(WebPage.RedirectToTls, "301")]
    [InlineData(WebPage.ProxyLogin, "407")]
    public void A_page_has_its_status(WebPage page, string status)
    {
        using var server = Start(new() { Page = page }, tls: false);
        Fetch(server, tls: false, "-w", "%{http_code}").Out.ShouldBe(status);
    }

    [Fact]
    public void Delay_comes_before_the_first_byte_and_a_slow_body_after_it()
    {
        using var late = Start(new() { Delay = TimeSpan.FromMilliseconds(400) }, tls: false);
        Seconds(late, "%{time_starttransfer}").ShouldBeGreaterThan(0.39);
        using var slow = Start(new() { BytesPerSecond = 20_000 }, tls: false);
        (Seconds(slow, "%{time_total}") - Seconds(slow, "%{time_starttransfer}")).ShouldBeGreaterThan(0.3);
    }

    [Fact]
    public void What_is_too_large_is_refused_with_its_status()
    {
        using var server = Start(new() { BodyLimit = 1000, HeadLimit = 600 }, tls: false);
        Fetch(server, tls: false, "-w", "%{http_code}", "-d", new string('x', 5000)).Out.ShouldBe("413");
        Fetch(server, tls: false, "-w", "%{http_code}", "-H", "Cookie: " + new string('x', 800)).Out.ShouldBe("431");
        Fetch(server, tls: false, "-w", "%{http_code}", "-d", "small").Out.ShouldBe("200");
    }

    [Fact]
    public void Requests_beyond_a_rate_get_429()
    {
        using var server = Start(new() { RequestsPerSecond = 0.01, Burst = 2 }, tls: false);
        string[] statuses = [.. Enumerable.Range(0, 4).Select(_ => Fetch(server, tls: false, "-w", "%{http_code}").Out)];
        statuses.ShouldBe(["200", "200", "429", "429"]);
    }

    [Fact]
    public void Every_third_connection_can_fare_worse()
    {
        using var server = Start(new(), tls: false, exceptions: new MannerException([], 3, new() { Page = WebPage.BadGateway }));
        string[] statuses = [.. Enumerable.Range(0, 6).Select(_ => Fetch(server, tls: false, "-w", "%{http_code}").Out)];
        statuses.ShouldBe(["200", "200", "502", "200", "200", "502"]);
    }

    [Fact]
    public void Some_sources_can_be_treated_otherwise_down_to_the_certificate()
    {
        using var server = Start(new(), tls: true, exceptions: new MannerException([new(IPAddress.Parse("127.0.0.2"), 32)], 0, new() { Leaf = LeafFault.Intercepted }));
        Fetch(server, tls: true, "--interface", "127.0.0.1").Exit.ShouldBe(0);
        Fetch(server, tls: true, "--interface", "127.0.0.2").Exit.ShouldBe(BadCertificate);
    }

    [Fact]
    public void A_world_whose_clock_is_ahead_shows_it_in_dates_and_certificates()
    {
        using var server = Start(new(), tls: true, shift: TimeSpan.FromDays(700));
        var (exit, output, _) = Fetch(server, tls: true, "-w", "%{ssl_verify_result}");
        exit.ShouldBe(BadCertificate);
        output.ShouldBe("9");
        var date = Fetch(server, tls: true, "-k", "-D", "-").Out.Split("\r\n").Single(line => line.StartsWith("Date: ", StringComparison.Ordinal))["Date: ".Length..];
        var told = DateTimeOffset.ParseExact(date, "r", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
        (told - TimeProvider.System.GetUtcNow()).TotalDays.ShouldBe(700, 1);
    }

    [Fact]
    public void An_end_with_a_reset_does_not_spoil_the_answer()
    {
        using var server = Start(new() { ResetAtEnd = true }, tls: false);
        Fetch(server, tls: false, "-w", "%{http_code}").ShouldBe((0, "200", ""));
    }

    [Fact]
    public void Nothing_a_client_sends_ends_the_server()
    {
        using var server = Start(new(), tls: false);
        foreach (var bytes in (byte[][])[[], [0], [.. Enumerable.Repeat((byte)'A', 40_000)], [0x16, 3, 1, 0, 200, 1], "GET\r\n\r\n"u8.ToArray(), "POST / HTTP/1.1\r\nContent-Length: -5\r\n\r\n"u8.ToArray()])
        {
            using var client = new System.Net.Sockets.TcpClient();
            client.Connect(server.EndPoint);
            client.GetStream().Write(bytes);
            client.Client.Shutdown(System.Net.Sockets.SocketShutdown.Send);
        }

        Fetch(server, tls: false).Exit.ShouldBe(0);
    }

    private WebServer Start(Manner manner, bool tls, MannerException? exceptions = null, TimeSpan shift = default, int receiveBuffer = 0) => WebServer.Start(
        new() { Address = IPAddress.Loopback, Port = 0, Tls = tls, Names = [Name], Manner = manner, Exceptions = exceptions is null ? [] : [exceptions], ClockShift = shift, ReceiveBuffer = receiveBuffer },
        _pki,
        HerePlace.Instance,
        TimeProvider.System);

    private (int Exit, string Out, string Error) Fetch(WebServer server, bool tls, params string[] more)
    {
        var port = server.EndPoint.Port.ToString(CultureInfo.InvariantCulture);
        return Tools.Curl(["-o", "/dev/null", "--connect-to", $"{Name}:{port}:127.0.0.1:{port}", "--cacert", _trust, .. more, $"{(tls ? "https" : "http")}://{Name}:{port}/"]);
    }

    private double Seconds(WebServer server, string what) => double.Parse(Fetch(server, tls: false, "-w", what).Out, CultureInfo.InvariantCulture);
}
