using System.Net;
using System.Net.Sockets;
using Demarc.Lab.Linux;
using Demarc.Lab.Scenarios;

namespace Demarc.Lab.Services;

/// <summary>Makes the background connections that a scenario asks for, one after the other, from inside a host.</summary>
internal sealed class Visitor : IDisposable
{
    private const int LongestMs = 2000;
    private readonly CancellationTokenSource _stop = new();
    private readonly Thread _thread;

    public Visitor(VisitSpec visit, IPAddress to, string namespacePath)
    {
        // Sockets belong to the namespace of the thread that makes them, so this one stays there.
        _thread = new Thread(() => NamespaceThread.Run(namespacePath, () => Visit(visit, new IPEndPoint(to, visit.Port)))) { IsBackground = true, Name = "visitor" };
        _thread.Start();
    }

    public void Dispose()
    {
        _stop.Cancel();
        _thread.Join();
        _stop.Dispose();
    }

    private bool Visit(VisitSpec visit, IPEndPoint to)
    {
        var stop = _stop.Token.WaitHandle;
        if (stop.WaitOne(visit.Start)) return true;
        do
        {
            try
            {
                using var socket = new Socket(to.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { SendTimeout = LongestMs, ReceiveTimeout = LongestMs };
                Once(socket, to, visit.Hold);
            }
            catch (SocketException)
            {
                // A visit that fails is part of the scenario.
            }
        }
        while (!stop.WaitOne(visit.Every));

        return true;
    }

    private void Once(Socket socket, IPEndPoint to, TimeSpan hold)
    {
        // A blocking connect would wait for minutes.
        socket.Blocking = false;
        try
        {
            socket.Connect(to);
        }
        catch (SocketException pending) when (pending.SocketErrorCode is SocketError.WouldBlock or SocketError.InProgress)
        {
            // As expected.
        }

        if (!socket.Poll(LongestMs * 1000, SelectMode.SelectWrite)) return;
        socket.Blocking = true;
        socket.Send("GET / HTTP/1.1\r\nHost: visit.lab.example\r\nConnection: close\r\n\r\n"u8);
        var buffer = new byte[4096];
        socket.Receive(buffer);
        if (hold > TimeSpan.Zero) _stop.Token.WaitHandle.WaitOne(hold);
        socket.Shutdown(SocketShutdown.Both);
    }
}
