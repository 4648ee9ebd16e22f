using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Demarc.Diagnosing;

namespace Demarc.Desk.Evidence;

/// <summary>
/// What was read from pieces of evidence, beside the pieces themselves, so that a new piece does not make all others be read again: a
/// capture of gigabytes is read once. A reading holds what the piece said, so it goes when the plain bytes go, and it is never needed:
/// one that is missing, damaged or made by another build of the readers is made anew.
/// </summary>
internal sealed class ReadingShelf(string folder)
{
    /// <summary>Pieces shorter than this are read as fast as their reading would be.</summary>
    private const long LeastOctets = 16 * 1024;

    /// <summary>Readings beyond this are not kept.</summary>
    private const int MostObservations = 50_000;

    private readonly string _folder = Path.Combine(folder, "readings");

    /// <summary>The kept reading of a piece; null where there is none of use.</summary>
    public PieceReading? Find(EvidenceRecord piece, bool isFacts)
    {
        var path = Of(piece, isFacts);
        if (piece.Size < LeastOctets || !File.Exists(path)) return null;
        try
        {
            using var file = File.OpenRead(path);
            using var unpacked = new GZipStream(file, CompressionMode.Decompress);
            return JsonSerializer.Deserialize(unpacked, ReadingJson.Default.PieceReading);
        }
        catch (Exception fault) when (fault is IOException or InvalidDataException or UnauthorizedAccessException or JsonException or NotSupportedException)
        {
            return null;
        }
    }

    /// <summary>Keeps a reading, in the place of any that another build made. A disk that is full leaves it out.</summary>
    public void Keep(EvidenceRecord piece, bool isFacts, PieceReading reading)
    {
        if (piece.Size < LeastOctets || !reading.IsLasting || reading.Observations.Count > MostObservations) return;
        var path = Of(piece, isFacts);
        var temporary = $"{path}.{Guid.NewGuid():N}";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            Drop(piece.Sha256, it => it.StartsWith(Named(piece, isFacts), StringComparison.Ordinal));
            using (var file = File.Create(temporary))
            using (var packed = new GZipStream(file, CompressionLevel.Fastest))
                JsonSerializer.Serialize(packed, reading, ReadingJson.Default.PieceReading);
            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            File.Delete(temporary);
        }
    }

    /// <summary>Removes all readings of these bytes.</summary>
    public void Drop(string sha256) => Drop(sha256, _ => true);

    private void Drop(string sha256, Predicate<string> which)
    {
        var place = Path.Combine(_folder, sha256[..2]);
        if (!Directory.Exists(place)) return;
        foreach (var file in Directory.EnumerateFiles(place, sha256 + ".*").Where(it => which(Path.GetFileName(it)))) File.Delete(file);
    }

    private string Of(EvidenceRecord piece, bool isFacts) => Path.Combine(_folder, piece.Sha256[..2], Named(piece, isFacts) + Short(CaseReading.Readers));

    /// <summary>The same bytes under another name may be read in another way.</summary>
    private static string Named(EvidenceRecord piece, bool isFacts) => $"{piece.Sha256}.{Short($"{piece.Name}\n{isFacts}")}.";

    private static string Short(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 8));
}
