namespace Demarc.Transcripts.ErrorTexts;

/// <summary>The plain error page of a web server as people copy it: <c>502 Bad Gateway</c> with the server's name below.</summary>
internal static class ServerPage
{
    private static readonly string[] Titles =
    [
        "400 Bad Request", "403 Forbidden", "404 Not Found", "408 Request Time-out", "413 Request Entity Too Large", "414 Request-URI Too Large", "429 Too Many Requests", "431 Request Header Fields Too Large", "500 Internal Server Error", "502 Bad Gateway", "503 Service Temporarily Unavailable",
        "503 Service Unavailable", "504 Gateway Time-out", "504 Gateway Timeout",
    ];

    private static readonly string[] Servers = ["nginx", "openresty", "Tengine", "Apache", "cloudflare", "Microsoft-Azure-Application-Gateway", "awselb", "squid", "haproxy", "Caddy"];

    public static IReadOnlyList<string> Anchors => Titles;

    /// <summary>The line is such a title and nothing else.</summary>
    public static bool IsTitle(ReadOnlySpan<char> line)
    {
        line = line.Trim();
        foreach (var title in Titles)
        {
            if (line.SequenceEqual(title)) return true;
        }

        return false;
    }

    /// <summary>The page, if a server's name stands in the lines below; null otherwise.</summary>
    public static TranscriptBlock? Read(BlockContext context, string tool)
    {
        for (var i = context.First + 1; i < Math.Min(context.Limit, context.First + 4); i++)
        {
            var line = context.Text.Span(i).Trim();
            if (line.Trim('-').IsEmpty) continue;
            foreach (var server in Servers)
            {
                if (line.Length > 60 || !line.StartsWith(server, StringComparison.OrdinalIgnoreCase) || line.Length > server.Length && line[server.Length] is not ('/' or ' ')) continue;
                var status = BrowserErrorReader.Status(context.Text.Span(context.First).Trim());
                return status is null ? null : new(i, [.. BrowserErrorReader.OfStatus(server, status.Value).Observe(context, tool, context.First, i)]);
            }
        }

        return null;
    }
}
