using System.Diagnostics;

namespace Demarc.Artifacts.Tests;

public sealed class FileTests
{
    [Fact]
    public void A_text_file_is_read_with_its_hash_and_size()
    {
        using var bench = new Bench();
        var path = bench.Write("case.txt", "abc");

        var artifact = ArtifactReader.Open([path]).ShouldHaveSingleItem();

        artifact.Kind.ShouldBe(ArtifactKind.Text);
        artifact.Source.ShouldBe(path);
        artifact.Length.ShouldBe(3);
        artifact.Encoding.ShouldBe("utf-8");
        artifact.Sha256.ShouldBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");   // FIPS 180-2, appendix B.1
    }

    [Fact]
    public void A_long_text_is_hashed_while_it_is_read()
    {
        using var bench = new Bench();
        var text = "\uFEFF" + string.Concat(Enumerable.Range(0, 700_000).Select(i => FormattableString.Invariant($"line {i}\n")));
        var path = bench.Write("long.log", text);

        using var artifacts = ArtifactReader.Open([path]).GetEnumerator();
        artifacts.MoveNext().ShouldBeTrue();
        artifacts.Current.Segments().Sum(segment => segment.Text.Length).ShouldBe(text.Length - 1);

        artifacts.Current.Sha256.ShouldBe(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(path))));
    }

    [Fact]
    public void Standard_input_is_called_stdin_and_read_once()
    {
        var read = Bench.Read(ArtifactReader.Open(["-", "-"], new MemoryStream("abc\n"u8.ToArray())));

        read.Count.ShouldBe(2);
        read[0].ShouldBe("stdin = abc\n");
        read[1].ShouldStartWith("stdin ! stdin was not read");
    }

    [Fact]
    public void A_missing_file_is_told_and_the_next_is_read()
    {
        using var bench = new Bench();
        var here = bench.Write("here.txt", "here");

        var read = Bench.Read(ArtifactReader.Open([Path.Combine(bench.Root, "gone.txt"), here]));

        read[0].ShouldContain("gone.txt does not exist: check the path");
        read[1].ShouldEndWith("here.txt = here");
    }

    [Fact]
    public void An_empty_file_and_an_empty_input_are_told()
    {
        using var bench = new Bench();
        Bench.Read(ArtifactReader.Open([bench.Write("none.txt", "")])).ShouldHaveSingleItem().ShouldContain("none.txt is empty");
        Bench.Read(Bench.FromInput([])).ShouldHaveSingleItem().ShouldContain("stdin is empty");
    }

    [Theory]
    [InlineData("")]
    [InlineData("no\0name")]
    [InlineData("/dev/null/x")]
    public void A_path_that_is_none_is_told(string path) =>
        ArtifactReader.Open([path]).ShouldHaveSingleItem().Unread.Count.ShouldBe(1);

    [Fact]
    public void A_folder_is_read_in_ordinal_order_without_hidden_files()
    {
        using var bench = new Bench();
        foreach (var name in new[] { "b.txt", "a/z.txt", "B.txt", ".hidden", ".git/config", "a/中.txt", "a.txt" }) bench.Write(name, "x");

        var names = ArtifactReader.Open([bench.Root + "/"]).Select(artifact => artifact.Source[(bench.Root.Length + 1)..]);

        names.ShouldBe(["B.txt", "a/z.txt", "a/中.txt", "a.txt", "b.txt"]);
    }

    [Fact]
    public void A_folder_without_files_is_told()
    {
        using var bench = new Bench();
        bench.Write(".hidden", "x");
        Bench.Read(ArtifactReader.Open([bench.Root])).ShouldHaveSingleItem().ShouldContain("holds no files to read");
    }

    [Fact]
    public void Folders_are_read_to_a_depth_and_a_number()
    {
        using var bench = new Bench();
        foreach (var name in new[] { "1.txt", "2.txt", "3.txt", "d/d/deep.txt" }) bench.Write(name, "x");

        var few = Bench.Read(ArtifactReader.Open([bench.Root], limits: new ArtifactLimits { Files = 2 }));
        few.Count.ShouldBe(3);
        few[2].ShouldContain("more than 2 files");

        var shallow = Bench.Read(ArtifactReader.Open([bench.Root], limits: new ArtifactLimits { FolderDepth = 1 }));
        shallow.Count.ShouldBe(4);
        shallow[3].ShouldContain("d/d/ lies more than 1 folders deep");
    }

    [Fact]
    public void A_link_that_leads_back_is_skipped_and_one_that_leads_elsewhere_is_followed()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "links need a privilege there");
        using var bench = new Bench();
        using var other = new Bench();
        bench.Write("a/x.txt", "x");
        other.Write("y.txt", "y");
        Directory.CreateSymbolicLink(Path.Combine(bench.Root, "a", "loop"), bench.Root);
        Directory.CreateSymbolicLink(Path.Combine(bench.Root, "b"), other.Root);
        File.CreateSymbolicLink(Path.Combine(bench.Root, "broken.txt"), Path.Combine(bench.Root, "gone"));
        File.CreateSymbolicLink(Path.Combine(bench.Root, "self"), Path.Combine(bench.Root, "self"));

        var read = Bench.Read(ArtifactReader.Open([bench.Root])).ConvertAll(line => line.Replace(bench.Root + "/", "", StringComparison.Ordinal));

        read.Count.ShouldBe(5);
        read[0].ShouldBe("a/loop ! a/loop is a link back into the same folder and was skipped");
        read[1].ShouldBe("a/x.txt = x");
        read[2].ShouldBe("b/y.txt = y");
        read[3].ShouldStartWith("broken.txt ! ");
        read[4].ShouldStartWith("self ! ");
    }

    [Fact]
    public void Devices_and_pipes_are_not_opened()
    {
        Assert.SkipUnless(File.Exists("/dev/zero"), "there are no device files here");
        using var bench = new Bench();
        var pipe = Path.Combine(bench.Root, "pipe");
        using (var made = Process.Start("mkfifo", pipe)) made.WaitForExit();

        var read = Bench.Read(ArtifactReader.Open(["/dev/zero", pipe]));

        read.Count.ShouldBe(2);
        read.ShouldAllBe(line => line.Contains("is a device, pipe or socket"));
    }

    [Fact]
    public void A_file_without_permission_is_told()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess, "this user may read everything");
        using var bench = new Bench();
        var path = bench.Write("secret.txt", "x");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, UnixFileMode.None);
        Bench.Read(ArtifactReader.Open([path])).ShouldHaveSingleItem().ShouldContain("may not be read");
    }

    [Fact]
    public void Cancelling_is_the_one_thing_that_throws()
    {
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        Should.Throw<OperationCanceledException>(() => ArtifactReader.Open(["-"], new MemoryStream([1]), null, stop.Token).Count());
    }
}
