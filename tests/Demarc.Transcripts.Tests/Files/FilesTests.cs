using Demarc.Model;
using Demarc.Transcripts.AccessLogs;
using Demarc.Transcripts.Har;
using Demarc.Transcripts.Ipconfig;
using Demarc.Transcripts.Netsh;
using Demarc.Transcripts.Ntp;
using Demarc.Transcripts.Proxies;
using Demarc.Transcripts.Tests.Driving;

namespace Demarc.Transcripts.Tests.Files;

public sealed class FilesTests
{
    private const string Chromium = """
        {
          "log": {
            "entries": [
              {
                "_initiator": {
                  "url": "https://www.example.com/"
                },
                "request": {
                  "method": "GET",
                  "url": "https://api.example.com/v1/items?page=1\u0026token=SECRETSECRETSECRET",
                  "httpVersion": "HTTP/2",
                  "headers": []
                },
                "response": {
                  "status": 504,
                  "statusText": "",
                  "redirectURL": "",
                  "_error": null
                },
                "serverIPAddress": "192.0.2.10",
                "startedDateTime": "2026-05-04T08:00:01.500Z",
                "time": 60120.5,
                "timings": {
                  "blocked": 3.1,
                  "dns": 12.5,
                  "ssl": 30,
                  "connect": 50,
                  "send": 0.5,
                  "wait": 60000,
                  "receive": 1.25
                }
              },
              {
                "request": {
                  "method": "GET",
                  "url": "https://static.example.com/app.js"
                },
                "response": {
                  "status": 0,
                  "_error": "net::ERR_CONNECTION_TIMED_OUT"
                },
                "startedDateTime": "2026-05-04T08:00:02.000Z",
                "timings": {
                  "blocked": 21000,
                  "wait": 0
                }
              }
            ]
          }
        }
        """;

    [Fact]
    public void A_har_file_tells_status_phases_and_address_of_every_request()
    {
        var found = Blocks.All<Observation>(Chromium, new HarReader()).OfType<Http>().ToList();
        found.Count.ShouldBe(2);
        found[0].Status.ShouldBe(504);
        found[0].Outcome.ShouldBe("error-status");
        found[0].TargetAddress.ShouldBe("192.0.2.10");
        found[0].Phases.ShouldBe(new HttpPhases(12.5, 32.5, 62.5, 60063, 60064.25));
        found[0].Time!.Utc.ShouldBe(new DateTimeOffset(2026, 5, 4, 8, 0, 1, 500, TimeSpan.Zero));
        found[0].Url!.ShouldStartWith("https://api.example.com/v1/items?page=1&");
        found[0].Url!.ShouldNotContain("SECRET");
    }

    [Fact]
    public void A_request_that_failed_in_a_har_file_tells_the_browsers_error()
    {
        var error = Blocks.All<Observation>(Chromium, new HarReader()).OfType<ErrorText>().ShouldHaveSingleItem();
        (error.Code, error.Meaning, error.Target).ShouldBe(("ERR_CONNECTION_TIMED_OUT", "connect-timeout", "https://static.example.com/app.js"));
        Blocks.All<Observation>(Chromium, new HarReader()).OfType<Http>().Last().Outcome.ShouldBe("no-response");
    }

    [Fact]
    public void A_pac_file_tells_the_proxies_it_can_answer() =>
        string.Join('|', Blocks.All<Proxy>("function FindProxyForURL(url, host) {\n  // return \"PROXY old.example.com:1\";\n  if (isPlainHostName(host) || dnsDomainIs(host, \".example.com\"))\n    return \"DIRECT\";\n  return \"PROXY proxy.example.com:8080; SOCKS5 192.0.2.8:1080; DIRECT\";\n}\nand that was the file", new PacReader()).Select(it => $"{it.ProxyKind} {it.Url} {it.Source}")).ShouldBe("direct  pac|http proxy.example.com:8080 pac|socks 192.0.2.8:1080 pac");

    [Theory]
    [InlineData("Current WinHTTP proxy settings:\n\n    Direct access (no proxy server).\n", "direct ")]
    [InlineData("当前的 WinHTTP 代理服务器设置:\n\n    直接访问(没有代理服务器)。\n", "direct ")]
    [InlineData("Current WinHTTP proxy settings:\n\n    Proxy Server(s) :  proxy.example.com:8080\n    Bypass List     :  <local>\n", "http proxy.example.com:8080")]
    [InlineData("We looked at the WinHTTP proxy settings: fine", "")]
    public void The_proxy_of_winhttp(string text, string expected) => string.Join('|', Blocks.All<Proxy>(text, new WinHttpProxyReader()).Select(it => $"{it.ProxyKind} {it.Url}")).ShouldBe(expected);

    [Theory]
    [InlineData("Rule Name:                            Block web\n----------------------------------------------------------------------\nEnabled:                              Yes\nDirection:                            Out\nProfiles:                             Domain,Private,Public\nGrouping:                             \nLocalIP:                              Any\nRemoteIP:                             192.0.2.10/32\nProtocol:                             TCP\nLocalPort:                            Any\nRemotePort:                           443\nEdge traversal:                       No\nAction:                               Block\n\nRule Name:                            Old\n----------------------------------------------------------------------\nEnabled:                              No\nDirection:                            In\nProtocol:                             TCP\nAction:                               Block\nOk.\n", "Out 1 Block [protocol TCP remote-port 443 remote 192.0.2.10/32]")]
    [InlineData("规则名称:                             远程桌面\n----------------------------------------------------------------------\n已启用:                               是\n方向:                                 入\n协议:                                 TCP\n本地端口:                             3389\n远程端口:                             任何\n操作:                                 允许\n", "In 1 Allow [protocol TCP local-port 3389]")]
    public void Rules_of_the_windows_firewall_that_are_on(string text, string expected) => string.Join('|', Blocks.All<FirewallRule>(text, new AdvFirewallReader()).Select(it => FormattableString.Invariant($"{it.Chain} {it.Position} {it.Target} [{it.Match}]"))).ShouldBe(expected);

    [Fact]
    public void The_resolver_cache_of_windows_in_any_language() =>
        string.Join('|', Blocks.All<Dns>("    www.example.com\n    ----------------------------------------\n    记录名称. . . . . . . : www.example.com\n    记录类型. . . . . . . : 5\n    生存时间. . . . . . . : 86\n    数据长度. . . . . . . : 8\n    部分. . . . . . . . . : 答案\n    CNAME 记录  . . . . . : edge.example.net\n\n    记录名称. . . . . . . : edge.example.net\n    记录类型. . . . . . . : 1\n    生存时间. . . . . . . : 20\n    数据长度. . . . . . . : 4\n    部分. . . . . . . . . : 答案\n    A (主机)记录. . . . . : 192.0.2.10\n", new DisplayDnsReader()).Select(it => FormattableString.Invariant($"{it.Name} {it.Type} {it.Answers![0].Address} {it.Answers[0].Ttl}"))).ShouldBe("www.example.com CNAME edge.example.net 86|edge.example.net A 192.0.2.10 20");

    [Fact]
    public void The_clock_held_against_a_server_on_windows()
    {
        var clock = Blocks.All<Clock>("Tracking time.example.com [192.0.2.1:123].\nThe current time is 2026/5/4 10:00:00.\n10:00:00, d:+00.0312500s o:+02.5021351s  [                  *                  ]\n10:00:02, d:+00.0312500s o:+02.5000000s  [                  *                  ]\n", new W32tmReader()).ShouldHaveSingleItem();
        (clock.Target, clock.OffsetMs, clock.UncertaintyMs).ShouldBe(("192.0.2.1", -2500.0, 15.625));
    }

    [Fact]
    public void Haproxy_says_who_ended_a_request()
    {
        const string Log = """
            May  4 10:00:01 lb1 haproxy[14389]: 192.0.2.7:33317 [04/May/2026:10:00:01.655] http-in app/srv1 10/0/30/69/109 200 2750 - - ---- 1/1/1/1/0 0/0 {www.example.com} "GET /index.html HTTP/1.1"
            May  4 10:00:07 lb1 haproxy[14389]: 192.0.2.8:33318 [04/May/2026:10:00:02.000] http-in app/srv2 0/0/-1/-1/5001 503 212 - - sC-- 2/2/1/1/3 0/0 "GET /slow HTTP/1.1"
            """;
        string.Join('|', Blocks.All<Observation>(Log, new HaproxyLogReader()).OfType<AccessLog>().Select(it => FormattableString.Invariant($"{it.Client} {it.Status} {it.Bytes} {it.Ms} {it.Request}"))).ShouldBe("192.0.2.7 200 2750 109 GET /index.html HTTP/1.1|192.0.2.8 503 212 5001 GET /slow HTTP/1.1");
        Blocks.All<Observation>(Log, new HaproxyLogReader()).OfType<ErrorText>().ShouldHaveSingleItem().Meaning.ShouldBe("upstream-timeout");
    }

    [Theory]
    [InlineData(Chromium)]
    [InlineData("function FindProxyForURL(url, host) {\n  return \"PROXY proxy.example.com:8080; DIRECT\";\n}")]
    [InlineData("Current WinHTTP proxy settings:\n\n    Proxy Server(s) :  proxy.example.com:8080\n    Bypass List     :  <local>\n")]
    [InlineData("Tracking time.example.com [192.0.2.1:123].\n10:00:00, d:+00.0312500s o:+02.5021351s  [   *  ]")]
    [InlineData("May  4 10:00:07 lb1 haproxy[14389]: 192.0.2.8:33318 [04/May/2026:10:00:02.000] http-in app/srv2 0/0/-1/-1/5001 503 212 - - sC-- 2/2/1/1/3 0/0 \"GET /slow HTTP/1.1\"")]
    public void Damage_breaks_nothing(string text) => Blocks.Survive(text, new HarReader(), new PacReader(), new WinHttpProxyReader(), new AdvFirewallReader(), new DisplayDnsReader(), new W32tmReader(), new HaproxyLogReader());
}
