namespace Demarc.Lab.Servers;

/// <summary>What is wrong with a certificate a lab server presents.</summary>
public enum LeafFault
{
    None,
    Expired,
    NotYetValid,
    WrongName,
    SelfSigned,

    /// <summary>The leaf comes without its intermediate.</summary>
    ChainIncomplete,

    /// <summary>Signed by an inspection box's own root, which the client does not trust.</summary>
    Intercepted,

    /// <summary>Signed by a public-looking root that the client's store is too old to hold.</summary>
    UnknownRoot,
}

/// <summary>A certificate to issue.</summary>
/// <param name="Names">The names (or addresses) it is meant for; a wrong-name fault replaces them.</param>
/// <param name="Fault">What is wrong with it.</param>
/// <param name="ClockShift">How far the world's clock is from this machine's: validity is laid around the shifted time.</param>
public sealed record LeafPlan(IReadOnlyList<string> Names, LeafFault Fault = LeafFault.None, TimeSpan ClockShift = default);
