using System.Text;

namespace Demarc.Mail.Tests;

/// <summary>Messages put together from every charset, encoding and way to write a file name, with what they hold known beforehand.</summary>
internal static class GeneratedMessages
{
    public sealed record Made(string Name, byte[] Octets, string Subject, string Sender, string Text, string FileName);

    private static readonly (string Charset, int Page, string Words)[] Charsets =
    [
        ("utf-8", 65001, "上海机房丢包，请处理𠮷"), ("gb2312", 54936, "上海机房丢包，请处理"), ("gbk", 54936, "上海機房喆，请处理"), ("gb18030", 54936, "上海机房丢包，请处理"),
        ("big5", 950, "上海機房斷線，請處理"), ("iso-2022-jp", 50220, "日本語の件名です"), ("shift_jis", 932, "日本語の件名です"), ("euc-kr", 949, "한국어제목입니다"), ("windows-1251", 1251, "Нет связи с сервером"), ("iso-8859-1", 1252, "Störung am Anschluß"), ("us-ascii", 20127, "No answer from 192.0.2.7"),
    ];

    public static IEnumerable<Made> All()
    {
        foreach (var (charset, page, words) in Charsets)
        {
            var encoding = page is 65001 or 20127 ? Encoding.GetEncoding(page) : Sample.Page(page);
            foreach (var body in (string[])["7bit", "base64", "quoted-printable"])
            {
                if (body == "7bit" && charset != "us-ascii" && charset != "iso-2022-jp") continue;
                foreach (var style in (string[])["2231", "2231 pieces", "2047", "2047 in type"]) yield return One(charset, encoding, words, body, style);
            }
        }
    }

    private static Made One(string charset, Encoding encoding, string words, string body, string style)
    {
        var text = $"{words}\nping 192.0.2.7 = {words}\n\n> {words}\n";
        var file = $"{words.Replace('，', '_').Replace(' ', '_')}.txt";
        var octets = encoding.GetBytes(text.ReplaceLineEndings("\r\n"));
        var made = Encoding.ASCII.GetBytes(string.Join("\r\n",
        [
            $"From: {Word(charset, encoding, words, 'B')} <zhang@example.com>",
            $"Subject: {Word(charset, encoding, words, 'Q')}",
            "MIME-Version: 1.0",
            "Content-Type: multipart/mixed; boundary=\"=_b\"", "",
            "--=_b", $"Content-Type: text/plain; charset=\"{charset}\"", $"Content-Transfer-Encoding: {body}", "",
            body switch { "base64" => Convert.ToBase64String(octets, Base64FormattingOptions.InsertLineBreaks), "quoted-printable" => Quoted(octets), _ => Encoding.ASCII.GetString(octets) },
            "--=_b", $"Content-Type: application/octet-stream{(style == "2047 in type" ? $"; name=\"{Word(charset, encoding, file, 'B')}\"" : "")}",
            $"Content-Disposition: attachment{Name(charset, encoding, file, style)}", "Content-Transfer-Encoding: base64", "", "AAEC",
            "--=_b--", "",
        ]));
        return new($"{charset} {body} {style}", made, words, words, text, file);
    }

    private static string Word(string charset, Encoding encoding, string words, char form)
    {
        var octets = encoding.GetBytes(words);
        return form == 'B' ? $"=?{charset}?B?{Convert.ToBase64String(octets)}?=" : $"=?{charset}?Q?{Sample.Escaped('=', octets)}?=";
    }

    private static string Name(string charset, Encoding encoding, string file, string style)
    {
        var escaped = Sample.Escaped('%', encoding.GetBytes(file));
        var middle = escaped.Length / 6 * 3;
        return style switch
        {
            "2231" => $";\r\n filename*={charset}''{escaped}",
            "2231 pieces" => $";\r\n filename*0*={charset}''{escaped[..middle]};\r\n filename*1*={escaped[middle..]}",
            "2047" => $";\r\n filename=\"{Word(charset, encoding, file, 'B')}\"",
            _ => "",
        };
    }

    private static string Quoted(byte[] octets)
    {
        var text = new StringBuilder();
        var column = 0;
        for (var i = 0; i < octets.Length; i++)
        {
            if (octets[i] is (byte)'\r' or (byte)'\n')
            {
                text.Append((char)octets[i]);
                column = 0;
                continue;
            }

            if (column > 70) column = text.Append("=\r\n").Length - text.Length;
            var plain = octets[i] is > 0x20 and < 0x7f and not (byte)'=';
            text.Append(plain ? ((char)octets[i]).ToString() : $"={octets[i]:X2}");
            column += plain ? 1 : 3;
        }

        return text.ToString();
    }
}
