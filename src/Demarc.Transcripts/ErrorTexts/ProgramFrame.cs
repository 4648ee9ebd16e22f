using System.Buffers;

namespace Demarc.Transcripts.ErrorTexts;

/// <summary>Where in a line the error text of a program begins, and whose it is. One pass over the line, no search repeated.</summary>
internal static class ProgramFrame
{
    private const int LongestName = 160;
    private static readonly SearchValues<char> InName = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.$");
    private static readonly string[] Classes = ["Exception", "Error", "Timeout", "gaierror", "RemoteDisconnected"];

    /// <summary>Marks of languages, and what they belong to.</summary>
    private static readonly (string Mark, string Product)[] Marks =
    [
        ("dial tcp", "Go"), ("dial udp", "Go"), ("read tcp ", "Go"), ("write tcp ", "Go"), ("x509: ", "Go"), ("net/http: ", "Go"), ("remote error: tls: ", "Go"),
        ("[Errno ", "Python"), ("[WinError ", "Python"), ("[SSL: ", "Python"),
        ("connect E", "Node.js"), ("read E", "Node.js"), ("write E", "Node.js"), ("getaddrinfo E", "Node.js"), ("queryA E", "Node.js"), ("socket hang up", "Node.js"), ("code: 'E", "Node.js"), ("code: 'CERT_", "Node.js"), ("code: 'UND_ERR", "Node.js"), ("code: 'SELF_", "Node.js"), ("code: 'UNABLE_", "Node.js"),
        ("npm ERR! code E", "npm"), ("npm error code E", "npm"),
        ("由于目标计算机积极拒绝", "Windows"), ("由于连接方在一段时间后没有正确答复", "Windows"), ("远程主机强迫关闭了一个现有的连接", "Windows"), ("不知道这样的主机", "Windows"),
    ];

    /// <summary>Programs whose messages begin with their name.</summary>
    private static readonly (string Start, string Product)[] Starts =
    [
        ("ssh: ", "ssh"), ("telnet: ", "telnet"), ("wget: ", "wget"), ("nc: ", "nc"), ("ncat: ", "nc"), ("Ncat: ", "nc"), ("fatal: unable to access ", "git"), ("kex_exchange_identification: ", "ssh"), ("ssh_exchange_identification: ", "ssh"), ("ftp: ", "ftp"), ("psql: ", "psql"), ("rsync: ", "rsync"),
    ];

    /// <summary>Where the error text begins, when the line is a program's.</summary>
    public static bool Find(ReadOnlySpan<char> line, out int at, out string? product)
    {
        (at, product) = (-1, null);
        var text = line.TrimStart();
        var indent = line.Length - text.Length;
        foreach (var (start, name) in Starts)
        {
            if (!text.StartsWith(start, StringComparison.Ordinal)) continue;
            (at, product) = (indent, name);
            return true;
        }

        // wget: Connecting to NAME (NAME)|ADDRESS|:443... failed: Connection timed out.
        if ((text.StartsWith("Connecting to ") || text.StartsWith("正在连接 ")) && (text.IndexOf("... failed: ") > 0 || text.IndexOf("... 失败：") > 0))
        {
            (at, product) = (indent, "wget");
            return true;
        }

        foreach (var (mark, name) in Marks)
        {
            var place = line.IndexOf(mark, StringComparison.Ordinal);
            if (place < 0 || (at >= 0 && place >= at)) continue;
            (at, product) = (place, name);
        }

        if (Class(line) is var (where, whose) && (at < 0 || where < at)) (at, product) = (where, whose ?? product);
        if (OpenSsl(line) is { } ssl && (at < 0 || ssl < at)) (at, product) = (ssl, "OpenSSL");
        return at >= 0 && MachineLine.Precedes(line[..at]);
    }

    /// <summary>The name a program gives the error: its class or code; null when it gives none.</summary>
    public static string? Name(ReadOnlySpan<char> text)
    {
        var name = text[..Length(text)].TrimEnd('.');
        if (name.Length > 4 && IsClass(name)) return name.ToString();
        foreach (var run in text[..Math.Min(text.Length, 300)].SplitAny(" '\":,()"))
        {
            var word = text[run];
            if (word.Length > 4 && word[0] is 'E' or 'C' or 'S' or 'U' or 'D' && ErrorTable.Code(word) is { } entry && word.SequenceEqual(entry.Text)) return entry.Text;
        }

        var bracket = text.StartsWith("[Errno ") || text.StartsWith("[WinError ") || text.StartsWith("[SSL: ") ? text.IndexOf(']') : -1;
        return bracket > 0 ? text[1..bracket].ToString() : null;
    }

    /// <summary>The entry of a code among the words, or of a Windows number in brackets; null when there is none.</summary>
    public static ErrorEntry? Code(ReadOnlySpan<char> text)
    {
        foreach (var run in text[..Math.Min(text.Length, 500)].SplitAny(" '\":,()[]"))
        {
            var word = text[run];
            if (word.Length is < 5 or > 60) continue;
            if (word[0] is 'E' or 'C' or 'S' or 'U' or 'D' && ErrorTable.Code(word) is { } entry && word.SequenceEqual(entry.Text)) return entry;
            if (word.Length == 5 && word[0] == '1' && ErrorTable.Number(word) is { } number) return number;
        }

        return null;
    }

    private static (int At, string? Product)? Class(ReadOnlySpan<char> line)
    {
        for (var i = 0; i < line.Length;)
        {
            var next = line[i..].IndexOfAny(InName);
            if (next < 0) break;
            i += next;
            var length = Length(line[i..]);
            var name = line.Slice(i, length).TrimEnd('.');
            if (name.Length <= LongestName && IsClass(name) && (name.Length + i == line.Length || line[i + name.Length] is ':' or ' ' or '(')) return (i, Product(name));
            i += length;
        }

        return null;
    }

    private static int Length(ReadOnlySpan<char> text)
    {
        var end = text.IndexOfAnyExcept(InName);
        return end < 0 ? text.Length : end;
    }

    /// <summary>A dotted class of an exception, or one of Python's own that need no dot.</summary>
    private static bool IsClass(ReadOnlySpan<char> name)
    {
        if (name is "TimeoutError" or "ConnectionRefusedError" or "ConnectionResetError" or "ConnectionAbortedError" or "BrokenPipeError" or "ConnectionError" or "OSError") return true;
        if (name.IndexOf('.') <= 0) return false;
        foreach (var ending in Classes)
        {
            if (name.EndsWith(ending, StringComparison.Ordinal)) return true;
        }

        return false;
    }

    private static string? Product(ReadOnlySpan<char> name) =>
        name.StartsWith("System.") || name.StartsWith("Microsoft.") ? ".NET"
        : name.StartsWith("java") || name.StartsWith("org.") || name.StartsWith("com.") || name.StartsWith("sun.") || name.StartsWith("io.") || name.StartsWith("okhttp") || name.StartsWith("feign.") ? "Java"
        : name.StartsWith("requests.") || name.StartsWith("urllib") || name.StartsWith("socket.") || name.StartsWith("ssl.") || name.StartsWith("http.client.") || name.StartsWith("aiohttp.") || name.StartsWith("httpx.") || name.StartsWith("httpcore.") || name.IndexOf('.') < 0 ? "Python"
        : null;

    /// <summary>Where OpenSSL's <c>error:0A000086:</c> begins; null when nowhere.</summary>
    private static int? OpenSsl(ReadOnlySpan<char> line)
    {
        var at = line.IndexOf("error:");
        if (at < 0 || at + 15 > line.Length || line[at + 14] != ':') return null;
        foreach (var c in line.Slice(at + 6, 8))
        {
            if (!char.IsAsciiHexDigit(c)) return null;
        }

        return at;
    }
}
