using System.Formats.Tar;
using System.IO.Compression;

namespace Demarc.Artifacts.Tests;

public sealed class ArchiveTests
{
    private static readonly byte[] Hello = "hello\n"u8.ToArray();

    [Fact]
    public void Members_of_a_zip_are_named_after_it()
    {
        using var bench = new Bench();
        bench.Write("bundle.zip", Bench.Zip(("dir/a.txt", Hello), ("dir/", []), ("中文.txt", "世界"u8.ToArray()), (".hidden", Hello), ("__MACOSX/._a", Hello)));
        var read = Bench.Read(ArtifactReader.Open([Path.Combine(bench.Root, "bundle.zip")]));
        read.ShouldBe([$"{bench.Root}/bundle.zip!dir/a.txt = hello\n", $"{bench.Root}/bundle.zip!中文.txt = 世界"]);
    }

    [Fact]
    public void The_hash_of_a_member_is_that_of_its_bytes()
    {
        var artifact = Bench.FromInput(Bench.Zip(("a.txt", "abc"u8.ToArray()))).Single();
        artifact.Sha256.ShouldBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    [Fact]
    public void Tars_with_and_without_gzip_read_alike()
    {
        var tar = Bench.Tar(("./dir/a.txt", Hello), ("b.txt", Hello));
        string[] expected = ["stdin!dir/a.txt = hello\n", "stdin!b.txt = hello\n"];
        Bench.Read(Bench.FromInput(tar)).ShouldBe(expected);
        Bench.Read(Bench.FromInput(Bench.Gzip(tar))).ShouldBe(expected);
    }

    [Fact]
    public void A_gzip_holds_one_file_named_without_the_ending()
    {
        using var bench = new Bench();
        var path = bench.Write("app.log.gz", Bench.Gzip(Hello));
        Bench.Read(ArtifactReader.Open([path])).ShouldBe([$"{path}!app.log = hello\n"]);
    }

    [Fact]
    public void Joined_gzips_are_one_whole_file() =>
        Bench.Read(Bench.FromInput([.. Bench.Gzip("one\n"u8.ToArray()), .. Bench.Gzip(Hello)])).ShouldBe(["stdin!content = one\nhello\n"]);

    [Fact]
    public void Archives_are_opened_three_deep_and_no_deeper()
    {
        var inner = Bench.Zip(("x.txt", Hello));
        var three = Bench.Tar(("b.zip", Bench.Zip(("c.tgz", Bench.Gzip(Bench.Tar(("x.txt", Hello)))))));
        Bench.Read(Bench.FromInput(three)).ShouldBe(["stdin!b.zip!c.tgz!x.txt = hello\n"]);
        var four = Bench.Zip(("a.zip", Bench.Zip(("b.zip", Bench.Zip(("c.zip", inner))))));
        Bench.Read(Bench.FromInput(four)).ShouldHaveSingleItem().ShouldStartWith("stdin!a.zip!b.zip!c.zip ! ");
    }

    [Fact]
    public void Names_in_gb18030_are_read_where_a_zip_names_no_encoding()
    {
        var name = Bench.Gb18030("网络/追踪.txt");
        var zip = Bench.Zip((new string('n', name.Length), Hello));
        var mark = Bench.Utf8(new string('n', name.Length));
        for (var at = zip.AsSpan().IndexOf(mark); at >= 0; at = zip.AsSpan().IndexOf(mark)) name.CopyTo(zip, at);
        Bench.Read(Bench.FromInput(zip)).ShouldBe(["stdin!网络/追踪.txt = hello\n"]);
    }

    [Theory]
    [InlineData("../evil.txt")]
    [InlineData("a/../../evil.txt")]
    [InlineData("/etc/passwd")]
    [InlineData("C:\\evil.txt")]
    [InlineData("..\\evil.txt")]
    [InlineData("a\0b.txt")]
    public void A_name_that_leaves_the_archive_is_told_and_skipped(string name)
    {
        var read = Bench.Read(Bench.FromInput(Bench.Zip((name, Hello), ("ok.txt", Hello))));
        read.Count.ShouldBe(2);
        read[0].ShouldContain("a member's name points outside the archive");
        read[1].ShouldBe("stdin!ok.txt = hello\n");
        if (!name.Contains('\0')) Bench.Read(Bench.FromInput(Bench.Tar((name, Hello))))[0].ShouldContain("points outside the archive");
    }

    [Fact]
    public void Links_and_devices_in_a_tar_are_told_and_skipped()
    {
        using var stream = new MemoryStream();
        using (var tar = new TarWriter(stream, TarEntryFormat.Ustar, leaveOpen: true))
        {
            tar.WriteEntry(new UstarTarEntry(TarEntryType.SymbolicLink, "link") { LinkName = "/etc/passwd" });
            tar.WriteEntry(new UstarTarEntry(TarEntryType.HardLink, "hard") { LinkName = "ok.txt" });
            tar.WriteEntry(new UstarTarEntry(TarEntryType.Fifo, "fifo"));
            tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, "ok.txt") { DataStream = new MemoryStream(Hello) });
        }

        var read = Bench.Read(Bench.FromInput(stream.ToArray()));
        read.Count.ShouldBe(4);
        read[..3].ShouldAllBe(line => line.Contains("is a link or device inside an archive"));
        read[3].ShouldBe("stdin!ok.txt = hello\n");
    }

    [Fact]
    public void A_link_in_a_zip_is_told_and_skipped()
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            var entry = zip.CreateEntry("link");
            entry.ExternalAttributes = unchecked((int)0xA1FF0000);
            using var target = entry.Open();
            target.Write("/etc/passwd"u8);
        }

        Bench.Read(Bench.FromInput(stream.ToArray())).ShouldHaveSingleItem().ShouldContain("is a link or device inside an archive");
    }

    [Fact]
    public void A_bomb_is_stopped_by_its_ratio()
    {
        var limits = new ArtifactLimits { RatioFrom = 1 << 20 };
        var zeros = Bench.Utf8(new string('0', 8 << 20));
        foreach (var bomb in new[] { Bench.Zip(("a.txt", zeros)), Bench.Gzip(zeros), Bench.Gzip(Bench.Tar(("a.txt", zeros))) })
        {
            var sources = Bench.FromInput(bomb, limits).SelectMany(artifact => artifact.Unread).ToList();
            sources.ShouldHaveSingleItem().Reason.ShouldContain("unpacks to an implausible size");
        }
    }

    [Fact]
    public void Everything_unpacked_together_is_bounded()
    {
        var text = Bench.Utf8(string.Concat(Enumerable.Range(0, 30_000)));
        var zip = Bench.Zip(("1.txt", text), ("2.txt", text), ("3.txt", text));
        var unread = Bench.FromInput(zip, new ArtifactLimits { Unpacked = (2 * text.Length) + 10 }).SelectMany(artifact => artifact.Unread).ToList();
        unread.ShouldHaveSingleItem().Reason.ShouldStartWith("stdin!3.txt would unpack to more than");
    }

    [Fact]
    public void The_number_of_members_is_bounded()
    {
        var members = Enumerable.Range(0, 30).Select(i => ($"{i}.txt", Hello)).ToArray();
        foreach (var archive in new[] { Bench.Zip(members), Bench.Tar(members) })
        {
            var read = Bench.Read(Bench.FromInput(archive, new ArtifactLimits { Entries = 20 }));
            read[^1].ShouldContain("more than 20 members");
        }
    }

    [Fact]
    public void A_member_too_large_to_hold_is_read_in_part()
    {
        var text = Bench.Utf8(string.Concat(Enumerable.Range(0, 200_000)));
        var read = Bench.Read(Bench.FromInput(Bench.Gzip(text), new ArtifactLimits { HeldBytes = 1 << 20 }));
        read.Count.ShouldBe(2);
        read[1].ShouldContain("does not fit into the 1 MiB held in memory");
    }

    [Fact]
    public void What_came_before_a_break_is_read()
    {
        var text = Bench.Utf8(string.Concat(Enumerable.Range(0, 100_000)));
        var gzip = Bench.Gzip(text);
        var read = Bench.Read(Bench.FromInput(gzip[..(gzip.Length / 2)]));
        read.Count.ShouldBe(2);
        read[0].ShouldStartWith("stdin!content = 0123456789");
        read[1].ShouldContain("is damaged or cut off");
    }

    [Fact]
    public void A_member_that_does_not_match_its_checksum_is_told()
    {
        using var stream = new MemoryStream();
        using (var made = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var entry = made.CreateEntry("a.txt", CompressionLevel.NoCompression).Open();
            entry.Write(Hello);
        }

        var zip = stream.ToArray();
        zip[zip.AsSpan().IndexOf(Hello)] = (byte)'H';
        var read = Bench.Read(Bench.FromInput(zip));
        read[^1].ShouldContain("does not match its checksum");
    }

    [Fact]
    public void A_member_with_a_password_is_told()
    {
        var zip = Bench.Zip(("a.txt", Hello));
        zip[6] |= 1;                                                        // the flags of the local header and of the directory
        zip[zip.AsSpan().IndexOf("PK\x01\x02"u8) + 8] |= 1;
        Bench.Read(Bench.FromInput(zip)).ShouldHaveSingleItem().ShouldBe("stdin!a.txt ! stdin!a.txt is protected by a password: unpack it and give its files");
    }

    [Fact]
    public void An_archive_that_holds_nothing_is_told() =>
        Bench.Read(Bench.FromInput(Bench.Zip())).ShouldHaveSingleItem().ShouldContain("holds no files to read");
}
