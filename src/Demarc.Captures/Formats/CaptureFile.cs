using Demarc.Captures.Windows;
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

    /// <summary>Packets that the capturing machine's own stack dropped, by reason; complete after the last packet.</summary>
    public virtual IReadOnlyList<DropNote> Drops => [];

    /// <summary>Sightings of a packet that the reader itself knew to be copies; complete after the last packet.</summary>
    public virtual int Copies => 0;

    /// <summary>What else was left out, and why; complete after the last packet.</summary>
    public virtual IReadOnlyList<Bilingual> Notes => [];

    protected OctetReader Octets { get; } = octets;

    /// <summary>Packets come in the order of their times, and not from octets that are kept.</summary>
    public virtual bool IsOrdered => false;

    /// <summary>Octets of packets are kept from there on, until asked again.</summary>
    public void KeepsFrom(Func<long> oldest, Action lettingGo) => (Octets.Oldest, Octets.LettingGo) = (oldest, lettingGo);

    /// <inheritdoc cref="OctetReader.PlaceOf"/>
    public long PlaceOf(ReadOnlySpan<byte> octets) => Octets.PlaceOf(octets);

    /// <inheritdoc cref="OctetReader.At"/>
    public ReadOnlySpan<byte> At(long place, int count) => Octets.At(place, count);

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
        if (octets.Has(EtlFile.HeadLength) && EtlFile.Begins(octets.Peek(EtlFile.HeadLength))) return new EtlFile(octets);
        head = octets.Peek(16);
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

/// <summary>Packets that a stack dropped for one reason at one of its drivers.</summary>
/// <param name="Code">The system's own number of the reason.</param>
/// <param name="Reason">Its name in the system's language; null where the capture has none.</param>
/// <param name="Component">The driver; null where the capture does not name it.</param>
/// <param name="Count">Packets.</param>
internal sealed record DropNote(uint Code, string? Reason, string? Component, int Count);
