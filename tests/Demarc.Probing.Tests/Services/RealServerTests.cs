using System.Diagnostics;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using Demarc.Model;
using Demarc.Probing.Services;
using Demarc.Wire;

namespace Demarc.Probing.Tests.Services;

/// <summary>The same measurements against servers of others, where they are installed.</summary>
public sealed class RealServerTests
{
    [Fact]
    public async Task Dnsmasq_is_asked_over_datagrams_and_TCP()
    {
        var program = Installed("/usr/sbin/dnsmasq");
        var port = Local.ClosedPort();
        using var server = Start(program, "--no-daemon", $"--port={port}", "--listen-address=127.0.0.1", "--bind-interfaces", "--no-resolv", "--no-hosts", "--conf-file=/dev/null", "--address=/www.example.com/192.0.2.9", "--local=/example.com/");
        try
        {
            using var deadline = Local.Within(20);
            var at = new IPEndPoint(IPAddress.Loopback, port);
            await Up(at, deadline);
            var probe = new DnsProbe(new SocketPort(), Local.Log());
            var answers = new[] { await probe.AskAsync("www.example.com", DnsType.A, at, deadline), await probe.AskOverTcpAsync("www.example.com", DnsType.A, at, deadline) };
            answers.Select(a => (a.Outcome, a.Transport, a.Answers![0].Address)).ShouldBe([("ok", "udp", "192.0.2.9"), ("ok", "tcp", "192.0.2.9")]);
            (await probe.AskAsync("missing.example.com", DnsType.A, at, deadline)).Outcome.ShouldBe("nxdomain");
        }
        finally
        {
            server.Kill();
        }
    }

    [Fact]
    public async Task Nginx_is_visited_downloaded_from_refused_by_and_left_idle()
    {
        var program = Installed("/usr/sbin/nginx");
        var folder = Directory.CreateTempSubdirectory();
        using var authority = new Authority();
        using var leaf = authority.Leaf();
        var port = Local.ClosedPort();
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "chain.pem"), leaf.ExportCertificatePem() + "\n" + authority.Intermediate.ExportCertificatePem() + "\n", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "key.pem"), leaf.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem() + "\n", TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(Path.Combine(folder.FullName, "index.html"), new byte[400_000], TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "nginx.conf"), Configuration(folder.FullName, port), TestContext.Current.CancellationToken);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(folder.FullName, File.GetUnixFileMode(folder.FullName) | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
        using var server = Start(program, "-c", Path.Combine(folder.FullName, "nginx.conf"), "-e", "stderr");
        try
        {
            using var deadline = Local.Within(30);
            await Up(new IPEndPoint(IPAddress.Loopback, port), deadline);
            var (sockets, roots, target) = (new SocketPort(), TrustRoots.Of(authority.Root), TargetSpec.Parse($"https://www.example.com:{port}/").Target!);
            var visit = await new ServiceVisit(sockets, Local.Log(), roots).RunAsync(target, IPAddress.Loopback, deadline);
            (visit.Tls!.Verify, visit.Tls.Chain!.Count, visit.Http!.Status, visit.Http.Outcome).ShouldBe(("ok", 2, 200, "ok"));
            Math.Abs(visit.Observations.OfType<Clock>().Single().OffsetMs!.Value).ShouldBeLessThan(30_000);
            var transfer = new Transfer(sockets, Local.Log(), roots);
            (await transfer.DownloadAsync(target, IPAddress.Loopback, deadline)).Transfer!.Bytes.ShouldBe(400_000);
            (await transfer.UploadAsync(target, IPAddress.Loopback, deadline)).Transfer!.Evidence.Text.ShouldContain("status 413");
            (await new IdleGap(sockets, Local.Log(), roots).RunAsync(target, IPAddress.Loopback, [TimeSpan.FromMilliseconds(200)], deadline)).OfType<Http>().Single().Outcome.ShouldBe("ok");
            (await new IdleGap(sockets, Local.Log(), roots).RunAsync(target, IPAddress.Loopback, [TimeSpan.FromMilliseconds(2500)], deadline)).OfType<Http>().ShouldBeEmpty("the server closes in good order after a second");
        }
        finally
        {
            server.Kill(entireProcessTree: true);
            await server.WaitForExitAsync(CancellationToken.None);
            folder.Delete(recursive: true);
        }
    }

    private static string Configuration(string folder, int port) => $$"""
        daemon off; master_process off; pid {{folder}}/pid;
        events {}
        http {
          access_log off; keepalive_timeout 1s; client_max_body_size 1k;
          client_body_temp_path {{folder}}/1; proxy_temp_path {{folder}}/2; fastcgi_temp_path {{folder}}/3; uwsgi_temp_path {{folder}}/4; scgi_temp_path {{folder}}/5;
          server { listen 127.0.0.1:{{port}} ssl; ssl_certificate {{folder}}/chain.pem; ssl_certificate_key {{folder}}/key.pem; root {{folder}}; }
        }
        """;

    private static string Installed(string program)
    {
        if (!File.Exists(program)) Assert.Skip($"{Path.GetFileName(program)} is not installed");
        return program;
    }

    private static Process Start(string program, params string[] arguments)
    {
        var process = Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true })!;
        process.ErrorDataReceived += (_, _) => { };
        process.OutputDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        return process;
    }

    private static async Task Up(IPEndPoint at, Deadline deadline)
    {
        while (true)
        {
            var attempt = await new SocketPort().ConnectAsync(new(at.Address, at.Port), deadline);
            attempt.Connection?.Abort();
            if (attempt.Outcome == "ok") return;
            await Task.Delay(50, deadline.Token);
        }
    }
}
