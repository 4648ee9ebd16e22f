using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;

namespace Demarc.Web.Api;

/// <summary>How often one may ask: by token, by address, and by address without a token that holds. Whoever stays away is forgotten.</summary>
internal sealed class ApiLimits : IDisposable
{
    private const int NetworkOctets = 8;

    private readonly PartitionedRateLimiter<string> _tokens = Limiter(burst: 300, perSecond: 20);
    private readonly PartitionedRateLimiter<string> _addresses = Limiter(burst: 1500, perSecond: 150);
    private readonly PartitionedRateLimiter<string> _strangers = Limiter(burst: 30, perSecond: 1);

    /// <summary>How long this token has to wait; null when it need not.</summary>
    public TimeSpan? OfToken(string token) => Wait(_tokens, token);

    /// <summary>The same for an address, whoever asks from there.</summary>
    public TimeSpan? OfAddress(IPAddress? address) => Wait(_addresses, Key(address));

    /// <summary>The same for an address from which a wrong token came; one that holds is not stopped by it.</summary>
    public TimeSpan? OfStranger(IPAddress? address) => Wait(_strangers, Key(address));

    public void Dispose()
    {
        _tokens.Dispose();
        _addresses.Dispose();
        _strangers.Dispose();
    }

    private static TimeSpan? Wait(PartitionedRateLimiter<string> limiter, string key)
    {
        using var lease = limiter.AttemptAcquire(key);
        if (lease.IsAcquired) return null;
        return lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? wait : TimeSpan.FromSeconds(1);
    }

    /// <summary>One IPv4 address, or the /64 that one IPv6 host can choose from.</summary>
    private static string Key(IPAddress? address)
    {
        if (address is null) return "unknown";
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        return address.AddressFamily == AddressFamily.InterNetworkV6 ? Convert.ToHexStringLower(address.GetAddressBytes().AsSpan(0, NetworkOctets)) : address.ToString();
    }

    private static PartitionedRateLimiter<string> Limiter(int burst, int perSecond) => PartitionedRateLimiter.Create<string, string>(key => RateLimitPartition.GetTokenBucketLimiter(key, _ => new()
    {
        TokenLimit = burst,
        TokensPerPeriod = perSecond,
        ReplenishmentPeriod = TimeSpan.FromSeconds(1),
        QueueLimit = 0,
        AutoReplenishment = true,
    }));
}
