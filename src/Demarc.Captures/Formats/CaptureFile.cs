using Demarc.Model;

namespace Demarc.Captures.Formats;

/// <summary>A capture file that is read from its first packet to its last.</summary>
internal abstract class CaptureFile(OctetReader octets)
{
    /// <summary>No link carries more in one piece, offloading included; a record that claims more is damaged.</summary>
    protected const int MostOctets = 1 << 20;

    /// <summary>Why reading ended before the file did; null where it did not.</summary>
    public Bilingual? Problem { get; protected set; }

    /// <summary>Packets the capturing machine says it dropped; null where it says nothing.</summary>
    public long? Dropped { get; protected set; }

    protected OctetReader Octets { get; } = octets;

    /// <summary>Frames read so far.</summary>
    protected int Frames { get; set; }

    /// <summary>The next packet; false at the end.</summary>
    public abstract bool Next(out CapturedPacket packet);

    /// <summary>The format a stream begins with; null for one that is no capture.</summary>
    public static CaptureFile? Open(Stream stream)
    {
        var octets = new OctetReader(stream);
        if (!octets.Has(16)) return null;
        var head = octets.Peek(16);
        if (PcapngFile.Begins(head)) return new PcapngFile(octets);
        return PcapFile.Begins(head) ? PcapFile.Open(octets) : SnoopFile.Begins(head) ? SnoopFile.Open(octets) : null;
    }

    protected bool Cut(string what)
    {
        Problem = new($"the capture ends in the middle of {what} after frame {Frames}; what came before was read", $"抓包文件在第 {Frames} 帧之后的{Chinese(what)}中途结束；此前的内容已读取");
        return false;
    }

    protected bool Damaged()
    {
        Problem = new($"the capture is damaged after frame {Frames}: a length there cannot be; what came before was read", $"抓包文件在第 {Frames} 帧之后损坏：长度不合理；此前的内容已读取");
        return false;
    }

    private static string Chinese(string what) => what == "a packet" ? "数据包" : "数据块";
}
