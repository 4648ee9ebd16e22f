using System.Net;
using System.Net.Sockets;

namespace Demarc.Probing.Services;

/// <summary>The network through the system's sockets. On Linux the kernel's own testimony comes with it; elsewhere less is known.</summary>
public sealed class SocketPort : IServicePort
{
    /// <summary>
    /// Connects to this host itself once, so that the first measurement does not carry the cost of first use. Nothing leaves the host.
    /// </summary>
    public async Task WarmAsync(Deadline deadline)
    {
        using var part = deadline.Within(TimeSpan.FromMilliseconds(200));
        (await ConnectAsync(new(IPAddress.Loopback, 1), part)).Connection?.Abort();
    }

    /// <inheritdoc/>
    public async Task<ConnectAttempt> ConnectAsync(ConnectRequest request, Deadline deadline)
    {
        Socket socket;
        try
        {
            socket = new Socket(request.Address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        }
        catch (SocketException e)
        {
            return Failed(e.SocketErrorCode, 0, null, null);
        }

        var mark = deadline.Mark();
        try
        {
            LinuxMessages.Enable(socket, ttl: true, errors: true);
            Prepare(socket, request);
            mark = deadline.Mark();

            // The token is not given to the socket: it would close it, and the kernel could no longer be asked.
            var connecting = socket.ConnectAsync(new IPEndPoint(request.Address, request.Port)).ContinueWith(t => t.Exception?.InnerException, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            var failure = await connecting.WaitAsync(deadline.Token);
            var ms = deadline.Since(mark);
            if (failure is null) return Opened(socket, ms);
            var failed = Failed((failure as SocketException)?.SocketErrorCode ?? SocketError.SocketError, ms, LinuxMessages.NextReport(socket), Local(socket));
            var info = TcpInfo.Of(socket);
            socket.Dispose();
            return failed with { Retransmits = info is null ? null : (int)info.Retransmits };
        }
        catch (SocketException e)
        {
            var failed = Failed(e.SocketErrorCode, deadline.Since(mark), null, null);
            socket.Dispose();
            return failed;
        }
        catch (OperationCanceledException)
        {
            var (ms, local, retransmits, report) = (deadline.Since(mark), Local(socket), TcpInfo.Of(socket)?.Retransmits, LinuxMessages.NextReport(socket));
            socket.Dispose();
            deadline.ThrowIfCancelled();
            return new()
            {
                Outcome = "timeout", Ms = ms, Local = local, Retransmits = (int?)retransmits, ReportedBy = report?.From, ReportTtl = report?.Ttl, Detail = report?.Meaning.Words,
            };
        }
    }

    /// <inheritdoc/>
    public IDatagrams OpenDatagrams(IPEndPoint peer) => new DatagramSocket(peer);

    /// <inheritdoc/>
    public async Task<NamesAnswer> ResolveAsync(string name, Deadline deadline)
    {
        var mark = deadline.Mark();
        try
        {
            var addresses = await System.Net.Dns.GetHostAddressesAsync(name, deadline.Token).WaitAsync(deadline.Token);
            return new(addresses.Length > 0 ? "ok" : "nxdomain", addresses, deadline.Since(mark));
        }
        catch (OperationCanceledException)
        {
            deadline.ThrowIfCancelled();
            return new("timeout", [], deadline.Since(mark));
        }
        catch (SocketException e)
        {
            var outcome = e.SocketErrorCode switch { SocketError.HostNotFound or SocketError.NoData => "nxdomain", SocketError.TryAgain => "timeout", _ => "servfail" };
            return new(outcome, [], deadline.Since(mark), e.SocketErrorCode.ToString());
        }
        catch (ArgumentException)
        {
            return new("nxdomain", [], deadline.Since(mark), "no such name can exist");
        }
    }

    private static void Prepare(Socket socket, ConnectRequest request)
    {
        socket.NoDelay = true;
        if (request.MaxSegment is { } mss && OperatingSystem.IsLinux()) socket.SetRawSocketOption(6, 2, BitConverter.GetBytes(mss));
        if (request.Ttl is { } ttl) socket.Ttl = (short)Math.Clamp(ttl, 1, 255);
        if (request.SourcePort is null && request.LocalAddress is null) return;
        if (!OperatingSystem.IsWindows()) socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        var any = request.Address.AddressFamily == AddressFamily.InterNetworkV6 ? IPAddress.IPv6Any : IPAddress.Any;
        socket.Bind(new IPEndPoint(request.LocalAddress ?? any, request.SourcePort ?? 0));
    }

    private static ConnectAttempt Opened(Socket socket, double ms)
    {
        LinuxMessages.DisableErrors(socket);
        var info = TcpInfo.Of(socket);
        var (local, remote) = (Local(socket), socket.RemoteEndPoint as IPEndPoint);
        var stream = new NetworkStream(socket, ownsSocket: true);
        return new()
        {
            Outcome = "ok",
            Ms = ms,
            Local = local,
            Retransmits = (int?)info?.Retransmits,
            Detail = info is null ? null : $"rtt {Printable.Ms(info.RttMs)}, mss {info.SendMss}",
            Connection = new(stream, local, remote, () => TcpInfo.Of(socket), () => Abort(socket)),
        };
    }

    private static void Abort(Socket socket)
    {
        try
        {
            socket.LingerState = new LingerOption(true, 0);
        }
        catch (SocketException)
        {
        }
        catch (ObjectDisposedException)
        {
        }

        socket.Dispose();
    }

    private static IPEndPoint? Local(Socket socket)
    {
        try
        {
            return socket.LocalEndPoint as IPEndPoint ?? LinuxMessages.LocalEnd(socket);
        }
        catch (SocketException)
        {
            return null;
        }
        catch (ObjectDisposedException)
        {
            return null;
        }
    }

    /// <summary>An address this host can bind is its own.</summary>
    private static bool IsOwn(IPAddress address)
    {
        try
        {
            using var socket = new Socket(address.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
            socket.Bind(new IPEndPoint(address, 0));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static ConnectAttempt Failed(SocketError error, double ms, IcmpReport? report, IPEndPoint? local)
    {
        if (report?.Meaning is ({ } code, var words))
        {
            var own = report.Value.From is { } reporter && IsOwn(reporter);
            if (own && code == "admin") return new() { Outcome = "local-error", Code = "filtered", Ms = ms, Local = local, ReportedBy = report.Value.From, Detail = "this host's own filter rejects it: icmp " + words };
            if (own && code == "host") words += ": nobody answers for it on this host's own link";
            return new() { Outcome = "unreachable", Code = code, Ms = ms, Local = local, ReportedBy = report.Value.From, ReportTtl = report.Value.Ttl, Detail = "icmp " + words };
        }

        var (outcome, without, detail) = error switch
        {
            SocketError.ConnectionRefused => ("refused", null, null),
            SocketError.TimedOut => ("timeout", null, "the system gave up"),
            SocketError.HostUnreachable or SocketError.HostDown => ("unreachable", "host", null),
            SocketError.NetworkUnreachable or SocketError.NetworkDown => ("unreachable", "net", "no route from this host"),
            SocketError.ConnectionReset or SocketError.ConnectionAborted => ("reset", (string?)null, null),
            SocketError.AddressNotAvailable => ("local-error", "no-ports", "no local address or port is free"),
            SocketError.AddressAlreadyInUse => ("local-error", null, "the source port is in use"),
            SocketError.AccessDenied => ("local-error", "forbidden", "this host forbids it: a prohibiting route, a filter or a port kept for the administrator"),
            SocketError.InvalidArgument => ("local-error", "discarded", "this host discards it: a black-hole route or an impossible address"),
            SocketError.AddressFamilyNotSupported => ("local-error", null, "this host has no such address family"),
            SocketError.TooManyOpenSockets or SocketError.NoBufferSpaceAvailable => ("local-error", null, "this host is out of sockets or buffers"),
            _ => ("local-error", null, error.ToString()),
        };
        return new() { Outcome = outcome, Code = without, Ms = ms, Local = local, Detail = detail };
    }
}
