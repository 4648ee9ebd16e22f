using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Demarc.Testing.Mail;

/// <summary>
/// Debian's Postfix with a configuration, queue and mail folder of its own under a temporary folder, on a high port of loopback. It
/// delivers into Maildirs or to commands and sends nothing elsewhere. Needs root; tests skip with a reason where it cannot run. It ends
/// with this object, and with the test process however that ends.
/// </summary>
public sealed class PostfixServer : IAsyncDisposable
{
    private const string Program = "/usr/sbin/postfix";
    private readonly string _folder;
    private readonly Process _keeper;

    private PostfixServer(string folder, int port, Process keeper)
    {
        _folder = folder;
        Port = port;
        _keeper = keeper;
    }

    /// <summary>On 127.0.0.1.</summary>
    public int Port { get; }

    /// <summary>Holds one Maildir for each mailbox, named by its address.</summary>
    public string MailDirectory => Path.Combine(_folder, "mail");

    /// <summary>What Postfix logged so far.</summary>
    public string Log => File.Exists(LogFile) ? File.ReadAllText(LogFile) : "";

    private string LogFile => Path.Combine(_folder, "mail.log");

    /// <summary>Why it cannot run here; null where it can.</summary>
    public static string? Missing()
    {
        if (!OperatingSystem.IsLinux()) return "Postfix needs Linux";
        if (!File.Exists(Program)) return "postfix is not installed";
        return Environment.IsPrivilegedProcess ? null : "Postfix needs root";
    }

    /// <summary>Starts it and waits until it greets.</summary>
    public static async Task<PostfixServer> StartAsync(PostfixSetup setup, CancellationToken cancellationToken)
    {
        if (Missing() is { } reason) Assert.Skip(reason);
        var folder = Directory.CreateTempSubdirectory("postfix-").FullName;
        var port = FreePort();
        PostfixFiles.Write(folder, port, setup);
        // The keeper ends Postfix when its input closes, which it does even when the test process is killed.
        var start = new ProcessStartInfo("/bin/sh", ["-c", $"{Program} -c '{folder}/conf' start >/dev/null 2>'{folder}/start.log' </dev/null; cat >/dev/null; {Program} -c '{folder}/conf' stop >/dev/null 2>&1"])
        {
            RedirectStandardInput = true, UseShellExecute = false,
        };
        var server = new PostfixServer(folder, port, Process.Start(start)!);
        try
        {
            await server.GreetedAsync(cancellationToken);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Messages delivered to a mailbox so far, oldest first, as Postfix stored them: its own fields first, LF line ends.</summary>
    public IReadOnlyList<byte[]> Messages(string address)
    {
        var folder = Path.Combine(MailDirectory, address, "new");
        return Directory.Exists(folder) ? [.. Directory.GetFiles(folder).Order(StringComparer.Ordinal).Select(File.ReadAllBytes)] : [];
    }

    /// <summary>Waits until so many messages were delivered to a mailbox.</summary>
    public async Task<IReadOnlyList<byte[]>> WaitForAsync(string address, int count, CancellationToken cancellationToken)
    {
        for (var turn = 0; turn < 300; turn++)
        {
            var messages = Messages(address);
            if (messages.Count >= count) return messages;
            await Task.Delay(100, cancellationToken);
        }

        throw new TimeoutException($"{address} got {Messages(address).Count} of {count} messages in 30 s. The log: {Log}");
    }

    /// <summary>Has it try again what it keeps. On a busy machine it can meet a mail that is still being delivered, and then leaves it for long.</summary>
    public async Task FlushAsync(CancellationToken cancellationToken)
    {
        using var flush = Process.Start(new ProcessStartInfo(Program, ["-c", Path.Combine(_folder, "conf"), "flush"]) { UseShellExecute = false, RedirectStandardError = true })!;
        await flush.StandardError.ReadToEndAsync(cancellationToken);
        await flush.WaitForExitAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        _keeper.StandardInput.Close();
        await _keeper.WaitForExitAsync();
        _keeper.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task GreetedAsync(CancellationToken cancellationToken)
    {
        for (var turn = 0; turn < 150; turn++)
        {
            if (await GreetsAsync(cancellationToken)) return;
            await Task.Delay(100, cancellationToken);
        }

        var started = Path.Combine(_folder, "start.log");
        throw new TimeoutException($"Postfix did not greet within 15 s: {(File.Exists(started) ? await File.ReadAllTextAsync(started, cancellationToken) : "")} {Log}");
    }

    private async Task<bool> GreetsAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, Port, cancellationToken);
            var octets = new byte[3];
            await client.GetStream().ReadExactlyAsync(octets, cancellationToken);
            return octets.AsSpan().SequenceEqual("220"u8);
        }
        catch (Exception fault) when (fault is SocketException or IOException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
