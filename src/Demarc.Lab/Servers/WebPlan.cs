using System.Net;

namespace Demarc.Lab.Servers;

/// <summary>A web server of the lab: where it listens and how it treats whom.</summary>
public sealed record WebPlan
{
    public required IPAddress Address { get; init; }

    public required int Port { get; init; }

    /// <summary>Whether it speaks TLS.</summary>
    public bool Tls { get; init; }

    /// <summary>Names its certificate holds.</summary>
    public IReadOnlyList<string> Names { get; init; } = ["www.example.com"];

    /// <summary>How far the world's clock is from this machine's, as seen in Date headers and certificates.</summary>
    public TimeSpan ClockShift { get; init; }

    /// <summary>Connections that may wait to be accepted.</summary>
    public int Backlog { get; init; } = 128;

    /// <summary>Rest between accepting one connection and the next: with a short backlog, a queue that is often full.</summary>
    public TimeSpan AcceptPause { get; init; }

    /// <summary>Receive buffer of its connections; 0 = the system's.</summary>
    public int ReceiveBuffer { get; init; }

    public Manner Manner { get; init; } = new();

    /// <summary>First match wins over <see cref="Manner"/>.</summary>
    public IReadOnlyList<MannerException> Exceptions { get; init; } = [];

    /// <summary>How the n-th connection (from 1) of a source is treated.</summary>
    public Manner For(IPAddress source, long ordinal)
    {
        var plain = source.IsIPv4MappedToIPv6 ? source.MapToIPv4() : source;
        foreach (var exception in Exceptions)
        {
            var holds = exception.From.Count == 0 || exception.From.Any(network => network.BaseAddress.AddressFamily == plain.AddressFamily && network.Contains(plain));
            if (holds && (exception.Every <= 1 || ordinal % exception.Every == 0)) return exception.Instead;
        }

        return Manner;
    }
}
