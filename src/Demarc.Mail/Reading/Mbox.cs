namespace Demarc.Mail.Reading;

/// <summary>How lines that begin with "From " were protected when the mailbox was written.</summary>
public enum MboxQuoting
{
    /// <summary>One <c>&gt;</c> was put before every line of <c>&gt;</c> and "From " (mboxrd): nothing is lost.</summary>
    Reversible,

    /// <summary>Only before lines that begin with "From " itself (mboxo): <c>&gt;&gt;From</c> stays as it is.</summary>
    Original,
}

/// <summary>
/// Mailbox files (RFC 4155 and its kin): messages one after the other, each behind a line "From sender date". Such a line
/// counts at the start of the file, and behind an empty line where it ends in what a date ends in.
/// </summary>
public static class Mbox
{
    /// <summary>The messages in order, separator lines left out and quoting undone. Octets that begin with no separator are one message.</summary>
    public static IEnumerable<ReadOnlyMemory<byte>> Split(ReadOnlyMemory<byte> octets, MboxQuoting quoting = MboxQuoting.Reversible)
    {
        var start = Octets.LineEnd(octets.Span, 0, out var second) > 0 && octets.Span.StartsWith("From "u8) ? second : 0;
        if (start == 0)
        {
            if (!octets.IsEmpty) yield return octets;
            yield break;
        }

        while (true)
        {
            var separator = Separator(octets.Span, start, out var next);
            yield return Unquoted(octets[start..separator], quoting);
            if (next < 0) yield break;
            start = next;
        }
    }

    // The next separator line; the empty line in front of it belongs to it.
    private static int Separator(ReadOnlySpan<byte> octets, int from, out int next)
    {
        for (var at = from; at < octets.Length;)
        {
            if (IsSeparator(octets, at, from, out next)) return Octets.WithoutLineEnd(octets, from, at);
            var line = octets[at..].IndexOf("\nFrom "u8);
            if (line < 0) break;
            at += line + 1;
            if (IsSeparator(octets, at, from, out next)) return Octets.WithoutLineEnd(octets, from, at);
        }

        next = -1;
        return octets.Length;
    }

    private static bool IsSeparator(ReadOnlySpan<byte> octets, int at, int from, out int next)
    {
        next = -1;
        if (!octets[at..].StartsWith("From "u8)) return false;
        var before = Octets.WithoutLineEnd(octets, from, at);
        if (before != from && Octets.WithoutLineEnd(octets, from, before) == before) return false;
        const int longest = 500;
        var end = Octets.LineEnd(octets[..Math.Min(octets.Length, at + longest)], at, out var behind);
        if (!LooksDated(octets[at..end])) return false;
        next = behind;
        return true;
    }

    // hh:mm and a year
    internal static bool LooksDated(ReadOnlySpan<byte> line)
    {
        var colon = line.IndexOf((byte)':');
        if (colon < 1 || colon + 2 >= line.Length || !char.IsAsciiDigit((char)line[colon - 1]) || !char.IsAsciiDigit((char)line[colon + 1])) return false;
        var digits = 0;
        foreach (var octet in line[(colon + 1)..])
        {
            digits = char.IsAsciiDigit((char)octet) ? digits + 1 : 0;
            if (digits == 4) return true;
        }

        return false;
    }

    internal static ReadOnlyMemory<byte> Unquoted(ReadOnlyMemory<byte> message, MboxQuoting quoting)
    {
        var octets = message.Span;
        if (octets.IndexOf(">From "u8) < 0) return message;
        var plain = new byte[octets.Length];
        var length = 0;
        for (var at = 0; at < octets.Length;)
        {
            Octets.LineEnd(octets, at, out var next);
            var line = octets[at..next];
            var marks = line.IndexOfAnyExcept((byte)'>');
            if (marks > 0 && line[marks..].StartsWith("From "u8) && (marks == 1 || quoting == MboxQuoting.Reversible)) line = line[1..];
            line.CopyTo(plain.AsSpan(length));
            length += line.Length;
            at = next;
        }

        return plain.AsMemory(0, length);
    }
}
