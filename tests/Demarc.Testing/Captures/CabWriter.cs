using System.Text;

namespace Demarc.Testing.Captures;

/// <summary>Writes cabinets with one folder, from [MS-CAB].</summary>
public static class Cab
{
    private const int Header = 36;
    private const int Folder = 8;

    /// <summary>Compressed with MSZIP.</summary>
    public static byte[] Write(params (string Name, byte[] Content)[] files) => Write(1, files, MsZip.Blocks(Joined(files)));

    /// <summary>Not compressed.</summary>
    public static byte[] Store(params (string Name, byte[] Content)[] files) =>
        Write(0, files, Joined(files).Chunk(MsZip.Block).Select(block => (block, block.Length)));

    private static byte[] Write(ushort type, (string Name, byte[] Content)[] files, IEnumerable<(byte[] Packed, int Length)> data)
    {
        var blocks = data.ToList();
        var names = files.Select(file => Encoding.UTF8.GetBytes(file.Name + "\0")).ToList();
        var start = Header + Folder + names.Sum(name => 16 + name.Length);
        using var cabinet = new MemoryStream();
        using var writer = new BinaryWriter(cabinet);
        writer.Write("MSCF"u8);
        writer.Write(0);
        writer.Write(start + blocks.Sum(block => 8 + block.Packed.Length));
        writer.Write(0);
        writer.Write(Header + Folder);
        writer.Write(0);
        writer.Write([3, 1]);
        writer.Write((ushort)1);
        writer.Write((ushort)files.Length);
        writer.Write((ushort)0);
        writer.Write((ushort)4_711);
        writer.Write((ushort)0);
        writer.Write(start);
        writer.Write(checked((ushort)blocks.Count));
        writer.Write(type);
        var offset = 0;
        foreach (var (name, content) in names.Zip(files, (name, file) => (name, file.Content)))
        {
            writer.Write(content.Length);
            writer.Write(offset);
            writer.Write((ushort)0);
            writer.Write((ushort)((2026 - 1980) << 9 | 5 << 5 | 4));
            writer.Write((ushort)(8 << 11));
            writer.Write((ushort)(name.Any(octet => octet > 127) ? 0xA0 : 0x20));
            writer.Write(name);
            offset += content.Length;
        }

        foreach (var (packed, length) in blocks)
        {
            writer.Write(0);
            writer.Write((ushort)packed.Length);
            writer.Write((ushort)length);
            writer.Write(packed);
        }

        return cabinet.ToArray();
    }

    private static byte[] Joined((string Name, byte[] Content)[] files) => [.. files.SelectMany(file => file.Content)];
}
