using System.Globalization;
using Demarc.Model;

namespace Demarc.Transcripts.ErrorTexts;

/// <summary>
/// Error pages and console lines of browsers. A code counts where it stands alone, behind a label, or behind <c>net::</c>
/// in a console line; a page is known by its title, and the sentence and code below it belong to it. Codes in prose stay prose.
/// </summary>
public sealed class BrowserErrorReader : ITranscriptReader
{
    private const string ToolName = "browser";
    private const int PageLines = 24;

    /// <summary>So many codes one after another are a list somebody wrote, not errors somebody met.</summary>
    private const int ListFrom = 3;

    private static readonly string[] CodeMarks = ["ERR_", "DNS_PROBE_", "NS_ERROR_", "NS_BINDING_", "PR_CONNECT_", "PR_END_OF_FILE", "PR_IO_TIMEOUT", "PR_NETWORK_UN", "PR_HOST_UN", "PR_DIRECTORY_", "SSL_ERROR_", "SEC_ERROR_", "MOZILLA_PKIX_", "INET_E_", "DLG_FLAGS_"];

    public string Tool => ToolName;

    public IReadOnlyList<string> Commands => [];

    public ReaderCard Card { get; } = new(
        [Kinds.ErrorText, Kinds.Connect, Kinds.Dns, Kinds.Tls, Kinds.Http],
        new("error pages and codes of Chromium, Edge, Firefox, Safari, IE; console lines with `net::`; error pages of nginx and its kin", "Chromium、Edge、Firefox、Safari、IE 的出错页面与错误码；控制台中的 `net::` 行；nginx 等的错误页"),
        "en zh",
        ReaderProof.Documentation);

    public IReadOnlyList<string> Anchors { get; } = [.. CodeMarks, "HTTP ERROR ", .. ErrorTable.TitleTexts, .. ServerPage.Anchors];

    public bool Opens(ReadOnlySpan<char> line) => line.Length < 600 && (Title(line) is not null || Parse(line) is not null || ServerPage.IsTitle(line));

    public TranscriptBlock? Read(BlockContext context)
    {
        var line = context.Text.Span(context.First);
        if (ServerPage.IsTitle(line)) return ServerPage.Read(context, ToolName);
        if (Title(line) is { } title) return Page(context, title);
        if (Alone(line) is not null && IsList(context)) return null;
        return ErrorRun.Read(context, ToolName, Parse);
    }

    private static ErrorHit? Parse(ReadOnlySpan<char> line) => line.Length > 600 ? null : Console(line) ?? Alone(line) ?? During(line);

    /// <summary>A code by itself, with a label at most; and Chrome's <c>HTTP ERROR 502</c>.</summary>
    private static ErrorHit? Alone(ReadOnlySpan<char> line)
    {
        if (line.Length > 120) return null;
        var bare = MachineLine.Bare(line);
        if (bare.StartsWith("net::", StringComparison.OrdinalIgnoreCase)) bare = bare[5..];
        if (bare.StartsWith("HTTP ERROR ") && bare.Length == 14 && Status(bare[11..]) is { } status) return OfStatus("Chromium", status);
        return IsCode(bare) && ErrorTable.Code(bare) is { } entry ? new(entry.Product, entry.Text, entry.Meaning) : null;
    }

    /// <summary><c>GET https://name/ net::ERR_…</c>, <c>Failed to load resource: net::ERR_…</c>, <c>page.goto: net::ERR_… at https://name/</c>.</summary>
    private static ErrorHit? Console(ReadOnlySpan<char> line)
    {
        var at = line.IndexOf("net::ERR_");
        if (at < 0) return null;
        var before = line[..at];
        if (before.ContainsAnyInRange('\u2E80', '\uFFFF') || (before.IndexOf("://") < 0 && !MachineLine.Precedes(before))) return null;
        var code = Token(line[(at + 5)..]);
        var behind = line[(at + 5 + code.Length)..].Trim();
        if (behind.Length > 0 && behind[0] is not ('(' or ')' or '"' or '\'' or '@') && !behind.StartsWith("at ") && !behind.StartsWith("200") && !behind.StartsWith("loading")) return null;
        if (ErrorTable.Code(code) is not { } entry) return null;
        var url = Hostname.Url(before) ?? Hostname.Url(behind);
        return new(entry.Product, entry.Text, entry.Meaning) { Target = url };
    }

    /// <summary>Firefox: <c>An error occurred during a connection to NAME. CODE</c>, in its languages: the code stands last.</summary>
    private static ErrorHit? During(ReadOnlySpan<char> line)
    {
        if (line.IndexOf("during a connection to ") < 0 && line.IndexOf("时发生错误") < 0) return null;
        var words = line.TrimEnd(".。 ");
        var code = words[(words.LastIndexOfAny(' ', '。') + 1)..];
        if (!IsCode(code) || ErrorTable.Code(code) is not { } entry || !Hostname.First(words, out var host, out var port)) return null;
        return new(entry.Product, entry.Text, entry.Meaning) { Target = host, Port = port };
    }

    private static ErrorEntry? Title(ReadOnlySpan<char> line)
    {
        line = line.Trim();
        return ErrorTable.Title(line) ?? ErrorTable.Title(line.TrimEnd("。.！! "));
    }

    private static TranscriptBlock? Page(BlockContext context, ErrorEntry title)
    {
        var (first, last) = (context.First, context.First);
        var hit = new ErrorHit(title.Product, null, title.Meaning);
        var (told, coded) = (false, false);
        for (var i = first + 1; i < Math.Min(context.Limit, first + PageLines) && !coded; i++)
        {
            var line = context.Text.Span(i);
            if (line.IsWhiteSpace()) continue;
            if (line.Length > 400 || Title(line) is not null) break;
            if ((Alone(line) ?? During(line)) is { } code)
            {
                hit = code with { Target = hit.Target ?? code.Target, Port = hit.Port ?? code.Port };
                (coded, last) = (true, i);
            }
            else if (ErrorTable.Sentence(line) is { } sentence)
            {
                if (!told) hit = hit with { Meaning = sentence.Meaning == "page-not-shown" ? hit.Meaning : sentence.Meaning };
                if (hit.Target is null && Hostname.First(line, out var host, out var port)) hit = hit with { Target = host, Port = port };
                (told, last) = (true, i);
            }
            else if (hit.Target is null && line.Length < 80 && Hostname.Split(line.Trim(), out var alone, out var at) && alone.Contains('.')) hit = hit with { Target = alone, Port = at };
        }

        // A plain phrase such as "Unable to connect" is a page's title only with more of the page below it.
        if (!told && !coded && title.Meaning is not ("page-not-shown" or "certificate-verify-failed" or "tls-handshake")) return null;
        if (!told && !coded) hit = hit with { Target = null, Port = null };
        return new(last, [.. hit.Observe(context, ToolName, first, last)]);
    }

    private static bool IsList(BlockContext context)
    {
        var codes = new HashSet<string>(StringComparer.Ordinal);
        for (var i = Math.Max(0, context.First - ListFrom); i < Math.Min(context.Limit, context.First + ListFrom); i++)
        {
            if (Alone(context.Text.Span(i)) is { Code: { } code }) codes.Add(code);
        }

        return codes.Count >= ListFrom;
    }

    internal static ErrorHit OfStatus(string product, int status) => new(product, "HTTP " + status.ToString(CultureInfo.InvariantCulture), status switch
    {
        403 or 451 => "forbidden",
        404 or 410 => "not-found",
        407 => "proxy-authentication",
        413 => "body-too-large",
        414 or 431 => "header-too-large",
        429 => "request-limited",
        >= 500 => "server-error",
        _ => "http-error",
    })
    { Status = status };

    internal static int? Status(ReadOnlySpan<char> text) => text.Length >= 3 && text[0] is >= '4' and <= '5' && char.IsAsciiDigit(text[1]) && char.IsAsciiDigit(text[2]) ? ((text[0] - '0') * 100) + ((text[1] - '0') * 10) + (text[2] - '0') : null;

    private static bool IsCode(ReadOnlySpan<char> text) => text.Length is > 6 and < 80 && text.IndexOf('_') > 0 && Token(text).Length == text.Length;

    private static ReadOnlySpan<char> Token(ReadOnlySpan<char> text)
    {
        var length = 0;
        while (length < text.Length && (char.IsAsciiLetterUpper(text[length]) || char.IsAsciiDigit(text[length]) || text[length] == '_')) length++;
        return text[..length];
    }
}
