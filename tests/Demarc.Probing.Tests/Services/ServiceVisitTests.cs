using System.Net;
using System.Net.Security;
using System.Text;
using Demarc.Model;
using Demarc.Probing.Services;

namespace Demarc.Probing.Tests.Services;

public sealed class ServiceVisitTests
{
    private const string Page = "HTTP/1.1 200 OK\r\nServer: example/1\r\nContent-Length: 5\r\n\r\nhello";

    [Fact]
    public async Task A_good_page_gives_status_phases_and_server()
    {
        var visit = await Visit(ScriptedServer.Answering(Page));
        visit.Worked.ShouldBeTrue();
        (visit.Http!.Outcome, visit.Http.Status, visit.Http.Bytes, visit.Http.Server).ShouldBe(("ok", 200, 5L, "example/1"));
        visit.Http.Phases!.ConnectMs!.Value.ShouldBeLessThanOrEqualTo(visit.Http.Phases.FirstByteMs!.Value);
        visit.Observations.Select(o => o.Kind).ShouldBe(["connect", "http"]);
        visit.Observations.Select(o => o.Evidence.Source).Distinct().Count().ShouldBe(2);
    }

    [Fact]
    public async Task A_date_far_from_ours_is_a_clock_that_is_off()
    {
        var date = TimeProvider.System.GetUtcNow().AddHours(-2).ToString("r");
        var visit = await Visit(ScriptedServer.Answering($"HTTP/1.1 200 OK\r\nDate: {date}\r\nContent-Length: 0\r\n\r\n"));
        var clock = visit.Observations.OfType<Clock>().ShouldHaveSingleItem();
        clock.OffsetMs!.Value.ShouldBeInRange(7_200_000 - 5000, 7_200_000 + 15000);
        clock.UncertaintyMs!.Value.ShouldBeGreaterThanOrEqualTo(1000);
    }

    [Fact]
    public async Task A_cached_answer_says_nothing_of_the_time()
    {
        var visit = await Visit(ScriptedServer.Answering("HTTP/1.1 200 OK\r\nDate: Thu, 01 Jan 2015 00:00:00 GMT\r\nAge: 100\r\nContent-Length: 0\r\n\r\n"));
        visit.Observations.OfType<Clock>().ShouldBeEmpty();
    }

    [Theory]
    [InlineData(403)]
    [InlineData(407)]
    [InlineData(429)]
    [InlineData(451)]
    [InlineData(502)]
    public async Task A_status_of_refusal_is_an_error_with_its_number(int status)
    {
        var visit = await Visit(ScriptedServer.Answering($"HTTP/1.1 {status} No\r\nContent-Length: 0\r\nSet-Cookie: secret=1\r\n\r\n"));
        (visit.Http!.Outcome, visit.Http.Status).ShouldBe(("error-status", status));
        visit.Http.Evidence.Text.ShouldNotContain("secret");
    }

    [Fact]
    public async Task A_server_that_never_answers_gives_no_response()
    {
        var visit = await Visit(new ScriptedServer((_, _, cancelled) => Task.Delay(Timeout.Infinite, cancelled)), httpSeconds: 0.5);
        (visit.Http!.Outcome, visit.Http.Status).ShouldBe(("no-response", null));
    }

    [Fact]
    public async Task A_reset_after_the_request_is_a_reset()
    {
        var visit = await Visit(new ScriptedServer(async (socket, stream, cancelled) =>
        {
            await ScriptedServer.ReadHeadAsync(stream, cancelled);
            ScriptedServer.Reset(socket);
        }));
        visit.Http!.Outcome.ShouldBe("reset");
    }

    [Fact]
    public async Task A_server_that_closes_without_an_answer_is_told_apart_in_the_evidence()
    {
        var visit = await Visit(ScriptedServer.Answering());
        visit.Http!.Outcome.ShouldBe("reset");
        visit.Http.Evidence.Text.ShouldContain("closed without an answer");
    }

    [Fact]
    public async Task A_body_that_stops_is_stalled()
    {
        var visit = await Visit(new ScriptedServer(async (_, stream, cancelled) =>
        {
            await ScriptedServer.ReadHeadAsync(stream, cancelled);
            await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\nabc"u8.ToArray(), cancelled);
            await Task.Delay(Timeout.Infinite, cancelled);
        }), httpSeconds: 1.5);
        (visit.Http!.Outcome, visit.Http.Bytes, visit.Http.ExpectedBytes).ShouldBe(("stalled", 3L, 500L));
    }

    [Fact]
    public async Task A_server_that_trickles_is_slow_and_does_not_hold_us()
    {
        var visit = await Visit(new ScriptedServer(async (_, stream, cancelled) =>
        {
            await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n"u8.ToArray(), cancelled);
            while (true)
            {
                await stream.WriteAsync("x"u8.ToArray(), cancelled);
                await Task.Delay(50, cancelled);
            }
        }), httpSeconds: 1);
        visit.Http!.Outcome.ShouldBe("slow");
    }

    [Fact]
    public async Task A_server_that_sends_for_ever_is_left()
    {
        var visit = await Visit(new ScriptedServer(async (_, stream, cancelled) =>
        {
            await ScriptedServer.ReadHeadAsync(stream, cancelled);
            await stream.WriteAsync("HTTP/1.1 200 OK\r\n\r\n"u8.ToArray(), cancelled);
            while (true) await stream.WriteAsync(new byte[65536], cancelled);
        }));
        visit.Http!.Outcome.ShouldBe("ok");
        visit.Http.Bytes!.Value.ShouldBeLessThan(4 << 20);
    }

    [Fact]
    public async Task Headers_without_end_are_left()
    {
        var visit = await Visit(new ScriptedServer(async (_, stream, cancelled) =>
        {
            await stream.WriteAsync("HTTP/1.1 200 OK\r\n"u8.ToArray(), cancelled);
            while (true) await stream.WriteAsync(Encoding.Latin1.GetBytes("X: " + new string('y', 4000) + "\r\n"), cancelled);
        }));
        visit.Http!.Outcome.ShouldBe("error-status");
        visit.Http.Evidence.Text.ShouldContain("head longer than 64 kB");
    }

    [Fact]
    public async Task A_port_that_answers_with_rubbish_shows_it()
    {
        var visit = await Visit(ScriptedServer.Answering("220 mail.example.com ESMTP ready\r\n"));
        (visit.Http!.Outcome, visit.Http.Status).ShouldBe(("error-status", null));
        visit.Http.Evidence.Text.ShouldContain("220 mail.example.com");
    }

    [Fact]
    public async Task A_redirect_to_the_same_host_is_followed_once()
    {
        var asked = 0;
        var visit = await Visit(new ScriptedServer(async (_, stream, cancelled) =>
        {
            await ScriptedServer.ReadHeadAsync(stream, cancelled);
            await stream.WriteAsync(Encoding.Latin1.GetBytes($"HTTP/1.1 302 Found\r\nLocation: /again{++asked}?token=secret\r\nContent-Length: 0\r\n\r\n"), cancelled);
        }));
        visit.Observations.OfType<Http>().Count().ShouldBe(2);
        visit.Observations.OfType<Http>().First().Redirect.ShouldBe("/again1?…");
        foreach (var observation in visit.Observations) observation.Evidence.Text.ShouldNotContain("secret");
    }

    [Theory]
    [InlineData("HTTP/1.1 302 Found\r\nLocation: http://www.example.org/\r\nContent-Length: 0\r\n\r\n", "ok")]
    [InlineData("HTTP/1.1 302 Found\r\nLocation: http://10.0.0.1/login\r\nContent-Length: 0\r\n\r\n", "portal")]
    [InlineData("HTTP/1.1 511 Network Authentication Required\r\nContent-Length: 0\r\n\r\n", "portal")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 45\r\n\r\n<form action=/login><input type=password></f>", "ok")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 29\r\n\r\n<!--<WISPAccessGatewayParam>--", "portal")]
    public async Task A_portal_is_called_one_only_by_what_services_do_not_say(string answer, string outcome)
    {
        var visit = await Visit(ScriptedServer.Answering(answer));
        visit.Http!.Outcome.ShouldBe(outcome);
        visit.Observations.OfType<Http>().Count().ShouldBe(1);
    }

    [Fact]
    public async Task A_visit_over_TLS_goes_on_past_a_bad_certificate_and_says_both()
    {
        using var authority = new Authority();
        using var leaf = authority.Leaf("other.example.org");
        using var server = new ScriptedServer(async (_, stream, cancelled) =>
        {
            await using var tls = new SslStream(stream);
            await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = leaf }, cancelled);
            await ScriptedServer.ReadHeadAsync(tls, cancelled);
            await tls.WriteAsync(Encoding.Latin1.GetBytes(Page), cancelled);
        });
        using var deadline = Local.Within(20);
        var target = TargetSpec.Parse($"https://www.example.com:{server.Port}/").Target!;
        var visit = await new ServiceVisit(new SocketPort(), Local.Log(), TrustRoots.Of(authority.Root)).RunAsync(target, IPAddress.Loopback, deadline);
        (visit.Tls!.Outcome, visit.Http!.Outcome).ShouldBe(("verify-failed", "ok"));
        visit.Http.Phases!.TlsMs.ShouldNotBeNull();
    }

    [Fact]
    public async Task Nothing_is_asked_where_nothing_connects()
    {
        using var deadline = Local.Within(10);
        var target = TargetSpec.Parse($"http://www.example.com:{Local.ClosedPort()}/").Target!;
        var visit = await new ServiceVisit(new SocketPort(), Local.Log(), TrustRoots.Of()).RunAsync(target, IPAddress.Loopback, deadline);
        (visit.Connect.Outcome, visit.Http, visit.Worked).ShouldBe(("refused", null, false));
    }

    private static async Task<VisitResult> Visit(ScriptedServer server, double httpSeconds = 10)
    {
        using (server)
        using (var deadline = Local.Within(20))
        {
            var target = TargetSpec.Parse($"http://www.example.com:{server.Port}/page?token=secret").Target!;
            var limits = new VisitLimits(TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(httpSeconds));
            return await new ServiceVisit(new SocketPort(), Local.Log(), TrustRoots.Of()) { Limits = limits }.RunAsync(target, IPAddress.Loopback, deadline);
        }
    }
}
