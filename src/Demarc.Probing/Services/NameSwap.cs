using System.Net;
using Demarc.Model;

namespace Demarc.Probing.Services;

/// <summary>
/// Asks the same address for another name, in the handshake or the Host header: where it fails with the service's own name and succeeds with another or
/// none, something on the way reads names. The own name is tried again afterwards, since what fails at times cures itself.
/// </summary>
public sealed class NameSwap(IServicePort port, ProbeLog log, TrustRoots roots)
{
    /// <summary>A name reserved for documentation, which nobody filters and nobody owns (RFC 2606).</summary>
    public const string OtherName = "www.example.org";

    public VisitLimits Limits { get; init; } = VisitLimits.Default;

    /// <summary>Own name, other name, no name, own name again; the own name alone where it is answered.</summary>
    public async Task<IReadOnlyList<Observation>> RunAsync(TargetSpec target, IPAddress address, Deadline deadline, string otherName = OtherName)
    {
        List<Observation> observed = [];
        if (await AskAsync(target, address, target.Host, deadline, observed) is not false) return observed;
        var swapped = await AskAsync(target, address, otherName, deadline, observed);
        if (swapped is false && target.Secure) await AskAsync(target, address, "", deadline, observed);
        await AskAsync(target, address, target.Host, deadline, observed);
        return observed;
    }

    /// <summary>Whether the server answered; false for a reset or silence, null where not even a connection came about.</summary>
    private async Task<bool?> AskAsync(TargetSpec target, IPAddress address, string name, Deadline deadline, List<Observation> observed)
    {
        using var connecting = deadline.Within(Limits.Connect);
        var (connect, connection) = await new TcpConnector(port, log).ConnectAsync(new(address, target.Port), connecting, target.Text);
        observed.Add(connect);
        if (connection is null) return null;
        using var part = deadline.Within(Limits.Tls);
        if (!target.Secure) return await AskPlainlyAsync(target, address, name, connection, part, observed);
        var (tls, secured, _) = await new TlsProbe(log, roots).HandshakeAsync(connection, new(target.Host) { Sni = name, Verify = false, Target = target.Text }, part);
        if (secured is not null) await secured.DisposeAsync();
        observed.Add(tls);
        return tls.Outcome is not ("reset" or "timeout");
    }

    /// <summary>The same by Host header. What another name gets from the server is not observed as the service's answer.</summary>
    private async Task<bool?> AskPlainlyAsync(TargetSpec target, IPAddress address, string name, ServiceConnection connection, Deadline deadline, List<Observation> observed)
    {
        using (connection)
        {
            var own = name == target.Host;
            var asked = target with { Host = name, PathAndQuery = own ? target.PathAndQuery : "/" };
            var result = await new HttpProbe(log).AskAsync(connection.Stream, asked, address, HttpProbe.Get(asked), deadline, null, connection.Info);
            observed.Add(own ? result.Observation : result.Observation with { Target = target.Text, Url = target.Url, Outcome = null, Status = null });
            return result.Observation.Outcome is not ("reset" or "no-response");
        }
    }
}
