namespace Demarc.Artifacts.Decoding;

/// <summary>
/// Counts over all bytes of a text what speaks for UTF-8 (RFC 3629) and for GB18030 (its one, two and four byte forms).
/// Takes the bytes in pieces of any size; runs of ASCII cost next to nothing.
/// </summary>
internal sealed class ByteCensus
{
    private int _utf8Need;              // continuation bytes still due
    private byte _utf8Low;              // range of the next continuation byte: excludes overlong forms and surrogates
    private byte _utf8High;
    private int _gbState;               // bytes of the current GB18030 character seen
    private byte _gbLead;

    /// <summary>Complete multi-byte UTF-8 sequences.</summary>
    public long Utf8Sequences { get; private set; }

    /// <summary>Bytes that belong to no UTF-8 sequence.</summary>
    public long Utf8Faults { get; private set; }

    /// <summary>The bytes end inside a sequence.</summary>
    public bool Utf8CutOff => _utf8Need > 0;

    /// <summary>Multi-byte GB18030 characters.</summary>
    public long GbCharacters { get; private set; }

    /// <summary>Those of them in the area of common Han characters (GB 2312 level 1), Chinese punctuation and full-width forms.</summary>
    public long GbCommon { get; private set; }

    /// <summary>Bytes that belong to no GB18030 character.</summary>
    public long GbFaults { get; private set; }

    public void Add(ReadOnlySpan<byte> bytes)
    {
        var i = 0;
        while (i < bytes.Length)
        {
            if (_utf8Need == 0 && _gbState == 0)
            {
                var skip = bytes[i..].IndexOfAnyInRange((byte)0x80, (byte)0xFF);
                if (skip < 0) return;
                i += skip;
            }

            AddUtf8(bytes[i]);
            AddGb(bytes[i]);
            i++;
        }
    }

    private void AddUtf8(byte octet)
    {
        if (_utf8Need > 0)
        {
            if (octet >= _utf8Low && octet <= _utf8High)
            {
                (_utf8Low, _utf8High) = (0x80, 0xBF);
                if (--_utf8Need == 0) Utf8Sequences++;
                return;
            }

            _utf8Need = 0;
            Utf8Faults++;
        }

        if (octet < 0x80) return;
        (_utf8Need, _utf8Low, _utf8High) = octet switch
        {
            >= 0xC2 and <= 0xDF => (1, (byte)0x80, (byte)0xBF),
            0xE0 => (2, (byte)0xA0, (byte)0xBF),
            0xED => (2, (byte)0x80, (byte)0x9F),
            >= 0xE1 and <= 0xEF => (2, (byte)0x80, (byte)0xBF),
            0xF0 => (3, (byte)0x90, (byte)0xBF),
            >= 0xF1 and <= 0xF3 => (3, (byte)0x80, (byte)0xBF),
            0xF4 => (3, (byte)0x80, (byte)0x8F),
            _ => (0, (byte)0, (byte)0),
        };
        if (_utf8Need == 0) Utf8Faults++;
    }

    private void AddGb(byte octet)
    {
        switch (_gbState)
        {
            case 0:
                if (octet is >= 0x81 and <= 0xFE) (_gbLead, _gbState) = (octet, 1);
                else if (octet >= 0x80) GbFaults++;
                return;
            case 1 when octet is >= 0x40 and not 0x7F and not 0xFF:
                GbCharacters++;
                if (octet >= 0xA1 && _gbLead is (>= 0xB0 and <= 0xD7) or (>= 0xA1 and <= 0xA3)) GbCommon++;
                _gbState = 0;
                return;
            case 1 when octet is >= 0x30 and <= 0x39:
            case 3 when octet is >= 0x30 and <= 0x39:
            case 2 when octet is >= 0x81 and <= 0xFE:
                if (++_gbState < 4) return;
                GbCharacters++;
                _gbState = 0;
                return;
            default:
                GbFaults++;
                _gbState = 0;
                if (octet >= 0x80) AddGb(octet);
                return;
        }
    }
}
