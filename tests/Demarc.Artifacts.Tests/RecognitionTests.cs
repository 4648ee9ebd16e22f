using System.Text;

namespace Demarc.Artifacts.Tests;

public sealed class RecognitionTests
{
    public static TheoryData<string, byte[], string> Formats => new()
    {
        { "a.etl", [0, 0, 1, 0, 0, 0, 0, 0, 2, 0, 0, 0], "a Windows event trace (.etl) whose beginning is damaged" },
        { "a.png", [0x89, .. "PNG\r\n\x1A\n"u8], "an image" },
        { "a.jpg", [0xFF, 0xD8, 0xFF, 0xE0], "an image" },
        { "a.pdf", [.. "%PDF-1.7\n"u8], "a PDF document" },
        { "a.doc", [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0], "an office document" },
        { "a.docx", Bench.Zip(("[Content_Types].xml", "<Types/>"u8.ToArray()), ("word/document.xml", "<w/>"u8.ToArray())), "an office document" },
        { "a.exe", [.. "MZ"u8, 0x90, 0, 3, 0, 0, 0], "a program, not evidence" },
        { "a", [0x7F, .. "ELF"u8, 2, 1, 1, 0], "a program, not evidence" },
        { "a.7z", [0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C, 0, 4], "an archive of a kind other than zip, tar, gzip and cab" },
        { "a.evtx", [.. "ElfFile\0"u8, 0], "a Windows event log (.evtx)" },
        { "a.bin", [1, 2, 3, 4, 0, 0, 7, 200, 201], "no text (unknown binary format)" },
    };

    [Theory]
    [MemberData(nameof(Formats))]
    public void What_is_no_text_is_named_and_never_decoded(string name, byte[] bytes, string what)
    {
        using var bench = new Bench();
        var artifact = ArtifactReader.Open([bench.Write(name, bytes)]).ShouldHaveSingleItem();
        artifact.Kind.ShouldBe(ArtifactKind.Unread);
        artifact.Segments().ShouldBeEmpty();
        var unread = artifact.Unread.ShouldHaveSingleItem();
        unread.Reason.ShouldStartWith("not read yet: ");
        unread.Reason.ShouldContain($"{name} is {what}");
        unread.Zh.ShouldStartWith("尚不读取：");
    }

    [Theory]
    [InlineData("D4C3B2A102000400")]
    [InlineData("A1B23C4D00020004")]
    [InlineData("0A0D0D0A1C000000")]
    [InlineData("736E6F6F70000000")]
    public void A_packet_capture_is_known_by_its_first_octets_whatever_its_name(string hex)
    {
        using var bench = new Bench();
        using var artifacts = ArtifactReader.Open([bench.Write("a", [.. Convert.FromHexString(hex), .. new byte[20]])]).GetEnumerator();
        artifacts.MoveNext().ShouldBeTrue();
        artifacts.Current.Kind.ShouldBe(ArtifactKind.Capture);
        artifacts.Current.ReadBytes((stream, _) => stream.ReadByte().ToString("X2", System.Globalization.CultureInfo.InvariantCulture)).ShouldBe(hex[..2]);
    }

    [Theory]
    [InlineData("MZ is how a program begins, and BM an image\n")]
    [InlineData("\u001b[32mok\u001b[0m 64 bytes from 192.0.2.1\n")]
    [InlineData("BZh is a compressor\n")]
    [InlineData("{ \"name\": \"no document of ours\", \"schema\": 7 }")]
    [InlineData("[ { \"x\": { \"schema\": \"demarc.verdict/1\" } } ]")]
    [InlineData("the \"schema\": \"demarc.verdict/1\" is a name")]
    [InlineData("{ \"schema\": \"demarc.ver")]
    [InlineData("[")]
    public void Text_stays_text(string text)
    {
        foreach (var artifact in Bench.FromInput(Bench.Utf8(text)))
        {
            artifact.Kind.ShouldBe(ArtifactKind.Text);
            Bench.TextOf(artifact).ShouldBe(text);
        }
    }

    [Theory]
    [InlineData("{ \"schema\": \"demarc.verdict/1\", \"version\": \"0.1.0\" }", ArtifactKind.VerdictDocument)]
    [InlineData("\n[ { \"version\": { \"schema\": 1 }, \"schema\": \"demarc.verdict/1\" } ]", ArtifactKind.VerdictDocument)]
    [InlineData("{ \"observations\": [], \"schema\": \"demarc.observations/1\" }", ArtifactKind.ObservationsDocument)]
    [InlineData("{ \"schema\": \"demarc.observations/1\", \"observations\": [ {", ArtifactKind.ObservationsDocument)]
    public void Documents_of_ours_are_handed_over_as_utf8(string json, ArtifactKind kind)
    {
        foreach (var encoding in new[] { Encoding.UTF8, Encoding.Unicode })
        {
            foreach (var artifact in Bench.FromInput([.. encoding.GetPreamble(), .. encoding.GetBytes(json)]))
            {
                artifact.Kind.ShouldBe(kind);
                Encoding.UTF8.GetString(artifact.Utf8().Span).ShouldBe(json);
                artifact.Segments().ShouldBeEmpty();
            }
        }
    }

    [Fact]
    public void A_document_of_another_version_is_told() =>
        Bench.Read(Bench.FromInput("{\"schema\":\"demarc.capture/1\"}"u8.ToArray()))
            .ShouldHaveSingleItem().ShouldStartWith("stdin ! not read yet: stdin is a document 'demarc.capture/1'");
}
