using System.Net;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Demarc.Model;
using Demarc.Probing.Services;

namespace Demarc.Probing.Tests.Services;

public sealed class TlsProbeTests : IDisposable
{
    private const string Host = "www.example.com";
    private readonly Authority _authority = new();

    public void Dispose() => _authority.Dispose();

    [Theory]
    [InlineData(SslProtocols.Tls12, "TLSv1.2")]
    [InlineData(SslProtocols.Tls13, "TLSv1.3")]
    public async Task A_good_server_gives_version_cipher_protocol_and_the_chain_as_presented(SslProtocols version, string name)
    {
        using var leaf = _authority.Leaf();
        var tls = await Handshake(Serving(leaf, [_authority.Intermediate], version));
        (tls.Outcome, tls.Verify, tls.Version, tls.Sni).ShouldBe(("ok", "ok", name, Host));
        tls.Cipher.ShouldNotBeNull().ShouldStartWith("TLS_");
        tls.Chain!.Select(c => c.Subject).ShouldBe([$"CN={Host}", "CN=Example Issuing CA"]);
        tls.Evidence.Text.ShouldContain("alpn http/1.1");
    }

    [Theory]
    [InlineData(SslProtocols.Tls12)]
    [InlineData(SslProtocols.Tls13)]
    public async Task A_missing_intermediate_is_an_incomplete_chain(SslProtocols version)
    {
        using var leaf = _authority.Leaf();
        var tls = await Handshake(Serving(leaf, [], version));
        (tls.Outcome, tls.Verify).ShouldBe(("verify-failed", "chain"));
        tls.Chain!.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_leaf_that_does_not_say_where_its_issuer_is_has_an_unknown_one()
    {
        using var leaf = _authority.Leaf(says: false);
        (await Handshake(Serving(leaf, []))).Verify.ShouldBe("unknown-issuer");
    }

    [Fact]
    public async Task An_authority_that_is_not_trusted_here_is_unknown()
    {
        using var other = new Authority("Inspection");
        using var leaf = other.Leaf();
        var tls = await Handshake(Serving(leaf, [other.Intermediate]));
        (tls.Outcome, tls.Verify).ShouldBe(("verify-failed", "unknown-issuer"));
        tls.Chain![^1].Issuer.ShouldBe("CN=Inspection Root CA");
    }

    [Theory]
    [InlineData(-90, -3, "expired")]
    [InlineData(3, 90, "not-yet")]
    public async Task Dates_are_held_against_the_local_clock_and_the_clock_is_doubted(double from, double to, string verify)
    {
        using var leaf = _authority.Leaf(fromDays: from, toDays: to);
        var tls = await Handshake(Serving(leaf, [_authority.Intermediate]));
        (tls.Outcome, tls.Verify).ShouldBe(("verify-failed", verify));
        tls.Evidence.Text.ShouldContain("a wrong clock would look the same");
    }

    [Fact]
    public async Task A_certificate_for_another_name_is_told_with_its_names()
    {
        using var leaf = _authority.Leaf("other.example.org");
        var tls = await Handshake(Serving(leaf, [_authority.Intermediate]));
        (tls.Outcome, tls.Verify).ShouldBe(("verify-failed", "name"));
        tls.Evidence.Text.ShouldContain("other.example.org");
    }

    [Fact]
    public async Task A_certificate_that_is_its_own_issuer_is_self_signed()
    {
        using var leaf = Authority.SelfSigned();
        (await Handshake(Serving(leaf, []))).Verify.ShouldBe("self-signed");
    }

    [Fact]
    public async Task Several_reasons_are_all_told()
    {
        using var other = new Authority("Inspection");
        using var leaf = other.Leaf("other.example.org", -90, -3);
        var tls = await Handshake(Serving(leaf, [other.Intermediate]));
        foreach (var reason in new[] { "unknown-issuer", "expired", "name" }) tls.Evidence.Text.ShouldContain($"verify: {reason}: ");
    }

    [Fact]
    public async Task A_server_that_speaks_only_an_older_version_ends_in_an_alert()
    {
        using var leaf = _authority.Leaf();
        var tls = await Handshake(Serving(leaf, [_authority.Intermediate], SslProtocols.Tls12), new(Host) { Versions = SslProtocols.Tls13 });
        (tls.Outcome, tls.Alert).ShouldBe(("alert", "protocol-version"));
        tls.Evidence.Text.ShouldContain("alert by the server: protocol-version");
    }

    [Fact]
    public async Task Plain_text_on_the_port_is_shown()
    {
        var tls = await Handshake(new ScriptedServer(async (_, stream, cancelled) => await stream.WriteAsync("220 mail.example.com ESMTP\r\n"u8.ToArray(), cancelled)));
        tls.Outcome.ShouldBe("plaintext");
        tls.Evidence.Text.ShouldContain("220 mail.example.com");
    }

    [Fact]
    public async Task A_reset_after_the_hello_is_a_reset()
    {
        var tls = await Handshake(new ScriptedServer(async (socket, stream, cancelled) =>
        {
            await stream.ReadExactlyAsync(new byte[50], cancelled);
            ScriptedServer.Reset(socket);
        }));
        tls.Outcome.ShouldBe("reset");
        tls.Evidence.Text.ShouldContain("after client-hello");
    }

    [Fact]
    public async Task A_server_that_closes_without_a_word_counts_as_a_reset_and_says_so()
    {
        var tls = await Handshake(new ScriptedServer(async (_, stream, cancelled) => await stream.ReadExactlyAsync(new byte[50], cancelled)));
        tls.Outcome.ShouldBe("reset");
    }

    [Fact]
    public async Task A_server_that_says_nothing_stalls_after_the_client_hello()
    {
        var tls = await Handshake(new ScriptedServer((_, _, cancelled) => Task.Delay(Timeout.Infinite, cancelled)), seconds: 0.5);
        (tls.Outcome, tls.StalledAfter).ShouldBe(("timeout", "client-hello"));
    }

    [Fact]
    public async Task A_handshake_whose_large_part_is_lost_stalls_after_the_server_hello()
    {
        byte[] hello = [22, 3, 3, 0, 49, 2, 0, 0, 45, 3, 3, .. new byte[32], 0, 0xc0, 0x2f, 0, 0, 5, 0xff, 0x01, 0, 1, 0];
        var tls = await Handshake(new ScriptedServer(async (_, stream, cancelled) =>
        {
            await stream.WriteAsync((byte[])[.. hello, 22, 3, 3, 0x10, 0, 1, 2, 3], cancelled);
            await Task.Delay(Timeout.Infinite, cancelled);
        }), seconds: 1);
        (tls.Outcome, tls.StalledAfter).ShouldBe(("timeout", "server-hello"));
        tls.Evidence.Text.ShouldContain("unfinished record");
    }

    [Fact]
    public async Task The_name_asked_for_can_be_another_or_none()
    {
        var seen = new List<string>();
        using var leaf = _authority.Leaf();
        ScriptedServer Server() => new(async (_, stream, cancelled) =>
        {
            await using var tls = new SslStream(stream);
            await tls.AuthenticateAsServerAsync((_, hello, _, _) =>
            {
                lock (seen) seen.Add(hello.ServerName);
                return ValueTask.FromResult(new SslServerAuthenticationOptions { ServerCertificate = leaf });
            }, null, cancelled);
            await ScriptedServer.ReadHeadAsync(tls, cancelled);
        });
        var other = await Handshake(Server(), new(Host) { Sni = "www.example.net", Verify = false });
        var none = await Handshake(Server(), new(Host) { Sni = "", Verify = false });
        (other.Outcome, other.Sni, other.Verify, none.Outcome, none.Sni).ShouldBe(("ok", "www.example.net", null, "ok", ""));
        seen.ShouldBe(["www.example.net", ""]);
    }

    [Fact]
    public async Task The_openssl_server_is_understood_too()
    {
        if (!File.Exists("/usr/bin/openssl")) Assert.Skip("openssl is not installed");
        using var leaf = _authority.Leaf();
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "leaf.pem"), leaf.ExportCertificatePem() + "\n" + leaf.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem() + "\n", TestContext.Current.CancellationToken);
            var port = Local.ClosedPort();
            using var server = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("openssl", ["s_server", "-accept", $"127.0.0.1:{port}", "-cert", Path.Combine(folder.FullName, "leaf.pem"), "-tls1_2", "-quiet"]) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardError = true, RedirectStandardOutput = true })!;
            try
            {
                using var deadline = Local.Within(20);
                Tls? tls = null;
                while (tls is null && deadline.Remaining > TimeSpan.Zero)
                {
                    var attempt = await new SocketPort().ConnectAsync(new(IPAddress.Loopback, port), deadline);
                    if (attempt.Connection is { } connection) tls = (await new TlsProbe(Local.Log(), TrustRoots.Of(_authority.Root)).HandshakeAsync(connection, new(Host), deadline)).Observation;
                    else await Task.Delay(50, deadline.Token);
                }

                (tls!.Version, tls.Verify).ShouldBe(("TLSv1.2", "chain"));
            }
            finally
            {
                server.Kill();
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private async Task<Tls> Handshake(ScriptedServer server, TlsRequest? request = null, double seconds = 20)
    {
        using (server)
        using (var deadline = Local.Within(seconds))
        {
            var attempt = await new SocketPort().ConnectAsync(new(IPAddress.Loopback, server.Port), deadline);
            var result = await new TlsProbe(Local.Log(), TrustRoots.Of(_authority.Root)).HandshakeAsync(attempt.Connection!, request ?? new(Host), deadline);
            if (result.Secured is not null) await result.Secured.DisposeAsync();
            return result.Observation;
        }
    }

    private static ScriptedServer Serving(X509Certificate2 leaf, X509Certificate2Collection others, SslProtocols versions = SslProtocols.None) => new(async (_, stream, cancelled) =>
    {
        await using var tls = new SslStream(stream);
        await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions
        {
            ServerCertificateContext = SslStreamCertificateContext.Create(leaf, others, offline: true),
            EnabledSslProtocols = versions,
            ApplicationProtocols = [SslApplicationProtocol.Http11],
        }, cancelled);
        await ScriptedServer.ReadHeadAsync(tls, cancelled);
    });
}
