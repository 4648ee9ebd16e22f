using System.Diagnostics;
using System.Text;
using System.Xml.Linq;
using Demarc.Desk.Portals.Qr;

namespace Demarc.Desk.Tests.Portals;

public sealed class QrCodeTests
{
    /// <summary>ISO/IEC 18004:2006, annex I: "01234567" as version 1-M.</summary>
    [Fact]
    public void Correction_codewords_are_those_of_the_standards_example()
    {
        byte[] data = [0x10, 0x20, 0x0C, 0x56, 0x61, 0x80, 0xEC, 0x11, 0xEC, 0x11, 0xEC, 0x11, 0xEC, 0x11, 0xEC, 0x11];
        ReedSolomon.Correction(data, 10).ShouldBe(new byte[] { 0xA5, 0x24, 0xD4, 0xC1, 0xED, 0x36, 0xC7, 0x87, 0x2C, 0x55 });
    }

    /// <summary>The widely printed example "HELLO WORLD", 1-M.</summary>
    [Fact]
    public void Correction_codewords_are_those_of_a_second_known_example()
    {
        byte[] data = [32, 91, 11, 120, 209, 114, 220, 77, 67, 64, 236, 17, 236, 17, 236, 17];
        ReedSolomon.Correction(data, 10).ShouldBe(new byte[] { 196, 35, 39, 119, 235, 215, 231, 226, 93, 23 });
    }

    /// <summary>ISO/IEC 18004, annex C.</summary>
    [Theory]
    [InlineData(0, "101010000010010")]
    [InlineData(1, "101000100100101")]
    [InlineData(2, "101111001111100")]
    [InlineData(3, "101101101001011")]
    [InlineData(4, "100010111111001")]
    [InlineData(5, "100000011001110")]
    [InlineData(6, "100111110010111")]
    [InlineData(7, "100101010100000")]
    public void Format_bits_are_those_of_the_table(int mask, string bits) => Convert.ToString(QrFormat.Format(mask), 2).PadLeft(15, '0').ShouldBe(bits);

    /// <summary>ISO/IEC 18004, annex D.</summary>
    [Theory]
    [InlineData(7, "000111110010010100")]
    [InlineData(8, "001000010110111100")]
    [InlineData(9, "001001101010011001")]
    [InlineData(10, "001010010011010011")]
    public void Version_bits_are_those_of_the_table(int version, string bits) => Convert.ToString(QrFormat.Version(version), 2).PadLeft(18, '0').ShouldBe(bits);

    [Theory]
    [InlineData(1, 1)]
    [InlineData(14, 1)]
    [InlineData(15, 2)]
    [InlineData(26, 2)]
    [InlineData(42, 3)]
    [InlineData(62, 4)]
    [InlineData(84, 5)]
    [InlineData(106, 6)]
    [InlineData(122, 7)]
    [InlineData(152, 8)]
    [InlineData(180, 9)]
    [InlineData(181, 10)]
    [InlineData(213, 10)]
    public void A_text_takes_the_smallest_version_that_the_standards_capacities_allow(int octets, int version)
    {
        var code = QrCode.Of(new string('a', octets));
        code.Version.ShouldBe(version);
        code.Size.ShouldBe(17 + 4 * version);
    }

    [Fact]
    public void A_text_that_is_too_long_is_refused() => Should.Throw<ArgumentException>(() => QrCode.Of(new string('a', 214)));

    [Fact]
    public void Data_is_put_as_octets_with_the_padding_of_the_standard()
    {
        var version = QrVersion.For(2)!;
        QrCodewords.Data("ab"u8, version).ShouldBe(new byte[] { 0x40, 0x26, 0x16, 0x20, 0xEC, 0x11, 0xEC, 0x11, 0xEC, 0x11, 0xEC, 0x11, 0xEC, 0x11, 0xEC, 0x11 });
    }

    /// <summary>Hashes of what qrencode 4.1.1 draws for the same text (<c>qrencode -8 -l M -m 0</c>): error correction hides nothing here.</summary>
    [Theory]
    [InlineData(14, 3, "22c54cb19b9cf3d7e5bab4721f99afeb3771ecd373a374250f6d27b299357ad8")]
    [InlineData(20, 3, "1e4d6b1df95dc7074d9e23ca28831fa39cdaa2440d42542ba5cb8d0b1ddda6d2")]
    [InlineData(40, 2, "6ab86ed1a21d9d649199253b263058f099253ff105a6c517a3cb0a080c3de95a")]
    [InlineData(60, 2, "4ffc46028d7eee5b35bf576b5e1ed624da0825436754c0753996629ffea7f2ca")]
    [InlineData(80, 2, "755774a98c47bf019359199cacd07f33970cbe125431810dea59b39a3c58e38a")]
    [InlineData(100, 2, "bd32aa55198244d6310ac2c537d494f79db22b384bc317ce0c2c444be6cb72b1")]
    [InlineData(120, 2, "fe7e1ec6a4b32950faabcb5d025e784cc7a2ca6e9fe022980e4f78e1eab6db8a")]
    [InlineData(150, 2, "ae059b47c6d80539bbf236277d592ac64bff5532ce1e4629d7ffd346d9f29163")]
    [InlineData(175, 2, "3d32034c9b050da0239a68809258875f2fb5f9fc581374393e0e44441c56da13")]
    [InlineData(213, 2, "b5a6e1db901b1aa95e8340c9d73aa7dd453bb5b9154822fb9d11c294b809249c")]
    public void Every_module_is_as_another_program_draws_it(int length, int mask, string sha256)
    {
        var code = QrCode.Of(Text(length), mask);
        var rows = Enumerable.Range(0, code.Size).Select(row => string.Concat(Enumerable.Range(0, code.Size).Select(column => code[row, column] ? '#' : '.')));
        Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Encoding.ASCII.GetBytes(string.Join('\n', rows)))).ShouldBe(sha256);
    }

    [Fact]
    public void Finders_timing_and_the_dark_module_stand_where_readers_look()
    {
        var code = QrCode.Of("https://desk.example.com/p/0123456789abcdef");
        var corner = new[] { "#######.", "#.....#.", "#.###.#.", "#.###.#.", "#.###.#.", "#.....#.", "#######.", "........" };
        for (var row = 0; row < 8; row++)
        {
            for (var column = 0; column < 8; column++)
            {
                var dark = corner[row][column] == '#';
                code[row, column].ShouldBe(dark);
                code[row, code.Size - 1 - column].ShouldBe(dark);
                code[code.Size - 1 - row, column].ShouldBe(dark);
            }
        }

        for (var i = 8; i < code.Size - 8; i++) code[6, i].ShouldBe(i % 2 == 0);
        code[code.Size - 8, 8].ShouldBeTrue();
    }

    [Fact]
    public void The_svg_draws_each_dark_module_once_and_brings_no_style_of_its_own()
    {
        var code = QrCode.Of("https://desk.example.com/p/abc");
        var svg = QrSvg.Of(code, "link \"<upload>\"");
        var root = XDocument.Parse(svg).Root!;
        svg.ShouldNotContain("style");
        root.Attribute("viewBox")!.Value.ShouldBe($"0 0 {code.Size + 8} {code.Size + 8}");
        root.Attribute("aria-label")!.Value.ShouldBe("link \"<upload>\"");
        var dark = Enumerable.Range(0, code.Size * code.Size).Count(i => code[i / code.Size, i % code.Size]);
        var drawn = root.Elements().Last().Attribute("d")!.Value.Split('z', StringSplitOptions.RemoveEmptyEntries).Sum(part => int.Parse(part[(part.IndexOf('h', StringComparison.Ordinal) + 1)..part.IndexOf('v', StringComparison.Ordinal)], System.Globalization.CultureInfo.InvariantCulture));
        drawn.ShouldBe(dark);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(14)]
    [InlineData(20)]
    [InlineData(40)]
    [InlineData(60)]
    [InlineData(80)]
    [InlineData(100)]
    [InlineData(120)]
    [InlineData(150)]
    [InlineData(175)]
    [InlineData(213)]
    public void Another_program_reads_every_version(int length)
    {
        var text = Text(length);
        Decode(QrCode.Of(text)).ShouldBe(text);
    }

    [Fact]
    public void Another_program_reads_what_every_mask_makes()
    {
        var seen = new HashSet<int>();
        for (var i = 0; i < 60 && seen.Count < 6; i++)
        {
            var text = $"https://desk.example.com/p/{i}";
            var code = QrCode.Of(text);
            if (seen.Add(code.Mask)) Decode(code).ShouldBe(text);
        }

        seen.Count.ShouldBeGreaterThan(3);
    }

    private static string Text(int length) => ("https://desk.example.com/p/" + string.Concat(Enumerable.Range(0, length).Select(i => "0123456789abcdef"[i * 7 % 16])))[..length];

    /// <summary>Renders it as PGM and lets zbarimg read it.</summary>
    private static string Decode(QrCode code)
    {
        const int scale = 4;
        var side = (code.Size + 2 * QrCode.QuietZone) * scale;
        var image = new byte[side * side];
        for (var y = 0; y < side; y++)
        {
            for (var x = 0; x < side; x++)
            {
                var (row, column) = (y / scale - QrCode.QuietZone, x / scale - QrCode.QuietZone);
                var dark = row >= 0 && column >= 0 && row < code.Size && column < code.Size && code[row, column];
                image[y * side + x] = dark ? (byte)0 : (byte)255;
            }
        }

        var path = Path.Combine(Path.GetTempPath(), $"demarc-qr-{Guid.NewGuid():N}.pgm");
        File.WriteAllBytes(path, [.. Encoding.ASCII.GetBytes($"P5\n{side} {side}\n255\n"), .. image]);
        try
        {
            using var zbar = Process.Start(new ProcessStartInfo("zbarimg", ["--quiet", "--raw", "-Sdisable", "-Sqrcode.enable", path]) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false });
            var read = zbar!.StandardOutput.ReadToEnd();
            zbar.WaitForExit();
            return read.TrimEnd('\n');
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("zbarimg is not installed (apt install zbar-tools)");
            return "";
        }
        finally
        {
            File.Delete(path);
        }
    }
}
