using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;
using Demarc.Model;
using Demarc.Probing.Services;
using Demarc.Wire;

namespace Demarc.Probing.Tests.Services;

public sealed class ComparisonTests
{
    private static readonly byte[] KeptOpen = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"u8.ToArray();

    [Theory]
    [InlineData("ok", "ok")]
    [InlineData("reset", "reset")]
    [InlineData("silence", "no-response")]
    [InlineData("close", null)]
    public async Task A_connection_left_idle_is_asked_again(string then, string? outcome)
    {
        using var server = new ScriptedServer(async (socket, stream, cancelled) =>
        {
            await ScriptedServer.ReadHeadAsync(stream, cancelled);
            await stream.WriteAsync(KeptOpen, cancelled);
            if (then == "close") return;
            await ScriptedServer.ReadHeadAsync(stream, cancelled);
            if (then == "reset") ScriptedServer.Reset(socket);
            else if (then == "ok") await stream.WriteAsync(KeptOpen, cancelled);
            else await Task.Delay(Timeout.Infinite, cancelled);
        });
        using var deadline = Local.Within(20);
        var gap = new IdleGap(new SocketPort(), Local.Log(), TrustRoots.Of()) { Patience = TimeSpan.FromMilliseconds(600) };
        var result = await gap.RunAsync(Target("http", server.Port), IPAddress.Loopback, [TimeSpan.FromMilliseconds(50), TimeSpan.FromMilliseconds(100)], deadline);
        result.OfType<Connect>().Count().ShouldBe(2);
        result.OfType<Http>().Select(h => h.Outcome).ShouldBe(outcome is null ? [] : [outcome, outcome]);
        result.OfType<Http>().ShouldAllBe(h => h.IdleSeconds > 0);
    }

    [Theory]
    [InlineData(true, "alert")]
    [InlineData(false, "reset")]
    public async Task A_name_somebody_reads_on_the_way_is_told_from_a_server_that_always_resets(bool byName, string other)
    {
        using var authority = new Authority();
        using var leaf = authority.Leaf();
        using var server = new ScriptedServer(async (socket, stream, cancelled) =>
        {
            var (events, buffer) = (new List<TlsEvent>(), new byte[4096]);
            var flow = new TlsFlow();
            using var seen = new MemoryStream();
            while (!events.OfType<TlsEvent.Handshake>().Any())
            {
                var count = await stream.ReadAsync(buffer, cancelled);
                if (count == 0) return;
                await seen.WriteAsync(buffer.AsMemory(0, count), cancelled);
                flow.Feed(buffer.AsSpan(0, count), events);
            }

            TlsClientHello.TryParse(events.OfType<TlsEvent.Handshake>().First().Body, out var hello);
            if (!byName || hello.ServerName == "www.example.com") ScriptedServer.Reset(socket);
            else await stream.WriteAsync((byte[])[21, 3, 3, 0, 2, 2, 112], cancelled);
        });
        using var deadline = Local.Within(20);
        var result = await new NameSwap(new SocketPort(), Local.Log(), TrustRoots.Of()).RunAsync(Target("https", server.Port), IPAddress.Loopback, deadline);
        Tls[] asked = [.. result.OfType<Tls>()];
        (asked[0].Sni, asked[0].Outcome, asked[^1].Sni, asked[^1].Outcome).ShouldBe(("www.example.com", "reset", "www.example.com", "reset"));
        (asked[1].Sni, asked[1].Outcome).ShouldBe((NameSwap.OtherName, other));
    }

    [Fact]
    public async Task The_Host_header_is_swapped_where_there_is_no_handshake()
    {
        using var server = new ScriptedServer(async (socket, stream, cancelled) =>
        {
            if ((await ScriptedServer.ReadHeadAsync(stream, cancelled)).Contains("Host: www.example.com")) ScriptedServer.Reset(socket);
            else await stream.WriteAsync(KeptOpen, cancelled);
        });
        using var deadline = Local.Within(20);
        var result = await new NameSwap(new SocketPort(), Local.Log(), TrustRoots.Of()).RunAsync(Target("http", server.Port), IPAddress.Loopback, deadline);
        result.OfType<Http>().Select(h => h.Outcome).ShouldBe(["reset", null, "reset"], "the other name's answer is not the service's");
    }

    [Theory]
    [InlineData("HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n")]
    public async Task A_proxy_that_refuses_while_the_way_without_works_is_told_and_no_password_is(string answer)
    {
        var head = "";
        using var proxy = new ScriptedServer(async (_, stream, cancelled) =>
        {
            head = await ScriptedServer.ReadHeadAsync(stream, cancelled);
            await stream.WriteAsync(Encoding.Latin1.GetBytes(answer), cancelled);
        });
        using var authority = new Authority();
        using var leaf = authority.Leaf();
        using var server = new ScriptedServer(async (_, stream, cancelled) =>
        {
            await using var tls = new SslStream(stream);
            await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = leaf }, cancelled);
            await ScriptedServer.ReadHeadAsync(tls, cancelled);
            await tls.WriteAsync(KeptOpen, cancelled);
        });
        using var deadline = Local.Within(20);
        var result = await new ProxyDirect(new SocketPort(), Local.Log(), TrustRoots.Of(authority.Root))
            .RunAsync(Target("https", server.Port), IPAddress.Loopback, deadline, name => name == "https_proxy" ? $"http://user:hidden@127.0.0.1:{proxy.Port}" : null);
        result.OfType<Http>().Last().Outcome.ShouldBe("ok", "the way without the proxy works");
        head.ShouldStartWith($"CONNECT www.example.com:{server.Port} HTTP/1.1");
        head.ShouldContain("Proxy-Authorization: Basic ");
        result.OfType<Connect>().First().ViaProxy.ShouldBe($"http://127.0.0.1:{proxy.Port}/");
        foreach (var observation in result) observation.Evidence.Text.ShouldNotContain("hidden");
        result.OfType<Http>().Count(h => h.Status == 503).ShouldBe(0);
    }

    [Fact]
    public void The_environment_names_the_proxy_and_its_exceptions()
    {
        var target = TargetSpec.Parse("https://www.example.com/").Target!;
        ProxyDirect.Of(target, Variables(("HTTPS_PROXY", "proxy.example.net:8080")))!.Port.ShouldBe(8080);
        ProxyDirect.Of(target, Variables(("https_proxy", "proxy.example.net")))!.Port.ShouldBe(3128);
        ProxyDirect.Of(target, Variables(("https_proxy", "socks5://proxy.example.net:1080"))).ShouldBeNull();
        ProxyDirect.Of(target, Variables(("http_proxy", "http://proxy.example.net:8080"))).ShouldBeNull();
        ProxyDirect.Of(target, Variables(("HTTPS_PROXY", "http://proxy.example.net:8080"), ("no_proxy", "localhost, .example.com"))).ShouldBeNull();
        ProxyDirect.Of(TargetSpec.Parse("http://192.0.2.7/").Target!, Variables(("http_proxy", "http://proxy.example.net:8080"), ("NO_PROXY", "192.0.2.0/24"))).ShouldBeNull();
        ProxyDirect.Of(target, Variables(("https_proxy", "http://")))?.Host.ShouldBeNull();
    }

    private static Func<string, string?> Variables(params (string Name, string Value)[] set) => name => set.FirstOrDefault(v => v.Name == name).Value;

    private static TargetSpec Target(string scheme, int port) => TargetSpec.Parse($"{scheme}://www.example.com:{port}/").Target!;
}
