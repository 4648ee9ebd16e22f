using System.Text;
using Demarc.Artifacts.Decoding;

namespace Demarc.Artifacts.Unpacking;

/// <summary>
/// Names in zips made without the UTF-8 flag: what Windows in Chinese packs is GB18030, what other tools pack is
/// UTF-8 all the same; each name is decided by its own bytes.
/// </summary>
internal sealed class ZipNames : Encoding
{
    public static ZipNames Instance { get; } = new();

    public override int GetByteCount(char[] chars, int index, int count) => UTF8.GetByteCount(chars, index, count);

    public override int GetBytes(char[] chars, int charIndex, int charCount, byte[] bytes, int byteIndex) =>
        UTF8.GetBytes(chars, charIndex, charCount, bytes, byteIndex);

    public override int GetCharCount(byte[] bytes, int index, int count) => Of(bytes.AsSpan(index, count)).GetCharCount(bytes, index, count);

    public override int GetChars(byte[] bytes, int byteIndex, int byteCount, char[] chars, int charIndex) =>
        Of(bytes.AsSpan(byteIndex, byteCount)).GetChars(bytes, byteIndex, byteCount, chars, charIndex);

    public override int GetMaxByteCount(int charCount) => UTF8.GetMaxByteCount(charCount);

    public override int GetMaxCharCount(int byteCount) => byteCount + 1;

    private static Encoding Of(ReadOnlySpan<byte> name)
    {
        var census = new ByteCensus();
        census.Add(name);
        return TextEncoding.OfCensus(census).Encoding;
    }
}
