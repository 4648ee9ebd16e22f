using Demarc.Transcripts.Commands;

namespace Demarc.Transcripts.Curl;

/// <summary>What a curl command asks for: its URL, method and proxy, secrets masked.</summary>
internal sealed record CurlTarget(string? Url, string? Method, string? Proxy)
{
    // Options whose next word is a value, so that the value is not taken for the URL.
    private static readonly HashSet<string> Valued = new(StringComparer.Ordinal)
    {
        "-H", "-X", "-o", "-d", "-w", "-m", "-u", "-x", "-A", "-e", "-b", "-c", "-T", "-F", "-E", "-K", "-r", "-y", "-Y", "-z", "-C", "-D", "-U",
        "--header", "--request", "--output", "--data", "--data-raw", "--data-binary", "--data-urlencode", "--write-out", "--max-time", "--user",
        "--proxy", "--socks4", "--socks4a", "--socks5", "--socks5-hostname", "--user-agent", "--referer", "--cookie", "--cookie-jar", "--upload-file",
        "--form", "--cert", "--key", "--cacert", "--capath", "--connect-timeout", "--resolve", "--connect-to", "--interface", "--retry",
        "--retry-delay", "--limit-rate", "--range", "--ciphers", "--tls-max", "--proxy-user", "--noproxy", "--dns-servers", "--trace", "--trace-ascii",
        "--local-port", "--keepalive-time", "--speed-limit", "--speed-time", "--max-redirs", "--stderr", "--config", "--continue-at", "--dump-header",
    };

    /// <summary>Read from the command above the block; empty when there is none.</summary>
    public static CurlTarget Above(BlockContext context)
    {
        if (TypedCommand.Above(context, "curl") is not { } words) return new(null, null, null);
        string? url = null, loose = null, method = null, proxy = null;
        for (var i = 0; i < words.Count; i++)
        {
            var word = words[i];
            var next = i + 1 < words.Count ? words[i + 1] : null;
            if (word is "-x" or "--proxy" or "--socks5" or "--socks5-hostname" or "--socks4" or "--socks4a") proxy ??= next;
            if (word is "-X" or "--request") method ??= next;
            else if (word.StartsWith("-X", StringComparison.Ordinal)) method ??= word[2..];
            else if (word is "-I" or "--head") method ??= "HEAD";
            if (word == "--url") url ??= next;
            if (Valued.Contains(word)) i++;
            else if (word.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || word.StartsWith("https://", StringComparison.OrdinalIgnoreCase)) url ??= word;
            else if (word.Length > 0 && word[0] != '-' && (word.Contains('.') || word.Contains(':') || word.StartsWith("localhost", StringComparison.Ordinal))) loose ??= word;
        }

        return new(Mask(url ?? loose), method, Mask(proxy));
    }

    private static string? Mask(string? text) => text is null ? null : Secrets.MaskAndCut(text, 500);
}
