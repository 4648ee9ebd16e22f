namespace Demarc.Desk.Portals.Qr;

/// <summary>Error correction codewords over GF(256) with the polynomial x⁸ + x⁴ + x³ + x² + 1, as QR codes use them.</summary>
internal static class ReedSolomon
{
    private const int Polynomial = 0x11D;

    private static readonly byte[] Powers = MakePowers();
    private static readonly byte[] Logarithms = MakeLogarithms();

    /// <summary>What remains of the data, shifted by as many places, after division by the generator.</summary>
    public static byte[] Correction(ReadOnlySpan<byte> data, int count)
    {
        var generator = Generator(count);
        var remainder = new byte[count];
        foreach (var octet in data)
        {
            var factor = (byte)(octet ^ remainder[0]);
            Array.Copy(remainder, 1, remainder, 0, count - 1);
            remainder[^1] = 0;
            for (var i = 0; i < count; i++) remainder[i] ^= Times(generator[i], factor);
        }

        return remainder;
    }

    /// <summary>(x − 1)(x − 2)…(x − 2ⁿ⁻¹), the leading 1 left out, highest power first.</summary>
    private static byte[] Generator(int count)
    {
        var generator = new byte[count];
        generator[^1] = 1;
        for (var root = 0; root < count; root++)
        {
            for (var i = 0; i < count; i++)
            {
                generator[i] = Times(generator[i], Powers[root]);
                if (i + 1 < count) generator[i] ^= generator[i + 1];
            }
        }

        return generator;
    }

    private static byte Times(byte one, byte other) => one == 0 || other == 0 ? (byte)0 : Powers[(Logarithms[one] + Logarithms[other]) % 255];

    private static byte[] MakePowers()
    {
        var powers = new byte[255];
        for (int i = 0, value = 1; i < powers.Length; i++)
        {
            powers[i] = (byte)value;
            value <<= 1;
            if (value > 255) value ^= Polynomial;
        }

        return powers;
    }

    private static byte[] MakeLogarithms()
    {
        var logarithms = new byte[256];
        for (var i = 0; i < Powers.Length; i++) logarithms[Powers[i]] = (byte)i;
        return logarithms;
    }
}
