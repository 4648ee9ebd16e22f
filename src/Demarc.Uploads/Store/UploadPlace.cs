using System.Security.Cryptography;
using System.Text.Json;

namespace Demarc.Uploads;

/// <summary>
/// The folder of one upload and the files in it: <c>data</c> (octets, appended only), <c>state.json</c> (replaced as a whole) and
/// locks. An upload exists from the moment its state does.
/// </summary>
internal sealed class UploadPlace(string root, string id)
{
    public const int IdLength = 32;

    public string Id { get; } = id;

    public string Folder { get; } = Path.Combine(root, id);

    public string Data => Path.Combine(Folder, "data");

    public string Lock => Path.Combine(Folder, "lock");

    /// <summary>Held while the app is told of the upload.</summary>
    public string Telling => Path.Combine(Folder, "telling");

    private string State => Path.Combine(Folder, "state.json");

    public static string NewId() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(IdLength / 2));

    /// <summary>Whether a text has the form of an id; anything else never becomes part of a path.</summary>
    public static bool IsId(string text) => text.Length == IdLength && text.All(char.IsAsciiHexDigitLower);

    /// <summary>The state; null when there is none. Fails on one that cannot be read.</summary>
    public UploadState? Read()
    {
        try
        {
            using var file = new FileStream(State, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            return JsonSerializer.Deserialize(file, UploadStateJson.Default.UploadState);
        }
        catch (Exception absent) when (absent is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (JsonException broken)
        {
            throw new IOException($"{State} is damaged: {broken.Message}", broken);
        }
    }

    /// <summary>Replaces the state: after a crash at any moment there is the old one or the new one. Under the hold only.</summary>
    public void Write(UploadState state)
    {
        var next = State + ".new";
        using (var file = new FileStream(next, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            JsonSerializer.Serialize(file, state, UploadStateJson.Default.UploadState);
            file.Flush(flushToDisk: true);
        }

        File.Move(next, State, overwrite: true);
        Disk.FlushFolder(Folder);
    }

    /// <summary>Octets that count: durable or not yet, but in the file and not waiting for their checksum.</summary>
    public long Offset(UploadState state)
    {
        if (state.Finished is not null) return state.Length;
        return Math.Min(new FileInfo(Data).Length, state.UnverifiedFrom ?? state.Length);
    }

    /// <summary>The same after all of it was made durable.</summary>
    public long DurableOffset(UploadState state)
    {
        if (state.Finished is not null) return state.Length;
        using var data = Disk.Open(Data);
        var offset = Math.Min(RandomAccess.GetLength(data), state.UnverifiedFrom ?? state.Length);
        RandomAccess.FlushToDisk(data);
        return offset;
    }

    /// <summary>Removes the upload; the state goes first, so that a crash leaves a folder without one, which the sweep removes.</summary>
    public void Remove()
    {
        File.Delete(State);
        File.Delete(Data);
    }

    /// <summary>Removes what <see cref="Remove"/> left, once nobody holds it.</summary>
    public void RemoveFolder()
    {
        try
        {
            Directory.Delete(Folder, recursive: true);
        }
        catch (Exception busy) when (busy is IOException or UnauthorizedAccessException)
        {
            // Somebody has just come for it and found nothing; the sweep removes the folder.
        }
    }
}
