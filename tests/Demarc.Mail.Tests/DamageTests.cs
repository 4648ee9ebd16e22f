using System.Diagnostics;
using System.Text;
using Demarc.Mail.Reading;

namespace Demarc.Mail.Tests;

/// <summary>Whatever the octets: an answer, in time that grows with the length only.</summary>
public sealed class DamageTests
{
    private static readonly byte[] Replacements = [0, 0xff, 0x80, (byte)'\n', (byte)'\r', (byte)'"', (byte)'(', (byte)'<', (byte)'=', (byte)'?', (byte)':', (byte)';', (byte)'-', (byte)'*', (byte)' ', (byte)'&'];

    [Fact]
    public void Every_beginning_of_a_message_is_read()
    {
        foreach (var octets in NastyMessages.All.Values)
        {
            for (var length = 0; length <= octets.Length; length++) Check(octets.AsMemory(0, length));
        }
    }

    [Fact]
    public void Every_octet_may_be_another()
    {
        foreach (var octets in NastyMessages.All.Values)
        {
            for (var round = 0; round < 3; round++)
            {
                for (var at = 0; at < octets.Length; at++)
                {
                    var copy = octets.ToArray();
                    copy[at] = round == 0 ? (byte)(copy[at] ^ 0x80) : Replacements[(at * 7 + round) % Replacements.Length];
                    Check(copy);
                }
            }
        }
    }

    [Fact]
    public void Lines_may_be_missing_doubled_or_out_of_order()
    {
        var random = new Random(20260903);
        foreach (var octets in NastyMessages.All.Values)
        {
            var lines = Encoding.Latin1.GetString(octets).Split('\n');
            for (var round = 0; round < 60; round++)
            {
                var copy = lines.ToList();
                for (var change = 0; change < 3; change++)
                {
                    var (from, to) = (random.Next(copy.Count), random.Next(copy.Count));
                    if (round % 3 == 0) copy[to] = copy[from];
                    else if (round % 3 == 1) (copy[from], copy[to]) = (copy[to], copy[from]);
                    else if (copy.Count > 1) copy.RemoveAt(from);
                }

                Check(Encoding.Latin1.GetBytes(string.Join('\n', copy)));
            }
        }
    }

    [Fact]
    public void Rubbish_is_read()
    {
        var random = new Random(20260903);
        var words = NastyMessages.All.Values.SelectMany(octets => Encoding.Latin1.GetString(octets).Split(' ', '\n', ';', '=')).Concat(["=?", "?=", "--", "\r\n", "\r\n\r\n", "multipart/mixed;boundary=", "message/rfc822", "\"", "(", "<", "*0*=", "'"]).ToArray();
        for (var round = 0; round < 3000; round++)
        {
            var text = new StringBuilder("Content-Type: ");
            for (var word = random.Next(60); word > 0; word--) text.Append(words[random.Next(words.Length)]).Append(" \n;=\0:"[random.Next(6)]);
            Check(Encoding.Latin1.GetBytes(text.ToString()));
        }
    }

    [Fact]
    public void No_charset_stumbles_over_any_octets()
    {
        var random = new Random(20260903);
        foreach (var charset in (string[])["utf-8", "utf-16", "utf-16be", "utf-32", "gb18030", "big5", "hz-gb-2312", "iso-2022-jp", "iso-2022-kr", "shift_jis", "euc-jp", "euc-kr", "koi8-r", "macintosh", "windows-1250", "windows-1251", "windows-1252", "windows-1258", "iso-8859-2", "iso-8859-7", "iso-8859-8", "iso-8859-13", "cp437", "cp866", "windows-874"])
        {
            for (var round = 0; round < 300; round++)
            {
                var octets = new byte[random.Next(60)];
                random.NextBytes(octets);
                for (var i = 0; i < octets.Length; i++)
                {
                    if (round % 3 == 0) octets[i] = "\u001b$B(J~{}\u000e\u000f!Aa"u8[octets[i] % 13];
                }

                var message = MessageReader.Read((byte[])[.. Sample.Octets($"Content-Type: text/plain; charset={charset}", "", ""), .. octets]);
                message.Text.ShouldNotBeNull(charset);
                message.Codes().ShouldNotContain(MailProblemCode.CharsetUnknown, charset);
                Sample.WithField($"Subject: =?{charset}?B?{Convert.ToBase64String(octets)}?= =?{charset}?B?{Convert.ToBase64String(octets)}?=").Subject.ShouldNotBeNull();
            }
        }
    }

    public static TheoryData<string> Slow => [.. SlowTexts.Keys];

    // Each is a head, something repeated, and a tail: what a reader with a loop inside a loop stumbles over.
    private static readonly Dictionary<string, (string Head, string Again, string Tail)> SlowTexts = new(StringComparer.Ordinal)
    {
        ["openings of encoded words"] = ("Subject: ", "=?utf-8?q?", ""),
        ["openings of encoded words, one closed"] = ("Subject: ", "=?utf-8?q?", "?="),
        ["equals and question marks"] = ("Subject: ", "=?", "?="),
        ["encoded words"] = ("Subject: ", "=?utf-8?q?a?= ", ""),
        ["words of cut base64"] = ("Subject: ", "=?utf-8?b?5?= ", ""),
        ["folded lines"] = ("Subject: x", "\r\n x", ""),
        ["folded lines of nothing"] = ("Subject: x", "\n ", ""),
        ["comments opened"] = ("To: ", "(", ""),
        ["comments"] = ("To: ", "(a)", ""),
        ["quotes"] = ("To: ", "\"", ""),
        ["quotes and angles"] = ("To: ", "<\"", ""),
        ["angles"] = ("To: ", "<", ""),
        ["routes"] = ("To: ", "<@a,", ""),
        ["colons"] = ("To: a@", ":", ""),
        ["groups"] = ("To: ", "a:;", ""),
        ["brackets"] = ("To: ", "[", ""),
        ["commas"] = ("To: ", ",", ""),
        ["names"] = ("To: ", "a,", "<a@example.com>"),
        ["at signs"] = ("To: ", "@", ""),
        ["at signs apart"] = ("To: ", "a@b ", ""),
        ["references"] = ("References: ", "<", ">"),
        ["comments in dates"] = ("Date: ", "(", ")"),
        ["parameters"] = ("Content-Type: text/plain", ";a=b", "\n\nx"),
        ["pieces of a parameter"] = ("Content-Type: text/plain", ";a*0*=b", "\n\nx"),
        ["comments in parameters"] = ("Content-Type: text/plain;", "(", "\n\nx"),
        ["boundary lines"] = ("Content-Type: multipart/mixed; boundary=a\n\n", "--a\n", ""),
        ["lines like boundaries"] = ("Content-Type: multipart/mixed; boundary=a\n\n", "--\n", ""),
        ["multiparts inside each other"] = ("Content-Type: multipart/mixed; boundary=a\n\n", "--a\nContent-Type: multipart/mixed; boundary=a\n\n", ""),
        ["messages inside each other"] = ("", "Content-Type: message/rfc822\n\n", ""),
        ["escapes"] = ("Content-Transfer-Encoding: quoted-printable\n\n", "=", ""),
        ["soft breaks"] = ("Content-Transfer-Encoding: quoted-printable\n\n", "=\n", ""),
        ["padding"] = ("Content-Transfer-Encoding: base64\n\n", "A=", ""),
        ["text"] = ("Subject: x\n\n", "text of a line\n", ""),
        ["html tags opened"] = ("Content-Type: text/html\n\n", "<a \"", ""),
        ["html tags with quotes"] = ("Content-Type: text/html\n\n", "<a x=\"", ""),
        ["html comments opened"] = ("Content-Type: text/html\n\n", "<!--", ""),
        ["html declarations opened"] = ("Content-Type: text/html\n\n", "<!", ""),
        ["html scripts"] = ("Content-Type: text/html\n\n", "<script>", ""),
        ["html quotes"] = ("Content-Type: text/html\n\n", "<blockquote>a", ""),
        ["html cells"] = ("Content-Type: text/html\n\n", "<td>", ""),
        ["html cells with text"] = ("Content-Type: text/html\n\n", "<td>a", ""),
        ["html links"] = ("Content-Type: text/html\n\n", "<a href=http:x>", ""),
        ["html entities"] = ("Content-Type: text/html\n\n", "&", ""),
        ["html breaks"] = ("Content-Type: text/html\n\n", "<br>", ""),
        ["attributes"] = ("Content-Type: text/html\n\n<a ", "x=y ", ">z</a>"),
        ["8-bit text without charset"] = ("Subject: x\n\n", "专线\u00ff", ""),
    };

    [Theory]
    [MemberData(nameof(Slow))]
    public void Time_grows_with_the_length_only(string what)
    {
        var (head, again, tail) = SlowTexts[what];
        var limits = new MailLimits { MaxHeaderOctets = int.MaxValue, MaxParts = 100_000, MaxFields = 1_000_000 };
        var watch = Stopwatch.StartNew();
        _ = MessageReader.Read(Encoding.UTF8.GetBytes(head + string.Concat(Enumerable.Repeat(again, 600_000 / again.Length)) + tail), limits);

        // Linear takes well under a second; a loop inside a loop minutes.
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(10));
    }

    private static void Check(ReadOnlyMemory<byte> octets)
    {
        var message = MessageReader.Read(octets);
        AutomaticMail.Of(message);
        foreach (var part in message.Parts)
        {
            part.Size.ShouldBeLessThanOrEqualTo(octets.Length);
            (part.FileName ?? "x").AsSpan().ContainsAny("/\\:\0\n").ShouldBeFalse();
        }

        foreach (var box in (Mailbox?[])[message.From, message.Sender, .. message.To, .. message.Cc, .. message.ReplyTo, .. message.Bcc])
        {
            if (box is not null) box.Address.AsSpan().ContainsAny("\r\n\0").ShouldBeFalse();
        }

        message.Subject.AsSpan().ContainsAny("\r\n\0").ShouldBeFalse();
        Mbox.Split(octets).Sum(one => (long)one.Length).ShouldBeLessThanOrEqualTo(octets.Length);
    }
}
