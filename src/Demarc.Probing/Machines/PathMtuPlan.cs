using System.Net;
using System.Net.Sockets;

namespace Demarc.Probing.Machines;

/// <summary>Which sizes to try and with what.</summary>
public sealed record PathMtuPlan
{
    public required IPAddress Address { get; init; }

    /// <summary>The target as a person gave it.</summary>
    public string? Name { get; init; }

    /// <summary>
    /// UDP to a closed port is answered with a small message, so that only the way out is tested; an echo comes back as large
    /// as it went.
    /// </summary>
    public ProbeProtocol Protocol { get; init; } = ProbeProtocol.Icmp;

    public int Port { get; init; }

    /// <summary>Largest packet to try, in octets with all headers.</summary>
    public int Largest { get; init; } = 1500;

    /// <summary>Smallest that every path must take (RFC 791: hosts take 576; RFC 8200: 1280).</summary>
    public int Smallest => Address.AddressFamily == AddressFamily.InterNetworkV6 ? 1280 : 576;

    /// <summary>Sizes that tunnels and access lines leave, from the largest down (RFC 1191 section 7, and those of today).</summary>
    internal IReadOnlyList<int> Usual =>
    [
        .. new[] { Largest, 9000, 4352, 1500, 1492, 1480, 1472, 1460, 1450, 1440, 1420, 1400, 1380, 1350, 1300, 1280, 1200, 1000, 800, Smallest }
            .Where(size => size <= Largest && size >= Smallest).Distinct().OrderDescending(),
    ];
}
