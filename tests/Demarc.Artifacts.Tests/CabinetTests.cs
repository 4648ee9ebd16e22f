using System.Buffers.Binary;
using Demarc.Testing;

namespace Demarc.Artifacts.Tests;

/// <summary>Cabinets: one made by gcab, its blocks packed anew so that they refer back to the ones before them (cabextract reads it), and some laid out by hand.</summary>
public sealed class CabinetTests
{
    private static readonly byte[] Hello = "hello\n"u8.ToArray();

    public static string Sample { get; } = Repository.File("tests", "Demarc.Artifacts.Tests", "Samples", "three.cab");

    [Fact]
    public void Members_come_out_as_cabextract_gives_them()
    {
        var found = ArtifactReader.Open([Sample]).Select(it => (Name: it.Source[(Sample.Length + 1)..], it.Length, it.Sha256, Text: Bench.TextOf(it))).ToArray();
        found.Select(it => it.Name).ShouldBe(["ping.txt", "dir/neighbors.txt", "追踪.txt"]);
        (found[0].Length, found[0].Sha256).ShouldBe((89600L, "f2f888bc29932be02a8ab34ad7adf95ee5e062d1fbc46a4e4db27d10b4ea320f"));
        found[0].Text.ShouldStartWith("64 bytes from 192.0.2.1: icmp_seq=1 ttl=64 time=10.0 ms\n");
        found[1].Text.ShouldBe("192.0.2.9 00-00-5e-00-53-01 Reachable\n");
        found[2].Text.ShouldBe("请求超时。\n");
    }

    [Fact]
    public void Stored_members_and_a_capture_among_them_are_read()
    {
        byte[] trace = new byte[400];
        BinaryPrimitives.WriteInt32LittleEndian(trace, 400);
        BinaryPrimitives.WriteInt32LittleEndian(trace.AsSpan(0x30), 400);
        trace[0x36] = 4;
        byte[] record = [2, 0, 2, 0xC0, 0xAA, 1, 0, 0];
        record.CopyTo(trace, 72);
        var cab = Bench.Cab(("report.etl", trace), ("dns.txt", Hello), ("..\\evil.txt", Hello), ("long.txt", [.. Enumerable.Repeat((byte)'a', 70_000)]));
        var found = ArtifactReader.Open(["-"], new MemoryStream(cab)).Select(it => (it.Source, it.Kind, it.Length)).ToArray();
        found.ShouldBe([("stdin!report.etl", ArtifactKind.Capture, 400L), ("stdin!dns.txt", ArtifactKind.Text, 6L), ("stdin!../evil.txt", ArtifactKind.Unread, 0L), ("stdin!long.txt", ArtifactKind.Text, 70_000L)]);
        record[7] = 1;
        record.CopyTo(trace, 72);
        Bench.Read(Bench.FromInput(trace)).ShouldHaveSingleItem().ShouldContain("no text");
    }

    [Fact]
    public void What_this_program_cannot_unpack_is_told()
    {
        var cab = Bench.Cab(("a.txt", Hello));
        cab[42] = 3;
        Bench.Read(Bench.FromInput(cab)).ShouldHaveSingleItem().ShouldContain("another method than MSZIP");
        cab = Bench.Cab(("a.txt", Hello));
        cab[30] = 1;
        Bench.Read(Bench.FromInput(cab)).ShouldHaveSingleItem().ShouldContain("one of several cabinets");
        cab = Bench.Cab(("a.txt", Hello));
        cab[29] = 4;
        Bench.Read(Bench.FromInput(cab)).ShouldHaveSingleItem().ShouldContain("more than 1000 members");
        var many = Bench.Cab([.. Enumerable.Range(0, 4).Select(i => ($"{i}.txt", Hello))]);
        Bench.Read(Bench.FromInput(many, new() { Entries = 2 }))[^1].ShouldContain("more than 2 members");
    }

    [Fact]
    public void Lengths_and_sums_that_lie_are_damage_and_what_came_before_is_kept()
    {
        var cab = Bench.Cab(("a.txt", Hello), ("b.txt", Hello));
        var second = cab.AsSpan(44 + 16 + 6);
        BinaryPrimitives.WriteInt32LittleEndian(second, 7);
        Bench.Read(Bench.FromInput(cab)).ShouldBe(["stdin!a.txt = hello\n", "stdin!b.txt = hello\n", "stdin!b.txt ! stdin!b.txt is damaged or cut off, what came before was read: send it again"]);
        BinaryPrimitives.WriteInt32LittleEndian(second, 6);
        BinaryPrimitives.WriteInt32LittleEndian(second[4..], 3);
        Bench.Read(Bench.FromInput(cab))[1].ShouldContain("b.txt is damaged");
        var summed = File.ReadAllBytes(Sample);
        summed[BinaryPrimitives.ReadInt32LittleEndian(summed.AsSpan(36))] ^= 1;
        Bench.Read(Bench.FromInput(summed)).ShouldAllBe(line => line.Contains("damaged", StringComparison.Ordinal));
    }

    [Fact]
    public void A_cabinet_that_unpacks_to_too_much_is_not_read_on()
    {
        var limits = new ArtifactLimits { Ratio = 20, RatioFrom = 1 << 15 };
        Bench.Read(ArtifactReader.Open([Sample], null, limits)).ShouldContain(line => line.Contains("implausible size", StringComparison.Ordinal));
    }
}
