using System.Globalization;
using Demarc.Transcripts.Commands;

namespace Demarc.Transcripts.OpenSsl;

/// <summary>What a command line of <c>openssl s_client</c> asks: the end it connects to and the name it sends.</summary>
internal sealed record SClientCommand(string? Host, int? Port, string? Sni)
{
    public static SClientCommand? Above(BlockContext context)
    {
        if (TypedCommand.Above(context, "openssl") is not { } words || !words.Contains("s_client")) return null;
        string? host = null, sni = null;
        int? port = null;
        for (var i = 0; i + 1 < words.Count; i++)
        {
            var value = words[i + 1];
            switch (words[i])
            {
                case "-connect" when value.LastIndexOf(':') is > 0 and var colon:
                    host = value[..colon].Trim('[', ']');
                    port = Number(value[(colon + 1)..]);
                    break;
                case "-connect" or "-host":
                    host = value;
                    break;
                case "-port":
                    port = Number(value);
                    break;
                case "-servername":
                    sni = value;
                    break;
            }
        }

        // Since 3.0 the end may stand alone as the last word.
        if (host is null && words[^1].LastIndexOf(':') is > 0 and var last && Number(words[^1][(last + 1)..]) is { } bare) (host, port) = (words[^1][..last], bare);
        return new(host, port, sni);
    }

    private static int? Number(string text) => text switch
    {
        "https" => 443,
        "smtp" => 25,
        "imaps" => 993,
        "ldaps" => 636,
        _ => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and <= 65535 ? port : null,
    };
}
