using System.Text.Unicode;

namespace Demarc.Artifacts.Decoding;

/// <summary>Whether bytes taken in pieces are UTF-8 throughout (RFC 3629). Most texts are, and this is told far faster than counted.</summary>
internal sealed class Utf8Check
{
    private const int LongestSequence = 4;
    private readonly byte[] _open = new byte[2 * LongestSequence];   // a sequence that the last piece cut, and its rest
    private int _held;
    private bool _broken;

    /// <summary>So far all bytes are whole sequences.</summary>
    public bool IsValid => !_broken && _held == 0;

    public void Add(ReadOnlySpan<byte> bytes)
    {
        if (_broken) return;
        while (_held > 0 && !bytes.IsEmpty && _held < SequenceLength(_open[0]))
        {
            _open[_held++] = bytes[0];
            bytes = bytes[1..];
        }

        if (_held > 0)
        {
            if (_held < SequenceLength(_open[0])) return;
            _broken = !Utf8.IsValid(_open.AsSpan(0, _held));
            _held = 0;
        }

        var tail = Cut(bytes);
        _broken |= !Utf8.IsValid(bytes[..^tail]);
        bytes[^tail..].CopyTo(_open);
        _held = tail;
    }

    /// <summary>Bytes of a sequence at the end that goes on in the next piece.</summary>
    private static int Cut(ReadOnlySpan<byte> bytes)
    {
        for (var back = 1; back < LongestSequence && back <= bytes.Length; back++)
        {
            var octet = bytes[^back];
            if (octet < 0x80) return 0;
            if (octet >= 0xC0) return back < SequenceLength(octet) ? back : 0;
        }

        return 0;
    }

    private static int SequenceLength(byte lead) => lead switch { >= 0xF0 => 4, >= 0xE0 => 3, >= 0xC0 => 2, _ => 1 };
}
