using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Demarc.Cli.Tracing;

/// <summary>
/// Names of the addresses on a path, by the system's resolver: asked in the background, each address once, so many and no more.
/// Whoever draws takes what is there; nobody waits for a name for long.
/// </summary>
public sealed class PtrNames(bool wanted)
{
    private const int MostAsked = 200;
    private const int LongestName = 100;
    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(400);
    private readonly ConcurrentDictionary<IPAddress, string?> _names = [];
    private readonly List<Task> _asked = [];

    /// <summary>Names are wanted; may be changed at any time.</summary>
    public bool Wanted { get; set; } = wanted;

    /// <summary>The name, where it is known by now.</summary>
    public string? Of(IPAddress address)
    {
        if (!Wanted || IPAddress.IsLoopback(address)) return null;
        if (_names.TryGetValue(address, out var name)) return name;
        if (_asked.Count >= MostAsked) return null;
        _names[address] = null;
        _asked.Add(Ask(address));
        return null;
    }

    /// <summary>Gives names on their way a moment to arrive.</summary>
    public void Settle(IEnumerable<IPAddress> addresses, CancellationToken cancelled)
    {
        foreach (var address in addresses) _ = Of(address);
        try
        {
            Task.WaitAll([.. _asked], (int)LongestWait.TotalMilliseconds, cancelled);
        }
        catch (OperationCanceledException)
        {
            // What is not there is left out.
        }
    }

    private async Task Ask(IPAddress address)
    {
        try
        {
            var entry = await System.Net.Dns.GetHostEntryAsync(address).ConfigureAwait(false);
            if (entry.HostName.Length is > 0 and <= LongestName && !IPAddress.TryParse(entry.HostName, out _)) _names[address] = Safe(entry.HostName);
        }
        catch (SocketException)
        {
            // No name.
        }
        catch (ArgumentException)
        {
            // No name that could be one.
        }
    }

    /// <summary>A name is a stranger's text: what does not belong in one is replaced.</summary>
    private static string Safe(string name) =>
        string.Create(name.Length, name, (to, from) =>
        {
            for (var i = 0; i < from.Length; i++) to[i] = char.IsAsciiLetterOrDigit(from[i]) || from[i] is '.' or '-' or '_' ? from[i] : '?';
        });
}
