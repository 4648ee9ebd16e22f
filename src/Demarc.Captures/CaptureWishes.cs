namespace Demarc.Captures;

/// <summary>What to tell of a capture.</summary>
public sealed record CaptureWishes
{
    /// <summary>Connections told of, those that stand out most first; a verdict looks at no more.</summary>
    public int MostConnections { get; init; } = 1000;

    /// <summary>Only packets from or to this address; null for all.</summary>
    public System.Net.IPAddress? Host { get; init; }

    /// <summary>Only packets from or to this port; null for all.</summary>
    public int? Port { get; init; }

    /// <summary>Only packets from this time on.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Only packets up to this time.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>Called now and then with the packets read so far.</summary>
    public Action<long>? Progress { get; init; }
}
