using Demarc.Model;

namespace Demarc.Transcripts.ErrorTexts;

/// <summary>
/// Error lines of programs in Java, Go, Python, Node, .NET, of OpenSSL and of small clients such as ssh, wget and telnet: a
/// frame no sentence has (an exception's class, <c>dial tcp</c>, <c>[Errno 111]</c> …) and the words that say what failed.
/// </summary>
public sealed class ProgramErrorReader : ITranscriptReader
{
    private const string ToolName = "program-error";
    private const int LongestLine = 4000;

    public string Tool => ToolName;

    public IReadOnlyList<string> Commands { get; } = ["ssh", "wget", "telnet", "nc", "git", "npm", "pip", "java", "python", "node"];

    public ReaderCard Card { get; } = new(
        [Kinds.ErrorText, Kinds.Connect, Kinds.Dns, Kinds.Tls],
        new("error lines of Java, Go, Python, Node.js, .NET, OpenSSL, ssh, wget, telnet, nc, git, npm", "Java、Go、Python、Node.js、.NET、OpenSSL、ssh、wget、telnet、nc、git、npm 的错误行"),
        "en zh",
        ReaderProof.Documentation);

    public IReadOnlyList<string> Anchors { get; } =
    [
        "Exception", "Error:", "Timeout:", "gaierror", "dial tcp", "dial udp", "read tcp ", "write tcp ", "x509: ", "net/http: ", "remote error: tls", "[Errno ", "[WinError ", "[SSL: ", "socket hang up", "ECONN", "ETIMEDOUT", "ENOTFOUND", "EAI_AGAIN",
        "EHOSTUNREACH", "ENETUNREACH", "EADDRNOTAVAIL", "CERT_", "SELF_SIGNED", "UND_ERR_", "error:0", "error:1", "ssh: ", "telnet: ", "wget: ", "cat: ", "nc: ", "unable to access ", "failed: ", "失败：", "由于目标计算机", "由于连接方", "远程主机强迫", "不知道这样的主机",
    ];

    public bool Opens(ReadOnlySpan<char> line) => Parse(line) is not null;

    public TranscriptBlock? Read(BlockContext context) => ErrorRun.Read(context, ToolName, Parse);

    private static ErrorHit? Parse(ReadOnlySpan<char> line)
    {
        if (line.Length is < 8 or > LongestLine || !ProgramFrame.Find(line, out var frame, out var product)) return null;
        var text = line[frame..];
        var entry = Special(text) ?? ErrorTable.Phrase(text) ?? ProgramFrame.Code(text);
        if (entry is null) return null;
        var hit = new ErrorHit(product ?? (entry.Product is "any" ? "program" : entry.Product), ProgramFrame.Name(text), entry.Meaning);
        return Endpoint(line, text, out var host, out var port) ? hit with { Target = host, Port = port } : hit;
    }

    /// <summary>Go says "i/o timeout" of connecting, reading and resolving alike; the words before tell which.</summary>
    private static ErrorEntry? Special(ReadOnlySpan<char> text)
    {
        if (text.IndexOf("i/o timeout") < 0 || text.IndexOf("proxyconnect") >= 0) return null;
        var meaning = text.IndexOf("lookup ") >= 0 ? "resolve-timeout" : text.IndexOf("dial ") >= 0 ? "connect-timeout" : "no-response";
        return new("Go", "i/o timeout", meaning);
    }

    private static bool Endpoint(ReadOnlySpan<char> line, ReadOnlySpan<char> text, out string host, out int? port)
    {
        if (Hostname.After(text, "lookup ", out host, out port)) return true;
        if (Hostname.Url(line) is { } url)
        {
            (host, port) = (Secrets.MaskAndCut(url, 500), null);
            return true;
        }

        if (Hostname.After(text, "host='", out host, out _))
        {
            Hostname.After(text, "port=", out _, out port);
            var at = text.IndexOf("port=");
            if (at >= 0) port = Tables.Figures.Port(Digits(text[(at + 5)..]));
            return true;
        }

        foreach (var marker in Markers)
        {
            if (!Hostname.After(text, marker, out host, out port)) continue;
            if (port is null && text.IndexOf(" port ") is > 0 and var number) port = Tables.Figures.Port(Digits(text[(number + 6)..]));
            return true;
        }

        (host, port) = ("", null);
        return false;
    }

    private static readonly string[] Markers =
    [
        "dial tcp ",
        "dial udp ",
        "connect to address ",
        "connect to host ",
        "onnect to ",
        "onnecting to ",
        "UnknownHostException: ",
        "Could not resolve hostname ",
        "Could not resolve host: ",
        "resolve host address ",
        "解析主机地址 ",
        "could not be resolved: ",
        "无法解析此远程名称: ",
        "未能解析此远程名称: ",
        "ENOTFOUND ",
        "EAI_AGAIN ",
        "ECONNREFUSED ",
        "ETIMEDOUT ",
        "EHOSTUNREACH ",
        "ENETUNREACH ",
        "EADDRNOTAVAIL ",
    ];

    private static ReadOnlySpan<char> Digits(ReadOnlySpan<char> text)
    {
        var length = 0;
        while (length < text.Length && char.IsAsciiDigit(text[length])) length++;
        return text[..length];
    }
}
