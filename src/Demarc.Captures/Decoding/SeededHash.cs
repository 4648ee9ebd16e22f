using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Demarc.Captures.Decoding;

/// <summary>
/// Hashes of what a capture holds, with secrets of this process: whoever writes a capture chooses its addresses, and would else choose
/// them so that all fall on one place of a table. Nothing that is told depends on the places. Each half is mixed with a secret before the
/// halves are multiplied, so that no relation between them survives (as in wyhash).
/// </summary>
internal static class SeededHash
{
    private static readonly ulong First = Secret();
    private static readonly ulong Second = Secret();
    private static readonly ulong Third = Secret();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Of(ulong one, ulong other) => Fold(Fold(one ^ First, other ^ Second), Third);

    /// <summary>Both halves of the product, one upon the other. By hand: what asks for the processor's own way is not compiled ahead of time.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Fold(ulong one, ulong other)
    {
        var (low, high, otherLow, otherHigh) = ((uint)one, one >> 32, (uint)other, other >> 32);
        var first = (ulong)low * otherLow;
        var second = (high * otherLow) + (first >> 32);
        var third = (low * otherHigh) + (uint)second;
        return ((high * otherHigh) + (second >> 32) + (third >> 32)) ^ ((third << 32) | (uint)first);
    }

    /// <summary>Sixty bits of the system's own randomness, which a new GUID brings without the cryptography library: that takes 20 ms to load.</summary>
    private static ulong Secret() => BinaryPrimitives.ReadUInt64LittleEndian(Guid.NewGuid().ToByteArray()) | 1;

    /// <summary>For addresses of 16 octets.</summary>
    internal sealed class OfAddresses : IEqualityComparer<UInt128>
    {
        public bool Equals(UInt128 x, UInt128 y) => x == y;

        public int GetHashCode([DisallowNull] UInt128 obj) => (int)(Of((ulong)obj, (ulong)(obj >> 64)) >> 32);
    }

    /// <summary>For two hosts or ends.</summary>
    internal sealed class OfPairs : IEqualityComparer<(ulong, ulong)>
    {
        public bool Equals((ulong, ulong) x, (ulong, ulong) y) => x == y;

        public int GetHashCode([DisallowNull] (ulong, ulong) obj) => (int)(Of(obj.Item1, obj.Item2) >> 32);
    }
}
