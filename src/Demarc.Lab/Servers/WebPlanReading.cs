using System.Net;
using System.Text;
using Demarc.Lab.Scenarios;

namespace Demarc.Lab.Servers;

/// <summary>Reads the keys of a web server: its listener, its manner, and the exceptions to that.</summary>
internal static class WebPlanReading
{
    public const int LargestBody = 64 << 20;
    private const int FarthestClock = 4000;

    public static WebPlan Read(Parameters settings)
    {
        var exceptions = new List<MannerException>();
        var manner = ReadManner(settings);
        foreach (var entry in settings.List("except"))
        {
            exceptions.Add(new(entry.Prefixes("from"), entry.Whole("every", 0, 0, 1000), ReadManner(entry)));
            entry.Done();
        }

        return ReadListener(settings) with
        {
            Manner = manner,
            Exceptions = exceptions,
            AcceptPause = settings.Time("accept-pause", TimeSpan.Zero),
            Backlog = settings.Whole("backlog", 128, 1, 4096),
            ReceiveBuffer = (int)Math.Min(settings.Size("receive-buffer") ?? 0, LargestBody),
            ClockShift = TimeSpan.FromDays(settings.Whole("clock-days", 0, -FarthestClock, FarthestClock)),
        };
    }

    /// <summary>Port, TLS and names: port 443 speaks TLS unless told otherwise.</summary>
    public static WebPlan ReadListener(Parameters settings)
    {
        const int https = 443;
        var port = settings.Whole("port", 80, 1, 65535);
        var names = settings.Texts("names");
        return new()
        {
            Address = settings.Address("address") ?? IPAddress.IPv6Any,
            Port = port,
            Tls = settings.Flag("tls", port == https),
            Names = names.Count > 0 ? names : ["www.lab.example"],
        };
    }

    /// <summary>A word of an enumeration, in kebab case; its first where the key is absent.</summary>
    public static T Word<T>(Parameters settings, string key)
        where T : struct, Enum
    {
        var words = Enum.GetNames<T>().Select(Kebab).ToArray();
        return Enum.GetValues<T>()[Array.IndexOf(words, settings.Choice(key, words))];
    }

    private static Manner ReadManner(Parameters settings)
    {
        var usual = new Manner();
        return usual with
        {
            Fault = Word<WebFault>(settings, "fault"),
            Page = Word<WebPage>(settings, "page"),
            Leaf = Word<LeafFault>(settings, "leaf"),
            Delay = settings.Time("delay", usual.Delay),
            TlsDelay = settings.Time("tls-delay", usual.TlsDelay),
            BodyBytes = Octets(settings, "body", usual.BodyBytes),
            BytesPerSecond = (int)Math.Min(settings.DataRate("speed") ?? 0, int.MaxValue),
            AfterBytes = Octets(settings, "after", usual.AfterBytes),
            BodyLimit = Octets(settings, "body-limit", usual.BodyLimit),
            HeadLimit = Octets(settings, "head-limit", usual.HeadLimit),
            RequestsPerSecond = settings.EventRate("requests") ?? 0,
            Burst = settings.Whole("burst", usual.Burst, 1, 10_000),
            Hsts = settings.Flag("hsts", otherwise: false),
            ResetAtEnd = settings.Flag("reset-at-end", otherwise: false),
            Software = settings.Text("software", usual.Software),
        };
    }

    private static int Octets(Parameters settings, string key, int otherwise) => (int)Math.Min(settings.Size(key) ?? otherwise, LargestBody);

    private static string Kebab(string name)
    {
        var text = new StringBuilder();
        foreach (var letter in name)
        {
            if (char.IsAsciiLetterUpper(letter) && text.Length > 0) text.Append('-');
            text.Append(char.ToLowerInvariant(letter));
        }

        return text.ToString();
    }
}
