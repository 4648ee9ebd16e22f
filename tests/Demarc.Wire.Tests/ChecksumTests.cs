using Demarc.Wire;

namespace Demarc.Wire.Tests;

public sealed class ChecksumTests
{
    /// <summary>The example of RFC 1071, section 3.</summary>
    [Fact]
    public void The_example_of_RFC_1071_sums_to_ddf2() =>
        Checksum.Of([0x00, 0x01, 0xf2, 0x03, 0xf4, 0xf5, 0xf6, 0xf7]).ShouldBe(unchecked((ushort)~0xddf2));

    [Fact]
    public void A_changed_field_updates_the_checksum_as_if_computed_anew()
    {
        byte[] octets = [0x45, 0, 0, 0x54, 0x12, 0x34, 0x40, 0, 0x40, 1, 0, 0, 192, 0, 2, 1, 198, 51, 100, 9];
        var before = Checksum.Of(octets);
        octets[8]--;
        Checksum.Updated(before, 0x4001, 0x3f01).ShouldBe(Checksum.Of(octets));
    }
}
