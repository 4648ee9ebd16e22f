using System.Diagnostics;
using Demarc.Captures.Connections;
using Demarc.Captures.Decoding;

namespace Demarc.Captures.Tests;

/// <summary>Whoever writes a capture chooses its addresses, and may not choose how long it takes to read.</summary>
public sealed class CollisionTests
{
    private const int Many = 60_000;

    [Fact]
    public void Ends_whose_sum_and_difference_are_all_alike_are_told_apart_as_fast_as_others()
    {
        var random = new Random(1);
        var table = new ConnectionTable();
        var watch = Stopwatch.StartNew();
        for (var i = 0; i < Many; i++)
        {
            // A destination that is its source's complement: both have one sum and one XOR, whatever the source.
            var source = (ulong)random.NextInt64(1L << 48);
            table.Add(new Segment { Frame = i + 1, Time = i, Flags = Wire.TcpFlags.Syn, Sequence = 1, Acknowledgement = 0, Window = 1, Length = 0 }, source, ~source & ((1UL << 48) - 1), false);
        }

        table.Count.ShouldBe(Many);
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(5));
    }

    [Fact]
    public void Addresses_whose_halves_fold_to_one_number_are_told_apart_as_fast_as_others()
    {
        var ends = new Ends();
        var watch = Stopwatch.StartNew();
        Span<byte> address = stackalloc byte[16];
        address.Clear();
        for (uint i = 0; i < Many; i++)
        {
            System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(address[8..], i);
            System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(address[12..], i);
            ends.Of(address, 443);
        }

        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(5));
    }

    [Fact]
    public void The_hash_is_the_same_within_a_process_and_tells_the_order_of_its_parts() =>
        (SeededHash.Of(1, 2) == SeededHash.Of(1, 2), SeededHash.Of(1, 2) == SeededHash.Of(2, 1)).ShouldBe((true, false));
}
