using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Demarc.Testing.Mail;

/// <summary>
/// A submission server on loopback that keeps what it takes. What it says to a sender, a recipient or the final dot can be set; null
/// hangs up without a word.
/// </summary>
public sealed class MailServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentBag<Task> _talks = [];
    private readonly Task _run;

    public MailServer()
    {
        _listener.Start();
        _run = RunAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public Func<string> Greeting { get; set; } = () => "220 mail.example.com ESMTP";

    public Func<string, string> Recipient { get; set; } = _ => "250 2.1.5 Ok";

    /// <summary>The answer to the final dot, once the message is kept.</summary>
    public Func<Task<string?>> Final { get; set; } = () => Task.FromResult<string?>("250 2.0.0 Ok: queued as ABC123");

    /// <summary>Messages whose final dot came: recipients that were accepted, and the message.</summary>
    public ConcurrentQueue<(IReadOnlyList<string> To, string Message)> Taken { get; } = [];

    /// <summary>Most sessions at one moment.</summary>
    public int MostAtOnce { get; private set; }

    private int _now;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        try
        {
            await _run;
            await Task.WhenAll(_talks);
        }
        catch (Exception fault) when (fault is IOException or OperationCanceledException or SocketException)
        {
            // Clients that went away.
        }

        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            var client = await _listener.AcceptTcpClientAsync(_stop.Token);
            _talks.Add(TalkAsync(client));
        }
    }

    private async Task TalkAsync(TcpClient client)
    {
        lock (_talks) MostAtOnce = Math.Max(MostAtOnce, ++_now);
        try
        {
            using var _ = client;
            using var stream = client.GetStream();
            using var reader = new StreamReader(stream, Encoding.Latin1);
            var to = new List<string>();
            await Say(stream, Greeting());
            while (await reader.ReadLineAsync(_stop.Token) is { } line)
            {
                if (line.StartsWith("EHLO", StringComparison.Ordinal)) await Say(stream, "250-mail.example.com\r\n250 8BITMIME");
                else if (line.StartsWith("RCPT TO:<", StringComparison.Ordinal))
                {
                    var address = line["RCPT TO:<".Length..line.IndexOf('>', StringComparison.Ordinal)];
                    var answer = Recipient(address);
                    if (answer[0] == '2') to.Add(address);
                    await Say(stream, answer);
                }
                else if (line == "DATA")
                {
                    await Say(stream, "354 go on");
                    if (await Message(reader) is not { } message) return;
                    Taken.Enqueue(([.. to], message));
                    if (await Final() is not { } answer) return;
                    await Say(stream, answer);
                }
                else if (line == "QUIT")
                {
                    await Say(stream, "221 bye");
                    return;
                }
                else await Say(stream, "250 Ok");
            }
        }
        catch (Exception fault) when (fault is IOException or OperationCanceledException or SocketException)
        {
            // The client was killed, as some tests want it to.
        }
        finally
        {
            lock (_talks) _now--;
        }
    }

    /// <summary>The message up to its final dot; null where the client went away before.</summary>
    private async Task<string?> Message(StreamReader reader)
    {
        var message = new StringBuilder();
        while (await reader.ReadLineAsync(_stop.Token) is { } line)
        {
            if (line == ".") return message.ToString();
            message.Append(line.StartsWith('.') ? line[1..] : line).Append("\r\n");
        }

        return null;
    }

    private async Task Say(NetworkStream stream, string line) => await stream.WriteAsync(Encoding.Latin1.GetBytes(line + "\r\n"), _stop.Token);
}
