using System.Buffers.Binary;
using System.Text;
using Demarc.Model;

namespace Demarc.Artifacts.Unpacking;

/// <summary>The directory of a cabinet (.cab): folders of compressed blocks, and which stretch of which folder each file is. Source: MS-CAB 2.</summary>
internal sealed class Cabinet
{
    private const int HeaderLength = 36;
    private const int FolderLength = 8;
    private const int FileLength = 16;
    private const int LongestName = 256;
    private const int MostFolders = 1000;

    /// <summary>What no cabinet of evidence has; the one of <c>netsh trace stop</c> holds 54.</summary>
    private const int MostFiles = 1000;

    /// <summary>In the order in which they come out of their folders.</summary>
    public required IReadOnlyList<Entry> Files { get; init; }
    public required IReadOnlyList<Folder> Folders { get; init; }

    /// <summary>Octets kept free in front of each block's data.</summary>
    public required int BlockReserve { get; init; }

    /// <param name="Name">As written.</param>
    /// <param name="Folder">Which folder.</param>
    /// <param name="At">Where in what comes out of it.</param>
    /// <param name="Length">How many octets.</param>
    public sealed record Entry(string Name, int Folder, uint At, uint Length);

    /// <param name="At">Where in the cabinet its first block is.</param>
    /// <param name="Blocks">How many there are.</param>
    /// <param name="Method">0 is stored, 1 MSZIP, 2 Quantum, 3 LZX.</param>
    public sealed record Folder(uint At, int Blocks, int Method);

    /// <summary>Reads the directory; null where it cannot be read, with the reason.</summary>
    public static Cabinet? Read(string name, Stream stream, out Bilingual? problem)
    {
        const int continued = 3;
        const int reserved = 4;
        problem = Reasons.Damaged(name);
        Span<byte> head = stackalloc byte[HeaderLength];
        if (!Fill(stream, head) || !head.StartsWith("MSCF"u8)) return null;
        var (folders, files, flags) = (Half(head[26..]), Half(head[28..]), Half(head[30..]));
        if ((flags & continued) != 0)
        {
            problem = Reasons.NotYet(name, new("one of several cabinets that belong together", "多卷 CAB 压缩包中的一卷"), new("unpack them all and give the files", "请全部解开后给出其中的文件"));
            return null;
        }

        if (folders > MostFolders || files > MostFiles)
        {
            problem = Reasons.TooManyEntries(name, MostFiles);
            return null;
        }

        var (folderReserve, blockReserve) = (0, 0);
        if ((flags & reserved) != 0)
        {
            Span<byte> room = stackalloc byte[4];
            if (!Fill(stream, room)) return null;
            (folderReserve, blockReserve) = (room[2], room[3]);
            stream.Seek(Half(room), SeekOrigin.Current);
        }

        if (Directory(stream, folders, folderReserve) is not { } found) return null;
        stream.Seek(BinaryPrimitives.ReadUInt32LittleEndian(head[16..]), SeekOrigin.Begin);
        var entries = new List<Entry>(files);
        for (var i = 0; i < files; i++)
        {
            if (File(stream) is not { } file || file.Folder >= folders) return null;
            entries.Add(file);
        }

        problem = null;
        return new() { Files = [.. entries.OrderBy(it => it.Folder).ThenBy(it => it.At)], Folders = found, BlockReserve = blockReserve };
    }

    private static List<Folder>? Directory(Stream stream, int count, int reserve)
    {
        Span<byte> octets = stackalloc byte[FolderLength];
        var folders = new List<Folder>(count);
        for (var i = 0; i < count; i++)
        {
            if (!Fill(stream, octets)) return null;
            folders.Add(new(BinaryPrimitives.ReadUInt32LittleEndian(octets), Half(octets[4..]), octets[6] & 15));
            stream.Seek(reserve, SeekOrigin.Current);
        }

        return folders;
    }

    private static Entry? File(Stream stream)
    {
        const int utf8 = 0x80;
        Span<byte> octets = stackalloc byte[FileLength];
        if (!Fill(stream, octets)) return null;
        Span<byte> name = stackalloc byte[LongestName];
        var length = 0;
        for (int next; (next = stream.ReadByte()) != 0; name[length++] = (byte)next)
        {
            if (next < 0 || length == LongestName) return null;
        }

        Encoding encoding = (Half(octets[14..]) & utf8) != 0 ? Encoding.UTF8 : ZipNames.Instance;
        return new(encoding.GetString(name[..length].ToArray()), Half(octets[8..]), BinaryPrimitives.ReadUInt32LittleEndian(octets[4..]), BinaryPrimitives.ReadUInt32LittleEndian(octets));
    }

    private static bool Fill(Stream stream, Span<byte> octets) => stream.ReadAtLeast(octets, octets.Length, throwOnEndOfStream: false) == octets.Length;

    private static ushort Half(ReadOnlySpan<byte> octets) => BinaryPrimitives.ReadUInt16LittleEndian(octets);
}
