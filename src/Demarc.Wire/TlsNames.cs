using System.Net.Security;

namespace Demarc.Wire;

/// <summary>The names of TLS numbers, as reports write them (IANA, TLS Parameters).</summary>
public static class TlsNames
{
    /// <summary>An alert's name with hyphens, such as <c>handshake-failure</c>.</summary>
    public static string Alert(byte code) => code switch
    {
        0 => "close-notify",
        10 => "unexpected-message",
        20 => "bad-record-mac",
        21 => "decryption-failed",
        22 => "record-overflow",
        30 => "decompression-failure",
        40 => "handshake-failure",
        41 => "no-certificate",
        42 => "bad-certificate",
        43 => "unsupported-certificate",
        44 => "certificate-revoked",
        45 => "certificate-expired",
        46 => "certificate-unknown",
        47 => "illegal-parameter",
        48 => "unknown-ca",
        49 => "access-denied",
        50 => "decode-error",
        51 => "decrypt-error",
        60 => "export-restriction",
        70 => "protocol-version",
        71 => "insufficient-security",
        80 => "internal-error",
        86 => "inappropriate-fallback",
        90 => "user-canceled",
        100 => "no-renegotiation",
        109 => "missing-extension",
        110 => "unsupported-extension",
        111 => "certificate-unobtainable",
        112 => "unrecognized-name",
        113 => "bad-certificate-status-response",
        115 => "unknown-psk-identity",
        116 => "certificate-required",
        120 => "no-application-protocol",
        _ => $"alert-{code}",
    };

    /// <summary>A protocol version, such as <c>TLSv1.3</c>.</summary>
    public static string Version(ushort version) => version switch
    {
        0x0300 => "SSLv3",
        0x0301 => "TLSv1.0",
        0x0302 => "TLSv1.1",
        0x0303 => "TLSv1.2",
        0x0304 => "TLSv1.3",
        _ => $"0x{version:x4}",
    };

    /// <summary>A handshake message's name, such as <c>server-hello</c>.</summary>
    public static string Handshake(byte type) => type switch
    {
        0 => "hello-request",
        1 => "client-hello",
        2 => "server-hello",
        4 => "new-session-ticket",
        8 => "encrypted-extensions",
        11 => "certificate",
        12 => "server-key-exchange",
        13 => "certificate-request",
        14 => "server-hello-done",
        15 => "certificate-verify",
        16 => "client-key-exchange",
        20 => "finished",
        22 => "certificate-status",
        _ => $"handshake-{type}",
    };

    /// <summary>A cipher suite's registered name, or its number.</summary>
    public static string Cipher(ushort suite) => Enum.GetName((TlsCipherSuite)suite) ?? $"0x{suite:x4}";
}
