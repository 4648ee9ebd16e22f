using System.IO.Compression;
using Demarc.Artifacts.Decoding;
using Demarc.Artifacts.Recognition;

namespace Demarc.Artifacts.Unpacking;

/// <summary>
/// A packet capture in a gzip: unpacked while it is read and never held, so that its size is bounded by nothing but patience.
/// A bomb is still told by its ratio.
/// </summary>
internal sealed class PackedCapture(string name, Content packed, Allowance allowance) : Content
{
    /// <summary>Size as it lies there; what it unpacks to shows at its end.</summary>
    public override long Length => packed.Length;

    public override Stream Open() => new GuardedStream(name, new GZipStream(packed.Open(), CompressionMode.Decompress), packed.Length, allowance, isHeld: false);

    /// <summary>Whether what is packed begins like a capture.</summary>
    public static bool Holds(string name, Content content, Allowance allowance)
    {
        try
        {
            return Format.Of(new PackedCapture(name, content, allowance).Head(TextEncoding.HeadLength), name) is Format.Capture;
        }
        catch (Exception fault) when (IsFault(fault))
        {
            return false;
        }
    }
}
