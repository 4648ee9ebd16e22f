using System.Net;
using Demarc.Model;

namespace Demarc.Probing.Services;

/// <summary>
/// Connects to an address where nobody is: whoever answers stands between, such as a portal or a transparent proxy. Only made
/// when the caller asks for it, since it is not the target.
/// </summary>
public sealed class DarkAddress(IServicePort port, ProbeLog log)
{
    /// <summary>An address reserved for documentation, routed nowhere (RFC 5737).</summary>
    public static IPAddress Default { get; } = IPAddress.Parse("192.0.2.77");

    /// <summary><c>answers</c> where a connection opens; refusals and silence are what nowhere looks like.</summary>
    public async Task<TestOutcome> RunAsync(Deadline deadline, IPAddress? address = null, int atPort = 80)
    {
        using var part = deadline.Within(TimeSpan.FromSeconds(3));
        var tried = await new TcpConnector(port, log).TryAsync(new(address ?? Default, atPort), part);
        var outcome = tried.Outcome switch { "ok" => "answers", "local-error" => null, _ => "timeout" };

        // Silence of nobody is not the failure of a service: the observation names an outcome only where somebody answered.
        return new(Tests.DarkAddress, outcome, [outcome == "answers" ? tried : tried with { Outcome = null, Code = null }]);
    }
}
