using System.Text;
using Demarc.Mail.Sending;

namespace Demarc.Mail.Tests.Sending;

public sealed class LineLengthTests
{
    private const string Alphabet = "aZ9 .,:=?_中網🛰ü\"\\<>()";

    [Fact]
    public void Lines_of_every_message_stay_short_and_fields_stay_whole()
    {
        var random = new Random(11);
        for (var turn = 0; turn < 300; turn++)
        {
            var subject = Text(random, 300);
            var octets = MessageWriter.Write(Letters.Plain with
            {
                Subject = subject,
                To = [.. Enumerable.Range(0, random.Next(1, 8)).Select(i => new Mailbox($"person{i}@example.net", Text(random, 120)))],
                References = [.. Enumerable.Range(0, random.Next(40)).Select(i => $"<{new string('r', random.Next(1, 48))}{i}@example.net>")],
                Text = Text(random, 3000),
                Html = random.Next(2) == 0 ? null : Text(random, 500),
                Attachments = [new("f" + Text(random, 100).Replace('\\', '.'), new byte[random.Next(200)])],
            });
            Letters.Ascii(octets).ShouldNotContain('\0');
            octets.Any(octet => octet >= 0x80).ShouldBeFalse();
            foreach (var line in Letters.Ascii(octets).Split("\r\n"))
            {
                line.Length.ShouldBeLessThanOrEqualTo(78, line);
                line.ShouldNotContain('\n');
                line.ShouldNotContain('\r');
            }

            foreach (var word in Letters.Ascii(octets).Split([' ', '\r', '\n', '"', ';']).Where(word => word.StartsWith("=?utf-8?") && word.EndsWith("?=")))
                word.Length.ShouldBeLessThanOrEqualTo(75);
            foreach (var line in Letters.HeaderLines(octets)) line.Trim().ShouldNotBeEmpty("a line of white space only may be taken for the end of the header");
        }
    }

    [Fact]
    public void Encoded_words_hold_whole_characters()
    {
        var random = new Random(12);
        for (var turn = 0; turn < 500; turn++)
        {
            var text = Text(random, 200) + "中";
            var words = EncodedWords.Encode(text, random.Next(24, 76));
            var decoded = new StringBuilder();
            foreach (var word in words)
            {
                var parts = word.Split('?');
                var octets = parts[2] == "B" ? Convert.FromBase64String(parts[3]) : Quoted(parts[3]);
                decoded.Append(new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(octets));
            }

            decoded.ToString().ShouldBe(text);
        }
    }

    [Fact]
    public void Only_a_single_long_token_makes_a_longer_line()
    {
        var id = $"<{new string('x', 230)}@example.com>";
        var lines = Letters.HeaderLines(MessageWriter.Write(Letters.Plain with { MessageId = id, References = [id, id], InReplyTo = $"<{new string('y', 890)}>" }));
        lines.ShouldContain($"Message-ID: {id}");
        lines.Where(line => line.Length > 78).ShouldAllBe(line => line.TrimStart().Split(' ').Length <= 2);
        lines.Max(line => line.Length).ShouldBeLessThanOrEqualTo(998);
    }

    private static byte[] Quoted(string text)
    {
        List<byte> octets = [];
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '=')
            {
                octets.Add((byte)(text[i] == '_' ? ' ' : text[i]));
                continue;
            }

            octets.Add(Convert.ToByte(text.Substring(i + 1, 2), 16));
            i += 2;
        }

        return [.. octets];
    }

    private static string Text(Random random, int most)
    {
        var runes = Alphabet.EnumerateRunes().ToArray();
        var text = new StringBuilder();
        var length = random.Next(1, most);
        for (var i = 0; i < length; i++) text.Append(runes[random.Next(runes.Length)]);
        return random.Next(4) == 0 ? new string('a', length) : text.ToString();
    }
}
