using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Demarc.Mail.Tests.Sending;

/// <summary>
/// A server on loopback that follows a script for one connection: each step says something, waits for a line, or does something
/// stranger. What the client said is kept. A script that ends hangs up.
/// </summary>
internal sealed class ScriptedServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _run;

    private ScriptedServer(Func<Talk, Task> script)
    {
        _listener.Start();
        _run = RunAsync(script);
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Every line the client said, the message's too.</summary>
    public List<string> Heard { get; } = [];

    public static ScriptedServer Start(Func<Talk, Task> script) => new(script);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        try
        {
            await _run;
        }
        catch (Exception fault) when (fault is IOException or OperationCanceledException or SocketException or System.Security.Authentication.AuthenticationException)
        {
            // The client went away, as many scripts want it to.
        }

        _stop.Dispose();
    }

    private async Task RunAsync(Func<Talk, Task> script)
    {
        using var client = await _listener.AcceptTcpClientAsync(_stop.Token);
        client.NoDelay = true;
        await using var talk = new Talk(client, Heard, _stop.Token);
        await script(talk);
    }

    /// <summary>One connection, as scripts see it.</summary>
    internal sealed class Talk(TcpClient client, List<string> heard, CancellationToken stop) : IAsyncDisposable
    {
        private Stream _stream = client.GetStream();

        public async Task Say(string text) => await _stream.WriteAsync(Encoding.UTF8.GetBytes(text.ReplaceLineEndings("\r\n") + "\r\n"), stop);

        public async Task Raw(string text) => await _stream.WriteAsync(Encoding.UTF8.GetBytes(text), stop);

        /// <summary>A line of the client's; null when it hung up.</summary>
        public async Task<string?> Hear()
        {
            List<byte> line = [];
            var one = new byte[1];
            while (await _stream.ReadAsync(one, stop) == 1)
            {
                if (one[0] != '\n')
                {
                    line.Add(one[0]);
                    continue;
                }

                var text = Encoding.UTF8.GetString([.. line]).TrimEnd('\r');
                lock (heard) heard.Add(text);
                return text;
            }

            return null;
        }

        /// <summary>Waits for a line that begins so, then answers; an answer of null says nothing.</summary>
        public async Task Expect(string begins, string? answer)
        {
            var line = await Hear();
            if (line is null || !line.StartsWith(begins, StringComparison.Ordinal)) throw new IOException($"the script expected {begins} and heard {line}");
            if (answer is not null) await Say(answer);
        }

        /// <summary>The message up to its final dot.</summary>
        public async Task HearMessage()
        {
            while (await Hear() is { } line && line != ".") { }
        }

        public async Task Encrypt(X509Certificate2 certificate)
        {
            var encrypted = new SslStream(_stream);
            await encrypted.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = certificate }, stop);
            _stream = encrypted;
        }

        public Task Forever() => Task.Delay(Timeout.Infinite, stop);

        /// <summary>Ends with a reset instead of a proper close.</summary>
        public void Reset()
        {
            client.LingerState = new LingerOption(true, 0);
            client.Close();
        }

        public ValueTask DisposeAsync() => _stream.DisposeAsync();
    }
}
