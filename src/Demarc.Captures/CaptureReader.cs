using Demarc.Captures.Connections;
using Demarc.Captures.Decoding;
using Demarc.Captures.Formats;
using Demarc.Captures.Telling;
using Demarc.Model;

namespace Demarc.Captures;

/// <summary>Reads a packet capture (pcap, pcapng, snoop, Windows event trace) in one pass and tells of what is in it.</summary>
public static class CaptureReader
{
    private const int LookEvery = 1 << 14;

    /// <summary>Reads the stream to its end.</summary>
    /// <param name="source">The capture's name as the user knows it.</param>
    /// <param name="sha256">Gives the hash of its bytes, lower-case hex; asked when they were read.</param>
    /// <param name="stream">Its bytes. What it throws before the first packet comes through; later faults are told beside what was read.</param>
    /// <param name="wishes">What to tell of; everything that stands out where null.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static CaptureDocument Read(string source, Func<string> sha256, Stream stream, CaptureWishes? wishes = null, CancellationToken cancellationToken = default)
    {
        wishes ??= new();
        if (CaptureFile.Open(stream) is not { } file) return new() { Source = source, Unreadable = true, Unread = [new(source, null, $"{source} is cut off before its first packet", $"{source} 在第一个数据包之前就被截断")] };
        var scene = new Scene(wishes);
        var packets = new OrderedPackets(file, scene);
        Unread? broken = null;
        try
        {
            while (packets.Next())
            {
                if (scene.Packets % LookEvery != 0) continue;
                cancellationToken.ThrowIfCancellationRequested();
                wishes.Progress?.Invoke(scene.Packets);
            }
        }
        catch (Exception fault) when (fault is IOException or InvalidDataException && packets.Taken > 0)
        {
            // What was read stays known.
            packets.End();
            while (packets.Next())
            {
            }

            broken = new(source, null, $"{source} could not be read further than {scene.Packets} packets: {fault.Message}", $"{source} 在 {scene.Packets} 个数据包之后无法继续读取：{fault.Message}");
        }

        var told = Account.Of(scene, file, packets.Notes, source, sha256(), wishes);
        return broken is null ? told : told with { Unread = [broken, .. told.Unread] };
    }
}
