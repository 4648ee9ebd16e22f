namespace Demarc.Mail.Reading;

/// <summary>Where reading stops. What came before a limit is kept and the limit told as a problem.</summary>
public sealed record MailLimits
{
    public static MailLimits Default { get; } = new();

    /// <summary>Octets of the whole message.</summary>
    public int MaxOctets { get; init; } = 64 * 1024 * 1024;

    /// <summary>Multiparts and nested messages inside each other.</summary>
    public int MaxDepth { get; init; } = 20;

    /// <summary>Parts of the message, multiparts and those of nested messages included.</summary>
    public int MaxParts { get; init; } = 1000;

    /// <summary>Octets of one header section.</summary>
    public int MaxHeaderOctets { get; init; } = 256 * 1024;

    /// <summary>Fields of one header section.</summary>
    public int MaxFields { get; init; } = 1000;

    /// <summary>Addresses of one field.</summary>
    public int MaxAddresses { get; init; } = 1000;

    /// <summary>Message-IDs of one field.</summary>
    public int MaxReferences { get; init; } = 1000;

    /// <summary>Problems told; further ones are counted in a last one.</summary>
    public int MaxProblems { get; init; } = 200;
}
