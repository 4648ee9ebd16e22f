using System.Text;

namespace Demarc.Artifacts.Tests;

public sealed class EncodingTests
{
    private const string Chinese = "正在 Ping 192.0.2.1 具有 32 字节的数据:\r\n请求超时。\r\n来自 192.0.2.1 的回复: 字节=32 时间<1ms TTL=64\r\n";
    private const string French = "Réponse de 192.0.2.1 : octets=32 temps=12 ms TTL=52\r\nDélai d’attente de la demande dépassé à l'arrivée.\r\n";
    private const string German = "Zeitüberschreitung der Anforderung.\r\nAntwort von 192.0.2.1: Bytes=32 Zeit=7ms TTL=57\r\nGröße für Müßiggänger\r\n";

    public static TheoryData<string, string, string> Marked => new()
    {
        { "utf-8", "utf-8", Chinese },
        { "utf-16", "utf-16le", Chinese },
        { "utf-16BE", "utf-16be", Chinese },
        { "utf-32", "utf-32le", Chinese },
        { "utf-32BE", "utf-32be", Chinese },
        { "GB18030", "gb18030", Chinese },
    };

    public static TheoryData<string, string, string> Unmarked => new()
    {
        { "utf-8", "utf-8", Chinese },
        { "utf-8", "utf-8", French },
        { "us-ascii", "utf-8", "Request timed out.\n" },
        { "utf-16", "utf-16le", Chinese },
        { "utf-16BE", "utf-16be", Chinese },
        { "utf-16", "utf-16le", "ping\r\n" },
        { "GB18030", "gb18030", Chinese },
        { "GB18030", "gb18030", "跟踪完成。" },
        { "GB18030", "gb18030", "时间 12ms 㐀𠀀 请求超时，请求超时。" },
        { "windows-1252", "windows-1252", French },
        { "windows-1252", "windows-1252", German },
        { "windows-1252", "windows-1252", "é" },
    };

    [Theory]
    [MemberData(nameof(Marked))]
    public void A_byte_order_mark_decides_and_is_taken_off(string encoding, string name, string text)
    {
        var writer = Of(encoding);
        var mark = encoding == "GB18030" ? writer.GetBytes("\uFEFF") : writer.GetPreamble();
        ShouldRead([.. mark, .. writer.GetBytes(text)], name, text);
    }

    [Theory]
    [MemberData(nameof(Unmarked))]
    public void Without_a_mark_the_bytes_decide(string encoding, string name, string text) => ShouldRead(Of(encoding).GetBytes(text), name, text);

    [Fact]
    public void The_rest_of_a_file_decides_where_its_first_64_KB_are_plain()
    {
        var text = string.Concat(Enumerable.Repeat("Reply from 192.0.2.1: bytes=32 time=1ms TTL=64\r\n", 3000)) + Chinese;
        ShouldRead(Of("GB18030").GetBytes(text), "gb18030", text);
    }

    [Fact]
    public void Bytes_that_are_no_utf8_in_a_utf8_file_become_replacement_characters_with_a_note()
    {
        byte[] bytes = [.. Encoding.UTF8.GetBytes(Chinese), 0xFF, .. "TTL=64"u8];
        var artifact = Bench.FromInput(bytes).Select(a => (a.Encoding, Note: a.Notes.Single().En, Text: Bench.TextOf(a), a.Unread.Count)).Single();
        artifact.Encoding.ShouldBe("utf-8");
        artifact.Text.ShouldBe(Chinese + "\uFFFDTTL=64");
        artifact.Note.ShouldContain("no UTF-8");
        artifact.Count.ShouldBe(0);
    }

    [Fact]
    public void A_utf8_file_cut_inside_a_character_stays_utf8()
    {
        var bytes = Encoding.UTF8.GetBytes(Chinese + "来");
        ShouldRead(bytes[..^1], "utf-8", Chinese + "\uFFFD");
    }

    [Fact]
    public void One_broken_byte_does_not_unmake_a_chinese_text()
    {
        var bytes = Of("GB18030").GetBytes(Chinese);
        bytes[1] = 0x20;
        var artifact = Bench.FromInput(bytes).Single();
        artifact.Encoding.ShouldBe("gb18030");
    }

    private static void ShouldRead(byte[] bytes, string name, string text)
    {
        foreach (var artifact in Bench.FromInput(bytes))
        {
            artifact.Unread.ShouldBeEmpty();
            artifact.Encoding.ShouldBe(name);
            Bench.TextOf(artifact).ShouldBe(text);
            artifact.Length.ShouldBe(bytes.Length);
        }
    }

    private static Encoding Of(string name)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        return Encoding.GetEncoding(name);
    }
}
