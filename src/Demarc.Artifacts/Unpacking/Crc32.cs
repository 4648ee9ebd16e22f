namespace Demarc.Artifacts.Unpacking;

/// <summary>The checksum of zip and gzip (ISO 3309, reflected polynomial EDB88320), which the platform leaves unchecked.</summary>
internal static class Crc32
{
    private static readonly uint[] Table = Build();

    /// <summary>The checksum of the bytes from an offset to the end.</summary>
    public static uint Of(Content content, long from = 0)
    {
        using var stream = content.Open();
        stream.Seek(from, SeekOrigin.Begin);
        var buffer = new byte[1 << 16];
        var crc = uint.MaxValue;
        int read;
        while ((read = stream.Read(buffer)) > 0)
        {
            foreach (var octet in buffer.AsSpan(0, read)) crc = Table[(byte)crc ^ octet] ^ (crc >> 8);
        }

        return ~crc;
    }

    private static uint[] Build()
    {
        var table = new uint[256];
        for (var i = 0u; i < 256; i++)
        {
            var value = i;
            for (var bit = 0; bit < 8; bit++) value = (value & 1) != 0 ? (value >> 1) ^ 0xEDB88320 : value >> 1;
            table[i] = value;
        }

        return table;
    }
}
