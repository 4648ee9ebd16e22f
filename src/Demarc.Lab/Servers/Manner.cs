namespace Demarc.Lab.Servers;

/// <summary>What a web server of the lab does wrong with a connection. Ids in scenario files are the names in kebab case.</summary>
public enum WebFault
{
    None,

    /// <summary>The kernel completes the handshake, the program never says or reads anything.</summary>
    HangAfterAccept,
    ResetAfterAccept,
    CloseAfterAccept,

    /// <summary>Reads the client's first bytes, answers with half a TLS record, and falls silent.</summary>
    StallHandshake,

    /// <summary>Refuses every TLS version offered, with the alert for it.</summary>
    AlertProtocolVersion,

    /// <summary>Finds no common cipher, with the alert for it.</summary>
    AlertHandshakeFailure,

    /// <summary>Speaks plain HTTP where TLS is expected.</summary>
    Plaintext,

    /// <summary>Answers anything with bytes that are no protocol.</summary>
    Rubbish,

    /// <summary>Begins an answer that never ends.</summary>
    Endless,
    HangAfterRequest,
    ResetAfterRequest,

    /// <summary>Promises a body, sends <see cref="Manner.AfterBytes"/> of it, and resets.</summary>
    ResetMidBody,

    /// <summary>Promises a body, sends <see cref="Manner.AfterBytes"/> of it, and sends no more.</summary>
    StallMidBody,

    /// <summary>Reads the head of a request and nothing of its body, so that the window closes.</summary>
    StopReading,
}

/// <summary>Which page a web server of the lab gives.</summary>
public enum WebPage
{
    Ok,
    NotFound,
    Unauthorized,
    ServerError,
    BadGateway,
    Unavailable,

    /// <summary>A web application firewall's refusal.</summary>
    Waf,

    /// <summary>Not served in the client's country.</summary>
    Geo,
    TooManyRequests,

    /// <summary>The name is not registered (ICP filing), so the host may not serve it.</summary>
    Filing,

    /// <summary>The account behind the name is out of licence or unpaid.</summary>
    Licence,

    /// <summary>Sends everybody to a captive portal's login page.</summary>
    Portal,
    RedirectToTls,
    ProxyLogin,
}

/// <summary>How a web server treats a connection.</summary>
public sealed record Manner
{
    public WebFault Fault { get; init; }

    public WebPage Page { get; init; }

    public LeafFault Leaf { get; init; }

    /// <summary>Wait before the first byte of an answer.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>Wait before the TLS handshake is answered.</summary>
    public TimeSpan TlsDelay { get; init; }

    /// <summary>Length of the good page.</summary>
    public int BodyBytes { get; init; } = 12_000;

    /// <summary>How fast a body is sent; 0 = as fast as it goes.</summary>
    public int BytesPerSecond { get; init; }

    /// <summary>Where in the body a mid-body fault strikes.</summary>
    public int AfterBytes { get; init; } = 2_000;

    /// <summary>Request bodies above this are refused with 413; 0 = no limit.</summary>
    public int BodyLimit { get; init; }

    /// <summary>Request heads above this are refused with 431; 0 = no limit but the server's own.</summary>
    public int HeadLimit { get; init; }

    /// <summary>Requests a second and source above which 429 is given; 0 = no limit.</summary>
    public double RequestsPerSecond { get; init; }

    /// <summary>Requests of one source let through at once before <see cref="RequestsPerSecond"/> binds.</summary>
    public int Burst { get; init; } = 1;

    /// <summary>Adds Strict-Transport-Security.</summary>
    public bool Hsts { get; init; }

    /// <summary>Closes with a reset after the answer was sent whole and both sides have said goodbye.</summary>
    public bool ResetAtEnd { get; init; }

    /// <summary>What it calls itself in the Server header.</summary>
    public string Software { get; init; } = "nginx";
}

/// <summary>A different manner for some connections: those of some sources, or every k-th.</summary>
/// <param name="From">Sources it holds for; empty = any.</param>
/// <param name="Every">Holds for each k-th connection; 0 or 1 = each.</param>
/// <param name="Instead">The manner.</param>
public sealed record MannerException(IReadOnlyList<System.Net.IPNetwork> From, int Every, Manner Instead);
