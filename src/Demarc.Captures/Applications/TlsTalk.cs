using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Demarc.Wire;

namespace Demarc.Captures.Applications;

/// <summary>A TLS handshake as it passes: hellos, the certificate where it is in the clear, alerts, and when both ends have turned to ciphers.</summary>
internal sealed class TlsTalk
{
    private const byte ClientHelloType = 1;
    private const byte ServerHelloType = 2;
    private const byte CertificateType = 11;

    /// <summary>Octets of one end that are looked at; no handshake is longer.</summary>
    private const int Most = 1 << 18;

    private readonly TlsFlow _client = new();
    private readonly TlsFlow _server = new();
    private readonly List<TlsEvent> _events = [];
    private bool _clientCiphers;
    private bool _serverCiphers;
    private int _taken;

    public TlsClientHello? ClientHello { get; private set; }
    public TlsServerHello? ServerHello { get; private set; }
    public int ClientHelloFrame { get; private set; }
    public int ServerHelloFrame { get; private set; }

    /// <summary>First alert in the clear: who sent it, its level (1 warning, 2 fatal) and its number.</summary>
    public (bool ByClient, byte Level, byte Code, int Frame)? Alert { get; private set; }

    /// <summary>Certificates as sent, leaf first; null where none passed in the clear.</summary>
    public IReadOnlyList<Seen>? Chain { get; private set; }

    /// <summary>Both ends have turned to ciphers: the handshake went well as far as anyone can see.</summary>
    public bool Complete => _clientCiphers && _serverCiphers && ServerHello is not null;

    /// <summary>Nothing more is to be learnt in the clear.</summary>
    public bool Settled => Complete || _taken > Most || Alert is { Level: 2 } || (_client.Ended && _server.Ended);

    /// <summary>A handshake record with a client hello in it, or as much of that as is there.</summary>
    public static bool Begins(ReadOnlySpan<byte> octets) => octets.Length >= 2 && octets[0] == 22 && octets[1] == 3 && (octets.Length < 6 || octets[5] == ClientHelloType);

    /// <summary>Any record a server may begin with: a handshake or an alert.</summary>
    public static bool Answers(ReadOnlySpan<byte> octets) => octets[0] is 20 or 21 or 22 && (octets.Length < 2 || octets[1] == 3);

    public void Add(bool fromClient, ReadOnlySpan<byte> octets, int frame)
    {
        _taken += octets.Length;
        (fromClient ? _client : _server).Feed(octets, _events);
        foreach (var it in _events)
        {
            switch (it)
            {
                case TlsEvent.Handshake { Type: ClientHelloType } hello when fromClient && ClientHello is null && TlsClientHello.TryParse(hello.Body, out var client).IsComplete:
                    (ClientHello, ClientHelloFrame) = (client, frame);
                    break;
                case TlsEvent.Handshake { Type: ServerHelloType } hello when !fromClient && TlsServerHello.TryParse(hello.Body, out var server).IsComplete:
                    if (ServerHello is null) ServerHelloFrame = frame;
                    ServerHello = server;
                    break;
                case TlsEvent.Handshake { Type: CertificateType } sent when !fromClient && Chain is null:
                    TlsCertificates.TryParse(sent.Body, out var chain);
                    Chain = [.. chain.Select(Read).OfType<Seen>()];
                    break;
                case TlsEvent.Alert alert:
                    Alert ??= (fromClient, alert.Level, alert.Code, frame);
                    break;
                case TlsEvent.Encrypted:
                    (_clientCiphers, _serverCiphers) = (_clientCiphers || fromClient, _serverCiphers || !fromClient);
                    break;
            }
        }

        _events.Clear();
    }

    private static Seen? Read(byte[] der)
    {
        try
        {
            using var certificate = X509CertificateLoader.LoadCertificate(der);
            return new(certificate.Subject, certificate.Issuer, certificate.NotBefore.ToUniversalTime(), certificate.NotAfter.ToUniversalTime());
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>A certificate as it was sent; times are UTC.</summary>
    internal sealed record Seen(string Subject, string Issuer, DateTime NotBefore, DateTime NotAfter);
}
