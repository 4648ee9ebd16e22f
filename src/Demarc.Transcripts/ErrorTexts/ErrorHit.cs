using Demarc.Model;
using Demarc.Transcripts.Addresses;

namespace Demarc.Transcripts.ErrorTexts;

/// <summary>An error text that was understood: whose, which, what it means, and the end it speaks of where the text names one.</summary>
internal sealed record ErrorHit(string Product, string? Code, string Meaning)
{
    private const int LongestText = 500;

    /// <summary>URL, name or address it is about, as written.</summary>
    public string? Target { get; init; }

    public int? Port { get; init; }

    /// <summary>HTTP status the text names.</summary>
    public int? Status { get; init; }

    /// <summary>
    /// What it says: the error text itself, and, where a name or URL is told, the step that failed. A bare address may be
    /// anything the program talks to, so no step is claimed for it, but for programs that connect to what they are given and nothing else.
    /// </summary>
    public IEnumerable<Observation> Observe(BlockContext context, string tool, int first, int last)
    {
        var target = Target is null ? null : Secrets.MaskAndCut(Target, LongestText);
        yield return new ErrorText
        {
            Tool = tool,
            Vantage = context.Vantage,
            Time = context.Time,
            Target = target is not null && Port is { } port && !target.Contains("://", StringComparison.Ordinal) ? (target.Contains(':') ? $"[{target}]:{port}" : $"{target}:{port}") : target,
            Product = Product,
            Code = Code,
            Text = Secrets.MaskAndCut(string.Join('\n', Enumerable.Range(first, last - first + 1).Take(20).Select(at => context.Text[at].Trim()).Where(line => line.Length > 0)), LongestText),
            Meaning = Meaning,
            Evidence = context.Cite(Kinds.ErrorText, tool, first, last),
        };
        if (target is not null && (!AddressText.Is(target) || Product is "nc" or "telnet") && Step(context, target, tool, first, last) is { } step) yield return step with { Tool = tool, Vantage = context.Vantage, Time = context.Time, Target = target };
    }

    private Observation? Step(BlockContext context, string target, string tool, int first, int last)
    {
        Evidence Cite(string kind) => context.Cite(kind, tool, first, last);
        Connect Connecting(string outcome, string? code = null) => new() { TargetAddress = AddressText.Is(target) ? target : null, Port = Port, Outcome = outcome, Code = code, Evidence = Cite(Kinds.Connect) };
        Dns Resolving(string outcome) => new() { Name = Hostname.Of(target), Outcome = outcome, Evidence = Cite(Kinds.Dns) };
        Tls Handshake(string outcome, string? verify = null) => new() { Port = Port, Outcome = outcome, Verify = verify, Evidence = Cite(Kinds.Tls) };
        return Meaning switch
        {
            "connection-refused" => Connecting("refused"),
            "connect-timeout" => Connecting("timeout"),
            "host-unreachable" => Connecting("unreachable", "host"),
            "network-unreachable" => Connecting("unreachable", "net"),
            "name-not-found" => Resolving("nxdomain"),
            "resolver-failed" => Resolving("servfail"),
            "resolve-timeout" => Resolving("timeout"),
            "certificate-expired" => Handshake("verify-failed", "expired"),
            "certificate-not-yet" => Handshake("verify-failed", "not-yet"),
            "certificate-name" => Handshake("verify-failed", "name"),
            "certificate-unknown-issuer" => Handshake("verify-failed", "unknown-issuer"),
            "certificate-self-signed" => Handshake("verify-failed", "self-signed"),
            "tls-version-or-cipher" or "tls-protocol" => Handshake("alert"),
            "tls-not-spoken" => Handshake("plaintext"),
            "tls-timeout" => Handshake("timeout"),
            _ when Status is { } status => new Http { Url = target, Status = status, Outcome = status < 400 ? "ok" : "error-status", Evidence = Cite(Kinds.Http) },
            _ => null,
        };
    }
}
