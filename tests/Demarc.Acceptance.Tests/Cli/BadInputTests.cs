using System.Text;
using System.Text.Json;
using Demarc.Cli;

namespace Demarc.Acceptance.Tests.Cli;

/// <summary>What people really hand in: the message names the file, the rest is read all the same, 65 only when nothing is left.</summary>
public sealed class BadInputTests : IDisposable
{
    private const string Ping = "来自 192.0.2.1 的回复: 字节=32 时间=30ms TTL=52\r\n来自 192.0.2.1 的回复: 字节=32 时间=31ms TTL=52\r\n请求超时。\r\n";
    private readonly Packing _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public void A_missing_file_is_named_and_nothing_else_is_lost()
    {
        var missing = _files.Path("gone.txt");
        Refused(missing, "does not exist");
        BesideGoodText(missing, "gone.txt", "does not exist");
    }

    [Fact]
    public void An_unreadable_file_is_named_with_what_to_do()
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("file modes are those of Unix");
        if (Environment.IsPrivilegedProcess) Assert.Skip("root may read every file");
        var path = _files.Write("secret.txt", Ping);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, UnixFileMode.None);
        Refused(path, "may not be read");
        BesideGoodText(path, "secret.txt", "may not be read");
    }

    [Theory]
    [InlineData("program", "7F454C4602010100", "a program")]
    [InlineData("shot.png", "89504E470D0A1A0A", "an image")]
    [InlineData("trace.cab", "4D534346000000000000000000000000000000000000000003010100010001", "one of several cabinets")]
    public void Binary_files_are_told_with_what_to_give_instead(string name, string hex, string what)
    {
        var path = _files.Write(name, [.. Convert.FromHexString(hex), .. new byte[500]]);
        Refused(path, what);
        BesideGoodText(path, name, what);
    }

    [Fact]
    public void Random_bytes_give_no_observation()
    {
        var bytes = new byte[200_000];
        new Random(5).NextBytes(bytes);
        var outcome = Packing.Observe(_files.Write("noise.bin", bytes));
        outcome.Exit.ShouldBeOneOf(ExitCodes.Success, ExitCodes.NothingReadable);
        Observations(outcome).ShouldBeEmpty();
    }

    [Fact]
    public void An_empty_file_and_an_empty_input_are_told()
    {
        var empty = _files.Write("empty.txt", []);
        Refused(empty, "is empty");
        BesideGoodText(empty, "empty.txt", "is empty");
        var outcome = Packing.ObserveInput([], "-");
        outcome.Exit.ShouldBe(ExitCodes.NothingReadable);
        outcome.Error.ShouldContain("stdin is empty");
    }

    [Fact]
    public void A_zip_bomb_is_stopped_and_its_neighbours_are_read()
    {
        var bomb = Packing.Zip(("a.txt", Encoding.UTF8.GetBytes(Ping)), ("zeros.log", Encoding.UTF8.GetBytes(new string(' ', 60 << 20))), ("b.txt", Encoding.UTF8.GetBytes(Ping.Replace("192.0.2.1", "192.0.2.9", StringComparison.Ordinal))));
        var outcome = Packing.Observe(_files.Write("bomb.zip", bomb));
        outcome.Exit.ShouldBe(ExitCodes.Success);
        outcome.Error.ShouldContain("bomb.zip!zeros.log unpacks to an implausible size");
        Observations(outcome).Select(Target).ShouldBe(["192.0.2.1", "192.0.2.9"]);
    }

    [Theory]
    [InlineData("../../outside.txt")]
    [InlineData("/etc/outside.txt")]
    [InlineData(@"..\outside.txt")]
    [InlineData(@"C:\outside.txt")]
    public void Names_that_point_outside_are_refused_in_zip_and_tar(string name)
    {
        (string, byte[])[] members = [(name, Encoding.UTF8.GetBytes(Ping)), ("good.txt", Encoding.UTF8.GetBytes(Ping))];
        foreach (var (archive, bytes) in new[] { ("tricks.zip", Packing.Zip(members)), ("tricks.tar", Packing.Tar(members)) })
        {
            var outcome = Packing.Observe(_files.Write(archive, bytes));
            outcome.Exit.ShouldBe(ExitCodes.Success, archive);
            outcome.Error.ShouldContain(archive);
            outcome.Error.ShouldContain("points outside the archive");
            Observations(outcome).ShouldHaveSingleItem();
            File.Exists(_files.Path("../../outside.txt")).ShouldBeFalse();
        }
    }

    [Fact]
    public void A_link_in_a_tar_is_not_followed()
    {
        var outcome = Packing.Observe(_files.Write("links.tar", Packing.Tar(("good.txt", Encoding.UTF8.GetBytes(Ping)))));
        outcome.Error.ShouldContain("links.tar!link.txt is a link or device inside an archive");
        Observations(outcome).ShouldHaveSingleItem();
    }

    [Fact]
    public void A_cut_off_archive_gives_what_came_before()
    {
        var whole = Packing.Tar(("good.txt", Encoding.UTF8.GetBytes(Ping)), ("long.txt", new byte[4000]));
        var outcome = Packing.Observe(_files.Write("cut.tar", whole[..^3000]));
        outcome.Exit.ShouldBe(ExitCodes.Success);
        outcome.Error.ShouldContain("cut.tar");
        Observations(outcome).ShouldHaveSingleItem();
    }

    [Fact]
    public void A_line_without_end_is_told_and_the_lines_around_it_are_read()
    {
        var outcome = Packing.Observe(_files.Write("long.txt", Ping + new string('x', 3_000_000) + "\n\n" + Ping.Replace("192.0.2.1", "192.0.2.9", StringComparison.Ordinal)));
        outcome.Exit.ShouldBe(ExitCodes.Success);
        outcome.Error.ShouldContain("long.txt");
        Observations(outcome).Select(Target).ShouldBe(["192.0.2.1", "192.0.2.9"]);
    }

    [Fact]
    public void Bytes_that_are_no_utf8_spoil_only_themselves()
    {
        byte[] bytes = [.. Encoding.UTF8.GetBytes("网络故障排查记录，内容如下：\n"), 0xFF, 0xC0, (byte)'\n', .. Encoding.UTF8.GetBytes(Ping)];
        Observations(Packing.Observe(_files.Write("broken.txt", bytes))).Select(Target).ShouldBe(["192.0.2.1"]);
    }

    [Theory]
    [InlineData("utf-16", true)]
    [InlineData("utf-16", false)]
    [InlineData("utf-16BE", true)]
    [InlineData("utf-16BE", false)]
    [InlineData("utf-8", true)]
    [InlineData("GB18030", false)]
    public void Every_encoding_in_use_reads_the_same(string encoding, bool marked)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var code = Encoding.GetEncoding(encoding);
        var text = "C:\\Users\\test>ping 192.0.2.1\r\n\r\n" + Ping;
        var outcome = Packing.Observe(_files.Write("ping.txt", marked ? [.. code.GetPreamble(), .. code.GetBytes(text)] : code.GetBytes(text)));
        outcome.Exit.ShouldBe(ExitCodes.Success);
        var ping = Observations(outcome).ShouldHaveSingleItem();
        (ping.GetProperty("sent").GetInt32(), ping.GetProperty("received").GetInt32()).ShouldBe((3, 2));
        ping.GetProperty("evidence").GetProperty("text").GetString()!.ShouldContain("来自 192.0.2.1 的回复");
    }

    private static void Refused(string path, string reason)
    {
        var outcome = Packing.Observe(path);
        outcome.Exit.ShouldBe(ExitCodes.NothingReadable);
        outcome.Error.ShouldContain(Path.GetFileName(path));
        outcome.Error.ShouldContain(reason);
        outcome.Error.ShouldContain("nothing in the input could be read");
        var unread = JsonDocument.Parse(outcome.Out).RootElement.GetProperty("unread");
        unread.EnumerateArray().ShouldContain(each => each.GetProperty("source").GetString() == path);
    }

    private void BesideGoodText(string bad, string name, string reason)
    {
        var good = _files.Write("good.txt", Ping);
        var outcome = Packing.Observe(bad, good);
        outcome.Exit.ShouldBe(ExitCodes.Success);
        outcome.Error.ShouldContain(name);
        outcome.Error.ShouldContain(reason);
        Observations(outcome).ShouldHaveSingleItem();
    }

    private static List<JsonElement> Observations(Terminal.Outcome outcome) =>
        [.. JsonDocument.Parse(outcome.Out).RootElement.GetProperty("observations").EnumerateArray()];

    private static string? Target(JsonElement observation) => observation.GetProperty("targetAddress").GetString();
}
