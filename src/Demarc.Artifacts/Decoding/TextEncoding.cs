using System.Text;
using Demarc.Model;

namespace Demarc.Artifacts.Decoding;

/// <summary>The encoding a text is read with: by its mark, by its pattern of NULs, or by the census of its bytes.</summary>
/// <param name="Name">As shown: <c>utf-8 utf-16le utf-16be utf-32le utf-32be gb18030 windows-1252</c>.</param>
/// <param name="Encoding">Replaces what it cannot decode by U+FFFD, never throws.</param>
/// <param name="Preamble">Bytes of the mark at the start.</param>
/// <param name="Note">A remark on the choice, given the artifact's name; null when it is certain.</param>
internal sealed record TextEncoding(string Name, Encoding Encoding, int Preamble = 0, Func<string, Bilingual>? Note = null)
{
    public const string Utf8Name = "utf-8";

    /// <summary>Bytes of the start that decide on UTF-16 and on "no text at all".</summary>
    public const int HeadLength = 1 << 16;

    private static readonly Encoding Utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
    private static readonly Encoding Gb18030 = CodePage("GB18030");
    private static readonly Encoding Windows1252 = CodePage("windows-1252");

    /// <summary>The encoding named by a byte order mark or shown by NULs in every other byte; null when neither is there.</summary>
    public static TextEncoding? OfHead(ReadOnlySpan<byte> head) => head switch
    {
        [0xEF, 0xBB, 0xBF, ..] => new(Utf8Name, Utf8, 3),
        [0xFF, 0xFE, 0, 0, ..] => new("utf-32le", new UTF32Encoding(bigEndian: false, byteOrderMark: false), 4),
        [0, 0, 0xFE, 0xFF, ..] => new("utf-32be", new UTF32Encoding(bigEndian: true, byteOrderMark: false), 4),
        [0xFF, 0xFE, ..] => new("utf-16le", new UnicodeEncoding(bigEndian: false, byteOrderMark: false), 2),
        [0xFE, 0xFF, ..] => new("utf-16be", new UnicodeEncoding(bigEndian: true, byteOrderMark: false), 2),
        [0x84, 0x31, 0x95, 0x33, ..] => new("gb18030", Gb18030, 4),
        _ => OfNuls(head),
    };

    /// <summary>UTF-8 beyond doubt.</summary>
    public static TextEncoding PlainUtf8 { get; } = new(Utf8Name, Utf8);

    /// <summary>The encoding the counted bytes speak for.</summary>
    public static TextEncoding OfCensus(ByteCensus census)
    {
        var cutOff = census.Utf8CutOff && census.Utf8Sequences == 0 ? 1 : 0;
        var faults = census.Utf8Faults + cutOff;
        if (faults == 0) return new(Utf8Name, Utf8, 0, census.Utf8CutOff ? BrokenUtf8 : null);
        if (faults * 10 <= census.Utf8Sequences) return new(Utf8Name, Utf8, 0, BrokenUtf8);
        if (IsGb18030(census)) return new("gb18030", Gb18030);
        return census.Utf8Sequences > faults
            ? new(Utf8Name, Utf8, 0, BrokenUtf8)
            : new("windows-1252", Windows1252, 0, Guessed);
    }

    // Western text pairs a high byte with an ASCII letter or a blank, which GB18030 has only for rare characters or not at
    // all; Chinese text stays almost wholly in the common area. One broken byte must not tip a short text.
    private static bool IsGb18030(ByteCensus census) =>
        census.GbCharacters > 0 && census.GbFaults * 5 <= census.GbCharacters && census.GbCommon * 10 >= census.GbCharacters * 6;

    // Tool output in UTF-16 holds ASCII on most lines: a printable byte beside a NUL, always on the same side.
    private static TextEncoding? OfNuls(ReadOnlySpan<byte> head)
    {
        int little = 0, big = 0, odd = 0, pairs = head.Length / 2;
        for (var i = 0; i + 1 < head.Length; i += 2)
        {
            if (head[i + 1] == 0 && IsPrintable(head[i])) little++;
            else if (head[i] == 0 && IsPrintable(head[i + 1])) big++;
            else if (head[i] == 0 || head[i + 1] == 0) odd++;
        }

        if (pairs == 0 || odd * 20 > pairs) return null;
        if (little * 12 >= pairs && big * 20 <= little) return new("utf-16le", new UnicodeEncoding(bigEndian: false, byteOrderMark: false), 0, Guessed16);
        if (big * 12 >= pairs && little * 20 <= big) return new("utf-16be", new UnicodeEncoding(bigEndian: true, byteOrderMark: false), 0, Guessed16);
        return null;
    }

    private static bool IsPrintable(byte octet) => octet is (>= 0x20 and < 0x7F) or (byte)'\t' or (byte)'\r' or (byte)'\n';

    private static Bilingual BrokenUtf8(string name) =>
        new($"{name} holds bytes that are no UTF-8; they are shown as U+FFFD", $"{name} 中有不是 UTF-8 的字节，显示为 U+FFFD");

    private static Bilingual Guessed(string name) =>
        new($"{name} names no encoding; it was read as Windows-1252", $"{name} 未说明编码，按 Windows-1252 读取");

    private static Bilingual Guessed16(string name) =>
        new($"{name} carries no byte order mark; it was read as UTF-16", $"{name} 没有字节序标记，按 UTF-16 读取");

    private static Encoding CodePage(string name)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        return Encoding.GetEncoding(name, EncoderFallback.ReplacementFallback, DecoderFallback.ReplacementFallback);
    }
}
