using System.Text;
using Demarc.Artifacts.Decoding;
using Demarc.Model;

namespace Demarc.Artifacts.Recognition;

/// <summary>What bytes are, by how they begin.</summary>
internal abstract record Format
{
    private Format()
    {
    }

    public sealed record Text : Format;

    public sealed record Zip : Format;

    public sealed record Gzip : Format;

    public sealed record Tar : Format;

    public sealed record Cabinet : Format;

    /// <summary>A mail that has to be decoded, or a mailbox file.</summary>
    public sealed record Mail(bool IsBox) : Format;

    /// <summary>A picture, whose text can be read where a program for that is installed.</summary>
    public sealed record Picture : Format;

    /// <summary>A packet capture.</summary>
    public sealed record Capture : Format;

    /// <summary>Recognised, and not read by this version.</summary>
    /// <param name="What">What it is, with its article.</param>
    /// <param name="Instead">What to give in its place.</param>
    public sealed record NotRead(Bilingual What, Bilingual Instead) : Format;

    /// <summary>Recognises the first bytes (<see cref="TextEncoding.HeadLength"/>, or all there are).</summary>
    /// <param name="name">The artifact's name; its ending decides only where bytes have no mark of their own.</param>
    public static Format Of(ReadOnlySpan<byte> head, string name)
    {
        if (head.StartsWith("PK\x03\x04"u8) || head.StartsWith("PK\x05\x06"u8)) return new Zip();
        if (head is [0x1F, 0x8B, ..]) return new Gzip();
        if (IsTar(head)) return new Tar();
        if (head.StartsWith("MSCF\0\0\0\0"u8)) return new Cabinet();
        if (Signatures.Find(head) is { } known) return known;
        if (EventTraceFile.Begins(head)) return new Capture();
        if (MailFile.IsBox(head)) return new Mail(IsBox: true);
        if (MailFile.IsEncoded(head)) return new Mail(IsBox: false);
        if (TextEncoding.OfHead(head) is not null || !IsBinary(head)) return new Text();
        return name.EndsWith(".etl", StringComparison.OrdinalIgnoreCase) ? Signatures.EventTrace : Signatures.UnknownBinary;
    }

    /// <summary>A tar header carries the sum of its own bytes (POSIX ustar, checksum at offset 148), so no name is needed.</summary>
    public static bool IsTar(ReadOnlySpan<byte> head)
    {
        if (head.Length < 512) return false;
        var stated = 0L;
        foreach (var octet in head.Slice(148, 8))
        {
            if (octet is >= (byte)'0' and <= (byte)'7') stated = (stated * 8) + octet - '0';
            else if (octet is not ((byte)' ' or 0)) return false;
        }

        var sum = 8L * ' ';
        for (var i = 0; i < 512; i++)
        {
            if (i is < 148 or >= 156) sum += head[i];
        }

        return stated == sum;
    }

    // Text of tools holds line ends, tabs, form feeds, backspaces and escape sequences, hardly ever another control.
    private static bool IsBinary(ReadOnlySpan<byte> head)
    {
        var controls = 0;
        foreach (var octet in head)
        {
            if (octet < ' ' && octet is not ((byte)'\t' or (byte)'\n' or (byte)'\r' or 0x0C or 0x08 or 0x1B)) controls++;
        }

        return controls * 20 > head.Length;
    }
}
