using System.Net;

namespace Demarc.Probing.Ports.Linux;

/// <summary>Compares addresses as packets carry them, without the scope that link-local ones have on a host.</summary>
internal static class Addresses
{
    public static bool SamePlaceAs(this IPAddress a, IPAddress b)
    {
        Span<byte> left = stackalloc byte[16], right = stackalloc byte[16];
        return a.TryWriteBytes(left, out var leftLength) && b.TryWriteBytes(right, out var rightLength) && left[..leftLength].SequenceEqual(right[..rightLength]);
    }
}
