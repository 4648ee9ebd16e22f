namespace Demarc.Mail.Sending;

/// <summary>
/// A message as it goes over the wire. What could be read as two messages by some server on the way is refused: line ends other than
/// CRLF, NUL, and lines beyond 998 octets (RFC 5321 2.3.8, 4.5.2, 4.5.3.1.6).
/// </summary>
internal sealed class MessageOctets
{
    private const int LongestLine = 998;
    private const int BlockSize = 16 * 1024;
    private readonly ReadOnlyMemory<byte> _octets;

    public MessageOctets(ReadOnlyMemory<byte> octets)
    {
        _octets = octets;
        var span = octets.Span;
        if (span.IsEmpty) throw Fault("is empty", "为空");
        var (lineStart, inHeader) = (0, true);
        for (var i = 0; i < span.Length; i++)
        {
            if (span[i] >= 0x80)
            {
                NeedsEightBit = true;
                NeedsUtf8 |= inHeader;
            }

            if (span[i] == 0) throw Fault($"holds a NUL at octet {i}", $"第 {i} 字节为 NUL");
            var ends = span[i] == '\r' && i + 1 < span.Length && span[i + 1] == '\n';
            if (!ends && span[i] is (byte)'\r' or (byte)'\n') throw Fault($"has a line end other than CRLF at octet {i}", $"第 {i} 字节处的行尾不是 CRLF");
            if (i - lineStart > (ends ? LongestLine : LongestLine - 1)) throw Fault($"has a line beyond {LongestLine} octets at octet {i}", $"第 {i} 字节处的行超过 {LongestLine} 字节");
            if (!ends) continue;
            if (i == lineStart) inHeader = false;
            lineStart = i + 2;
            i++;
        }

        IsClosed = span.EndsWith("\r\n"u8);
    }

    public int Length => _octets.Length + (IsClosed ? 0 : 2);

    /// <summary>Some octet is above 0x7F: only servers that offer 8BITMIME carry it (RFC 6152).</summary>
    public bool NeedsEightBit { get; }

    /// <summary>The header holds such octets: only servers that offer SMTPUTF8 carry it (RFC 6531).</summary>
    public bool NeedsUtf8 { get; }

    private bool IsClosed { get; }

    /// <summary>The message with its leading dots doubled (RFC 5321 4.5.2), ended by CRLF, without the final dot.</summary>
    public IEnumerable<ReadOnlyMemory<byte>> Blocks()
    {
        var block = new byte[BlockSize + 2];
        var (used, atLineStart) = (0, true);
        for (var i = 0; i < _octets.Length; i++)
        {
            var octet = _octets.Span[i];
            if (atLineStart && octet == '.') block[used++] = octet;
            block[used++] = octet;
            atLineStart = octet == '\n';
            if (used < BlockSize) continue;
            yield return block.AsMemory(0, used);
            used = 0;
        }

        if (used > 0) yield return block.AsMemory(0, used);
        if (!IsClosed) yield return "\r\n"u8.ToArray();
    }

    private static MessageFault Fault(string en, string zh) => new("message", en, zh);
}
