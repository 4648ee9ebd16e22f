namespace Demarc.Wire;

/// <summary>What passed in one direction of a TLS connection.</summary>
public abstract record TlsEvent
{
    private TlsEvent()
    {
    }

    /// <summary>A handshake message in the clear.</summary>
    public sealed record Handshake(byte Type, byte[] Body) : TlsEvent;

    /// <summary>An alert in the clear; level 2 ends the connection.</summary>
    public sealed record Alert(byte Level, byte Code) : TlsEvent;

    /// <summary>From here on handshake and alert records are encrypted (TLS 1.2), or a decoration (TLS 1.3).</summary>
    public sealed record CipherChange : TlsEvent
    {
        public static CipherChange Instance { get; } = new();
    }

    /// <summary>A record nobody but the ends can read.</summary>
    public sealed record Encrypted(TlsContent Content, int Length) : TlsEvent;

    /// <summary>These bytes are not TLS; the flow is not read further.</summary>
    public sealed record NotTls(byte[] First) : TlsEvent;
}

/// <summary>
/// Follows one direction of a TLS connection from its first byte: takes bytes as they come, gives the messages that are in
/// the clear. It holds at most one record and one handshake message, and stops where the bytes are not TLS.
/// </summary>
public sealed class TlsFlow
{
    /// <summary>A longer handshake message is nobody's: certificate lists stay well under it.</summary>
    public const int LongestMessage = 256 * 1024;

    private const int Shown = 64;
    private readonly List<byte> _pending = [];
    private readonly List<byte> _message = [];
    private bool _encrypted;
    private bool _any;

    /// <summary>The flow is not TLS, or broke; further bytes are ignored.</summary>
    public bool Ended { get; private set; }

    /// <summary>Octets of a record that is not whole yet.</summary>
    public int Pending => _pending.Count;

    /// <summary>Takes the next bytes and adds what they complete.</summary>
    public void Feed(ReadOnlySpan<byte> octets, ICollection<TlsEvent> into)
    {
        if (Ended || octets.IsEmpty) return;
        _pending.AddRange(octets);
        var whole = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_pending);
        var at = 0;
        while (at < whole.Length && !Ended)
        {
            var status = TlsRecordView.TryParse(whole[at..], out var record);
            if (status.State == ParseState.Truncated) break;
            if (status.State == ParseState.Malformed)
            {
                Ended = true;
                if (!_any) into.Add(new TlsEvent.NotTls([.. whole[at..Math.Min(whole.Length, at + Shown)]]));
                break;
            }

            _any = true;
            Take(record, into);
            at += TlsRecordView.HeaderLength + record.Length;
        }

        if (Ended) _pending.Clear();
        else _pending.RemoveRange(0, at);
    }

    private void Take(TlsRecordView record, ICollection<TlsEvent> into)
    {
        switch (record.Content)
        {
            case TlsContent.ChangeCipherSpec:
                _encrypted = true;
                into.Add(TlsEvent.CipherChange.Instance);
                break;
            case TlsContent.Alert when !_encrypted && record.Length == 2:
                into.Add(new TlsEvent.Alert(record.Body[0], record.Body[1]));
                break;
            case TlsContent.Handshake when !_encrypted:
                _message.AddRange(record.Body);
                Messages(into);
                break;
            default:
                into.Add(new TlsEvent.Encrypted(record.Content, record.Length));
                break;
        }
    }

    /// <summary>Handshake messages may share a record or span several.</summary>
    private void Messages(ICollection<TlsEvent> into)
    {
        var octets = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_message);
        var at = 0;
        while (octets.Length - at >= 4)
        {
            var length = (octets[at + 1] << 16) | (octets[at + 2] << 8) | octets[at + 3];
            if (length > LongestMessage)
            {
                Ended = true;
                break;
            }

            if (octets.Length - at < 4 + length) break;
            into.Add(new TlsEvent.Handshake(octets[at], [.. octets.Slice(at + 4, length)]));
            at += 4 + length;
        }

        _message.RemoveRange(0, at);
    }
}
