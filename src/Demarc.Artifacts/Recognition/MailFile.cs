using System.Buffers;

namespace Demarc.Artifacts.Recognition;

/// <summary>
/// Whether bytes are a mail as mail programs store it, or a mailbox file of them, in a form that must be decoded to be read: parts,
/// encodings, encoded words. A mail whose bytes are its text is read as text, so that its lines are those of the file.
/// </summary>
internal static class MailFile
{
    /// <summary>Fields that programs write and people do not paste (RFC 5322 3.6.4, 3.6.7; RFC 2045 4).</summary>
    private static readonly string[] Marks = ["message-id", "mime-version", "received", "return-path"];

    private static readonly SearchValues<byte> FieldName = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"u8);

    /// <summary>A mailbox file (RFC 4155).</summary>
    public static bool IsBox(ReadOnlySpan<byte> head) =>
        head.StartsWith("From "u8) && head.IndexOf((byte)'\n') is > 0 and < 500 and var end && HeaderOf(head[(end + 1)..]) is { IsMail: true };

    /// <summary>One mail that has to be decoded.</summary>
    public static bool IsEncoded(ReadOnlySpan<byte> head) => HeaderOf(head) is { IsMail: true, IsEncoded: true };

    private static (bool IsMail, bool IsEncoded) HeaderOf(ReadOnlySpan<byte> head)
    {
        var (marked, written, encoded) = (false, false, false);
        while (head.Length > 0)
        {
            var end = head.IndexOf((byte)'\n');
            var line = (end < 0 ? head : head[..end]).TrimEnd((byte)'\r');
            head = end < 0 ? [] : head[(end + 1)..];
            if (line.IsEmpty) break;
            encoded |= line.IndexOf("=?"u8) >= 0;
            if (line[0] is (byte)' ' or (byte)'\t')
            {
                encoded |= Holds(line, "charset");
                continue;
            }

            var colon = line.IndexOf((byte)':');
            if (colon <= 0 || line[..colon].IndexOfAnyExcept(FieldName) >= 0) return default;
            var name = line[..colon];
            var value = line[(colon + 1)..];
            foreach (var mark in Marks) marked |= Is(name, mark);
            written |= Is(name, "from") || Is(name, "date") || Is(name, "subject");
            if (Is(name, "content-transfer-encoding")) encoded |= Holds(value, "base64") || Holds(value, "quoted-printable");
            if (Is(name, "content-type")) encoded |= !Holds(value, "text/plain") || (Holds(value, "charset") && !Holds(value, "utf-8") && !Holds(value, "us-ascii"));
        }

        return (marked && written, encoded);
    }

    private static bool Is(ReadOnlySpan<byte> name, string wanted) => System.Text.Ascii.EqualsIgnoreCase(name, wanted);

    private static bool Holds(ReadOnlySpan<byte> value, string wanted)
    {
        for (var at = 0; at + wanted.Length <= value.Length; at++)
        {
            if (Is(value.Slice(at, wanted.Length), wanted)) return true;
        }

        return false;
    }
}
