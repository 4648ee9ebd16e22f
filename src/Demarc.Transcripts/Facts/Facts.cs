using Demarc.Model;

namespace Demarc.Transcripts;

/// <summary>What people know and no tool printed, as stated in a facts file.</summary>
/// <param name="Target">The service under complaint; null when the file does not name it.</param>
/// <param name="Symptom"><c>unreachable intermittent slow hangs refused error</c>; null when the file does not name it.</param>
/// <param name="Observations">Reports, changes, claims and trials, all with basis stated, in the order of the file.</param>
/// <param name="Problems">What was not understood, with its line; everything else is used.</param>
public sealed record Facts(string? Target, string? Symptom, IReadOnlyList<Observation> Observations, IReadOnlyList<Unread> Problems);

/// <summary>The words a facts file may use, and its keys.</summary>
internal static class FactWords
{
    public static readonly string[] Sections = ["reports", "changes", "claims", "trials"];
    public static readonly string[] Works = ["always", "mostly", "sometimes", "never"];
    public static readonly string[] Symptoms = ["unreachable", "intermittent", "slow", "hangs", "refused", "error"];
    public static readonly string[] Effects = ["none", "better", "cured", "worse", "returned-on-revert"];
    public static readonly string[] True = ["true", "yes", "on"];
    public static readonly string[] False = ["false", "no", "off"];

    /// <summary>Keys every entry may carry.</summary>
    public static readonly string[] Shared = ["vantage", "target", "time", "by", "lines"];
}
