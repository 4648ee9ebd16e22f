using Demarc.Wire;

namespace Demarc.Wire.Tests;

public sealed class IcmpExtensionsTests
{
    /// <summary>A structure of RFC 4884 with an object nobody knows and a stack of two labels (RFC 4950).</summary>
    private static readonly byte[] TwoLabels = Sealed([0x20, 0, 0, 0, 0, 6, 9, 9, 1, 2, 0, 0, 0, 12, 1, 1, 0x03, 0xe8, 0x10, 0x05, 0x00, 0x01, 0x0b, 0x40]);

    [Fact]
    public void A_label_stack_is_read_outermost_first() => IcmpExtensions.Labels(TwoLabels).ShouldBe(["16001/0/0/5", "16/5/1/64"]);

    [Fact]
    public void A_structure_with_a_wrong_checksum_says_nothing()
    {
        var damaged = TwoLabels.ToArray();
        damaged[^1]++;
        IcmpExtensions.Labels(damaged).ShouldBeEmpty();
    }

    [Fact]
    public void Behind_a_quote_labels_are_found_where_they_are_said_to_be_or_else_at_128_octets()
    {
        byte[] whole = [.. new byte[108], .. TwoLabels];
        IcmpExtensions.LabelsBehindQuote(whole, 20, 0).Count.ShouldBe(2);
        IcmpExtensions.LabelsBehindQuote(whole, 0, 108).Count.ShouldBe(2);
        IcmpExtensions.LabelsBehindQuote(whole, 28, 0).ShouldBeEmpty();
    }

    [Fact]
    public void Without_a_stated_place_a_packet_that_only_looks_like_labels_is_not_read()
    {
        var unsealed = TwoLabels.ToArray();
        unsealed[2] = unsealed[3] = 0;
        IcmpExtensions.LabelsBehindQuote([.. new byte[108], .. unsealed], 20, 108).Count.ShouldBe(2);
        IcmpExtensions.LabelsBehindQuote([.. new byte[108], .. unsealed], 20, 0).ShouldBeEmpty();
    }

    [Fact]
    public void No_bytes_throw()
    {
        var random = new Random(1);
        for (var i = 0; i < 20_000; i++)
        {
            var octets = TwoLabels[..random.Next(TwoLabels.Length + 1)];
            for (var j = random.Next(3); j > 0 && octets.Length > 0; j--) octets[random.Next(octets.Length)] = (byte)random.Next(256);
            if (octets.Length > 3) octets[2] = octets[3] = 0;
            IcmpExtensions.Labels(octets).Count.ShouldBeLessThan(33);
            IcmpExtensions.LabelsBehindQuote(octets, random.Next(200), random.Next(40)).Count.ShouldBeLessThan(33);
        }
    }

    private static byte[] Sealed(byte[] structure)
    {
        var checksum = Checksum.Of(structure);
        (structure[2], structure[3]) = ((byte)(checksum >> 8), (byte)checksum);
        return structure;
    }
}
