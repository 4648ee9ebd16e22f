using System.Text.RegularExpressions;

namespace Demarc.Transcripts;

/// <summary>
/// Patterns held against strangers' text, each with a time limit: no pattern is safe with every text, and on a machine under extreme load
/// any of them may be late. This is the one place that catches it: who is late has not matched, and how often that was is told.
/// </summary>
public static class InTime
{
    [ThreadStatic]
    private static int _late;

    /// <summary>The match; null for none, and where it cannot be found in time.</summary>
    public static Match? Match(Regex pattern, string text)
    {
        try
        {
            return pattern.Match(text) is { Success: true } match ? match : null;
        }
        catch (RegexMatchTimeoutException)
        {
            _late++;
            return null;
        }
    }

    /// <summary>Whether the pattern is met; not where that cannot be said in time.</summary>
    public static bool Is(Regex pattern, ReadOnlySpan<char> text)
    {
        try
        {
            return pattern.IsMatch(text);
        }
        catch (RegexMatchTimeoutException)
        {
            _late++;
            return false;
        }
    }

    /// <summary>What reading with several patterns gives, or else <paramref name="otherwise"/> where one of them is late.</summary>
    public static T Of<T>(Func<T> read, T otherwise)
    {
        try
        {
            return read();
        }
        catch (RegexMatchTimeoutException)
        {
            _late++;
            return otherwise;
        }
    }

    /// <summary>Reads with several patterns; false where one of them was late, which is then the caller's to tell.</summary>
    public static bool Runs(Action read)
    {
        try
        {
            read();
            return true;
        }
        catch (RegexMatchTimeoutException)
        {
            return false;
        }
    }

    /// <summary>How often a pattern was late on this thread since this was last asked.</summary>
    public static int TakeLate()
    {
        var late = _late;
        _late = 0;
        return late;
    }
}
