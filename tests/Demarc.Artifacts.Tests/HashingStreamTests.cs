using System.Security.Cryptography;
using Demarc.Artifacts.Decoding;

namespace Demarc.Artifacts.Tests;

/// <summary>Octets that are read ahead and hashed on other processors arrive as if they were not.</summary>
public sealed class HashingStreamTests
{
    /// <summary>A few pieces and a bit.</summary>
    private const int Length = (3 << 20) + 12_345;

    private static readonly byte[] Octets = Drawn();

    [Fact]
    public void Every_octet_arrives_in_order_and_is_hashed()
    {
        using var stream = new HashingStream(new MemoryStream(Octets));
        var (read, buffer) = (new MemoryStream(), new byte[70_000]);
        for (int count; (count = stream.Read(buffer)) > 0;) read.Write(buffer, 0, count);
        read.ToArray().ShouldBe(Octets);
        stream.Read(buffer).ShouldBe(0);
        stream.Finish().ShouldBe(Convert.ToHexStringLower(SHA256.HashData(Octets)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1 << 20)]
    [InlineData((1 << 20) + 1)]
    [InlineData(2 << 20)]
    public void What_the_reader_leaves_is_hashed_all_the_same(int length)
    {
        using var stream = new HashingStream(new MemoryStream(Octets, 0, length));
        stream.ReadByte().ShouldBe(length == 0 ? -1 : Octets[0]);
        stream.Finish().ShouldBe(Convert.ToHexStringLower(SHA256.HashData(Octets.AsSpan(0, length))));
    }

    [Fact]
    public void A_fault_of_the_disk_is_met_where_it_stands_and_again_by_who_asks_again()
    {
        using var stream = new HashingStream(new Broken(2 << 20));
        var buffer = new byte[1 << 20];
        stream.ReadExactly(buffer);
        stream.ReadExactly(buffer);
        for (var turn = 0; turn < 2; turn++) Should.Throw<IOException>(() => stream.ReadExactly(buffer)).Message.ShouldBe("broken");
        stream.Finish().ShouldBe(Convert.ToHexStringLower(SHA256.HashData(Octets.AsSpan(0, 2 << 20))));
    }

    private static byte[] Drawn()
    {
        var octets = new byte[Length];
        new Random(1).NextBytes(octets);
        return octets;
    }

    /// <summary>A disk that gives so many octets and then no more.</summary>
    private sealed class Broken(int after) : MemoryStream(Octets)
    {
        public override int Read(byte[] buffer, int offset, int count) => Position >= after ? throw new IOException("broken") : base.Read(buffer, offset, (int)Math.Min(count, after - Position));

        public override int Read(Span<byte> buffer) => Position >= after ? throw new IOException("broken") : base.Read(buffer[..(int)Math.Min(buffer.Length, after - Position)]);
    }
}
