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

    public static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    public static byte[] Gb18030(string text)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        return Encoding.GetEncoding("GB18030").GetBytes(text);
    }
}
