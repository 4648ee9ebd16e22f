using System.Formats.Tar;
using System.IO.Compression;
using System.Text;

namespace Demarc.Artifacts.Tests;

/// <summary>A throw-away folder, and the archives the tests are made of.</summary>
internal sealed class Bench : IDisposable
{
    public string Root { get; } = Directory.CreateTempSubdirectory("demarc-").FullName;

    public string Write(string name, string text) => Write(name, Encoding.UTF8.GetBytes(text));

    public string Write(string name, byte[] bytes)
    {
        var path = Path.Combine(Root, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);

    /// <summary>What was read, flattened: name to text, and name to reason for what was not read.</summary>
    public static List<string> Read(IEnumerable<Artifact> artifacts)
    {
        var lines = new List<string>();
        foreach (var artifact in artifacts)
        {
            if (artifact.Kind != ArtifactKind.Unread)
            {
                var text = artifact.Kind == ArtifactKind.Text ? TextOf(artifact) : Encoding.UTF8.GetString(artifact.Utf8().Span);
                lines.Add($"{artifact.Source} = {text}");
            }

            foreach (var unread in artifact.Unread)
            {
                unread.Zh.ShouldNotBeNullOrWhiteSpace();
                lines.Add($"{unread.Source} ! {unread.Reason}");
            }
        }

        return lines;
    }

    public static string TextOf(Artifact artifact) => string.Concat(artifact.Segments().Select(segment => segment.Text.ToString()));

    public static IEnumerable<Artifact> FromInput(byte[] bytes, ArtifactLimits? limits = null) =>
        ArtifactReader.Open(["-"], new MemoryStream(bytes), limits);

    public static byte[] Zip(params (string Name, byte[] Bytes)[] members)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, bytes) in members)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(bytes);
            }
        }

        return stream.ToArray();
    }

    public static byte[] Tar(params (string Name, byte[] Bytes)[] members)
    {
        using var stream = new MemoryStream();
        using (var tar = new TarWriter(stream, TarEntryFormat.Pax, leaveOpen: true))
        {
            foreach (var (name, bytes) in members)
            {
                tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(bytes), ModificationTime = DateTimeOffset.UnixEpoch });
            }
        }

        return stream.ToArray();
    }

    public static byte[] Gzip(byte[] bytes)
    {
        using var stream = new MemoryStream();
        using (var gzip = new GZipStream(stream, CompressionLevel.SmallestSize, leaveOpen: true)) gzip.Write(bytes);
        return stream.ToArray();
    }

    /// <summary>A cabinet with one folder of one block per 32 KiB, stored; the layout is that of MS-CAB 2.</summary>
    public static byte[] Cab(params (string Name, byte[] Bytes)[] members)
    {
        using var stream = new MemoryStream();
        using var cab = new BinaryWriter(stream);
        byte[] all = [.. members.SelectMany(member => member.Bytes)];
        var names = members.Sum(member => 17 + Encoding.UTF8.GetByteCount(member.Name));
        var blocks = all.Chunk(32768).ToArray();
        cab.Write("MSCF\0\0\0\0"u8);
        cab.Write(44 + names + all.Length + 8 * blocks.Length);
        cab.Write(0);
        cab.Write(44);
        cab.Write(0);
        cab.Write([(byte)3, 1]);
        foreach (var number in new[] { 1, members.Length, 0, 7, 0 }) cab.Write((ushort)number);
        cab.Write(44 + names);
        cab.Write((ushort)blocks.Length);
        cab.Write((ushort)0);
        var at = 0;
        foreach (var (name, bytes) in members)
        {
            cab.Write(bytes.Length);
            cab.Write(at);
            at += bytes.Length;
            foreach (var number in new[] { 0, 0, 0, 0x80 }) cab.Write((ushort)number);
            cab.Write([.. Utf8(name), (byte)0]);
        }

        foreach (var block in blocks)
        {
            cab.Write(0);
            cab.Write((ushort)block.Length);
            cab.Write((ushort)block.Length);
            cab.Write(block);
        }

        return stream.ToArray();
    }

    public static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    public static byte[] Gb18030(string text)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        return Encoding.GetEncoding("GB18030").GetBytes(text);
    }
}
