using System.Text;
using Demarc.Mail.Sending;

namespace Demarc.Mail.Tests.Sending;

public sealed class MessageWriterTests
{
    [Fact]
    public void Another_reader_finds_every_field_and_the_text_as_given()
    {
        string[] thread = ["<a1@example.net>", "<a2@example.net>"];
        var index = ThreadIndex.Start(Letters.Plain.Date, new Guid("0f8fad5b-d9cb-469f-a165-70867728950e"));
        var message = Letters.Plain with
        {
            To = [new("alice@example.net", "Alice, \"the\" Example \\ Net"), new("bob@example.net", "王小明"), new("carol@example.net")],
            Cc = [new("ops@example.org", "运维 (二线) <夜班>")],
            Bcc = [new("hidden@example.org", "Hidden")],
            ReplyTo = [new("case+42@example.com", "Case 42")],
            InReplyTo = thread[1],
            References = thread,
            ThreadIndex = index,
            ThreadTopic = "案例 42",
            AutoSubmitted = AutoSubmitted.Generated,
            Extra = [new("X-Demarc-Case", "42 / 四十二")],
        };
        var read = PythonMail.Read(MessageWriter.Write(message));
        read.GetProperty("subject").GetString().ShouldBe(message.Subject);
        Pairs(read, "from").ShouldBe(["网络支持中心|noc@example.com"]);
        Pairs(read, "to").ShouldBe(["Alice, \"the\" Example \\ Net|alice@example.net", "王小明|bob@example.net", "|carol@example.net"]);
        Pairs(read, "cc").ShouldBe(["运维 (二线) <夜班>|ops@example.org"]);
        Pairs(read, "replyTo").ShouldBe(["Case 42|case+42@example.com"]);
        read.GetProperty("date").GetString().ShouldBe("2026-09-03T14:22:05+08:00");
        read.GetProperty("id").GetString().ShouldBe(message.MessageId);
        read.GetProperty("inReplyTo").GetString().ShouldBe(thread[1]);
        read.GetProperty("references").EnumerateArray().Select(id => id.GetString()).ShouldBe(thread);
        read.GetProperty("topic").GetString().ShouldBe("案例 42");
        read.GetProperty("index").GetString().ShouldBe(index.ToString());
        read.GetProperty("auto").GetString().ShouldBe("auto-generated");
        read.GetProperty("extra").GetString().ShouldBe("42 / 四十二");
        read.GetProperty("text").GetString().ShouldBe(Letters.Plain.Text);
        read.GetProperty("names").EnumerateArray().Select(name => name.GetString()).ShouldNotContain("Bcc");
        Letters.Ascii(MessageWriter.Write(message)).ShouldNotContain("hidden@example.org");
        read.GetProperty("defects").GetArrayLength().ShouldBe(0, Shown(read, "defects"));
        read.GetProperty("addressDefects").GetArrayLength().ShouldBe(0, Shown(read, "addressDefects"));
    }

    [Fact]
    public void Attachments_and_an_html_alternative_arrive_octet_by_octet()
    {
        var octets = new byte[5000];
        new Random(7).NextBytes(octets);
        string[] names = ["抓包 2026-09-03 核心交换机.pcap", "trace.txt", "a \"quoted\" name.txt", new string('长', 80) + ".log", "emoji 🛰️ link.png", "=?utf-8?Q?not=20a=20word?=.txt", new string('x', 200) + ".txt"];
        var message = Letters.Plain with
        {
            Html = "<p>第 4 跳开始<b>丢包</b></p>",
            Attachments = [.. names.Select((name, i) => new Attachment(name, octets.AsMemory(0, i * 700), i == 0 ? "application/vnd.tcpdump.pcap" : "application/octet-stream"))],
        };
        var read = PythonMail.Read(MessageWriter.Write(message));
        read.GetProperty("type").GetString().ShouldBe("multipart/mixed");
        read.GetProperty("text").GetString().ShouldBe(Letters.Plain.Text);
        read.GetProperty("html").GetString().ShouldBe("<p>第 4 跳开始<b>丢包</b></p>\r\n");
        var files = read.GetProperty("files").EnumerateArray().ToArray();
        files.Select(file => file.GetProperty("name").GetString()).ShouldBe(names);
        files[0].GetProperty("type").GetString().ShouldBe("application/vnd.tcpdump.pcap");
        for (var i = 0; i < files.Length; i++) files[i].GetProperty("content").GetBytesFromBase64().ShouldBe(octets[..(i * 700)]);
        read.GetProperty("defects").GetArrayLength().ShouldBe(0, Shown(read, "defects"));
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..\n.\n...x")]
    [InlineData("From here to there\n>From\nFrom\n")]
    [InlineData("trailing space \ntrailing tab\t\n \n")]
    [InlineData("a = b == c\n=3D\n")]
    [InlineData("\u001b[31mred\u001b[0m \0 nul \u0007")]
    [InlineData("中文\r\n混合\r行\n尾")]
    [InlineData("🛰️👩‍👩‍👧 emoji")]
    public void A_text_is_decoded_to_what_it_was(string text)
    {
        var wanted = text.Replace("\r\n", "\n").Replace('\r', '\n');
        if (!wanted.EndsWith('\n')) wanted += "\n";
        wanted = wanted.Replace("\n", "\r\n");
        foreach (var eightBit in new[] { false, true })
            PythonMail.Read(MessageWriter.Write(Letters.Plain with { Text = text, EightBit = eightBit })).GetProperty("text").GetString().ShouldBe(wanted);
    }

    [Fact]
    public void The_shorter_encoding_is_chosen_and_eight_bit_only_when_told()
    {
        Encoding("mostly ASCII, a little ü").ShouldContain("quoted-printable");
        Encoding(new string('中', 100)).ShouldContain("base64");
        Encoding("中", eightBit: true).ShouldContain("8bit");
        Encoding(new string('x', 999), eightBit: true).ShouldContain("quoted-printable", customMessage: "a line beyond 998 octets cannot go as it is");

        static string Encoding(string text, bool eightBit = false) =>
            Letters.HeaderLines(MessageWriter.Write(Letters.Plain with { Text = text, EightBit = eightBit })).Single(line => line.StartsWith("Content-Transfer-Encoding"));
    }

    [Fact]
    public void Containers_of_eight_bit_parts_say_so_and_their_boundary_is_in_no_part()
    {
        var plain = Letters.Plain with { EightBit = true, Html = "<p>中</p>", Attachments = [new("a.bin", new byte[] { 1, 2 })] };
        var first = Letters.Ascii(MessageWriter.Write(plain));
        first.Split("Content-Transfer-Encoding: 8bit").Length.ShouldBe(5, "two texts, two containers");
        var boundary = Letters.HeaderLines(MessageWriter.Write(plain)).Single(line => line.Contains("boundary=")).Split('"')[1];
        var hostile = Letters.Ascii(MessageWriter.Write(plain with { Text = $"--{boundary}\n--{boundary}--\n" }));
        hostile.Split("boundary=\"")[1].Split('"')[0].ShouldNotBe(boundary);
        PythonMail.Read(Encoding.Latin1.GetBytes(hostile)).GetProperty("text").GetString().ShouldBe($"--{boundary}\r\n--{boundary}--\r\n");
    }

    [Fact]
    public void The_same_message_gives_the_same_octets()
    {
        var message = Letters.Plain with { Html = "<p>x</p>" };
        MessageWriter.Write(message).ShouldBe(MessageWriter.Write(message with { }));
        MessageWriter.Write(message with { MessageId = "<other@example.com>" }).ShouldNotBe(MessageWriter.Write(message));
    }

    [Fact]
    public void A_message_to_hidden_recipients_only_names_nobody()
    {
        var octets = MessageWriter.Write(Letters.Plain with { To = [], Bcc = [new("hidden@example.org")] });
        Letters.HeaderLines(octets).ShouldContain("To: undisclosed-recipients:;");
        Letters.Ascii(octets).ShouldNotContain("hidden@example.org");
    }

    [Fact]
    public void Of_a_long_thread_the_first_and_the_last_references_are_kept()
    {
        var thread = Enumerable.Range(1, 100).Select(i => $"<turn{i}@example.net>").ToArray();
        var kept = string.Concat(Letters.HeaderLines(MessageWriter.Write(Letters.Plain with { References = thread })))
            .Split("References: ")[1].Split("Content")[0].Split("MIME")[0].Split(' ');
        kept.Length.ShouldBe(30);
        kept[0].ShouldBe("<turn1@example.net>");
        kept[1].ShouldBe("<turn72@example.net>");
        kept[^1].ShouldBe("<turn100@example.net>");
    }

    private static string[] Pairs(System.Text.Json.JsonElement read, string name) =>
        [.. read.GetProperty(name).EnumerateArray().Select(pair => $"{pair[0].GetString()}|{pair[1].GetString()}")];

    private static string Shown(System.Text.Json.JsonElement read, string name) => read.GetProperty(name).ToString();
}
