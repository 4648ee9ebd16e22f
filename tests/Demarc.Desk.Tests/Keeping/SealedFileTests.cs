using Demarc.Desk.Evidence;

namespace Demarc.Desk.Tests.Keeping;

/// <summary>What was sealed comes back as it was or not at all.</summary>
public sealed class SealedFileTests
{
    private const int Chunk = 1 << 16;

    private static readonly byte[] Key = [.. Enumerable.Range(1, 32).Select(i => (byte)i)];

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(Chunk - 1)]
    [InlineData(Chunk)]
    [InlineData(Chunk + 1)]
    [InlineData(3 * Chunk)]
    public void Every_length_comes_back(int length)
    {
        var plain = Octets(length);
        var sealedOctets = Sealed(plain);
        Opened(sealedOctets).ShouldBe(plain);
        sealedOctets.AsSpan().IndexOf(plain.AsSpan(0, Math.Min(16, length))).ShouldBe(length == 0 ? 0 : -1);
        Sealed(plain).ShouldNotBe(sealedOctets, "the same bytes sealed twice look different");
    }

    [Fact]
    public void A_changed_octet_anywhere_is_noticed()
    {
        var whole = Sealed(Octets(Chunk + 100));
        foreach (var at in new[] { 0, 7, 8, 39, 40, 1000, 40 + Chunk, 40 + Chunk + 15, 40 + Chunk + 16, whole.Length - 1 })
        {
            var changed = (byte[])whole.Clone();
            changed[at] ^= 1;
            Should.Throw<InvalidDataException>(() => Opened(changed), $"octet {at}");
        }
    }

    [Fact]
    public void What_is_cut_off_moved_or_added_is_noticed()
    {
        var whole = Sealed(Octets(3 * Chunk));
        const int part = Chunk + 16;
        foreach (var length in new[] { 0, 10, 40, 50, 40 + part, 40 + 2 * part, whole.Length - 1 }) Should.Throw<InvalidDataException>(() => Opened(whole[..length]), $"{length} octets");
        Should.Throw<InvalidDataException>(() => Opened([.. whole[..40], .. whole[(40 + part)..(40 + 2 * part)], .. whole[40..(40 + part)], .. whole[(40 + 2 * part)..]]), "chunks changed places");
        Should.Throw<InvalidDataException>(() => Opened([.. whole, .. whole[40..(40 + part)]]));
    }

    [Fact]
    public void Another_key_opens_nothing()
    {
        var other = (byte[])Key.Clone();
        other[31] ^= 1;
        Should.Throw<InvalidDataException>(() => SealedFile.Unseal(new MemoryStream(Sealed(Octets(10))), Stream.Null, other)).Message.ShouldContain("another key");
    }

    private static byte[] Octets(int length)
    {
        var octets = new byte[length];
        new Random(length + 1).NextBytes(octets);
        return octets;
    }

    private static byte[] Sealed(byte[] plain)
    {
        using var target = new MemoryStream();
        SealedFile.Seal(new MemoryStream(plain), target, Key);
        return target.ToArray();
    }

    private static byte[] Opened(byte[] octets)
    {
        using var target = new MemoryStream();
        SealedFile.Unseal(new MemoryStream(octets), target, Key);
        return target.ToArray();
    }
}
