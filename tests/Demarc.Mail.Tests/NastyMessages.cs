using System.Text;

namespace Demarc.Mail.Tests;

/// <summary>Messages that hold many of the hard things at once, for damage and for comparison with other readers.</summary>
internal static class NastyMessages
{
    public static IReadOnlyDictionary<string, byte[]> All { get; } = new Dictionary<string, byte[]>(StringComparer.Ordinal)
    {
        ["plain"] = Sample.Octets(
            "Received: from a.example.com (a.example.com [192.0.2.1]) by b.example.com; Thu, 3 Sep 2026 14:22:01 +0800",
            "From: =?utf-8?B?5byg5LiJ?= <zhang@example.com>", "To: \"Li, Lei\" <lei@example.com>, Team: a@example.com, b@example.com;", "Cc: c@example.com (Han)",
            "Subject: =?utf-8?B?5LiT57q/?= =?utf-8?B?5Lit5pat?=", " [Case #: 1]", "Date: Thu, 3 Sep 2026 14:22:01 +0800 (CST)",
            "Message-ID: <1@example.com>", "References: <a@example.com>", "\t<b@example.com>", "MIME-Version: 1.0", "Content-Type: text/plain; charset=\"utf-8\"; format=flowed", "Content-Transfer-Encoding: 8bit", "",
            "ping 192.0.2.7 超时", "", "-- ", "张三", ""),
        ["nested"] = Sample.Octets(
            "From: zhang@example.com", "Subject: nested", "Content-Type: multipart/mixed; boundary=\"a\"", "", "preamble",
            "--a", "Content-Type: multipart/alternative; boundary=\"ab\"", "",
            "--ab", "Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: quoted-printable", "", "=E4=BD=A0=E5=A5=BD, a =3D b and a long line =", "goes on", "",
            "--ab", "Content-Type: multipart/related; boundary=\"abc\"; type=\"text/html\"", "", "--abc", "Content-Type: text/html; charset=utf-8", "Content-Transfer-Encoding: base64", "", "PHA+5L2g5aW9PC9wPjxpbWcgc3JjPSJjaWQ6cCI+", "--abc", "Content-Type: image/png; name=p.png", "Content-ID: <p>", "Content-Disposition: inline; filename=p.png", "Content-Transfer-Encoding: base64", "", "iVBORw0KGgo=", "--abc--",
            "--ab--", "",
            "--a", "Content-Type: application/octet-stream", "Content-Disposition: attachment;", " filename*0*=utf-8''%E6%8A%93;", " filename*1*=%E5%8C%85;", " filename*2=\".pcap\"", "Content-Transfer-Encoding: base64", "", "1MOyoQIABAA=",
            "--a", "Content-Type: message/rfc822", "", "From: inner@example.com", "Subject: inner", "", "inner text",
            "--a--", "", "epilogue"),
        ["gb2312 cut in words"] = Sample.Octets(
            $"From: =?gb2312?B?{Sample.Base64(Sample.Gb, "李雷")}?= <lei@example.com>",
            $"Subject: =?gb2312?B?{Convert.ToBase64String(Sample.Gb.GetBytes("网络故障")[..3])}?=", $" =?gb2312?B?{Convert.ToBase64String(Sample.Gb.GetBytes("网络故障")[3..])}?=",
            "Content-Type: text/plain; charset=gb2312", "Content-Transfer-Encoding: base64", "", Sample.Base64(Sample.Gb, "镕基，您好")),
        ["raw gb18030"] = Sample.Octets(Sample.Gb, "From: 李雷 <lei@example.com>", "Subject: 网络故障，请尽快处理", "Content-Type: multipart/mixed; boundary=b", "", "--b", "", "正文没有字符集", "--b", "Content-Type: text/plain; name=\"日志文件.txt\"", "Content-Disposition: attachment; filename=\"日志文件.txt\"", "", "日志", "--b--"),
        ["names of attachments"] = Sample.Octets(
            "From: a@example.com", "Subject: names", "Content-Type: multipart/mixed; boundary=b", "", "--b", "", "text",
            "--b", "Content-Type: application/octet-stream; name=\"=?utf-8?B?5oqT5YyFLnBjYXA=?=\"", "", "1",
            "--b", "Content-Type: application/octet-stream", "Content-Disposition: attachment; filename=\"=?gb2312?B?16Ww/A==?= =?gb2312?B?LnBjYXA=?=\"", "", "2",
            "--b", "Content-Type: application/octet-stream", "Content-Disposition: attachment; filename*=gb2312''%D7%A5%B0%FC.pcap", "", "3",
            "--b", "Content-Type: application/octet-stream", "Content-Disposition: attachment; filename=plain.txt", "", "4",
            "--b", "Content-Type: application/octet-stream", "Content-Disposition: attachment; filename=\"../../x.txt\"", "", "5",
            "--b", "Content-Type: application/ms-tnef; name=\"winmail.dat\"", "Content-Transfer-Encoding: base64", "", "eJ8+Ig==",
            "--b--"),
        ["inner boundary unclosed"] = Sample.Octets("From: a@example.com", "Subject: unclosed", "Content-Type: multipart/mixed; boundary=x", "", "--x", "Content-Type: multipart/alternative; boundary=xy", "", "--xy", "", "plain", "--xy", "Content-Type: text/html", "", "<b>html</b>", "--x", "Content-Disposition: attachment; filename=a.txt", "", "a", "--x--"),
        ["html only"] = Sample.Octets("From: a@example.com", "Subject: html", "Content-Type: text/html; charset=utf-8", "", "<html><style>p{}</style><table><tr><td>a</td><td>b</td></tr></table><blockquote>引用<br>text</blockquote><a href=\"https://example.com/\">link</a><!-- x --></html>"),
        ["addresses"] = Sample.Octets("From: Li, Lei <lei@example.com>", "To: \"A \\\"B\\\" C\" <a@example.com>; 张三＜b＠example．com＞, (c (d)) e@example.com, <@r.example.com:f@example.com>", "Cc: undisclosed-recipients:;", "Bcc: \"unclosed <g@example.com>", "Reply-To: h@[192.0.2.1]", "Subject: addresses", "", "text"),
        ["bounce"] = Sample.Octets("From: MAILER-DAEMON@example.com", "Subject: Undelivered Mail", "Content-Type: multipart/report; report-type=delivery-status; boundary=r", "", "--r", "", "sorry", "--r", "Content-Type: message/delivery-status", "", "Reporting-MTA: dns; mail.example.com", "", "Final-Recipient: rfc822; x@example.net", "Action: failed", "Status: 5.1.1", "Diagnostic-Code: smtp; 550", " unknown", "--r", "Content-Type: text/rfc822-headers", "", "Message-ID: <o@example.com>", "--r--"),
        ["mailbox"] = Encoding.UTF8.GetBytes("From a@example.com Thu Sep  3 14:22:01 2026\nFrom: a@example.com\nSubject: one\n\n>From here\n\nFrom b@example.com Thu Sep  3 14:22:01 2026\nSubject: two\n\nx\n"),
    };
}
