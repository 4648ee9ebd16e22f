using System.Globalization;
using System.Text;

namespace Demarc.Lab.Servers;

/// <summary>The answer to a request: which page, with which words, as real ones have them.</summary>
/// <param name="Head">Status line and headers.</param>
/// <param name="Body">The page.</param>
/// <param name="Closes">The server ends the connection after it.</param>
/// <param name="RefusesBody">The request's body is not read.</param>
internal sealed record WebAnswer(string Head, ReadOnlyMemory<byte> Body, bool Closes, bool RefusesBody)
{
    private const int LargestBody = 64 << 20;
    private const string Sentence = "<p>The quick brown fox jumps over the lazy dog, and the page is served whole.</p>\n";

    public static WebAnswer To(WebRequest request, Manner manner, WebPlan plan, bool mayPass, TimeProvider clock)
    {
        var page = manner.Page;
        var (status, title, text) = Words(page);
        var refuses = manner.BodyLimit > 0 && request.BodyLength > manner.BodyLimit;
        if (refuses) (status, title, text) = ("413 Request Entity Too Large", "413 Request Entity Too Large", "");
        else if (manner.HeadLimit > 0 && request.HeadLength > manner.HeadLimit) (status, title, text) = ("431 Request Header Fields Too Large", "431 Request Header Fields Too Large", "");
        else if (!mayPass) (page, (status, title, text)) = (WebPage.TooManyRequests, Words(WebPage.TooManyRequests));
        var good = status.StartsWith("200", StringComparison.Ordinal);
        var body = good ? Good(Size(request.Path) ?? manner.BodyBytes) : Encoding.UTF8.GetBytes($"<html>\r\n<head><title>{title}</title></head>\r\n<body>\r\n<center><h1>{title}</h1></center>\r\n{text}<hr><center>{manner.Software}</center>\r\n</body>\r\n</html>\r\n");
        var head = new StringBuilder();
        head.Append("HTTP/1.1 ").Append(status).Append("\r\nServer: ").Append(manner.Software);
        head.Append("\r\nDate: ").Append((clock.GetUtcNow() + plan.ClockShift).ToString("r", CultureInfo.InvariantCulture));
        head.Append("\r\nContent-Type: text/html; charset=utf-8");
        var length = manner.Fault == WebFault.Endless ? long.MaxValue : body.Length;
        head.Append("\r\nContent-Length: ").Append(length.ToString(CultureInfo.InvariantCulture));
        var more = page switch
        {
            _ when refuses => "",
            WebPage.RedirectToTls => $"\r\nLocation: https://{request.Host.Split(':')[0]}{request.Path}",
            WebPage.Portal => "\r\nLocation: http://portal.example.net/login?continue=1",
            WebPage.Unauthorized => "\r\nWWW-Authenticate: Basic realm=\"members\"",
            WebPage.ProxyLogin => "\r\nProxy-Authenticate: Basic realm=\"proxy\"",
            WebPage.TooManyRequests => "\r\nRetry-After: 30",
            WebPage.Waf => "\r\nX-Shield-Request-Id: 7f3a90c2",
            _ => "",
        };
        head.Append(more);
        if (manner.Hsts) head.Append("\r\nStrict-Transport-Security: max-age=31536000; includeSubDomains");
        head.Append(refuses ? "\r\nConnection: close\r\n\r\n" : "\r\nConnection: keep-alive\r\n\r\n");
        return new(head.ToString(), body, refuses, refuses);
    }

    /// <summary>The size asked for by a path such as <c>/bytes/300000</c>; null for any other path.</summary>
    private static int? Size(string path) =>
        path.StartsWith("/bytes/", StringComparison.Ordinal) && int.TryParse(path.AsSpan("/bytes/".Length), NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? Math.Min(n, LargestBody) : null;

    private static byte[] Good(int length)
    {
        var body = new byte[length];
        var sentence = Encoding.ASCII.GetBytes(Sentence);
        "<!doctype html><title>Welcome</title>\n"u8[..Math.Min(38, length)].CopyTo(body);
        for (var at = Math.Min(38, length); at < length; at += sentence.Length) sentence.AsSpan(0, Math.Min(sentence.Length, length - at)).CopyTo(body.AsSpan(at));
        return body;
    }

    private static (string Status, string Title, string Text) Words(WebPage page) => page switch
    {
        WebPage.NotFound => ("404 Not Found", "404 Not Found", ""),
        WebPage.Unauthorized => ("401 Unauthorized", "401 Authorization Required", ""),
        WebPage.ServerError => ("500 Internal Server Error", "500 Internal Server Error", ""),
        WebPage.BadGateway => ("502 Bad Gateway", "502 Bad Gateway", ""),
        WebPage.Unavailable => ("503 Service Unavailable", "503 Service Temporarily Unavailable", ""),
        WebPage.Waf => ("403 Forbidden", "Request blocked", "<p>Your request was blocked by the web application firewall (rule 1020). Your address has been recorded.</p>\r\n"),
        WebPage.Geo => ("451 Unavailable For Legal Reasons", "Not available in your region", "<p>This content is not available in your country or region.</p>\r\n"),
        WebPage.TooManyRequests => ("429 Too Many Requests", "429 Too Many Requests", "<p>Rate limit exceeded. Try again later.</p>\r\n"),
        WebPage.Filing => ("403 Forbidden", "网站暂时无法访问", "<p>该网站未进行备案或备案信息有误（ICP），暂时无法访问。 This site is not registered (ICP filing) with its host and cannot be served.</p>\r\n"),
        WebPage.Licence => ("403 Forbidden", "Account suspended", "<p>The licence of this account has expired. 账户授权已到期，服务已停用。</p>\r\n"),
        WebPage.Portal => ("302 Found", "Network login", "<p>Please log in to use this network.</p>\r\n"),
        WebPage.RedirectToTls => ("301 Moved Permanently", "301 Moved Permanently", ""),
        WebPage.ProxyLogin => ("407 Proxy Authentication Required", "407 Proxy Authentication Required", ""),
        _ => ("200 OK", "Welcome", ""),
    };
}
