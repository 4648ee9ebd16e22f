using System.Globalization;
using System.Net;
using Demarc.Lab.Servers;

namespace Demarc.Lab.Tests.Servers;

/// <summary>nginx as the lab configures it, on loopback.</summary>
public sealed class NginxTests : IDisposable
{
    private const string Name = "www.lab.example";
    private readonly TestPki _pki = new(TimeProvider.System);
    private readonly string _trust = Path.GetTempFileName();

    public NginxTests() => File.WriteAllText(_trust, _pki.RootPem);

    public void Dispose()
    {
        _pki.Dispose();
        File.Delete(_trust);
    }

    [Fact]
    public void It_serves_over_TLS_with_the_labs_certificate()
    {
        using var server = Start(Manner(), tls: true, out var port);
        var (exit, output, error) = Fetch(port, tls: true, "-w", "%{http_code} %{size_download}");
        exit.ShouldBe(0, error + server.Said);
        output.ShouldBe("200 12000");
    }

    [Fact]
    public void One_bad_member_of_two_fails_every_other_request()
    {
        using var good = WebServer.Start(new() { Address = IPAddress.Loopback, Port = 0 }, _pki, HerePlace.Instance, TimeProvider.System);
        using var server = Start(Manner(good.EndPoint, new(IPAddress.Loopback, NameServerTests.FreePort())), tls: false, out var port);
        string[] statuses = [.. Enumerable.Range(0, 6).Select(_ => Fetch(port, tls: false, "-w", "%{http_code}").Out)];
        statuses.Count(status => status == "200").ShouldBe(3, string.Join(' ', statuses) + server.Said);
        statuses.Count(status => status == "502").ShouldBe(3);
    }

    [Fact]
    public void It_can_deny_sources_refuse_large_bodies_and_send_to_TLS()
    {
        using var denying = Start(Manner() with { Denied = ["127.0.0.2"], BodyLimit = 1000 }, tls: false, out var port);
        Fetch(port, tls: false, "--interface", "127.0.0.2", "-w", "%{http_code}").Out.ShouldBe("403");
        Fetch(port, tls: false, "-w", "%{http_code}", "-d", new string('x', 5000)).Out.ShouldBe("413");
        using var sending = Start(Manner() with { RedirectToTls = true }, tls: false, out var other);
        Fetch(other, tls: false, "-w", "%{http_code} %{redirect_url}").Out.ShouldStartWith($"301 https://{Name}");
    }

    [Fact]
    public void A_program_that_cannot_start_says_why_and_leaves_nothing()
    {
        Tools.Need(NginxServer.Program);
        using var taken = WebServer.Start(new() { Address = IPAddress.Loopback, Port = 0 }, _pki, HerePlace.Instance, TimeProvider.System);
        var plan = new WebPlan { Address = IPAddress.Parse("192.0.2.1"), Port = 80 };
        Should.Throw<ServerProgramException>(() => NginxServer.Start(plan, Manner(), _pki, HerePlace.Instance, TimeProvider.System)).Message.ShouldContain("192.0.2.1");
    }

    private static NginxManner Manner(params IPEndPoint[] upstreams) => new([], upstreams);

    private ServerProgram Start(NginxManner manner, bool tls, out int port)
    {
        Tools.Need(NginxServer.Program);
        port = NameServerTests.FreePort();
        return NginxServer.Start(new() { Address = IPAddress.Loopback, Port = port, Tls = tls, Names = [Name] }, manner, _pki, HerePlace.Instance, TimeProvider.System);
    }

    private (int Exit, string Out, string Error) Fetch(int at, bool tls, params string[] more)
    {
        var port = at.ToString(CultureInfo.InvariantCulture);
        return Tools.Curl(["-o", "/dev/null", "--connect-to", $"{Name}:{port}:127.0.0.1:{port}", "--cacert", _trust, .. more, $"{(tls ? "https" : "http")}://{Name}:{port}/"]);
    }
}
