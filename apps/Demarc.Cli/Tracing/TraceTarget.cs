using System.Net;
using System.Net.Sockets;
using Demarc.Model;
using Demarc.Probing;

namespace Demarc.Cli.Tracing;

/// <summary>What a target is: host and port as typed, and the addresses its name leads to.</summary>
public sealed class TraceTarget
{
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

    /// <summary>Reads a host, an address, <c>host:port</c> or a URL; null, with the reason, for anything else.</summary>
    public static TraceTarget? Parse(string text, out Bilingual? problem)
    {
        (var spec, problem) = TargetSpec.Parse(text);
        return spec is null ? null : new(spec.Host, spec.NamesPort ? spec.Port : null);
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
}
