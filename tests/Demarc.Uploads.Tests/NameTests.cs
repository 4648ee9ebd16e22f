using System.Text;
using Demarc.Uploads.Tests.Serving;

namespace Demarc.Uploads.Tests;

/// <summary>File names of strangers.</summary>
public sealed class NameTests
{
    [Theory]
    [InlineData("trace.pcap", "trace.pcap")]
    [InlineData("抓包 文件（第二次）.pcapng", "抓包 文件（第二次）.pcapng")]
    [InlineData("naïve café.txt", "naïve café.txt")]
    [InlineData("👩‍💻 notes.md", "👩💻 notes.md")]
    [InlineData(".bashrc", ".bashrc")]
    [InlineData("../../etc/passwd", "passwd")]
    [InlineData("..\\..\\Windows\\win.ini", "win.ini")]
    [InlineData("C:\\temp\\a.log", "a.log")]
    [InlineData("/", "unnamed")]
    [InlineData("..", "unnamed")]
    [InlineData("...", "unnamed")]
    [InlineData("", "unnamed")]
    [InlineData("   ", "unnamed")]
    [InlineData("\u200b\u3164", "unnamed")]
    [InlineData(null, "unnamed")]
    [InlineData("a\0b\r\n.txt", "ab.txt")]
    [InlineData("x.txt\0.exe", "x.txt.exe")]
    [InlineData("report\u202Egpj.exe", "reportgpj.exe")]
    [InlineData("\u2066a\u2069\u200fb\u061c.log", "ab.log")]
    [InlineData("\ufeffa\u00ad.log", "a.log")]
    [InlineData("a\u2028b\u2029.log", "ab.log")]
    [InlineData("a\u00a0b\u3000c.log", "a b c.log")]
    [InlineData("a:b*c?d\"e<f>g|h.txt", "a_b_c_d_e_f_g_h.txt")]
    [InlineData("a／b∕c＼d.txt", "a_b_c_d.txt")]
    [InlineData("file.txt. . .", "file.txt")]
    [InlineData("CON", "_CON")]
    [InlineData("con.txt", "_con.txt")]
    [InlineData("Aux .log", "_Aux .log")]
    [InlineData("nul.tar.gz", "_nul.tar.gz")]
    [InlineData("COM1", "_COM1")]
    [InlineData("lpt².txt", "_lpt².txt")]
    [InlineData("CONIN$", "_CONIN$")]
    [InlineData("COM", "COM")]
    [InlineData("COM10", "COM10")]
    [InlineData("console.log", "console.log")]
    [InlineData("C\u200bON", "_CON")]
    public void A_name_is_cleaned_of_tricks_and_keeps_its_letters(string? given, string cleaned) => UploadName.Clean(given).ShouldBe(cleaned);

    [Fact]
    public void A_long_name_is_cut_before_its_extension_and_no_character_is_halved()
    {
        UploadName.Clean(new string('a', 5000) + ".pcapng").ShouldBe(new string('a', 193) + ".pcapng");
        UploadName.Clean(new string('名', 300) + ".txt").ShouldBe(new string('名', 196) + ".txt");
        UploadName.Clean("a." + new string('x', 300)).Length.ShouldBe(200);
        var emoji = UploadName.Clean("a" + string.Concat(Enumerable.Repeat("👍", 200)));
        emoji.Length.ShouldBe(199);
        emoji.EnumerateRunes().ShouldNotContain(Rune.ReplacementChar);
        UploadName.Clean(new string(' ', 100_000) + new string('.', 100_000)).ShouldBe("unnamed");
        UploadName.Clean("CON." + new string('y', 300)).Length.ShouldBe(200);
    }

    [Fact]
    public void Any_name_comes_out_bounded_visible_and_clean_a_second_time()
    {
        var random = new Random(7);
        char[] odd = ['/', '\\', '.', ' ', '\0', '\u202e', '\ud83d', '\udc4d', 'C', 'O', 'N', ':', '名', '\u0301', '\u200d', '1', '$'];
        for (var round = 0; round < 20_000; round++)
        {
            var given = string.Create(random.Next(0, 260), random, (span, chance) => { foreach (ref var letter in span) letter = odd[chance.Next(odd.Length)]; });
            var cleaned = UploadName.Clean(given);
            cleaned.Length.ShouldBeInRange(1, UploadName.Longest);
            cleaned.IndexOfAny(['/', '\\', '\0', ':', '\u202e', '\u200d']).ShouldBe(-1);
            cleaned.ShouldNotBe("..");
            cleaned[^1].ShouldNotBe('.');
            cleaned.EnumerateRunes().ShouldNotContain(Rune.ReplacementChar);
            UploadName.Clean(cleaned).ShouldBe(cleaned);
        }
    }

    [Theory]
    [InlineData("王芳\u202e <w@example.com>", "王芳 <w@example.com>")]
    [InlineData("\u0007\u200b ", null)]
    [InlineData(null, null)]
    public void A_persons_name_becomes_one_visible_line(string? given, string? cleaned) => UploadName.CleanLine(given).ShouldBe(cleaned);

    [Theory]
    [InlineData("../../../etc/cron.d/evil")]
    [InlineData("a\0b")]
    [InlineData("CON")]
    [InlineData("\u202etxt.exe")]
    [InlineData("网络抓包.pcapng")]
    public async Task A_name_never_becomes_a_path_and_stays_in_the_receipt_as_given(string name)
    {
        await using var desk = await UploadDesk.StartAsync();
        var upload = await desk.Client.CreateAsync(1, metadata: TusClient.Metadata(("filename", name), ("uploader", "王芳"), ("filetype", "text/plain; x\r\nEvil: 1")));
        (await desk.Client.PatchAsync(upload, 0, [1])).Dispose();
        var receipt = desk.Gate.Told.ShouldHaveSingleItem();
        receipt.GivenName.ShouldBe(name);
        receipt.Name.ShouldBe(UploadName.Clean(name));
        receipt.Uploader.ShouldBe("王芳");
        receipt.Type.ShouldBeNull();
        Directory.EnumerateFileSystemEntries(desk.Options.Folder, "*", SearchOption.AllDirectories).Select(path => Path.GetFileName(path)!)
            .ShouldAllBe(entry => UploadPlace.IsId(entry) || new[] { "data", "state.json", "lock", "telling" }.Contains(entry));
    }

    [Fact]
    public async Task A_very_long_name_keeps_its_extension_and_its_beginning_as_given()
    {
        await using var desk = await UploadDesk.StartAsync();
        var name = "../" + new string('x', 9000) + ".pcap";
        var upload = await desk.Client.CreateAsync(1, metadata: TusClient.Metadata(("filename", name)));
        (await desk.Client.PatchAsync(upload, 0, [1])).Dispose();
        var receipt = desk.Gate.Told.ShouldHaveSingleItem();
        receipt.Name.ShouldBe(new string('x', 195) + ".pcap");
        receipt.GivenName.ShouldBe(name[..1024]);
    }
}
