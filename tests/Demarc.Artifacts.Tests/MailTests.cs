using System.Text;

namespace Demarc.Artifacts.Tests;

/// <summary>Mails as mail programs store them, taken apart.</summary>
public sealed class MailTests
{
    private const string Head = "From: Li <li@customer.example>\nTo: desk@support.example\nSubject: =?UTF-8?B?5omT5LiN5byA?=\nDate: Fri, 27 Nov 2026 09:12:00 +0800\nMessage-ID: <a@customer.example>\nMIME-Version: 1.0\n";

    /// <summary>A mail with a text in base64, a log, and another mail attached.</summary>
    internal static string Whole { get; } = Head + "Content-Type: multipart/mixed; boundary=b\n\n"
        + $"--b\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\n{Base64("网站打不开\n")}\n"
        + $"--b\nContent-Type: application/octet-stream\nContent-Disposition: attachment; filename=\"ping.log\"\nContent-Transfer-Encoding: base64\n\n{Base64("64 bytes\n")}\n"
        + $"--b\nContent-Type: message/rfc822\n\n{Head}Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\n{Base64("旧邮件\n")}\n--b--\n";

    private const string Shown = "From: Li <li@customer.example>\nDate: Fri, 27 Nov 2026 09:12:00 +0800\nTo: desk@support.example\nSubject: 打不开\n\n";

    [Fact]
    public void A_mail_gives_its_text_below_who_wrote_it_and_what_is_attached() =>
        Bench.Read(Bench.FromInput(Bench.Utf8(Whole))).ShouldBe([$"stdin!mail.txt = {Shown}网站打不开\n", "stdin!ping.log = 64 bytes\n", $"stdin!part-3.eml!mail.txt = {Shown}旧邮件\n"]);

    [Fact]
    public void A_mailbox_file_gives_each_mail_by_its_number()
    {
        var box = $"From li@customer.example Fri Nov 27 09:12:00 2026\n{Head}\none\n\nFrom li@customer.example Fri Nov 27 09:13:00 2026\n{Whole}";
        Bench.Read(Bench.FromInput(Bench.Utf8(box))).Select(it => it.Split(" = ")[0]).ShouldBe(["stdin!1/mail.txt", "stdin!2/mail.txt", "stdin!2/ping.log", "stdin!2/part-3.eml!mail.txt"]);
    }

    [Fact]
    public void A_mail_whose_bytes_are_its_text_stays_as_it_is_so_that_its_lines_are_those_of_the_file()
    {
        var plain = Head.Replace("=?UTF-8?B?5omT5LiN5byA?=", "down", StringComparison.Ordinal) + "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n网站打不开\n";
        Bench.Read(Bench.FromInput(Bench.Utf8(plain))).ShouldBe([$"stdin = {plain}"]);
    }

    [Theory]
    [InlineData("From: Li\nSent: Friday\nSubject: =?UTF-8?B?5omT5LiN5byA?=\n\nhello\n")]
    [InlineData("From the log of 2026:\n\nMessage-ID: 4\n")]
    [InlineData("Server: nginx\nContent-Type: text/html\n\n<p>\n")]
    public void What_people_paste_is_no_mail(string text) => Bench.Read(Bench.FromInput(Bench.Utf8(text))).ShouldBe([$"stdin = {text}"]);

    [Fact]
    public void Attachments_of_one_name_are_told_apart()
    {
        var part = "--b\nContent-Disposition: attachment; filename=a.txt\n\nx\n";
        Bench.Read(Bench.FromInput(Bench.Utf8(Head + "Content-Type: multipart/mixed; boundary=b\n\n" + part + part + "--b--\n"))).ShouldContain(it => it.StartsWith("stdin!2 a.txt = x", StringComparison.Ordinal));
    }

    [Fact]
    public void Mails_inside_mails_count_as_archives_inside_archives()
    {
        var mail = Whole;
        for (var i = 0; i < 5; i++) mail = Head + $"Content-Type: multipart/mixed; boundary=o{i}\n\n--o{i}\nContent-Type: message/rfc822\n\n{mail}\n--o{i}--\n";
        Bench.Read(Bench.FromInput(Bench.Utf8(mail))).ShouldContain(it => it.Contains(" ! ", StringComparison.Ordinal));
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
