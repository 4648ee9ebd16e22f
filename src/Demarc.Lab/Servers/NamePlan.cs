using System.Net;

namespace Demarc.Lab.Servers;

/// <summary>What a server of names does with a question.</summary>
public enum NameManner
{
    /// <summary>Answers what it knows, and "no such name" for the rest.</summary>
    Answers,

    /// <summary>Listens and never answers.</summary>
    Silent,
    ServerFailure,
    NoSuchName,
    Refused,
}

/// <summary>A server of names.</summary>
public sealed record NamePlan
{
    public required IPAddress Address { get; init; }

    public int Port { get; init; } = 53;

    public NameManner Manner { get; init; }

    /// <summary>Names and their addresses, of both families.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<IPAddress>> Records { get; init; } = new Dictionary<string, IReadOnlyList<IPAddress>>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Wait before an answer.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>Time to live of its answers, in seconds.</summary>
    public int Ttl { get; init; } = 300;

    /// <summary>Turns a name's addresses by one at each answer.</summary>
    public bool Rotates { get; init; }
}
