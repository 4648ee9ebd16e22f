namespace Demarc.Probing.Local;

/// <summary>Reads small files of the system as text. What is absent or closed reads as null: it is testimony nobody gives.</summary>
internal static class ProcText
{
    private const int Most = 4 << 20;

    /// <summary>A file of <c>/proc/net</c>, of the network namespace the calling thread is in.</summary>
    public static string? Net(string name) => Read("/proc/thread-self/net/" + name) ?? Read("/proc/net/" + name);

    /// <summary>At most the first 4 MiB of a file.</summary>
    public static string? Read(string path)
    {
        try
        {
            using var reader = new StreamReader(path);
            var text = new System.Text.StringBuilder();
            var chunk = new char[16384];
            for (int count; text.Length < Most && (count = reader.Read(chunk)) > 0;) text.Append(chunk, 0, count);
            return text.ToString();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>The words of a line.</summary>
    public static string[] Words(string line) => line.Split([' ', '\t', '\r'], StringSplitOptions.RemoveEmptyEntries);
}
