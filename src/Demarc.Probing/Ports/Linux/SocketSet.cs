using System.Runtime.InteropServices;

namespace Demarc.Probing.Ports.Linux;

/// <summary>A socket the port waits on.</summary>
internal interface IWaiting
{
    /// <summary>Something is to be read, or a connection came to its end.</summary>
    /// <param name="woke">When the wait ended, on the port's clock.</param>
    void Ready(TimeSpan woke);
}

/// <summary>The sockets waited on, over epoll: a wait costs what is ready, not what is open.</summary>
internal sealed unsafe class SocketSet : IDisposable
{
    private const int Most = 64;

    /// <summary>struct epoll_event is packed on x64 only.</summary>
    private static readonly int DataAt = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 4 : 8;
    private readonly int _epoll = Libc.EpollCreate();
    private readonly Dictionary<int, IWaiting> _sockets = [];
    private readonly byte[] _events = new byte[Most * 16];

    public int Count => _sockets.Count;

    /// <summary>Waits on a socket, for reading and errors, or for a connection to open too. False when the system refuses.</summary>
    public bool Add(int fd, IWaiting socket, bool connecting = false)
    {
        var octets = stackalloc byte[16];
        *(uint*)octets = Libc.PollIn | (connecting ? Libc.PollOut : 0u);
        *(long*)(octets + DataAt) = fd;
        if (Libc.EpollControl(_epoll, Libc.EpollAdd, fd, octets) < 0) return false;
        _sockets[fd] = socket;
        return true;
    }

    /// <summary>Keeps a socket open that is not waited on.</summary>
    public void Keep(int fd) => _sockets[fd] = Unheard.Instance;

    /// <summary>Stops waiting on a socket and closes it.</summary>
    public void Close(int fd)
    {
        if (fd < 0) return;
        if (_sockets.Remove(fd))
        {
            var octets = stackalloc byte[16];
            _ = Libc.EpollControl(_epoll, Libc.EpollDelete, fd, octets);
        }

        Libc.Close(fd);
    }

    /// <summary>Waits at most so long and lets every ready socket read. False when nothing was ready.</summary>
    public bool Wait(TimeSpan wait, KernelClock clock)
    {
        if (wait > TimeSpan.Zero && Libc.WaitFor(_epoll, Libc.PollIn, wait) <= 0) return false;
        fixed (byte* events = _events)
        {
            var count = Libc.EpollWait(_epoll, events, Most, 0);
            if (count <= 0) return false;
            var woke = clock.Now;
            var stride = DataAt + 8;
            for (var i = 0; i < count; i++)
            {
                // A socket may have been closed by one before it in this very turn.
                if (_sockets.TryGetValue(*(int*)(events + (i * stride) + DataAt), out var socket)) socket.Ready(woke);
            }

            return true;
        }
    }

    public void Dispose()
    {
        foreach (var fd in _sockets.Keys) Libc.Close(fd);
        _sockets.Clear();
        Libc.Close(_epoll);
    }

    /// <summary>Stands for sockets that are only kept.</summary>
    private sealed class Unheard : IWaiting
    {
        public static Unheard Instance { get; } = new();

        public void Ready(TimeSpan woke)
        {
            // The system is never asked about it.
        }
    }
}
