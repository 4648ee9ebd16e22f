namespace Demarc.Transcripts.Dates;

/// <summary>The English months of log lines, tools and mails, known by their first three letters.</summary>
internal static class MonthNames
{
    private const string Abbreviations = "JanFebMarAprMayJunJulAugSepOctNovDec";

    /// <summary>1 to 12 for <c>Jan</c> to <c>Dec</c>, written like that; 0 for anything else.</summary>
    public static int Number(ReadOnlySpan<char> abbreviation) => Number(abbreviation, StringComparison.Ordinal);

    /// <summary>1 to 12 for a word that begins like a month's name, in any case; 0 for anything else.</summary>
    public static int NumberOfWord(ReadOnlySpan<char> word) => word.Length < 3 ? 0 : Number(word[..3], StringComparison.OrdinalIgnoreCase);

    private static int Number(ReadOnlySpan<char> letters, StringComparison comparison)
    {
        for (var month = 0; month < 12; month++)
        {
            if (letters.Equals(Abbreviations.AsSpan(month * 3, 3), comparison)) return month + 1;
        }

        return 0;
    }
}
