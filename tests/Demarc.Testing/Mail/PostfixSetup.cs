namespace Demarc.Testing.Mail;

/// <summary>What a <see cref="PostfixServer"/> delivers and how it is reached. Other addresses of the same domains are refused as unknown.</summary>
public sealed record PostfixSetup
{
    /// <summary>Addresses with a Maildir.</summary>
    public IReadOnlyList<string> Mailboxes { get; init; } = [];

    /// <summary>
    /// Addresses whose mail goes to a shell command on its standard input, with sender and recipient as $1 and $2. The command's exit
    /// status is one of sysexits: 75 makes Postfix keep the message and try again.
    /// </summary>
    public IReadOnlyDictionary<string, string> Pipes { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Who commands run as. Postfix refuses root and its own user.</summary>
    public string PipeUser { get; init; } = "nobody";

    /// <summary>Private key and certificate in PEM, in this order: offers STARTTLS. Null for none.</summary>
    public string? KeyAndCertificatePem { get; init; }

    /// <summary>Further lines of main.cf.</summary>
    public IReadOnlyList<string> Settings { get; init; } = [];
}
