using System.Globalization;
using System.Net;
using Demarc.Desk.Sqlite;
using Demarc.Desk.Store;

namespace Demarc.Web.Hosting;

/// <summary>How the server is called: <c>demarc serve [--listen ADDRESS:PORT] [--url URL] [--home DIR]</c>.</summary>
public sealed record ServerOptions
{
    public const int DefaultPort = 8080;

    /// <summary>Where it listens: this machine alone, unless told otherwise.</summary>
    public IPEndPoint Listen { get; init; } = new(IPAddress.Loopback, DefaultPort);

    /// <summary>How people reach it, as links in letters say it; null for the address it listens on.</summary>
    public Uri? PublicUrl { get; init; }

    /// <summary>Folder of the desk.</summary>
    public required string Home { get; init; }

    /// <summary>Language of what it says in the terminal.</summary>
    public Language Language { get; init; } = Language.English;

    /// <summary>Asked for help.</summary>
    public bool Help { get; init; }

    /// <summary>Cookies go over HTTPS only, as they must where the server is reached from elsewhere.</summary>
    public bool IsSecure => PublicUrl?.Scheme == Uri.UriSchemeHttps;

    /// <summary>How people reach it, with a slash at the end: as it was told, else as whoever asks now did.</summary>
    public string Site(HttpRequest asked) => PublicUrl?.ToString() ?? $"{asked.Scheme}://{asked.Host}/";

    /// <summary>Reads the command line.</summary>
    /// <exception cref="DeskFault">It cannot be understood.</exception>
    public static ServerOptions Read(IReadOnlyList<string> words, Func<string, string?> variable)
    {
        var options = new ServerOptions { Home = LocalDesk.Home(variable), Language = IsChinese(variable) ? Language.Chinese : Language.English };
        for (var i = 0; i < words.Count; i++)
        {
            var word = words[i];
            if (word is "--help" or "-h")
            {
                options = options with { Help = true };
                continue;
            }

            if (i + 1 >= words.Count) throw Wrong(word);
            var value = words[++i];
            options = word switch
            {
                "--listen" when EndPoint(value) is { } end => options with { Listen = end },
                "--url" when Uri.TryCreate(value, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" => options with { PublicUrl = new Uri(value.TrimEnd('/') + "/") },
                "--home" => options with { Home = Path.GetFullPath(value) },
                "--lang" when value is "zh" or "en" => options with { Language = value == "zh" ? Language.Chinese : Language.English },
                _ => throw Wrong($"{word} {value}"),
            };
        }

        return options;
    }

    private static bool IsChinese(Func<string, string?> variable) => (variable("LC_ALL") ?? variable("LC_MESSAGES") ?? variable("LANG") ?? "").StartsWith("zh", StringComparison.OrdinalIgnoreCase);

    private static IPEndPoint? EndPoint(string text)
    {
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and <= 65535) return new(IPAddress.Loopback, port);
        return IPEndPoint.TryParse(text, out var end) && end.Port > 0 ? end : null;
    }

    private static DeskFault Wrong(string what) => new(DeskFaultKind.BadInput, new($"serve does not understand '{what}'; it takes --listen ADDRESS:PORT, --url URL, --home DIR, --lang zh|en", $"serve 无法识别“{what}”；可用 --listen 地址:端口、--url 网址、--home 目录、--lang zh|en"));
}
