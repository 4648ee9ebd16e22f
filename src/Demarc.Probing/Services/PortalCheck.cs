using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Demarc.Probing.Services;

/// <summary>
/// Whether an answer is a login portal's instead of the service's. Only what services themselves do not say counts: status 511,
/// a portal's own markers, or a redirect from a named service to a bare address. Redirects to other names are usual, and so
/// are login forms.
/// </summary>
public static class PortalCheck
{
    private const int NetworkAuthenticationRequired = 511;
    private static readonly string[] InRedirect = ["captiveportal", "captive-portal", "hotspot", "fgtauth", "nodogsplash", "uamip=", "wlanuserip=", "wlanacname="];
    private static readonly string[] InBody = ["WISPAccessGatewayParam", "fgtauth", "nodogsplash", "coova-chilli", "uamip=", "hotspotlogin"];

    /// <summary>Why it is a portal's; null where nothing says so.</summary>
    /// <param name="asked">The address the answer came from.</param>
    public static string? Judge(TargetSpec target, IPAddress asked, HttpReader response)
    {
        if (response.Status == NetworkAuthenticationRequired) return "status 511, network authentication required";
        var there = Redirect(response) is { } location ? TargetSpec.Parse(location).Target : null;
        if (there is not null && there.Host != target.Host)
        {
            if (there.Address is { } address && !address.Equals(asked) && (target.Address is null || (IsInside(address) && !IsInside(asked)))) return $"a service does not redirect to the bare address {address}";
            if (InRedirect.FirstOrDefault(m => Redirect(response)!.Contains(m, StringComparison.OrdinalIgnoreCase)) is { } named) return $"the redirect leads to a portal ({named})";
        }

        if (response.Status is not (200 or 302 or 303 or 307 or 403)) return null;
        var body = Encoding.Latin1.GetString(response.BodyStart);
        return InBody.FirstOrDefault(m => body.Contains(m, StringComparison.OrdinalIgnoreCase)) is { } marker ? $"the body is a portal's ({marker})" : null;
    }

    /// <summary>The redirect's destination; null where the answer is none.</summary>
    public static string? Redirect(HttpReader response) => response.Status is 301 or 302 or 303 or 307 or 308 ? response.Header("Location") : null;

    private static bool IsInside(IPAddress address)
    {
        if (IPAddress.IsLoopback(address)) return true;
        if (address.AddressFamily == AddressFamily.InterNetworkV6) return address.IsIPv6UniqueLocal || address.IsIPv6LinkLocal;
        return address.GetAddressBytes() is [10, ..] or [192, 168, ..] or [172, >= 16 and < 32, ..] or [100, >= 64 and < 128, ..] or [169, 254, ..];
    }
}
