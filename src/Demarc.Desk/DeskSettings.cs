using Demarc.Desk.Store;

namespace Demarc.Desk;

/// <summary>What the desk is told about its surroundings, kept in the store.</summary>
public sealed class DeskSettings(DeskStore store)
{
    private static readonly TimeSpan DefaultReopen = TimeSpan.FromDays(30);

    /// <summary>Domains whose people are the desk's own.</summary>
    public IReadOnlyList<string> OwnDomains => List("own-domains");

    /// <summary>Mailboxes of the desk itself.</summary>
    public IReadOnlyList<string> Mailboxes => List("mailboxes");

    /// <summary>Whose business days count where nothing else is said.</summary>
    public string Country => Get("country") ?? "cn";

    /// <summary>A folder whose mails are taken in, as a whole path; null for none.</summary>
    public string? MailFolder => Get("mail-folder");

    /// <summary>Verdicts are weighed by how often causes were confirmed in this desk's cases; off unless switched on.</summary>
    public bool FieldPriors => Get("field-priors") == "on";

    /// <summary>How long after its closing a mail opens a case again.</summary>
    public TimeSpan ReopenWithin => Get("reopen-days") is { } days && int.TryParse(days, System.Globalization.CultureInfo.InvariantCulture, out var count) && count is >= 0 and <= 3650 ? TimeSpan.FromDays(count) : DefaultReopen;

    /// <summary>A setting as text; null where it was never made.</summary>
    public string? Get(string name) => store.Read(reading => reading.Text("SELECT value FROM setting WHERE name = @1", name));

    public void Set(Actor actor, string name, string? value) => store.Write(actor, writing =>
    {
        if (string.IsNullOrWhiteSpace(value)) writing.Do("DELETE FROM setting WHERE name = @1", name);
        else writing.Do("INSERT INTO setting (name, value) VALUES (@1, @2) ON CONFLICT (name) DO UPDATE SET value = excluded.value", name, value.Trim());
        writing.Audit("setting", null, name);
    });

    /// <summary>Whether an address is of the desk's own people.</summary>
    public bool IsOwn(string? address) => address is not null && (IsOwnMailbox(address) || OwnDomains.Contains(address[(address.LastIndexOf('@') + 1)..], StringComparer.OrdinalIgnoreCase));

    /// <summary>Whether an address is the desk's mailbox.</summary>
    public bool IsOwnMailbox(string? address) => address is not null && Mailboxes.Contains(address, StringComparer.OrdinalIgnoreCase);

    private string[] List(string name) => Get(name)?.Split([',', ';', ' ', '\n'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];
}
