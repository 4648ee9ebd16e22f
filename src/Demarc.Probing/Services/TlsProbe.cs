using System.Globalization;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Demarc.Model;
using Demarc.Wire;

namespace Demarc.Probing.Services;

/// <summary>A handshake to make.</summary>
/// <param name="Host">The name the certificate is held against.</param>
public sealed record TlsRequest(string Host)
{
    /// <summary>The name to ask for; null = <see cref="Host"/>, empty = none.</summary>
    public string? Sni { get; init; }

    /// <summary>Hold the certificate against the host; off where another name is asked for on purpose.</summary>
    public bool Verify { get; init; } = true;

    /// <summary>Application protocols to offer.</summary>
    public IReadOnlyList<string> Alpn { get; init; } = ["http/1.1"];

    /// <summary>Versions to offer; None = the system's choice.</summary>
    public System.Security.Authentication.SslProtocols Versions { get; init; }

    /// <summary>The service as the person named it.</summary>
    public string? Target { get; init; }
}

/// <summary>A handshake as observed, and the secured stream where it succeeded: even past a certificate that does not verify, for the caller to judge.</summary>
/// <param name="Info">What the kernel knew of the connection before it was closed, where the handshake failed.</param>
public sealed record TlsResult(Tls Observation, SslStream? Secured, TcpInfo? Info = null);

/// <summary>
/// Makes a TLS handshake over a tapped connection, to see where it stops, and judges the certificates by itself. Nothing but the
/// handshake is sent.
/// </summary>
public sealed class TlsProbe(ProbeLog log, TrustRoots roots)
{
    private const int MostCertificates = 16;

    /// <summary>Makes the handshake. The connection belongs to the result's stream; where there is none it is closed.</summary>
    public async Task<TlsResult> HandshakeAsync(ServiceConnection connection, TlsRequest request, Deadline deadline)
    {
        var began = log.Now();
        var tap = new TapStream(connection.Stream);
        var secured = new SslStream(tap, leaveInnerStreamOpen: false);
        var presented = new List<byte[]>();
        var mark = deadline.Mark();
        Exception? fault = null;
        try
        {
            await secured.AuthenticateAsClientAsync(Options(request, presented), deadline.Token);
        }
        catch (Exception e) when (ByteExchange.Expected(e) || e is CryptographicException)
        {
            fault = e;
        }

        var ms = deadline.Since(mark);
        var info = fault is null ? null : connection.Info();
        if (fault is not null && deadline.GivenUp) await secured.DisposeAsync();
        var ending = fault is null ? null : ByteExchange.Word(fault, deadline);
        var seen = new Seen(tap, ending);
        var chain = Load(seen.Certificates.Count > 0 ? seen.Certificates : presented);
        var verdict = fault is null && request.Verify ? CertificateJudge.Judge(chain, request.Host, deadline.Clock.GetUtcNow(), roots) : null;
        var outcome = fault is not null ? seen.Outcome : verdict is null or { Verify: "ok" } ? "ok" : "verify-failed";
        tap.Quiet = true;
        var observation = Observe(connection, request, seen, chain, verdict, outcome, ms, secured, began);
        foreach (var certificate in chain) certificate.Dispose();
        if (fault is null) return new(observation, secured);
        await secured.DisposeAsync();
        return new(observation, null, info);
    }

    private static SslClientAuthenticationOptions Options(TlsRequest request, List<byte[]> presented) => new()
    {
        TargetHost = request.Sni ?? request.Host,
        ApplicationProtocols = request.Alpn.Count == 0 ? null : [.. request.Alpn.Select(name => new SslApplicationProtocol(name))],
        EnabledSslProtocols = request.Versions,
        AllowTlsResume = false,
        CertificateChainPolicy = new() { RevocationMode = X509RevocationMode.NoCheck, DisableCertificateDownloads = true },

        // Every certificate is let through, to see what it is: it is judged afterwards, and the judgement is the result.
        RemoteCertificateValidationCallback = (_, leaf, chain, _) =>
        {
            if (leaf is not null) presented.Add(leaf.GetRawCertData());
            foreach (var other in chain?.ChainPolicy.ExtraStore ?? [])
            {
                if (presented.Count < MostCertificates && !presented.Any(p => p.AsSpan().SequenceEqual(other.RawData))) presented.Add(other.RawData);
            }

            return leaf is not null;
        },
    };

    private static List<X509Certificate2> Load(IReadOnlyList<byte[]> encoded)
    {
        List<X509Certificate2> chain = [];
        foreach (var one in encoded.Take(MostCertificates))
        {
            try
            {
                chain.Add(X509CertificateLoader.LoadCertificate(one));
            }
            catch (CryptographicException)
            {
                break;
            }
        }

        return chain;
    }

    private Tls Observe(ServiceConnection connection, TlsRequest request, Seen seen, List<X509Certificate2> chain, CertificateVerdict? verdict, string outcome, double ms, SslStream secured, Moment began)
    {
        var done = outcome is "ok" or "verify-failed";
        var version = done ? TlsNames.Version((ushort)Number(secured.SslProtocol)) : seen.Hello is { } hello ? TlsNames.Version(hello.Version) : null;
        var cipher = done ? secured.NegotiatedCipherSuite.ToString() : seen.Hello is { } chosen ? TlsNames.Cipher(chosen.Cipher) : null;
        var sni = request.Sni ?? request.Host;
        if (System.Net.IPAddress.TryParse(sni, out _)) sni = "";
        var text = new StringBuilder($"tls {connection.Remote} {(sni.Length > 0 ? "sni " + sni : "without a name")}\n{outcome} after {Printable.Ms(ms)}");
        if (version is not null) text.Append($", {version} {cipher}");
        if (done && secured.NegotiatedApplicationProtocol.Protocol.Length > 0) text.Append($", alpn {secured.NegotiatedApplicationProtocol}");
        if (seen.Words is { Length: > 0 } words) text.Append($"\n{words}");
        if (verdict is { Verify: "ok" }) text.Append("\nverify: ok");
        foreach (var (id, why) in verdict?.Reasons ?? []) text.Append($"\nverify: {id}: {why}");
        for (var i = 0; i < chain.Count && text.Length < 1600; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"\ncertificate {i + 1}: {Printable.Of(chain[i].Subject, 120)} by {Printable.Of(chain[i].Issuer, 120)}, {Day(chain[i].NotBefore)} to {Day(chain[i].NotAfter)}");
        }

        var evidence = log.Enter(Kinds.Tls, text.ToString(), began);
        return new()
        {
            Tool = ProbeLog.Tool, Vantage = log.Vantage, Target = request.Target ?? request.Host, Time = began, Evidence = evidence,
            TargetAddress = connection.Remote?.Address.ToString(), Port = connection.Remote?.Port, Sni = sni, Outcome = outcome, Version = version, Cipher = cipher,
            Alert = seen.Alert, Chain = chain.Count == 0 ? null : [.. chain.Select(Model)], Verify = verdict?.Verify, StalledAfter = outcome == "timeout" ? seen.Last : null, Ms = ms,
        };
    }

    private static Certificate Model(X509Certificate2 certificate) =>
        new(Printable.Of(certificate.Subject, 300), Printable.Of(certificate.Issuer, 300), Day(certificate.NotBefore), Day(certificate.NotAfter), Convert.ToHexStringLower(SHA256.HashData(certificate.RawData)));

    private static string Day(DateTime date) => date.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static int Number(System.Security.Authentication.SslProtocols version) => (int)version switch
    {
        0xc0 => 0x0301,
        0x300 => 0x0302,
        0xc00 => 0x0303,
        0x3000 => 0x0304,
        _ => 0,
    };

    /// <summary>What the tap saw of a handshake, and what that says of its end.</summary>
    private sealed class Seen
    {
        private readonly TapStream _tap;
        private readonly IReadOnlyList<TlsEvent> _server;
        private readonly IReadOnlyList<TlsEvent> _client;
        private readonly string? _ending;

        public Seen(TapStream tap, string? ending)
        {
            (_tap, _server, _client, _ending) = (tap, tap.Server, tap.Client, ending);
            foreach (var message in _server.OfType<TlsEvent.Handshake>())
            {
                if (message.Type == 2 && TlsServerHello.TryParse(message.Body, out var hello).IsComplete) Hello = hello;
                if (message.Type == 11 && TlsCertificates.TryParse(message.Body, out var certificates).IsComplete) Certificates = certificates;
            }

            Theirs = _server.OfType<TlsEvent.Alert>().FirstOrDefault(a => a.Code != 0);
            Ours = _client.OfType<TlsEvent.Alert>().FirstOrDefault(a => a.Code != 0);
            Foreign = _server.OfType<TlsEvent.NotTls>().FirstOrDefault();
        }

        public TlsServerHello? Hello { get; }

        public IReadOnlyList<byte[]> Certificates { get; } = [];

        public string? Alert => (Theirs ?? Ours) is { } alert ? TlsNames.Alert(alert.Code) : null;

        public string Outcome => (_ending, Foreign, Theirs, Ours) switch
        {
            (_, not null, _, _) => "plaintext",
            (_, _, not null, _) => "alert",
            ("timeout", _, _, _) => "timeout",
            (_, _, _, not null) => "alert",
            _ => "reset",
        };

        /// <summary>The last message that passed: the server's, or this end's where the server sent none.</summary>
        public string Last
        {
            get
            {
                if (_server.Any(e => e is TlsEvent.Encrypted)) return "encrypted";
                if (_server.OfType<TlsEvent.Handshake>().LastOrDefault() is { } theirs) return TlsNames.Handshake(theirs.Type);
                return _client.OfType<TlsEvent.Handshake>().LastOrDefault() is { } ours ? TlsNames.Handshake(ours.Type) : "connect";
            }
        }

        public string Words
        {
            get
            {
                if (Foreign is { } foreign) return $"what came is not TLS: \"{Printable.Of(foreign.First, 60)}\"";
                if (Theirs is { } theirs) return $"alert by the server: {TlsNames.Alert(theirs.Code)}, after {Last}";
                if (Ours is { } ours && _ending is not null) return $"alert by this end: {TlsNames.Alert(ours.Code)}, after {Last}";
                if (_ending is null) return "";
                var ended = _ending == "timeout" ? "silence" : _tap.Closed || _ending == "closed" ? "closed by the server without a word" : _ending == "reset" ? "reset" : "broken off";
                var text = string.Create(CultureInfo.InvariantCulture, $"{ended} after {Last}, {_tap.Written} bytes sent, {_tap.Received} received");
                return _tap.Unfinished > 0 ? text + string.Create(CultureInfo.InvariantCulture, $", {_tap.Unfinished} of them of an unfinished record") : text;
            }
        }

        private TlsEvent.Alert? Theirs { get; }

        private TlsEvent.Alert? Ours { get; }

        private TlsEvent.NotTls? Foreign { get; }
    }
}
