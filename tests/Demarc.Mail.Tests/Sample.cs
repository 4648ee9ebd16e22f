using System.Text;
using Demarc.Mail.Reading;

namespace Demarc.Mail.Tests;

/// <summary>Messages for tests, written as lines.</summary>
internal static class Sample
{
    public static Encoding Page(int page) => CodePagesEncodingProvider.Instance.GetEncoding(page)!;

    public static Encoding Gb => Page(54936);

    /// <summary>Lines joined by CRLF, as UTF-8.</summary>
    public static byte[] Octets(params string[] lines) => Encoding.UTF8.GetBytes(string.Join("\r\n", lines));

    public static byte[] Octets(Encoding encoding, params string[] lines) => encoding.GetBytes(string.Join("\r\n", lines));

    public static MailMessage Read(params string[] lines) => MessageReader.Read(Octets(lines));

    public static MailMessage Read(Encoding encoding, params string[] lines) => MessageReader.Read(Octets(encoding, lines));

    /// <summary>A message of one field, read.</summary>
    public static MailMessage WithField(string field) => Read(field, "", "text");

    public static IEnumerable<string> Codes(this MailMessage message) => message.Problems.Select(problem => problem.Code);

    public static string Base64(Encoding encoding, string text) => Convert.ToBase64String(encoding.GetBytes(text));

    /// <summary>The octets of a text as quoted-printable of an encoded word: every one escaped.</summary>
    public static string Escaped(char sign, ReadOnlySpan<byte> octets)
    {
        var text = new StringBuilder();
        foreach (var octet in octets) text.Append(sign).Append(octet.ToString("X2"));
        return text.ToString();
    }
}
