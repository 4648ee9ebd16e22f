using Demarc.Desk.Store;

namespace Demarc.Desk.Cases;

/// <summary>Words people hang on cases, to find them by: as many as a line holds, in any language.</summary>
internal static class CaseTags
{
    private const int MostTags = 20;
    private const int LongestTag = 40;

    /// <summary>The tags of a line, separated by commas.</summary>
    /// <exception cref="DeskFault">There are too many, or one is too long.</exception>
    public static IReadOnlyList<string> Read(string? line)
    {
        string[] tags = [.. (line ?? "").Split([',', '，', '、', ';', '；', '\n'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.OrdinalIgnoreCase)];
        if (tags.Length > MostTags || tags.Any(it => it.Length > LongestTag || it.Any(char.IsControl)))
            throw new DeskFault(DeskFaultKind.BadInput, new($"a case takes {MostTags} tags of {LongestTag} characters each", $"案例最多 {MostTags} 个标签，每个不超过 {LongestTag} 个字符"));
        return tags;
    }

    public static IReadOnlyList<string> Of(DeskReading reading, string caseId) => reading.All("SELECT name FROM tag WHERE case_id = @1 ORDER BY name", row => row.GetString(0), caseId);

    /// <summary>Replaces all tags of a case.</summary>
    public static void Set(DeskWriting writing, string caseId, IReadOnlyList<string> tags)
    {
        writing.Do("DELETE FROM tag WHERE case_id = @1", caseId);
        foreach (var tag in tags) writing.Add("tag", ("case_id", caseId), ("name", tag));
        writing.Index(caseId, $"tags:{caseId}", string.Join(", ", tags));
    }
}
