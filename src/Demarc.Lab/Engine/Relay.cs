using System.Diagnostics;
using Demarc.Lab.Linux;

namespace Demarc.Lab.Engine;

/// <summary>
/// Moves packets between the hosts' interfaces and the virtual network on one thread of its own: waits for whatever comes
/// first, a packet or the time one is due, and notes how late it is.
/// </summary>
internal sealed unsafe class Relay : IDisposable
{
    /// <summary>It waits that much too short, and turns round until the time has come: timers are later than that.</summary>
    private const long SpinNs = 60_000;
    private const long LongestWaitNs = 500_000_000;
    private const int BatchPerPort = 64;
    private readonly VirtualNetwork _network;
    private readonly IReadOnlyList<LabPort> _ports;
    private readonly int _wake;
    private readonly int _largest;
    private readonly Thread _thread;
    private readonly long _begin = Stopwatch.GetTimestamp();
    private volatile bool _stopping;

    public Relay(VirtualNetwork network, IReadOnlyList<LabPort> ports)
    {
        (_network, _ports) = (network, ports);
        _largest = network.Hosts.Max(host => host.Mtu) + 64;
        _wake = Native.EventDescriptor(0, Native.NonBlocking | Native.CloseOnExec);
        network.Delivered = (host, packet) =>
        {
            Lateness.Note(Now() - packet.At);
            _ports[host].Write(packet.Octets);
        };
        _thread = new Thread(Loop) { IsBackground = true, Name = "lab", Priority = ThreadPriority.AboveNormal };
    }

    /// <summary>How late packets left.</summary>
    public Lateness Lateness { get; } = new();

    /// <summary>What ended the loop before its time.</summary>
    public Exception? Fault { get; private set; }

    public void Start() => _thread.Start();

    public void Dispose()
    {
        _stopping = true;
        ulong one = 1;
        Native.Write(_wake, (byte*)&one, sizeof(ulong));
        if (_thread.IsAlive) _thread.Join();
        Native.Close(_wake);
    }

    private long Now() => (long)((Stopwatch.GetTimestamp() - _begin) * (1e9 / Stopwatch.Frequency));

    private void Loop()
    {
        try
        {
            Native.ProcessControl(Native.TimerSlack, 1, 0, 0, 0);
            // Ahead of ordinary programs where that is allowed: it sleeps nearly always and must be on time when it does not.
            var lowest = 1;
            _ = Native.SetScheduler(0, Native.FirstInFirstOut, &lowest);
            var polled = stackalloc Native.PollDescriptor[_ports.Count + 1];
            for (var i = 0; i < _ports.Count; i++) polled[i] = new() { Descriptor = _ports[i].Descriptor, Wanted = Native.PollIn };
            polled[_ports.Count] = new() { Descriptor = _wake, Wanted = Native.PollIn };
            while (!_stopping) Turn(polled);
        }
#pragma warning disable CA1031 // A defect on this thread must reach the one that waits for the lab.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            Fault = fault;
        }
    }

    private void Turn(Native.PollDescriptor* polled)
    {
        var due = _network.Due;
        var wait = due == long.MaxValue ? LongestWaitNs : Math.Clamp(due - Now() - SpinNs, 0, LongestWaitNs);
        var timeout = new Native.TimeSpecification { Nanoseconds = wait };
        if (Native.Poll(polled, (nuint)_ports.Count + 1, &timeout, 0) > 0)
        {
            for (var i = 0; i < _ports.Count; i++)
            {
                if (polled[i].Seen != 0) Receive(i);
            }
        }

        _network.Advance(Now());
    }

    private void Receive(int host)
    {
        for (var i = 0; i < BatchPerPort; i++)
        {
            var packet = _network.Pool.Rent();
            var read = _ports[host].Read(packet.Reserve(Math.Max(packet.Room, _largest)));
            if (read <= 0)
            {
                _network.Pool.Return(packet);
                if (read == 0) return;
                continue;
            }

            packet.SetLength(read);
            packet.At = Now();
            packet.Stage = 0;
            _network.Put(host, packet);
        }
    }
}
