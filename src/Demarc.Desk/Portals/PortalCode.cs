using System.Security.Cryptography;
using Demarc.Desk.Keys;

namespace Demarc.Desk.Portals;

/// <summary>
/// A code short enough to be read out and typed: eight characters of an alphabet without look-alikes, in two groups. It is too short for
/// a plain hash to hide, so what is kept of it also needs the desk's key.
/// </summary>
internal static class PortalCode
{
    /// <summary>Without 0 O, 1 I L, 2 Z, 5 S, 8 B, U V.</summary>
    private const string Alphabet = "34679ACDEFGHJKMNPQRTWXY";

    private const int Length = 8;
    private const int Longest = 40;

    public static string New() => RandomNumberGenerator.GetString(Alphabet, Length);

    /// <summary>As it is shown.</summary>
    public static string Grouped(string code) => $"{code[..4]}-{code[4..]}";

    /// <summary>What was typed, without blanks, dashes and capitals; null when it can be no code.</summary>
    public static string? Fold(string? typed)
    {
        if (typed is null or { Length: > Longest }) return null;
        var letters = string.Concat(typed.Where(it => !char.IsWhiteSpace(it) && it is not ('-' or '–' or '—' or '－' or '_' or '.')).Select(Narrow)).ToUpperInvariant();
        return letters.Length == Length && letters.All(it => Alphabet.Contains(it, StringComparison.Ordinal)) ? letters : null;
    }

    /// <summary>What is kept.</summary>
    public static string Hash(DeskKeys keys, string code) => DeskKeys.Hash(keys.MessageId("portal-code", code, "portal"));

    /// <summary>Full-width letters, as Chinese keyboards give them.</summary>
    private static char Narrow(char letter) => letter is >= '！' and <= '～' ? (char)(letter - 0xFEE0) : letter;
}
