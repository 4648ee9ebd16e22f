using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace Demarc.Lab.Servers;

/// <summary>
/// The lab's own web server: HTTP with or without TLS, in whatever manner a scenario asks for. It lives in this process,
/// so that nothing is left behind when the lab ends. Real programs stand beside it (<see cref="NginxServer"/>).
/// </summary>
public sealed class WebServer : IDisposable
{
    private const int MostConnections = 512;
    private static readonly TimeSpan LongestConnection = TimeSpan.FromSeconds(120);
    private readonly WebPlan _plan;
    private readonly TimeProvider _clock;
    private readonly Socket _listener;
    private readonly CancellationTokenSource _end = new();
    private readonly SemaphoreSlim _room = new(MostConnections);
    private readonly Dictionary<LeafFault, SslStreamCertificateContext> _certificates = [];
    private readonly RateLimits _limits;
    private long _accepted;

    private WebServer(WebPlan plan, TestPki pki, TimeProvider clock, Socket listener)
    {
        _plan = plan;
        _clock = clock;
        _listener = listener;
        _limits = new(clock);
        if (!plan.Tls) return;
        foreach (var leaf in plan.Exceptions.Select(each => each.Instead.Leaf).Prepend(plan.Manner.Leaf).Distinct())
        {
            var issued = pki.Issue(new(plan.Names, leaf, plan.ClockShift));
            var extra = issued.Intermediate is null ? null : new X509Certificate2Collection(issued.Intermediate);
            _certificates[leaf] = SslStreamCertificateContext.Create(issued.Leaf, extra, offline: true);
        }
    }

    /// <summary>Where it listens; the port is the one the system chose when the plan's was 0.</summary>
    public IPEndPoint EndPoint => (IPEndPoint)_listener.LocalEndPoint!;

    /// <summary>Connections accepted so far.</summary>
    public long Accepted => Interlocked.Read(ref _accepted);

    /// <summary>Starts listening in a place.</summary>
    /// <exception cref="SocketException">It cannot listen there.</exception>
    public static WebServer Start(WebPlan plan, TestPki pki, IPlace place, TimeProvider clock)
    {
        var listener = place.Inside(() =>
        {
            var socket = new Socket(plan.Address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
                if (plan.ReceiveBuffer > 0) socket.ReceiveBufferSize = plan.ReceiveBuffer;
                if (plan.Address.Equals(IPAddress.IPv6Any)) socket.DualMode = true;
                socket.Bind(new IPEndPoint(plan.Address, plan.Port));
                socket.Listen(plan.Backlog);
                return socket;
            }
            catch (SocketException)
            {
                socket.Dispose();
                throw;
            }
        });
        var server = new WebServer(plan, pki, clock, listener);
        _ = server.AcceptAsync();
        return server;
    }

    public void Dispose()
    {
        if (_end.IsCancellationRequested) return;
        _end.Cancel();
        _listener.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_end.IsCancellationRequested)
        {
            Socket socket;
            try
            {
                await _room.WaitAsync(_end.Token).ConfigureAwait(false);
                socket = await _listener.AcceptAsync(_end.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (ObjectDisposedException)
            {
                return;
            }
            catch (SocketException)
            {
                // One connection gone before it was accepted ends nothing.
                _room.Release();
                continue;
            }

            _ = ServeAsync(socket, Interlocked.Increment(ref _accepted));
            if (_plan.AcceptPause > TimeSpan.Zero && !await PauseAsync().ConfigureAwait(false)) return;
        }
    }

    private async Task<bool> PauseAsync()
    {
        try
        {
            await Task.Delay(_plan.AcceptPause, _clock, _end.Token).ConfigureAwait(false);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private async Task ServeAsync(Socket socket, long ordinal)
    {
        using var limit = new CancellationTokenSource(LongestConnection, _clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, _end.Token);
        try
        {
            var source = ((IPEndPoint)socket.RemoteEndPoint!).Address;
            var manner = _plan.For(source, ordinal);
            await using var connection = new WebConnection(socket, manner, _plan, _limits.Of(source, manner), _clock);
            await connection.ServeAsync(_plan.Tls ? _certificates[manner.Leaf] : null, both.Token).ConfigureAwait(false);
        }
        catch (Exception gone) when (gone is IOException or SocketException or OperationCanceledException or ObjectDisposedException or System.Security.Authentication.AuthenticationException)
        {
            // Clients leave as they like, and scenarios make them.
            socket.Dispose();
        }
        finally
        {
            _room.Release();
        }
    }
}
