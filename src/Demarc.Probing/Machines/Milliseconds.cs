namespace Demarc.Probing.Machines;

/// <summary>Times as observations carry them: milliseconds with three decimals, never negative.</summary>
internal static class Milliseconds
{
    public static double Of(TimeSpan span) => Math.Round(Math.Max(0, span.TotalMilliseconds), 3);
}
