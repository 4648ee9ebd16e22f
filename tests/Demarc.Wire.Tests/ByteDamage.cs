namespace Demarc.Wire.Tests;

/// <summary>The damage every view must survive: each prefix, each octet changed to several others.</summary>
internal static class ByteDamage
{
    private static readonly byte[] Masks = [0xff, 0x01, 0x80, 0xc0, 0x3f];

    public static IEnumerable<byte[]> Of(byte[] octets)
    {
        for (var length = 0; length <= octets.Length; length++) yield return octets[..length];
        foreach (var mask in Masks)
        {
            for (var i = 0; i < octets.Length; i++)
            {
                var copy = octets.ToArray();
                copy[i] ^= mask;
                yield return copy;
            }
        }
    }

    /// <summary>Rubbish of many lengths, the same each time.</summary>
    public static IEnumerable<byte[]> Rubbish(int count)
    {
        var random = new Random(20261120);
        for (var i = 0; i < count; i++)
        {
            var octets = new byte[random.Next(0, 600)];
            random.NextBytes(octets);
            yield return octets;
        }
    }
}
