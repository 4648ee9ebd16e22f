using Demarc.Model;

namespace Demarc.Captures.Formats;

/// <summary>
/// Packets of a file in the order of their times. A capture of several processors, interfaces or directions is written buffer by
/// buffer, so that a packet may stand behind later ones; it is put back among the last ones read, which wait in a ring. The scene
/// hears of them in the order of the file as well, before it is told the first of them in another: Wireshark counts so.
/// </summary>
internal sealed class OrderedPackets
{
    /// <summary>Packets that wait, in number and in octets.</summary>
    private const int Ahead = 256;
    private const int MostOctets = 1 << 17;

    /// <summary>Nothing more is put before a packet that has waited for so many others.</summary>
    private const int LongestWait = Ahead * 2;

    private readonly HeldPacket[] _ring = new HeldPacket[Ahead];
    private readonly CaptureFile _file;
    private readonly Scene _scene;
    private byte[] _aside = [];
    private int _head;
    private int _count;
    private int _octets;
    private bool _ended;

    /// <summary>How many of those that wait stand before a place where time was set back: nothing goes before them.</summary>
    private int _barrier;
    private long _latest = long.MinValue;
    private long _given = long.MinValue;
    private long _putBack;
    private long _tooLate;
    private long _setBack;

    public OrderedPackets(CaptureFile file, Scene scene)
    {
        (_file, _scene) = (file, scene);
        if (!file.IsOrdered) file.KeepsFrom(Oldest, CopyAside);
    }

    /// <summary>Packets read from the file.</summary>
    public long Taken { get; private set; }

    /// <summary>What stood out of order, for people; complete after the last packet.</summary>
    public IEnumerable<Bilingual> Notes
    {
        get
        {
            if (_putBack > 0) yield return new($"{_putBack} packets stood behind later ones, as buffers of several processors or interfaces are written, and were put back by their times; Wireshark's counts keep the order of the file", $"有 {_putBack} 个数据包排在时间更晚的数据包之后（多处理器或多接口的缓冲区分别写入所致），已按时间归位；Wireshark 的计数仍按文件顺序");
            if (_tooLate > 0) yield return new($"{_tooLate} packets stood so far behind later ones that their place had passed: what looks late or missing around them may be the capture's doing", $"有 {_tooLate} 个数据包排得过于靠后，已无法归位：其附近看似迟到或缺失的报文可能是抓包所致");
            if (_setBack > 0) yield return new($"{_setBack} times the times of the packets go back and stay behind, as where a clock is set: the order of the file was kept there, and times from before to after it say nothing", $"有 {_setBack} 处时间倒退后不再追上（如调整了时钟）：该处保持文件顺序，跨越该处的时间差没有意义");
        }
    }

    /// <summary>Gives the scene the next packet; false where there is none.</summary>
    public bool Next()
    {
        if (_file.IsOrdered) return NextOrdered();
        while (!_ended && _count < Ahead && _octets < MostOctets) Take();
        if (_count == 0) return false;
        ref readonly var first = ref _ring[_head];
        _head = (_head + 1) & (Ahead - 1);
        _count--;
        _octets -= first.Captured;
        if (_barrier > 0) _barrier--;
        _given = first.Time;
        _scene.Add(Packet(first), first.Judged);
        return true;
    }

    /// <summary>No more is read; what waits is still given.</summary>
    public void End() => _ended = true;

    private bool NextOrdered()
    {
        if (_ended || !_file.Next(out var packet)) return false;
        Taken++;
        _scene.Add(packet);
        return true;
    }

    private void Take()
    {
        if (!_file.Next(out var packet))
        {
            _ended = true;
            return;
        }

        Taken++;
        _octets += packet.Octets.Length;
        ref var held = ref Slot(_count);
        held.Take(packet, _file.PlaceOf(packet.Octets), _latest);
        if (held.Time >= _latest)
        {
            _latest = held.Time;
            _count++;
        }
        else Late(held);
    }

    private void Late(HeldPacket held)
    {
        held.Look(Packet(held).Octets);
        var at = _count;
        for (; at > _barrier && Slot(at - 1).Time > held.Time; at--)
        {
            ref var passed = ref Slot(at - 1);
            passed.Look(Packet(passed).Octets);
            if (!held.MustFollow(passed) && held.Frame - passed.Frame <= LongestWait) continue;
            _setBack++;
            (_barrier, _latest) = (_count + 1, held.Time);
            Slot(_count++) = held;
            return;
        }

        if (at == _barrier && (_barrier > 0 || held.Time < _given)) _tooLate++;
        else _putBack++;
        for (var i = 0; i < _count; i++) Judge(ref Slot(i));
        Judge(ref held);
        for (var i = _count++; i > at; i--) Slot(i) = Slot(i - 1);
        Slot(at) = held;
    }

    private void Judge(ref HeldPacket waiting)
    {
        if (waiting.Judged == 0) waiting.Judged = _scene.Judge(Packet(waiting));
    }

    private CapturedPacket Packet(in HeldPacket held) => new()
    {
        Frame = held.Frame, Nanoseconds = held.Timed ? held.Time : null, Link = held.Link, Length = held.Length, Octets = held.Place < 0 ? _aside.AsSpan((int)~held.Place, held.Captured) : _file.At(held.Place, held.Captured),
    };

    private ref HeldPacket Slot(int index) => ref _ring[(_head + index) & (Ahead - 1)];

    /// <summary>From where on octets are needed still.</summary>
    private long Oldest()
    {
        var oldest = long.MaxValue;
        for (var i = 0; i < _count; i++)
        {
            if (Slot(i).Place is >= 0 and var place) oldest = Math.Min(oldest, place);
        }

        return oldest;
    }

    /// <summary>Much that is no packet lies between those that wait and what is read next: their octets are copied, so that the rest can go.</summary>
    private void CopyAside()
    {
        var (copies, at) = (new byte[_octets], 0);
        for (var i = 0; i < _count; i++)
        {
            ref var waiting = ref Slot(i);
            Packet(waiting).Octets.CopyTo(copies.AsSpan(at));
            waiting.Place = ~at;
            at += waiting.Captured;
        }

        _aside = copies;
    }
}
