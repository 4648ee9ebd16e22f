using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Demarc.Model;
using Demarc.Probing;

namespace Demarc.Cli.Tracing;

/// <summary>What a target is: host and port as typed, and the addresses its name leads to.</summary>
public sealed class TraceTarget
{
    private const int LongestName = 253;
    private static readonly TimeSpan LongestLookup = TimeSpan.FromSeconds(6);

    private TraceTarget(string host, int? port) => (Host, Port) = (host, port);

    /// <summary>Name or address without brackets.</summary>
    public string Host { get; }

    /// <summary>The port typed, or that of the URL's scheme.</summary>
    public int? Port { get; }

    /// <summary>Addresses of the wanted family, in the system's order of preference.</summary>
    public IReadOnlyList<IPAddress> Addresses { get; private set; } = [];

    /// <summary>Addresses of the other family, which was not wanted.</summary>
    public IReadOnlyList<IPAddress> Unwanted { get; private set; } = [];

    /// <summary>How the look-up failed: <c>nxdomain timeout servfail</c>; null when it did not.</summary>
    public string? Failure { get; private set; }

    /// <summary>Reads a host, an address, <c>host:port</c> or a URL; null for anything else.</summary>
    public static TraceTarget? Parse(string text)
    {
        var rest = text.Trim();
        int? port = null;
        if (rest.IndexOf("://", StringComparison.Ordinal) is > 0 and var scheme)
        {
            port = rest[..scheme].ToLowerInvariant() switch { "https" or "wss" => 443, "http" or "ws" => 80, _ => null };
            rest = rest[(scheme + 3)..].Split('/', '?', '#')[0];
            rest = rest[(rest.LastIndexOf('@') + 1)..];
        }

        var host = rest;
        if (rest.StartsWith('[') && rest.IndexOf(']') is > 0 and var close)
        {
            host = rest[1..close];
            rest = rest[(close + 1)..];
            if (rest.Length > 0 && !TakePort(rest, ref port)) return null;
        }
        else if (rest.Count(c => c == ':') == 1)
        {
            host = rest[..rest.IndexOf(':')];
            if (!TakePort(rest[host.Length..], ref port)) return null;
        }

        return Ascii(host.TrimEnd('.')) is { } name ? new(name, port) : null;
    }

    /// <summary>Asks the system's resolver, for a bounded time.</summary>
    public void Resolve(TraceOptions options, CancellationToken cancelled)
    {
        var found = Look(cancelled);
        Addresses = [.. found.Where(a => Wanted(a, options)).Distinct()];
        Unwanted = [.. found.Where(a => !Wanted(a, options)).Distinct()];
    }

    /// <summary>The failed look-up as an observation.</summary>
    public Model.Dns Observe(ProbeLog log)
    {
        var time = log.Now();
        return new()
        {
            Tool = ProbeLog.Tool,
            Vantage = log.Vantage,
            Target = Host,
            Time = time,
            Name = Host,
            Outcome = Failure ?? "ok",
            Answers = [.. Unwanted.Select(a => new DnsAnswer(a.ToString(), Type: a.AddressFamily == AddressFamily.InterNetworkV6 ? "AAAA" : "A"))],
            Evidence = log.Enter(Kinds.Dns, $"system resolver, {Host}: {Failure ?? "no address of the wanted family"}", time),
        };
    }

    private IPAddress[] Look(CancellationToken cancelled)
    {
        if (IPAddress.TryParse(Host, out var literal)) return [literal];
        try
        {
            var lookup = System.Net.Dns.GetHostAddressesAsync(Host, cancelled);
            if (lookup.Wait(LongestLookup, cancelled)) return lookup.GetAwaiter().GetResult();
            Failure = "timeout";
        }
        catch (AggregateException fault) when (fault.InnerException is SocketException inner)
        {
            Failure = inner.SocketErrorCode switch
            {
                SocketError.HostNotFound or SocketError.NoData => "nxdomain",
                SocketError.TryAgain or SocketError.TimedOut => "timeout",
                _ => "servfail",
            };
        }
        catch (AggregateException fault) when (fault.InnerException is ArgumentException)
        {
            Failure = "nxdomain";
        }

        return [];
    }

    private static bool Wanted(IPAddress address, TraceOptions options) =>
        !(options.OnlyV4 && address.AddressFamily != AddressFamily.InterNetwork) && !(options.OnlyV6 && address.AddressFamily != AddressFamily.InterNetworkV6);

    private static bool TakePort(string text, ref int? port)
    {
        if (!text.StartsWith(':') || !int.TryParse(text.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number is < 1 or > 65535) return false;
        port = number;
        return true;
    }

    /// <summary>The name as resolvers know it (IDN); null for what cannot be a name.</summary>
    private static string? Ascii(string host)
    {
        if (host.Length is 0 or > LongestName) return null;
        if (IPAddress.TryParse(host, out _)) return host;
        foreach (var c in host)
        {
            if (!char.IsLetterOrDigit(c) && c is not ('.' or '-' or '_')) return null;
        }

        if (host.StartsWith('-') || host.StartsWith('.') || host.Contains("..", StringComparison.Ordinal)) return null;
        try
        {
            return host.All(char.IsAscii) ? host.ToLowerInvariant() : new IdnMapping().GetAscii(host);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
