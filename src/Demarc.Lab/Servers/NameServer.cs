using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Demarc.Lab.Servers;

/// <summary>
/// The lab's own server of names, over UDP and TCP, in the manner a scenario asks for: slow, silent, refusing. dnsmasq
/// stands beside it (<see cref="DnsmasqServer"/>) where a real program matters.
/// </summary>
public sealed class NameServer : IDisposable
{
    private const int LongestQuery = 4096;
    private const int PortsTried = 20;
    private static readonly TimeSpan TcpPatience = TimeSpan.FromSeconds(10);
    private readonly NamePlan _plan;
    private readonly TimeProvider _clock;
    private readonly Socket _datagrams;
    private readonly Socket _streams;
    private readonly CancellationTokenSource _end = new();
    private int _turn;

    private NameServer(NamePlan plan, TimeProvider clock, Socket datagrams, Socket streams) => (_plan, _clock, _datagrams, _streams) = (plan, clock, datagrams, streams);

    /// <summary>Where it listens, by UDP and TCP alike.</summary>
    public IPEndPoint EndPoint => (IPEndPoint)_datagrams.LocalEndPoint!;

    /// <summary>Starts listening in a place.</summary>
    /// <exception cref="SocketException">It cannot listen there.</exception>
    public static NameServer Start(NamePlan plan, IPlace place, TimeProvider clock)
    {
        var (datagrams, streams) = place.Inside(() => Listen(plan));
        var server = new NameServer(plan, clock, datagrams, streams);
        _ = server.DatagramsAsync();
        _ = server.StreamsAsync();
        return server;
    }

    /// <summary>Both sockets on one port; where any port will do, one that is free for datagrams may be taken for streams, so that another is tried.</summary>
    private static (Socket Datagrams, Socket Streams) Listen(NamePlan plan)
    {
        for (var left = plan.Port == 0 ? PortsTried : 1; ; left--)
        {
            var udp = new Socket(plan.Address.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
            var tcp = new Socket(plan.Address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                if (plan.Address.Equals(IPAddress.IPv6Any)) (udp.DualMode, tcp.DualMode) = (true, true);
                udp.Bind(new IPEndPoint(plan.Address, plan.Port));
                tcp.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
                tcp.Bind(udp.LocalEndPoint!);
                tcp.Listen(16);
                return (udp, tcp);
            }
            catch (SocketException failure)
            {
                udp.Dispose();
                tcp.Dispose();
                if (failure.SocketErrorCode != SocketError.AddressAlreadyInUse || left <= 1) throw;
            }
        }
    }

    public void Dispose()
    {
        if (_end.IsCancellationRequested) return;
        _end.Cancel();
        _datagrams.Dispose();
        _streams.Dispose();
    }

    private async Task DatagramsAsync()
    {
        var buffer = new byte[LongestQuery];
        var anyone = new IPEndPoint(_plan.Address.AddressFamily == AddressFamily.InterNetworkV6 ? IPAddress.IPv6Any : IPAddress.Any, 0);
        while (!_end.IsCancellationRequested)
        {
            try
            {
                var got = await _datagrams.ReceiveFromAsync(buffer, SocketFlags.None, anyone, _end.Token).ConfigureAwait(false);
                var query = buffer[..got.ReceivedBytes];
                _ = ReplyAsync(query, got.RemoteEndPoint);
            }
            catch (SocketException)
            {
                // A client that closed its port sends an ICMP error; the next question counts.
            }
            catch (Exception over) when (over is OperationCanceledException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task ReplyAsync(byte[] query, EndPoint to)
    {
        try
        {
            if (await AnswerAsync(query).ConfigureAwait(false) is { } answer) await _datagrams.SendToAsync(answer, SocketFlags.None, to, _end.Token).ConfigureAwait(false);
        }
        catch (Exception over) when (over is OperationCanceledException or ObjectDisposedException or SocketException)
        {
            // The lab ends, or nobody waits any more.
        }
    }

    private async Task StreamsAsync()
    {
        while (!_end.IsCancellationRequested)
        {
            try
            {
                _ = StreamAsync(await _streams.AcceptAsync(_end.Token).ConfigureAwait(false));
            }
            catch (SocketException)
            {
                // One connection gone before it was accepted ends nothing.
            }
            catch (Exception over) when (over is OperationCanceledException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task StreamAsync(Socket socket)
    {
        using var patience = new CancellationTokenSource(TcpPatience, _clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, _end.Token);
        try
        {
            await using var stream = new NetworkStream(socket, ownsSocket: true);
            var length = new byte[2];
            while (true)
            {
                await stream.ReadExactlyAsync(length, both.Token).ConfigureAwait(false);
                var query = new byte[Math.Min((int)BinaryPrimitives.ReadUInt16BigEndian(length), LongestQuery)];
                await stream.ReadExactlyAsync(query, both.Token).ConfigureAwait(false);
                if (await AnswerAsync(query).ConfigureAwait(false) is not { } answer) continue;
                BinaryPrimitives.WriteUInt16BigEndian(length, (ushort)answer.Length);
                await stream.WriteAsync((byte[])[.. length, .. answer], both.Token).ConfigureAwait(false);
            }
        }
        catch (Exception over) when (over is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // The client has what it wanted.
        }
    }

    private async Task<byte[]?> AnswerAsync(byte[] query)
    {
        const int noError = 0, serverFailure = 2, noSuchName = 3, refused = 5;
        if (NameMessage.Question(query) is not { } question || _plan.Manner == NameManner.Silent) return null;
        if (_plan.Delay > TimeSpan.Zero) await Task.Delay(_plan.Delay, _clock, _end.Token).ConfigureAwait(false);
        var known = _plan.Records.TryGetValue(question.Name, out var addresses);
        var code = _plan.Manner switch
        {
            NameManner.ServerFailure => serverFailure,
            NameManner.NoSuchName => noSuchName,
            NameManner.Refused => refused,
            _ => known ? noError : noSuchName,
        };
        return NameMessage.Answer(query, question.End, question.Type, code, code == noError ? Turned(addresses!) : [], _plan.Ttl);
    }

    private IReadOnlyList<IPAddress> Turned(IReadOnlyList<IPAddress> addresses)
    {
        if (!_plan.Rotates || addresses.Count < 2) return addresses;
        var by = (Interlocked.Increment(ref _turn) & int.MaxValue) % addresses.Count;
        return [.. addresses.Skip(by), .. addresses.Take(by)];
    }
}
