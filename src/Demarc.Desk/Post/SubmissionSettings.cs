using System.Globalization;
using System.Text;
using Demarc.Desk.Store;
using Demarc.Mail.Sending;

namespace Demarc.Desk.Post;

/// <summary>
/// The server that mail leaves by. Host, port and such are settings of the desk: <c>smtp-host smtp-port smtp-security smtp-login smtp-pin
/// smtp-unencrypted mail-from mail-name undo-seconds</c>. The password is a file only its owner can read, so that no copy of the database
/// holds it.
/// </summary>
public sealed class SubmissionSettings(DeskSettings settings, string home)
{
    private const int DefaultUndo = 30;
    private const int LongestUndo = 3600;
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private string PasswordFile => Path.Combine(home, "smtp.password");

    /// <summary>How long a mail can be called back.</summary>
    public TimeSpan UndoTime => TimeSpan.FromSeconds(int.TryParse(settings.Get("undo-seconds"), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds <= LongestUndo ? seconds : DefaultUndo);

    /// <summary>Whether a password is kept.</summary>
    public bool HasPassword => File.Exists(PasswordFile);

    /// <summary>The mailbox mail comes from.</summary>
    /// <exception cref="DeskFault">The desk has none yet.</exception>
    public Mailbox From()
    {
        var address = settings.Get("mail-from") ?? (settings.Mailboxes.Count > 0 ? settings.Mailboxes[0] : null)
            ?? throw new DeskFault(DeskFaultKind.BadInput, new("the desk has no mailbox to send from; set 'mailboxes'", "尚未设置发件邮箱；请设置 mailboxes"));
        return Checked(() => new Mailbox(address, settings.Get("mail-name")));
    }

    /// <summary>The server; null where none is set.</summary>
    /// <exception cref="DeskFault">The settings make no sense, or the password can be read by others.</exception>
    public SubmissionServer? Server()
    {
        if (settings.Get("smtp-host") is not { } host) return null;
        var security = settings.Get("smtp-security") switch
        {
            null or "tls" => SubmissionSecurity.ImplicitTls,
            "starttls" => SubmissionSecurity.StartTlsRequired,
            "none" => SubmissionSecurity.None,
            var other => throw new DeskFault(DeskFaultKind.BadInput, new($"smtp-security is tls, starttls or none, not '{other}'", $"smtp-security 为 tls、starttls 或 none，而不是“{other}”")),
        };
        return Checked(() => new SubmissionServer
        {
            Host = host,
            Port = settings.Get("smtp-port") is { } port ? int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0 : security == SubmissionSecurity.ImplicitTls ? 465 : 587,
            Security = security,
            AllowUnencrypted = settings.Get("smtp-unencrypted") == "yes",
            PinnedSha256 = settings.Get("smtp-pin"),
            Login = settings.Get("smtp-login") is { } login && Password() is { } password ? SubmissionLogin.Password(login, password) : null,
        });
    }

    /// <summary>Keeps the password; null forgets it.</summary>
    public void SetPassword(Actor actor, string? password)
    {
        if (string.IsNullOrEmpty(password)) File.Delete(PasswordFile);
        else
        {
            var temporary = $"{PasswordFile}.{Guid.NewGuid():N}";
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows()) options.UnixCreateMode = OwnerOnly;
            using (var file = new FileStream(temporary, options))
            {
                file.Write(Encoding.UTF8.GetBytes(password));
                file.Flush(flushToDisk: true);
            }

            File.Move(temporary, PasswordFile, overwrite: true);
        }

        settings.Set(actor, "smtp-password-set", string.IsNullOrEmpty(password) ? null : "yes");
    }

    private string? Password()
    {
        if (!HasPassword) return null;
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(PasswordFile) & ~OwnerOnly) != UnixFileMode.None)
            throw new DeskFault(DeskFaultKind.BadInput, new($"others can read {PasswordFile}; run: chmod 600 {PasswordFile}", $"其他用户可读取 {PasswordFile}；请执行：chmod 600 {PasswordFile}"));
        return File.ReadAllText(PasswordFile, Encoding.UTF8).TrimEnd('\r', '\n');
    }

    private static T Checked<T>(Func<T> make)
    {
        try
        {
            return make();
        }
        catch (MessageFault fault)
        {
            throw new DeskFault(DeskFaultKind.BadInput, new(fault.En, fault.Zh));
        }
    }
}
