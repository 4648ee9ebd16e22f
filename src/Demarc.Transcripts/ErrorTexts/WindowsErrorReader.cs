using System.Text.RegularExpressions;
using Demarc.Model;

namespace Demarc.Transcripts.ErrorTexts;

/// <summary>
/// Error numbers of Windows: HRESULTs of Windows Update, WinHTTP and its kin, WinHTTP and Winsock numbers behind the words
/// that make them such. A bare number is a number, and a code inside a sentence of a person stays prose.
/// </summary>
public sealed partial class WindowsErrorReader : ITranscriptReader
{
    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;
    private const string ToolName = "windows-error";

    public string Tool => ToolName;

    public IReadOnlyList<string> Commands => [];

    public ReaderCard Card { get; } = new(
        [Kinds.ErrorText, Kinds.Connect, Kinds.Dns, Kinds.Tls],
        new("Windows Update, WinHTTP, WinINet and Winsock codes: in messages, logs, alone", "Windows Update、WinHTTP、WinINet 与 Winsock 错误码：界面消息、日志或单独出现"),
        "en zh",
        ReaderProof.Documentation);

    public IReadOnlyList<string> Anchors { get; } = ["0x800", "0x802", "0x801", "0x80D", "0X800", "_800", "_802", "-214", "WSAE", "WSAHOST", "WSATRY", "WSANO", "ERROR_WINHTTP_", "ERROR_INTERNET_", "WinHttp", "WinHTTP", "WinInet", "WinINet", "insock", "ocket error", "ocket Error", "错误代码", "错误号", "错误码"];

    public bool Opens(ReadOnlySpan<char> line) => Parse(line) is not null;

    public TranscriptBlock? Read(BlockContext context) => ErrorRun.Read(context, ToolName, Parse);

    private static ErrorHit? Parse(ReadOnlySpan<char> line)
    {
        if (line.Length > 2000 || IsCell(line)) return null;
        var bare = MachineLine.Bare(line);
        if (bare.Length < 60 && Known(bare) is { } alone) return alone;
        foreach (var match in Code.EnumerateMatches(line))
        {
            var code = line.Slice(match.Index, match.Length);
            if (Known(code) is { } hit && (MachineLine.Precedes(line[..match.Index]) || OfSystem(line))) return hit with { Target = Hostname.Url(line) };
            break;
        }

        foreach (var match in Number.EnumerateMatches(line))
        {
            var words = line.Slice(match.Index, match.Length);
            var digits = words[^5..];
            if (ErrorTable.Number(digits) is { } entry && (MachineLine.Precedes(line[..match.Index]) || IsPlain(line, match.Index, match.Length))) return new(entry.Product, digits.ToString(), entry.Meaning) { Target = Hostname.Url(line) };
        }

        return null;
    }

    /// <summary>A cell of a table that explains codes, in a manual kept as HTML.</summary>
    private static bool IsCell(ReadOnlySpan<char> line) => line.TrimStart().StartsWith("<td");

    /// <summary>The words of Windows itself, which ends its sentences with the code in brackets.</summary>
    private static bool OfSystem(ReadOnlySpan<char> line) =>
        line.IndexOf("this may help:") >= 0 || line.IndexOf("以下信息可能会对你有所帮助") >= 0 || line.IndexOf("这可能会有所帮助") >= 0 || line.IndexOf("寻求帮助") >= 0 || line.StartsWith("Failed to install on ") || line.IndexOf("安装失败") >= 0 && line.IndexOf(" - 0x") > 0
        || line.IndexOf("hr = 0x") >= 0 || line.IndexOf("hr=0x") >= 0 || line.IndexOf("HRESULT: 0x") >= 0 || line.IndexOf("HRESULT:0x") >= 0;

    /// <summary>Nothing but the words and the number stands on the line, and a remark in brackets.</summary>
    private static bool IsPlain(ReadOnlySpan<char> line, int at, int length) =>
        at < 40 && !line[..at].ContainsAny('。', '，') && line[(at + length)..].TrimStart() is "" or ['(' or '（' or ':' or '：' or '.' or '。', ..];

    private static ErrorHit? Known(ReadOnlySpan<char> code)
    {
        if (code.StartsWith("WindowsUpdate_", StringComparison.OrdinalIgnoreCase)) code = string.Concat("0x", code[14..]);
        if (code is ['-', '2', '1', ..] && int.TryParse(code, System.Globalization.NumberStyles.AllowLeadingSign, System.Globalization.CultureInfo.InvariantCulture, out var signed)) return ErrorTable.Result("0x" + signed.ToString("X8", System.Globalization.CultureInfo.InvariantCulture)) is { } same ? Hit(same, code) : null;
        return code.Length > 4 && ErrorTable.Result(code) is { } entry && (code.StartsWith("0x", StringComparison.OrdinalIgnoreCase) || code.StartsWith("WSA") || code.StartsWith("ERROR_")) ? Hit(entry, code) : null;
    }

    private static ErrorHit Hit(ErrorEntry entry, ReadOnlySpan<char> code) => new(entry.Product == "Winsock" ? "Winsock" : entry.Product, code.ToString(), entry.Meaning);

    [GeneratedRegex(@"\b0[xX]8[0-9A-Fa-f]{7}\b|\bWindowsUpdate_8[0-9A-Fa-f]{7}\b|-21[0-9]{8}\b|\bWSA[A-Z_]{4,20}\b|\bERROR_(WINHTTP|INTERNET)_[A-Z_]{4,40}\b", Options, 100)]
    private static partial Regex Code { get; }

    [GeneratedRegex(@"\b([Ww]in[Hh][Tt][Tt][Pp]|[Ww]in[Ii]net|WinINet|[Ww]insock|[Ss]ocket)[A-Za-z_:() ]{0,40}\b([Ee]rror|ERROR|failed|failure|code)[A-Za-z:=# ()]{0,20}1[0-2][0-9]{3}\b|(错误代码|错误号|错误码)\s?[:：=]?\s?1[0-2][0-9]{3}\b|(WinHttp|WinINet|Winsock|套接字)\s?错误\s?[:：]?\s?1[0-2][0-9]{3}\b", Options, 100)]
    private static partial Regex Number { get; }
}
