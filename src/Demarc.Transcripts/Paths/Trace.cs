using Demarc.Model;
using Demarc.Transcripts.Addresses;

namespace Demarc.Transcripts.Paths;

/// <summary>What holds for every path trace, whichever tool printed it.</summary>
internal static class Trace
{
    /// <summary>TTLs run from 1 to 255.</summary>
    public const int LastTtl = 255;

    /// <summary>Longer lines are no hop rows; they are not looked at.</summary>
    private const int LongestRow = 2000;

    /// <summary>More addresses than any tool keeps for one hop.</summary>
    private const int MostResponders = 128;

    /// <summary>
    /// Whether the last responder is the target itself: null when the target or the last responder's address is
    /// not known or masked; a footer proves nothing.
    /// </summary>
    public static bool? Reached(string? targetAddress, IReadOnlyList<Hop> hops)
    {
        if (targetAddress is null || hops.Count == 0) return null;
        var last = hops.LastOrDefault(hop => hop.Responders.Count > 0);
        if (last is null) return false;
        var unknown = false;
        foreach (var responder in last.Responders)
        {
            var same = AddressText.Same(targetAddress, responder.Address);
            if (same == true) return true;
            unknown |= same is null;
        }

        return unknown ? null : false;
    }

    /// <summary>Reads a hop number at the start of a line, up to the blank after it.</summary>
    public static bool TryTtl(ReadOnlySpan<char> line, out int ttl, out int after)
    {
        (ttl, after) = (0, 0);
        if (line.Length > LongestRow) return false;
        var at = 0;
        while (at < line.Length && line[at] is ' ' or '\t') at++;
        var start = at;
        while (at < line.Length && char.IsAsciiDigit(line[at]) && at - start < 4) ttl = ttl * 10 + (line[at++] - '0');
        after = at;
        return at > start && ttl is >= 1 and <= LastTtl && line[start] != '0' && at < line.Length;
    }

    /// <summary>Adds a responder unless that address (or nameless name) already answered at this hop.</summary>
    public static void AddOnce(List<Responder> responders, Responder responder)
    {
        foreach (var known in responders)
        {
            if (string.Equals(known.Address, responder.Address, StringComparison.OrdinalIgnoreCase) && (known.Address is not null || known.Name == responder.Name)) return;
        }

        if (responders.Count < MostResponders) responders.Add(responder);
    }

    /// <summary>Lines inside a trace that are not the tool's.</summary>
    public static Bilingual NotARow { get; } = new("line inside a path trace that is not one of its rows", "路径跟踪中有一行不是跃点行");

    /// <summary>A place where the author left rows out.</summary>
    public static Bilingual LeftOut { get; } = new("rows were left out here", "此处省略了若干行");

    /// <summary>A row that breaks off.</summary>
    public static Bilingual Broken { get; } = new("hop row is cut off or damaged", "跃点行被截断或损坏");
}
