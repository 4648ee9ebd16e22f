using System.Security.Cryptography;
using Demarc.Testing;

namespace Demarc.Artifacts.Tests;

/// <summary>Screenshots, whose text a locally installed tesseract recognises; the sample is a terminal drawn for this test.</summary>
public sealed class PictureTests
{
    private const string Missing = "tesseract is not installed";

    private static readonly string Sample = Repository.File("tests", "Demarc.Artifacts.Tests", "Samples", "ping.png");

    private static bool Installed => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, "tesseract")));

    [Fact]
    public void The_text_of_a_screenshot_is_read_and_marked_as_recognised()
    {
        Assert.SkipUnless(Installed, Missing);
        foreach (var artifact in ArtifactReader.Open([Sample]))
        {
            artifact.Kind.ShouldBe(ArtifactKind.Text);
            artifact.Source.ShouldEndWith("ping.png!ocr");
            artifact.Sha256.ShouldBe(Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Sample))));
            string.Concat(artifact.Segments().Select(s => s.Text.ToString())).ShouldContain("Reply from 192.0.2.10: bytes=32 time=42ms TTL=118");
            artifact.Notes.ShouldHaveSingleItem().En.ShouldContain("recognised in a picture");
        }
    }

    [Fact]
    public void Broken_pictures_are_told_and_cost_nothing_else()
    {
        Assert.SkipUnless(Installed, Missing);
        var whole = File.ReadAllBytes(Sample);
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            var path = Path.Combine(folder.FullName, "cut.png");
            foreach (var length in new[] { 9, 40, 400 })
            {
                File.WriteAllBytes(path, whole[..length]);
                var artifact = ArtifactReader.Open([path]).ShouldHaveSingleItem();
                artifact.Unread.ShouldHaveSingleItem().Zh.ShouldContain("图片");
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void Beyond_the_limit_a_picture_is_named_with_what_to_do()
    {
        var artifact = ArtifactReader.Open([Sample], limits: new ArtifactLimits { Pictures = 0 }).ShouldHaveSingleItem();

        artifact.Unread.ShouldHaveSingleItem().Reason.ShouldContain("copy its text into a plain text file");
    }
}
