using Demarc.Wire;

namespace Demarc.Probing.Services;

/// <summary>
/// Passes bytes through and reads the TLS messages that go by in the clear, each way, in their order: what was seen last is
/// where a handshake stops.
/// </summary>
internal sealed class TapStream(Stream inner) : Stream
{
    private const int MostEvents = 400;
    private readonly TlsFlow _fromServer = new();
    private readonly TlsFlow _fromClient = new();
    private readonly List<TlsEvent> _server = [];
    private readonly List<TlsEvent> _client = [];
    private readonly Lock _gate = new();

    /// <summary>Octets received so far.</summary>
    public long Received { get; private set; }

    /// <summary>Octets sent so far.</summary>
    public long Written { get; private set; }

    /// <summary>How the stream ended: <c>closed</c> where the peer sent its end; a fault is the reader's to see.</summary>
    public bool Closed { get; private set; }

    /// <summary>Octets of a server record that never became whole.</summary>
    public int Unfinished => _fromServer.Pending;

    public override bool CanRead => true;

    public override bool CanWrite => true;

    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>What the server sent, in order.</summary>
    public IReadOnlyList<TlsEvent> Server
    {
        get
        {
            lock (_gate) return [.. _server];
        }
    }

    /// <summary>What this end sent, in order.</summary>
    public IReadOnlyList<TlsEvent> Client
    {
        get
        {
            lock (_gate) return [.. _client];
        }
    }

    /// <summary>No more needs reading: bytes only pass through from here on.</summary>
    public bool Quiet { get; set; }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var count = await inner.ReadAsync(buffer, cancellationToken);
        Heard(buffer.Span[..count], buffer.Length);
        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count)
    {
        var got = inner.Read(buffer, offset, count);
        Heard(buffer.AsSpan(offset, got), count);
        return got;
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Said(buffer.Span);
        await inner.WriteAsync(buffer, cancellationToken);
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Write(byte[] buffer, int offset, int count)
    {
        Said(buffer.AsSpan(offset, count));
        inner.Write(buffer, offset, count);
    }

    public override void Flush() => inner.Flush();

    public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) inner.Dispose();
        base.Dispose(disposing);
    }

    private void Heard(ReadOnlySpan<byte> octets, int asked)
    {
        Received += octets.Length;
        if (octets.IsEmpty) Closed |= asked > 0;
        else Follow(_fromServer, octets, _server);
    }

    private void Said(ReadOnlySpan<byte> octets)
    {
        Written += octets.Length;
        Follow(_fromClient, octets, _client);
    }

    private void Follow(TlsFlow flow, ReadOnlySpan<byte> octets, List<TlsEvent> into)
    {
        lock (_gate)
        {
            if (!Quiet && into.Count < MostEvents) flow.Feed(octets, into);
        }
    }
}
