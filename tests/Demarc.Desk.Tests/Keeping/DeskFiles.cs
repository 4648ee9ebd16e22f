using System.Text;

namespace Demarc.Desk.Tests.Keeping;

/// <summary>Looks for words in every file of a desk, as somebody would who has its disk.</summary>
internal static class DeskFiles
{
    /// <summary>Files that hold the text.</summary>
    public static List<string> Holding(string folder, string text)
    {
        var wanted = Encoding.UTF8.GetBytes(text);
        return [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(path => Holds(path, wanted))];
    }

    private static bool Holds(string path, byte[] wanted)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var all = new MemoryStream();
        file.CopyTo(all);
        var octets = all.GetBuffer().AsSpan(0, (int)all.Length);

        // Words of the index are in lower case.
        return octets.IndexOf(wanted) >= 0 || octets.IndexOf(Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(wanted).ToLowerInvariant())) >= 0;
    }
}
