using Demarc.Captures.Formats;
using Demarc.Model;

namespace Demarc.Captures.Windows;

/// <summary>
/// A Windows event trace (.etl) of netsh trace or pktmon. Its buffers belong to processors and are not in the order of time, so all of
/// it is read before the first packet is told; frames are numbered in the order of time, copies of a packet left out.
/// </summary>
internal sealed class EtlFile(OctetReader octets) : CaptureFile(octets)
{
    public const int HeadLength = EtlBuffers.HeaderLength + 8;
    private readonly List<Bilingual> _notes = [];

    /// <summary>What was read; null before the first packet is asked for.</summary>
    public EtlCapture? Capture { get; private set; }

    public override IReadOnlyList<DropNote> Drops => Capture is { } it ? [.. it.Drops.Select(drop => new DropNote(drop.Reason, drop.ReasonName, drop.ComponentName, drop.Count))] : [];

    public override bool IsOrdered => true;

    public override int Copies => Capture?.Copies ?? 0;

    public override IReadOnlyList<Bilingual> Notes => _notes;

    /// <summary>Whether the first octets (<see cref="HeadLength"/>) are those of a trace.</summary>
    public static bool Begins(ReadOnlySpan<byte> head) => EtlBuffers.Begin(head);

    public override bool Next(out CapturedPacket packet)
    {
        packet = default;
        var capture = Capture ??= Read();
        if (Frames >= capture.Packets.Count) return false;
        var next = capture.Packets[Frames++];
        packet = new() { Frame = Frames, Nanoseconds = next.Nanoseconds, Link = next.Link, Length = next.Length, Octets = capture.Octets[next.Place] };
        return true;
    }

    private EtlCapture Read()
    {
        var buffers = new EtlBuffers(Octets);
        var packets = new EtlPackets();
        while (buffers.Next(out var record)) packets.Add(record);
        var capture = packets.Finish();
        var lost = (capture.Header is { } header ? (long)header.EventsLost + header.BuffersLost : 0) is var stated and > 0 ? stated : buffers.MarkedLost;
        if (lost > 0) Dropped = lost;
        if (buffers.CutOff) Problem = new("the trace ends in the middle of a buffer; what came before was read", "跟踪文件在一个缓冲区的中途结束；此前的内容已读取");
        else if (buffers.Astray) Problem = new($"the trace is damaged after buffer {buffers.Count}: a length there cannot be; what came before was read", $"跟踪文件在第 {buffers.Count} 个缓冲区之后损坏：长度不合理；此前的内容已读取");
        else if (buffers.Damaged > 0) Problem = new($"{buffers.Damaged} of {buffers.Count} buffers of the trace are damaged; the others were read", $"跟踪文件的 {buffers.Count} 个缓冲区中有 {buffers.Damaged} 个损坏；其余已读取");
        Note(capture);
        return capture;
    }

    private void Note(EtlCapture capture)
    {
        if (capture.Beyond > 0) _notes.Add(new($"{capture.Beyond} packets of the trace lie beyond what is kept and were not looked at: cut out the part around the incident", $"跟踪中有 {capture.Beyond} 个数据包超出可保留的数量，未查看：请截取故障前后的部分"));
        if (capture.Broken > 0) _notes.Add(new($"{capture.Broken} packet events of the trace are incomplete and were left out", $"跟踪中有 {capture.Broken} 个数据包事件不完整，已略去"));
        if (capture.Packets.Count == 0 && Problem is null) _notes.Add(new("the trace holds no packets: record one with 'pktmon start --capture --pkt-size 0' or 'netsh trace start capture=yes'", "跟踪中没有数据包：请用“pktmon start --capture --pkt-size 0”或“netsh trace start capture=yes”录制"));
    }
}
