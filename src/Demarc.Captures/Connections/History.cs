using System.Runtime.CompilerServices;
using Demarc.Wire;

namespace Demarc.Captures.Connections;

/// <summary>
/// What happened on a connection in the letters of Zeek's conn.log: s SYN, h SYN-ACK, a pure ACK, d data, f FIN, r RST, t sent
/// again, w window closed, g gap, i SYN with FIN, q SYN with RST; upper case by the client. Each once a direction, but t, w and g
/// again at the tenth, hundredth … time.
/// </summary>
internal struct History
{
    private const int Most = 24;
    private const string Once = "shadfriq";

    private Letters _letters;
    private byte _length;
    private ushort _seen;

    /// <summary>Notes a segment of the connection's first speaker or of the other end.</summary>
    public void Add(in Segment segment, bool first)
    {
        if (segment.Is(TcpFlags.Syn) && segment.Is(TcpFlags.Fin)) Note('i', first);
        else if (segment.Is(TcpFlags.Syn) && segment.Is(TcpFlags.Reset)) Note('q', first);
        else if (segment.IsSyn) Note('s', first);
        else if (segment.IsSynAck) Note('h', first);
        else if (segment is { Length: 0, Flags: TcpFlags.Ack }) Note('a', first);
        if (segment.Length > 0) Note('d', first);
        if (segment.Is(TcpFlags.Syn)) return;
        if (segment.Is(TcpFlags.Fin)) Note('f', first);
        if (segment.Is(TcpFlags.Reset)) Note('r', first);
    }

    /// <summary>Notes one of t, w, g, of which the direction has had so many now.</summary>
    public void Count(char letter, int count, bool first)
    {
        if (count == 1 || (count % 10 == 0 && Math.Pow(10, Math.Round(Math.Log10(count))) == count)) Append(letter, first);
    }

    private void Note(char letter, bool first)
    {
        var bit = (ushort)(1 << (Once.IndexOf(letter) * 2 + (first ? 1 : 0)));
        if ((_seen & bit) != 0) return;
        _seen |= bit;
        Append(letter, first);
    }

    private void Append(char letter, bool first)
    {
        if (_length < Most) _letters[_length++] = (byte)(first ? char.ToUpperInvariant(letter) : letter);
    }

    /// <summary>The letters, upper case for the client.</summary>
    public readonly string Text(bool clientFirst)
    {
        Span<char> text = stackalloc char[Most];
        for (var i = 0; i < _length; i++)
        {
            var letter = (char)_letters[i];
            text[i] = clientFirst ? letter : char.IsUpper(letter) ? char.ToLowerInvariant(letter) : char.ToUpperInvariant(letter);
        }

        return new(text[.._length]);
    }

    [InlineArray(Most)]
    private struct Letters
    {
        private byte _first;
    }
}
