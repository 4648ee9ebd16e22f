using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace Demarc.Transcripts.Tests;

/// <summary>
/// Stands in expectations for an address or a name of a collected text, so that hosts of other people do not come into
/// the repository and a wrong value still fails: <c>#</c> and the first eight hex digits of the value's SHA-256.
/// </summary>
internal static class Fingerprint
{
    /// <summary>Addresses that tell nothing of anybody: private, loopback and documentation networks, public resolvers.</summary>
    private static readonly IPNetwork[] Open =
    [
        .. new[]
        {
            "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "127.0.0.0/8", "192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24",
            "8.8.8.8/32", "1.1.1.1/32", "::1/128", "2001:db8::/32",
        }.Select(network => IPNetwork.Parse(network)),
    ];

    /// <summary>The value's fingerprint; an address of no host in particular, and null, as they are.</summary>
    public static string? Of(string? value)
    {
        if (value is null || (IPAddress.TryParse(value, out var address) && Open.Any(network => network.Contains(address)))) return value;
        return string.Concat("#", Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(value))).AsSpan(0, 8));
    }
}
