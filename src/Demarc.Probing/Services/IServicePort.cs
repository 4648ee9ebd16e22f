using System.Net;

namespace Demarc.Probing.Services;

/// <summary>
/// The network as measurements above packets see it: connections and datagrams. Nothing throws for what the network or the
/// system does; only a caller that gave up gets <see cref="OperationCanceledException"/>.
/// </summary>
public interface IServicePort
{
    /// <summary>Opens a connection, or says how it failed.</summary>
    Task<ConnectAttempt> ConnectAsync(ConnectRequest request, Deadline deadline);

    /// <summary>A datagram socket that takes datagrams of this peer only.</summary>
    IDatagrams OpenDatagrams(IPEndPoint peer);

    /// <summary>The addresses the system's own resolution gives, hosts file and caches included.</summary>
    Task<NamesAnswer> ResolveAsync(string name, Deadline deadline);
}

/// <summary>A connection to be opened.</summary>
public sealed record ConnectRequest(IPAddress Address, int Port)
{
    /// <summary>Source port to use; null = the system's choice.</summary>
    public int? SourcePort { get; init; }

    /// <summary>Source address to use; null = the system's choice.</summary>
    public IPAddress? LocalAddress { get; init; }

    /// <summary>Largest segment to announce and send, in octets (<c>TCP_MAXSEG</c>).</summary>
    public int? MaxSegment { get; init; }

    /// <summary>TTL or hop limit of what is sent.</summary>
    public int? Ttl { get; init; }
}

/// <summary>How opening a connection went.</summary>
public sealed record ConnectAttempt
{
    /// <summary><c>ok refused timeout unreachable reset local-error</c>.</summary>
    public required string Outcome { get; init; }

    /// <summary>For <c>unreachable</c>: <c>host net admin</c>.</summary>
    public string? Code { get; init; }

    public required double Ms { get; init; }

    /// <summary>SYNs sent again; null where the system does not tell.</summary>
    public int? Retransmits { get; init; }

    public IPEndPoint? Local { get; init; }

    /// <summary>Who reported it unreachable; null where nobody did or the system does not tell.</summary>
    public IPAddress? ReportedBy { get; init; }

    /// <summary>TTL of that report as it arrived.</summary>
    public int? ReportTtl { get; init; }

    /// <summary>What was reported, or what the system said, in a word or two.</summary>
    public string? Detail { get; init; }

    /// <summary>The open connection; the caller's to dispose.</summary>
    public ServiceConnection? Connection { get; init; }
}

/// <summary>An open connection.</summary>
/// <param name="stream">Its bytes.</param>
/// <param name="info">Asks the kernel about it; null where it tells nothing.</param>
/// <param name="abort">Ends it with a reset, so that nothing lingers.</param>
public sealed class ServiceConnection(Stream stream, IPEndPoint? local, IPEndPoint? remote, Func<TcpInfo?> info, Action abort) : IDisposable
{
    public Stream Stream => stream;

    public IPEndPoint? Local => local;

    public IPEndPoint? Remote => remote;

    public TcpInfo? Info() => info();

    /// <summary>Ends it with a reset.</summary>
    public void Abort() => abort();

    public void Dispose() => stream.Dispose();
}

/// <summary>Datagrams to and from one peer.</summary>
public interface IDatagrams : IDisposable
{
    /// <summary>Sends one; null when it left, else why not.</summary>
    string? Send(ReadOnlySpan<byte> datagram);

    /// <summary>The next datagram or error; null when the deadline passed first.</summary>
    Task<Datagram?> ReceiveAsync(Deadline deadline);
}

/// <summary>A datagram that came, or the error that came instead.</summary>
/// <param name="Octets">Empty for an error.</param>
/// <param name="Ttl">TTL as it arrived; null where the system does not tell.</param>
/// <param name="Error">Such as <c>port unreachable</c>; null for a datagram.</param>
public sealed record Datagram(byte[] Octets, int? Ttl, string? Error = null);

/// <summary>What the system's own resolution said.</summary>
/// <param name="Outcome"><c>ok nxdomain servfail timeout</c>.</param>
public sealed record NamesAnswer(string Outcome, IReadOnlyList<IPAddress> Addresses, double Ms, string? Detail = null);
