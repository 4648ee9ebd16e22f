using System.Net;
using System.Net.Sockets;
using Demarc.Lab.Servers;

namespace Demarc.Lab.Tests.Servers;

public sealed class FullQueueTests
{
    [Fact]
    public async Task A_full_queue_ignores_whoever_comes_next()
    {
        if (!OperatingSystem.IsLinux()) Assert.Skip("how a full queue answers is the system's own affair; written for Linux");
        using var queue = FullQueue.Start(new(IPAddress.Loopback, 0), backlog: 1, HerePlace.Instance);
        using var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(800));
        await Should.ThrowAsync<OperationCanceledException>(async () => await client.ConnectAsync(queue.EndPoint, patience.Token));
    }
}
