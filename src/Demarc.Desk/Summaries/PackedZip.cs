using System.IO.Compression;
using System.Text;

namespace Demarc.Desk.Summaries;

/// <summary>Zip files whose octets depend on their content only: fixed times, entries in the order given.</summary>
internal static class PackedZip
{
    private static readonly DateTimeOffset Fixed = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static void Write(Stream target, IEnumerable<(string Name, string Text)> entries)
    {
        using var zip = new ZipArchive(target, ZipArchiveMode.Create, leaveOpen: true, Encoding.UTF8);
        foreach (var (name, text) in entries)
        {
            var entry = zip.CreateEntry(name, CompressionLevel.Optimal);
            entry.LastWriteTime = Fixed;
            using var stream = entry.Open();
            stream.Write(Encoding.UTF8.GetBytes(text));
        }
    }
}
