using System.Buffers.Binary;
using System.Globalization;
using System.Net;

namespace Demarc.Transcripts.ProcNet;

/// <summary>Addresses in the hex of /proc/net.</summary>
internal static class ProcAddress
{
    /// <summary>Words of 32 bits in the machine's order, least byte first.</summary>
    public static string? LittleEndian(string hex)
    {
        if (hex.Length is not (8 or 32)) return null;
        var bytes = new byte[hex.Length / 2];
        for (var at = 0; at < hex.Length; at += 8)
        {
            if (!uint.TryParse(hex.AsSpan(at, 8), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var word)) return null;
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(at / 2), word);
        }

        return new IPAddress(bytes).ToString();
    }
}
