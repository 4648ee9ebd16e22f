namespace Demarc.Model;

/// <summary>One TCP connection attempt, or several alike.</summary>
public sealed record Connect : Observation
{
    protected override string KindId => Kinds.Connect;
    public string? TargetAddress { get; init; }
    public int? Port { get; init; }

    /// <summary><c>ok refused timeout unreachable reset local-error</c>.</summary>
    public string? Outcome { get; init; }

    /// <summary>
    /// For <c>unreachable</c>: <c>host</c>, <c>net</c> or <c>admin</c>. For <c>local-error</c>, where the system says why: <c>no-ports</c>,
    /// <c>filtered</c> (this host's own filter), <c>forbidden</c> or <c>discarded</c> (its routes).
    /// </summary>
    public string? Code { get; init; }

    /// <summary>Time to the outcome in ms.</summary>
    public double? Ms { get; init; }

    /// <summary>Attempts summed up in this observation; null = one.</summary>
    public int? Attempts { get; init; }

    /// <summary>Attempts that failed, where several are summed up.</summary>
    public int? Failed { get; init; }

    public int? SourcePort { get; init; }

    /// <summary>SYN retransmissions seen.</summary>
    public int? Retransmits { get; init; }

    /// <summary>The proxy connected to instead of the target.</summary>
    public string? ViaProxy { get; init; }

    /// <summary>TTL of the SYN-ACK or reset as it arrived.</summary>
    public int? ReplyTtl { get; init; }
}

/// <summary>One DNS question and its answer.</summary>
public sealed record Dns : Observation
{
    protected override string KindId => Kinds.Dns;
    public string? Name { get; init; }

    /// <summary>Record type asked for, such as <c>A</c>.</summary>
    public string? Type { get; init; }

    /// <summary>Resolver asked, as written.</summary>
    public string? Server { get; init; }

    /// <summary><c>udp</c> or <c>tcp</c>.</summary>
    public string? Transport { get; init; }

    /// <summary><c>ok nxdomain servfail refused timeout bogus</c>.</summary>
    public string? Outcome { get; init; }
    public IReadOnlyList<DnsAnswer>? Answers { get; init; }

    /// <summary>Answers of a second reply to the same question.</summary>
    public IReadOnlyList<DnsAnswer>? Second { get; init; }

    /// <summary>Query time in ms.</summary>
    public double? Ms { get; init; }

    /// <summary>The AA flag; nslookup's "non-authoritative" gives false.</summary>
    public bool? Authoritative { get; init; }

    /// <summary>Response code as printed, such as <c>NOERROR</c>.</summary>
    public string? Rcode { get; init; }
}

/// <summary>One answer record: an address, or another name for CNAME answers.</summary>
public sealed record DnsAnswer(string Address, int? Ttl = null, string? Type = null);

/// <summary>One TLS handshake.</summary>
public sealed record Tls : Observation
{
    protected override string KindId => Kinds.Tls;
    public string? TargetAddress { get; init; }
    public int? Port { get; init; }
    public string? Sni { get; init; }

    /// <summary><c>ok alert reset timeout plaintext verify-failed</c>.</summary>
    public string? Outcome { get; init; }
    public string? Version { get; init; }
    public string? Cipher { get; init; }

    /// <summary>Alert name, if one was seen.</summary>
    public string? Alert { get; init; }

    /// <summary>Certificates as presented, leaf first.</summary>
    public IReadOnlyList<Certificate>? Chain { get; init; }

    /// <summary>What verification said: <c>ok expired not-yet name unknown-issuer self-signed</c>, or the tool's words.</summary>
    public string? Verify { get; init; }

    /// <summary>The last message seen when it stalled.</summary>
    public string? StalledAfter { get; init; }
    public double? Ms { get; init; }
}

/// <summary>One certificate; times as printed.</summary>
public sealed record Certificate(string? Subject, string? Issuer, string? NotBefore, string? NotAfter, string? Fingerprint = null);

/// <summary>One HTTP exchange.</summary>
public sealed record Http : Observation
{
    protected override string KindId => Kinds.Http;
    public string? Url { get; init; }
    public string? Method { get; init; }

    /// <summary><c>ok error-status no-response reset stalled slow portal blocked</c>.</summary>
    public string? Outcome { get; init; }
    public int? Status { get; init; }

    /// <summary>Body bytes received.</summary>
    public long? Bytes { get; init; }

    /// <summary>Body bytes announced.</summary>
    public long? ExpectedBytes { get; init; }
    public HttpPhases? Phases { get; init; }

    /// <summary>Response headers worth keeping, secrets masked.</summary>
    public IReadOnlyList<string>? Headers { get; init; }

    /// <summary>The Server header.</summary>
    public string? Server { get; init; }

    /// <summary>Where a redirect points.</summary>
    public string? Redirect { get; init; }

    /// <summary>The address asked.</summary>
    public string? TargetAddress { get; init; }

    /// <summary>Seconds the connection had stood idle before this request; null for a fresh one.</summary>
    public double? IdleSeconds { get; init; }
}

/// <summary>Times from the start of the request, in ms.</summary>
public sealed record HttpPhases(double? DnsMs, double? ConnectMs, double? TlsMs, double? FirstByteMs, double? TotalMs);

/// <summary>A transfer to the client.</summary>
public sealed record Download : Observation
{
    protected override string KindId => Kinds.Download;
    public string? Url { get; init; }
    public long? Bytes { get; init; }
    public long? ExpectedBytes { get; init; }

    /// <summary><c>ok stalled slow reset</c>.</summary>
    public string? Outcome { get; init; }
    public long? StalledAtByte { get; init; }

    /// <summary>Kilobytes (1000 bytes) per second.</summary>
    public double? KBps { get; init; }

    /// <summary>MSS the client announced for this transfer on purpose, in bytes; null = the system's own.</summary>
    public int? Mss { get; init; }
}

/// <summary>A transfer from the client.</summary>
public sealed record Upload : Observation
{
    protected override string KindId => Kinds.Upload;
    public string? Url { get; init; }
    public long? Bytes { get; init; }
    public long? ExpectedBytes { get; init; }

    /// <summary><c>ok stalled slow reset</c>.</summary>
    public string? Outcome { get; init; }
    public long? StalledAtByte { get; init; }

    /// <summary>Kilobytes (1000 bytes) per second.</summary>
    public double? KBps { get; init; }
}

/// <summary>One line of a web server's access log.</summary>
public sealed record AccessLog : Observation
{
    protected override string KindId => Kinds.AccessLog;
    public string? Client { get; init; }

    /// <summary>Method, path and protocol, secrets masked.</summary>
    public string? Request { get; init; }
    public int? Status { get; init; }
    public long? Bytes { get; init; }
    public double? Ms { get; init; }
}

/// <summary>An error message of a program, put in words.</summary>
public sealed record ErrorText : Observation
{
    protected override string KindId => Kinds.ErrorText;
    public string? Product { get; init; }
    public string? Code { get; init; }
    public string? Text { get; init; }

    /// <summary>A stable id of what it means, such as <c>connect-timeout</c>.</summary>
    public string? Meaning { get; init; }
}
