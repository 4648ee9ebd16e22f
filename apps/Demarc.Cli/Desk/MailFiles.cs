namespace Demarc.Cli.Desk;

/// <summary>Which files are mails: those named so.</summary>
internal static class MailFiles
{
    public static bool IsMail(string file) => Path.GetExtension(file).Equals(".eml", StringComparison.OrdinalIgnoreCase);
}
