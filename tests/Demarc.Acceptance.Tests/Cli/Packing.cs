using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using Demarc.Cli;

namespace Demarc.Acceptance.Tests.Cli;

/// <summary>A throw-away folder of bad input, the archives in it, and the command run over them.</summary>
internal sealed class Packing : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("demarc-bad").FullName;

    public string Path(string name) => System.IO.Path.Combine(_root, name);

    public string Write(string name, byte[] bytes)
    {
        File.WriteAllBytes(Path(name), bytes);
        return Path(name);
    }

    public string Write(string name, string text) => Write(name, Encoding.UTF8.GetBytes(text));

    public void Dispose() => Directory.Delete(_root, recursive: true);

    public static Terminal.Outcome Observe(params string[] paths) => ObserveInput([], paths);

    public static Terminal.Outcome ObserveInput(byte[] input, params string[] paths)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var exit = CommandLine.Run(["diagnose", .. paths, "--observations", "--json"], new MemoryStream(input), output, error);
        return new(exit, output.ToString(), error.ToString());
    }

    public static byte[] Zip(params (string Name, byte[] Bytes)[] members)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, bytes) in members)
            {
                using var entry = zip.CreateEntry(name, CompressionLevel.SmallestSize).Open();
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
            foreach (var (name, bytes) in members) tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(bytes), ModificationTime = DateTimeOffset.UnixEpoch });
            tar.WriteEntry(new PaxTarEntry(TarEntryType.SymbolicLink, "link.txt") { LinkName = "/etc/hostname", ModificationTime = DateTimeOffset.UnixEpoch });
        }

        return stream.ToArray();
    }
}
