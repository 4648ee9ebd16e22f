using System.Security.Cryptography;
using System.Text;

namespace Demarc.Mail.Sending;

/// <summary>One MIME entity: its own fields and its lines (RFC 2046). Parts nest through <see cref="OfParts"/>.</summary>
internal sealed class MimePart
{
    private readonly HeaderBlock _fields = new();
    private readonly byte[] _lines;
    private readonly bool _eightBit;

    private MimePart(byte[] lines, bool eightBit)
    {
        _lines = lines;
        _eightBit = eightBit;
    }

    public static MimePart OfText(string subtype, string text, bool eightBit)
    {
        var body = BodyEncoding.OfText(text, eightBit);
        var part = new MimePart(body.Octets, body.Name == "8bit");
        part._fields.Tokens("Content-Type", [$"text/{subtype};", "charset=utf-8"]).Tokens("Content-Transfer-Encoding", [body.Name]);
        return part;
    }

    public static MimePart OfFile(Attachment file)
    {
        var part = new MimePart(BodyEncoding.Base64(file.Content.Span), eightBit: false);
        part._fields.Tokens("Content-Type", [$"{file.ContentType};", .. Parameters.Compatible("name", file.Name)])
            .Tokens("Content-Transfer-Encoding", ["base64"])
            .Tokens("Content-Disposition", ["attachment;", .. Parameters.Conforming("filename", file.Name)]);
        return part;
    }

    /// <param name="seed">Makes the boundary: the same seed and parts give the same one, which occurs in none of the parts.</param>
    public static MimePart OfParts(string subtype, ReadOnlySpan<byte> seed, IReadOnlyList<MimePart> parts)
    {
        var entities = parts.Select(part => part.ToArray()).ToArray();
        var boundary = Boundary(subtype, seed, entities);
        using var lines = new MemoryStream();
        foreach (var entity in entities)
        {
            lines.Write(Encoding.ASCII.GetBytes($"--{boundary}\r\n"));
            lines.Write(entity);
            // This line end belongs to the boundary (RFC 2046 5.1.1): a part keeps the one of its own last line.
            lines.Write("\r\n"u8);
        }

        lines.Write(Encoding.ASCII.GetBytes($"--{boundary}--\r\n"));
        var whole = new MimePart(lines.ToArray(), parts.Any(part => part._eightBit));
        whole._fields.Tokens("Content-Type", [$"multipart/{subtype};", $"boundary=\"{boundary}\""]);
        // A container says so when something inside it is not encoded (RFC 2045 6.4).
        if (whole._eightBit) whole._fields.Tokens("Content-Transfer-Encoding", ["8bit"]);
        return whole;
    }

    public byte[] ToArray() => [.. _fields.ToArray(), .. "\r\n"u8, .. _lines];

    private static string Boundary(string subtype, ReadOnlySpan<byte> seed, byte[][] entities)
    {
        for (var turn = 0; ; turn++)
        {
            // "=_" stands in no quoted-printable or base64 line (RFC 2045 6.7); only texts sent as they are could hold it.
            var boundary = $"=_{Convert.ToHexStringLower(SHA256.HashData([.. seed, .. Encoding.ASCII.GetBytes($"{subtype}{turn}")]).AsSpan(0, 16))}";
            var mark = Encoding.ASCII.GetBytes(boundary);
            if (!entities.Any(entity => entity.AsSpan().IndexOf(mark) >= 0)) return boundary;
        }
    }
}
