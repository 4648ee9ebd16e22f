namespace Demarc.Desk.Portals.Qr;

/// <summary>The octets of a text as the codewords of a code: mode and length in front, padded, cut into blocks, corrected and interleaved.</summary>
internal static class QrCodewords
{
    private const int ByteMode = 0b0100;

    public static byte[] Of(ReadOnlySpan<byte> octets, QrVersion version)
    {
        var data = Data(octets, version);
        var (blocks, corrections, at) = (new List<byte[]>(), new List<byte[]>(), 0);
        foreach (var length in version.Blocks)
        {
            var block = data.AsSpan(at, length);
            at += length;
            blocks.Add(block.ToArray());
            corrections.Add(ReedSolomon.Correction(block, version.Correction));
        }

        return [.. Interleaved(blocks), .. Interleaved(corrections)];
    }

    /// <summary>The data codewords before they are cut into blocks.</summary>
    internal static byte[] Data(ReadOnlySpan<byte> octets, QrVersion version)
    {
        var data = new byte[version.Data];
        var bit = 0;
        Put(ByteMode, 4);
        Put(octets.Length, version.CountBits);
        foreach (var octet in octets) Put(octet, 8);

        // The terminator is zeros, up to a full octet; then two octets by turns.
        bit = Math.Min(bit + 4, data.Length * 8);
        for (var (at, odd) = ((bit + 7) / 8, false); at < data.Length; at++, odd = !odd) data[at] = (byte)(odd ? 0x11 : 0xEC);
        return data;

        void Put(int value, int bits)
        {
            for (var i = bits - 1; i >= 0; i--, bit++) data[bit / 8] |= (byte)(((value >> i) & 1) << (7 - bit % 8));
        }
    }

    private static IEnumerable<byte> Interleaved(List<byte[]> blocks)
    {
        for (var i = 0; i < blocks.Max(block => block.Length); i++)
        {
            foreach (var block in blocks)
            {
                if (i < block.Length) yield return block[i];
            }
        }
    }
}
