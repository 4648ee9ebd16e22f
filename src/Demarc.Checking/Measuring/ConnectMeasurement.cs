using System.Net.Sockets;
using Demarc.Model;
using Demarc.Probing.Services;

namespace Demarc.Checking.Measuring;

/// <summary>One connection to each of the first addresses of both families, as a client would open it.</summary>
public sealed class ConnectMeasurement : Measurement
{
    /// <summary>Addresses tried of each family.</summary>
    private const int MostOfFamily = 3;

    /// <summary>A SYN and the kernel's repetition after one second; other source ports are tried meanwhile.</summary>
    private static readonly TimeSpan Most = TimeSpan.FromMilliseconds(2400);

    public override string Id => "connect";

    public override Bilingual Doing { get; } = new("connection", "建立连接");

    public override IReadOnlyList<string> Answers { get; } = [Tests.Connect, Tests.V4V6];

    public override bool Opens(CheckState state) => Ready(state);

    public override bool Ready(CheckState state) => state.Addresses.Count > 0;

    public override async Task<IReadOnlyList<Observation>> RunAsync(CheckState state, CancellationToken cancelled)
    {
        using var deadline = new Deadline(state.Site.Clock, Most, cancelled);
        var connector = new TcpConnector(new SocketPort(), state.Site.Log);
        var tried = state.Addresses.GroupBy(address => address.AddressFamily == AddressFamily.InterNetworkV6).SelectMany(family => family.Take(MostOfFamily))
            .Select(address => connector.TryAsync(new(address, state.Target.Port), deadline, state.Target.Text)).ToArray();
        return await Task.WhenAll(tried);
    }
}
