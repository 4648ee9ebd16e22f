using Demarc.Probing.Machines;
using Demarc.Probing.Ports;

namespace Demarc.Probing;

/// <summary>
/// Runs machines on a port until all are done: asks each what it wants, sends within the pace, hands every answer to the
/// machine whose probe it answers. One thread.
/// </summary>
public sealed class ProbeLoop(IPacketPort port, Pace pace)
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(250);

    /// <summary>Nobody asks for an answer after this; a trace that runs for days keeps no more than its last probes.</summary>
    private static readonly TimeSpan Remembered = TimeSpan.FromSeconds(15);

    private readonly Dictionary<int, Outstanding> _sent = [];
    private readonly Queue<Outstanding> _age = new();
    private readonly List<Reply> _replies = [];
    private int _lastId;

    /// <summary>Packets sent so far.</summary>
    public int Sent { get; private set; }

    /// <summary>Runs them side by side; returns early when cancelled, with each machine as far as it came.</summary>
    /// <param name="each">Called after every turn, such as to draw a screen.</param>
    public void Run(IReadOnlyList<IProbeMachine> machines, CancellationToken cancelled, Action? each = null)
    {
        var running = machines.ToList();
        while (running.Count > 0 && !cancelled.IsCancellationRequested)
        {
            var until = port.Now + LongestWait;
            for (var i = running.Count - 1; i >= 0; i--)
            {
                if (Drive(running[i]) is not { } wakes) running.RemoveAt(i);
                else if (wakes < until) until = wakes;
            }

            Forget(port.Now);
            each?.Invoke();
            if (running.Count > 0) Listen(until - port.Now);
        }

        foreach (var id in _sent.Keys) port.Forget(id);
        _sent.Clear();
        _age.Clear();
    }

    /// <summary>Lets a machine send what it wants; when it wants to be asked again, or null when it is done.</summary>
    private TimeSpan? Drive(IProbeMachine machine)
    {
        while (true)
        {
            var now = port.Now;
            if (pace.NextAt(now) is var free && free > now) return free;
            switch (machine.Next(now))
            {
                case ProbeStep.Send(var probe):
                    pace.TryTake(now);
                    var sent = _sent[++_lastId] = new(_lastId, machine, probe.Id, now);
                    _age.Enqueue(sent);
                    Sent++;
                    port.Send(probe with { Id = _lastId });
                    break;
                case ProbeStep.Forget(var probeId):
                    Forget(machine, probeId);
                    break;
                case ProbeStep.Wait(var until):
                    return until > now ? until : now;
                default:
                    return null;
            }
        }
    }

    private void Forget(IProbeMachine machine, int probeId)
    {
        foreach (var (id, whose) in _sent)
        {
            if (whose.MachineId != probeId || !ReferenceEquals(whose.Machine, machine)) continue;
            _sent.Remove(id);
            port.Forget(id);
            return;
        }
    }

    private void Forget(TimeSpan now)
    {
        while (_age.TryPeek(out var oldest) && now - oldest.At > Remembered)
        {
            _age.Dequeue();
            if (_sent.Remove(oldest.Id)) port.Forget(oldest.Id);
        }
    }

    private void Listen(TimeSpan wait)
    {
        _replies.Clear();
        port.Receive(_replies, wait > TimeSpan.Zero ? wait : TimeSpan.Zero);
        foreach (var reply in _replies)
        {
            if (_sent.TryGetValue(reply.ProbeId, out var whose)) whose.Machine.Accept(reply with { ProbeId = whose.MachineId });
        }
    }

    /// <summary>A probe on its way: its number here, and its machine's number for it.</summary>
    private sealed record Outstanding(int Id, IProbeMachine Machine, int MachineId, TimeSpan At);
}
