using System.Text;

namespace Demarc.Artifacts.Tests;

public sealed class DamageTests
{
    private const string Chinese = "正在 Ping 192.0.2.1 具有 32 字节的数据:\r\n请求超时。\r\n";
    private static readonly byte[] Values = [0, 0xFF, (byte)'9', 0x7F, 0x80, 0x50, 0x1F];

    public static TheoryData<string> Shapes => ["zip", "cab", "stored-names", "tar", "tar.gz", "nested", "utf-16", "gb18030", "verdict", "mail"];

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Every_prefix_and_every_changed_byte_is_read_or_told(string shape)
    {
        var bytes = Make(shape);
        var limits = new ArtifactLimits { SegmentChars = 64, LineChars = 40, HeldBytes = 1 << 20, Unpacked = 1 << 22 };
        for (var length = 0; length < bytes.Length; length++) ShouldSurvive(bytes[..length], limits);
        for (var at = 0; at < bytes.Length; at++)
        {
            var changed = (byte[])bytes.Clone();
            changed[at] = changed[at] == Values[at % Values.Length] ? (byte)1 : Values[at % Values.Length];
            ShouldSurvive(changed, limits);
            changed[at] = (byte)(bytes[at] ^ (1 << (at % 8)));
            ShouldSurvive(changed, limits);
        }
    }

    private static void ShouldSurvive(byte[] bytes, ArtifactLimits limits) => Bench.Read(Bench.FromInput(bytes, limits)).ShouldNotBeEmpty();

    private static byte[] Make(string shape) => shape switch
    {
        "zip" => Bench.Zip(("a.txt", Bench.Utf8(Chinese)), ("dir/b.txt", Bench.Utf8("x"))),
        "cab" => File.ReadAllBytes(CabinetTests.Sample),
        "stored-names" => Bench.Zip(("追踪.txt", Bench.Utf8(Chinese)), ("empty", [])),
        "tar" => Bench.Tar(("a.txt", Bench.Utf8(Chinese))),
        "tar.gz" => Bench.Gzip(Bench.Tar(("a.txt", Bench.Utf8(Chinese)), (new string('n', 120), Bench.Utf8("x")))),
        "nested" => Bench.Zip(("b.gz", Bench.Gzip(Bench.Zip(("c.txt", Bench.Utf8(Chinese)))))),
        "utf-16" => [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(Chinese)],
        "mail" => Bench.Utf8(MailTests.Whole),
        "gb18030" => Bench.Gb18030(Chinese + "㐀𠀀"),
        _ => Bench.Utf8("[{ \"version\": [1, {\"schema\": 2}], \"schema\": \"demarc.verdict/1\" }]"),
    };
}
