using System.Net;
using System.Net.Sockets;
using Demarc.Probing.Services;

namespace Demarc.Probing.Tests.Services;

public sealed class TcpConnectorTests
{
    [Fact]
    public async Task A_port_that_accepts_is_ok_and_the_connection_is_handed_over()
    {
        using var server = new ScriptedServer(async (_, stream, cancelled) => await stream.WriteAsync("hello"u8.ToArray(), cancelled));
        using var deadline = Local.Within(10);
        var (observation, connection) = await Connector().ConnectAsync(new(IPAddress.Loopback, server.Port), deadline, "example.com");
        using (connection)
        {
            (observation.Outcome, observation.Port, observation.Target).ShouldBe(("ok", server.Port, "example.com"));
            observation.SourcePort.ShouldNotBeNull();
            if (OperatingSystem.IsLinux()) observation.Retransmits.ShouldBe(0);
            var hello = await new ByteExchange(connection!.Stream).ReceiveExactlyAsync(5, deadline);
            System.Text.Encoding.ASCII.GetString(hello!).ShouldBe("hello");
        }
    }

    [Fact]
    public async Task A_closed_port_refuses()
    {
        using var deadline = Local.Within(10);
        var observation = await Connector().TryAsync(new(IPAddress.Loopback, Local.ClosedPort()), deadline);
        observation.Outcome.ShouldBe("refused");
        observation.Evidence.Text.ShouldContain("refused after");
    }

    [Fact]
    public async Task A_full_backlog_is_silence_until_the_deadline_with_SYNs_sent_again()
    {
        if (!OperatingSystem.IsLinux()) Assert.Skip("only Linux drops SYNs to a full backlog and tells how often they were sent");
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen(0);
        var port = ((IPEndPoint)listener.LocalEndPoint!).Port;
        var fillers = new List<Socket>();
        for (var i = 0; i < 4; i++)
        {
            var filler = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { Blocking = false };
            fillers.Add(filler);
            try
            {
                filler.Connect(new IPEndPoint(IPAddress.Loopback, port));
            }
            catch (SocketException)
            {
            }
        }

        using var deadline = Local.Within(1.6);
        var observation = await Connector().TryAsync(new(IPAddress.Loopback, port), deadline);
        foreach (var filler in fillers) filler.Dispose();
        observation.Outcome.ShouldBe("timeout");
        observation.Retransmits!.Value.ShouldBeGreaterThanOrEqualTo(1);
    }

    [Fact]
    public async Task The_source_port_and_the_segment_size_are_as_asked()
    {
        using var server = new ScriptedServer((_, stream, cancelled) => ScriptedServer.ReadHeadAsync(stream, cancelled));
        var source = Local.ClosedPort();
        using var deadline = Local.Within(10);
        var (first, connection) = await Connector().ConnectAsync(new(IPAddress.Loopback, server.Port) { SourcePort = source, MaxSegment = OperatingSystem.IsLinux() ? 600 : null }, deadline);
        if (OperatingSystem.IsLinux()) connection!.Info()!.SendMss.ShouldBeLessThanOrEqualTo(600);
        connection!.Abort();
        var second = await Connector().TryAsync(new(IPAddress.Loopback, server.Port) { SourcePort = source }, deadline);
        (first.Outcome, first.SourcePort, second.Outcome, second.SourcePort).ShouldBe(("ok", source, "ok", source));
    }

    [Fact]
    public async Task An_address_this_host_does_not_own_is_a_local_error()
    {
        using var deadline = Local.Within(10);
        var observation = await Connector().TryAsync(new(IPAddress.Loopback, 9) { LocalAddress = IPAddress.Parse("192.0.2.1") }, deadline);
        observation.Outcome.ShouldBe("local-error");
    }

    [Theory]
    [InlineData("https://www.example.com/a?b=c", "https", "www.example.com", 443, "/a?b=c")]
    [InlineData("www.example.com", "https", "www.example.com", 443, "/")]
    [InlineData("www.example.com:80", "http", "www.example.com", 80, "/")]
    [InlineData("www.example.com:5432", null, "www.example.com", 5432, "/")]
    [InlineData("http://[2001:db8::1]:8080/x", "http", "2001:db8::1", 8080, "/x")]
    [InlineData("2001:db8::1", "https", "2001:db8::1", 443, "/")]
    [InlineData("http://u:p@192.0.2.1", "http", "192.0.2.1", 80, "/")]
    [InlineData("https://例子.example/", "https", "xn--fsqu00a.example", 443, "/")]
    public void A_target_is_read_as_people_write_it(string text, string? scheme, string host, int port, string path)
    {
        var target = TargetSpec.Parse(text).Target.ShouldNotBeNull();
        (target.Scheme, target.Host, target.Port, target.PathAndQuery).ShouldBe((scheme, host, port, path));
        target.Text.ShouldNotContain("u:p");
        target.Url.ShouldNotContain("b=c");
    }

    [Theory]
    [InlineData("")]
    [InlineData("ftp://example.com")]
    [InlineData("example.com:0")]
    [InlineData("example.com:99999")]
    [InlineData("http://")]
    [InlineData("exa mple.com")]
    [InlineData("http://[::1")]
    [InlineData("a\nb")]
    public void What_names_no_host_is_no_target(string text) => TargetSpec.Parse(text).Target.ShouldBeNull();

    private static TcpConnector Connector() => new(new SocketPort(), Local.Log());
}
