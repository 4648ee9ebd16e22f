using System.Net.Sockets;
using Demarc.Lab.Linux;
using Demarc.Lab.Servers;

namespace Demarc.Lab.Services;

/// <summary>A server of <see cref="ServerKinds"/> in the lab.</summary>
public sealed class StartedServer(string kind, Func<ServerSite, IDisposable> start) : ILabService
{
    private IDisposable? _server;

    public void Start(ServicePlace place)
    {
        var both = place.Scenario.Network.Ipv6 && place.Host.Address6 is not null;
        try
        {
            _server = start(new(new NamespacePlace(place.NamespacePath), place.Pki, TimeProvider.System, place.Names, both));
        }
        catch (Exception fault) when (fault is SocketException or ServerProgramException)
        {
            throw new LabUnavailableException(
                new($"the {kind} server on {place.Host.Name} does not start: {fault.Message}", $"{place.Host.Name} 上的 {kind} 服务无法启动：{fault.Message}"),
                forbidden: fault is SocketException { SocketErrorCode: SocketError.AccessDenied });
        }
    }

    public void Dispose() => _server?.Dispose();
}
