using Demarc.Model;

namespace Demarc.Desk.Store;

/// <summary>Something that cannot be done, told to the person who asked for it.</summary>
#pragma warning disable CA1710 // The short name is what callers catch and read.
public sealed class DeskFault(DeskFaultKind kind, Bilingual text) : Exception(text.En)
#pragma warning restore CA1710
{
    public DeskFaultKind Kind { get; } = kind;

    /// <summary>What, where, and what to do.</summary>
    public Bilingual Text { get; } = text;
}

/// <summary>Why it cannot be done.</summary>
public enum DeskFaultKind
{
    /// <summary>There is no such thing, or not for this person.</summary>
    NotFound,

    /// <summary>What was given makes no sense.</summary>
    BadInput,

    /// <summary>Not for this person.</summary>
    NotPermitted,

    /// <summary>The case is closed, archived, or was changed by somebody else meanwhile.</summary>
    Conflict,
}
