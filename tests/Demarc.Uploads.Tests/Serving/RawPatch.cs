using System.Net.Sockets;
using System.Text;

namespace Demarc.Uploads.Tests.Serving;

/// <summary>A PATCH by hand, so that it can stop in the middle, stay silent, or break off.</summary>
internal sealed class RawPatch : IDisposable
{
    private readonly Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };

    private RawPatch() { }

    /// <summary>Connects and sends the headers of a PATCH that promises so many octets.</summary>
    public static async Task<RawPatch> OpenAsync(Uri upload, long offset, long length, string more = "")
    {
        var patch = new RawPatch();
        await patch.socket.ConnectAsync(upload.Host, upload.Port);
        var head = FormattableString.Invariant($"PATCH {upload.AbsolutePath} HTTP/1.1\r\nHost: {upload.Authority}\r\nTus-Resumable: 1.0.0\r\nUpload-Offset: {offset}\r\nContent-Type: application/offset+octet-stream\r\nContent-Length: {length}\r\n{more}\r\n");
        await patch.SendAsync(Encoding.ASCII.GetBytes(head));
        return patch;
    }

    public async Task SendAsync(ReadOnlyMemory<byte> octets)
    {
        while (octets.Length > 0) octets = octets[await socket.SendAsync(octets)..];
    }

    /// <summary>The status of the answer; null when the connection ended without one.</summary>
    public async Task<int?> StatusAsync()
    {
        var answer = new byte[4096];
        try
        {
            var count = await socket.ReceiveAsync(answer);
            return count < 12 ? null : int.Parse(Encoding.ASCII.GetString(answer, 9, 3), System.Globalization.CultureInfo.InvariantCulture);
        }
        catch (SocketException)
        {
            return null;
        }
    }

    /// <summary>Breaks off as a killed program does.</summary>
    public void Reset() => socket.Close(0);

    public void Dispose() => socket.Dispose();
}
