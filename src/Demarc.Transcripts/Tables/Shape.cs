using System.Text.RegularExpressions;

namespace Demarc.Transcripts.Tables;

/// <summary>Lines held against a pattern whose time is bounded: one that takes too long has not the shape.</summary>
internal static class Shape
{
    /// <summary>The match, null for none.</summary>
    public static Match? Of(Regex pattern, string line)
    {
        try
        {
            return pattern.Match(line) is { Success: true } match ? match : null;
        }
        catch (RegexMatchTimeoutException)
        {
            return null;
        }
    }
}
