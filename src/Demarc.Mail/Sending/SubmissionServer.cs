using System.Net;

namespace Demarc.Mail.Sending;

/// <summary>How a connection is kept from being read by others. The default is the strictest.</summary>
public enum SubmissionSecurity
{
    /// <summary>TLS from the first octet, usually port 465 (RFC 8314 3.3).</summary>
    ImplicitTls,

    /// <summary>TLS by STARTTLS, usually port 587; without it nothing is sent (RFC 3207).</summary>
    StartTlsRequired,

    /// <summary>None: only to a loopback address, or where <see cref="SubmissionServer.AllowUnencrypted"/> says so.</summary>
    None,
}

/// <summary>A server that takes mail from us for others (RFC 6409), and how to reach it.</summary>
public sealed record SubmissionServer
{
    /// <summary>A name or an address. The certificate must be for it.</summary>
    public required string Host { get; init => field = CheckedHost(value); }

    public required int Port { get; init => field = value is > 0 and <= 65535 ? value : throw new MessageFault("port", "lies outside 1 to 65535", "不在 1 至 65535 之间"); }

    public SubmissionSecurity Security { get; init; }

    /// <summary>Lets mail and login go unencrypted to another machine. For networks where somebody answers for that.</summary>
    public bool AllowUnencrypted { get; init; }

    /// <summary>Null where the server asks for none.</summary>
    public SubmissionLogin? Login { get; init; }

    /// <summary>
    /// SHA-256 of the server's certificate in hexadecimal digits, colons allowed. Where given, exactly this certificate is accepted and
    /// no authority is asked; where null, the machine's authorities and the name decide. Revocation is not looked up: that would tell
    /// third parties when mail is sent.
    /// </summary>
    public string? PinnedSha256 { get; init => field = value is null ? null : CheckedPin(value); }

    /// <summary>What this end calls itself (RFC 5321 4.1.4): a host name, or an address literal as here, which tells nothing.</summary>
    public string HelloName { get; init => field = CheckedHello(value); } = "[127.0.0.1]";

    public SubmissionTimeouts Timeouts { get; init; } = new();

    private static string CheckedHost(string host)
    {
        FieldText.Given("host", host, 255);
        return IPAddress.TryParse(host, out _) || Uri.CheckHostName(host) == UriHostNameType.Dns
            ? host
            : throw new MessageFault("host", "is neither a host name nor an address", "既不是主机名也不是 IP 地址");
    }

    private static string CheckedHello(string name)
    {
        FieldText.Given("hello name", name, 255);
        return name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '[' or ']' or ':')
            ? name
            : throw new MessageFault("hello name", "is neither a host name nor an address in square brackets", "既不是主机名也不是方括号中的地址");
    }

    private static string CheckedPin(string pin)
    {
        var digits = pin.Replace(":", "", StringComparison.Ordinal).ToLowerInvariant();
        return digits.Length == 64 && digits.All(char.IsAsciiHexDigit)
            ? digits
            : throw new MessageFault("certificate thumbprint", "needs the 64 hexadecimal digits of a SHA-256", "须为 SHA-256 的 64 位十六进制数字");
    }
}
