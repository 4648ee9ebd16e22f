using System.Globalization;
using Demarc.Captures.Applications;
using Demarc.Model;
using Demarc.Wire;

namespace Demarc.Captures.Telling;

/// <summary>What was said above TCP, as the connection's observation tells it.</summary>
internal static class Spoken
{
    public static TcpTls? Tls(Talk? talk)
    {
        if (talk?.Tls is not { ClientHello: { } hello } tls) return talk?.Tls is { Alert: not null } ? new(null, null, Alert(talk.Tls), null) : null;
        var version = tls.ServerHello?.Version ?? hello.Versions.Where(v => v is >= 0x0300 and <= 0x0304).DefaultIfEmpty().Max();
        return new(hello.ServerName, version == 0 ? null : Version(version), Alert(tls), tls.Chain is [var leaf, ..] ? new DateTimeOffset(leaf.NotAfter, TimeSpan.Zero) : null);
    }

    public static TcpHttp? Http(Talk? talk)
    {
        if (talk?.Http is not { Requests: > 0 } http) return null;
        return new(http.Requests, http.Answered, http.Errors, http.ToProxy, http.Host, http.Status == 0 ? null : http.Status, http.Slowest < 0 ? null : Waits.Milliseconds(http.Slowest), http.Slowest < 0 ? null : [http.SlowestAsked, http.SlowestAnswered]);
    }

    /// <summary><c>1.3</c>, as people and the contract write it.</summary>
    private static string Version(ushort version) => TlsNames.Version(version) is var name && name.StartsWith("TLSv", StringComparison.Ordinal) ? name[4..] : name;

    private static string? Alert(TlsTalk tls) => tls.Alert is { } alert ? string.Create(CultureInfo.InvariantCulture, $"{(alert.ByClient ? "client" : "server")} {TlsNames.Alert(alert.Code)}") : null;
}
