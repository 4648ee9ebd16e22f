namespace Demarc.Wire;

/// <summary>How far reading a structure came.</summary>
public enum ParseState : byte
{
    /// <summary>The bytes end before the structure does; more bytes may complete it.</summary>
    Truncated,

    /// <summary>No further bytes could make it valid.</summary>
    Malformed,

    /// <summary>It is all there.</summary>
    Complete,
}

/// <summary>The outcome of reading a structure: whole, or where and why not. Bytes are strangers' and never throw.</summary>
/// <param name="Offset">Octets from the structure's start to what is missing or wrong.</param>
public readonly record struct ParseStatus(ParseState State, int Offset = 0, string? Reason = null)
{
    public bool IsComplete => State == ParseState.Complete;

    public static ParseStatus Complete => new(ParseState.Complete);

    public static ParseStatus Truncated(int offset) => new(ParseState.Truncated, offset);

    public static ParseStatus Malformed(int offset, string reason) => new(ParseState.Malformed, offset, reason);
}
