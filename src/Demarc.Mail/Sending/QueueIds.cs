namespace Demarc.Mail.Sending;

/// <summary>
/// The name a server gives a message it took, from the text of its reply. Forms are those of common servers; no other text is guessed at.
/// </summary>
internal static class QueueIds
{
    private static readonly string[] Before = ["queued as ", "Queued as ", " id=", "InternalId=", "Message accepted for delivery id ", "OK id="];

    public static string? Find(string text)
    {
        foreach (var words in Before)
        {
            var at = text.IndexOf(words, StringComparison.Ordinal);
            if (at < 0) continue;
            var rest = text.AsSpan(at + words.Length);
            var end = rest.IndexOfAnyExcept(Characters);
            var id = (end < 0 ? rest : rest[..end]).TrimEnd('.');
            if (id.Length is > 3 and <= 100) return id.ToString();
        }

        return null;
    }

    private static readonly System.Buffers.SearchValues<char> Characters =
        System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.");
}
