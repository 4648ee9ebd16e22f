using System.Net;
using Demarc.Model;
using Demarc.Probing.Services;

namespace Demarc.Checking.Measuring;

/// <summary>The target's name: as the system resolves it, and as each configured and each control resolver answers.</summary>
public sealed class NameMeasurement : Measurement
{
    /// <summary>Vantage of answers by resolvers the person named to compare with.</summary>
    private const string ControlPlace = "control resolver";

    private static readonly TimeSpan Most = TimeSpan.FromSeconds(4);

    public override string Id => "dns";

    public override Bilingual Doing { get; } = new("names", "域名解析");

    public override IReadOnlyList<string> Answers { get; } = [Tests.Dns, Tests.DnsControl];

    public override bool Opens(CheckState state) => Ready(state);

    public override bool Ready(CheckState state) => state.Target.Address is null;

    public override async Task<IReadOnlyList<Observation>> RunAsync(CheckState state, CancellationToken cancelled)
    {
        var (site, name) = (state.Site, state.Target.Host);
        using var deadline = new Deadline(site.Clock, Most, cancelled);
        var port = new SocketPort();
        var probe = new DnsProbe(port, site.Log);
        var configured = Resolvers.Configured(site.Log);
        var system = probe.AskSystemAsync(name, deadline, state.Target.Text);
        var asked = probe.AskAllAsync(name, configured.Select(c => DnsProbe.At(c.Address)), deadline, state.Target.Text);
        var control = new DnsProbe(port, new(ControlPlace, site.Clock)).AskAllAsync(name, site.ControlResolvers, deadline, state.Target.Text);
        List<Observation> found = [await system, .. configured.Select(c => c.Observation), .. await asked, .. await control];
        if (Resolvers.HostsFileEntry(name, site.Log) is { } entry) found.Add(entry);
        return found;
    }
}
