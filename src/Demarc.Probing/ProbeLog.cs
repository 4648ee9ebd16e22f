using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Demarc.Model;

namespace Demarc.Probing;

/// <summary>
/// Gives every measurement its evidence: a numbered entry (<c>probe:1</c>, <c>probe:2</c> …) with the place, the time and a line
/// or two that say what was done and what came of it. The words are English and stable, like a tool's output.
/// </summary>
/// <param name="vantage">What this place is called.</param>
/// <param name="clock">The local clock.</param>
public sealed class ProbeLog(string vantage, TimeProvider clock)
{
    private int _last;

    public string Vantage => vantage;

    /// <summary>The tool named by every observation made here.</summary>
    public const string Tool = "demarc";

    /// <summary>The present, as evidence states it.</summary>
    public Moment Now()
    {
        var now = clock.GetUtcNow();
        return new(now.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture), now, ZoneKnowledge.Stated);
    }

    /// <summary>A new entry; thread-safe.</summary>
    /// <param name="kind">Kind of the observation it supports (kinds.tsv).</param>
    /// <param name="text">What was done and what came of it; secrets are not to be in it.</param>
    public Evidence Enter(string kind, string text, Moment? time = null) => new()
    {
        Source = string.Create(CultureInfo.InvariantCulture, $"probe:{Interlocked.Increment(ref _last)}"),
        Sha256 = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))),
        Vantage = vantage,
        Time = time ?? Now(),
        Kind = kind,
        Tool = Tool,
        Text = text,
    };
}
