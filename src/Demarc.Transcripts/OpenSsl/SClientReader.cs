using Demarc.Model;
using Demarc.Transcripts.Tables;

namespace Demarc.Transcripts.OpenSsl;

/// <summary>
/// <c>openssl s_client</c>: the connection, the handshake with the chain as presented, alerts and what verification said;
/// also subject and dates as <c>openssl x509</c> prints them.
/// </summary>
public sealed class SClientReader : ITranscriptReader
{
    private const int MostLines = 2_000;

    public string Tool => "openssl";

    public ReaderCard Card { get; } = new([Kinds.Tls, Kinds.Connect, Kinds.ErrorText], new("`openssl s_client`, 1.0.2 to 3.5; `openssl x509 -subject -dates`", "`openssl s_client`，1.0.2 至 3.5；`openssl x509 -subject -dates`"), "", ReaderProof.Recorded);

    public IReadOnlyList<string> Anchors { get; } =
    [
        "CONNECTED(0", "depth=", "verify error:num=", "Certificate chain", "Server certificate", "SSL handshake has read", "Verify return code:", "no peer certificate", "New, TLS", "New, (NONE)", "New, SSL",
        ":error:", "connect:errno=", "write:errno=", "read:errno=", "subject=", "notBefore=", "notAfter=", "Connecting to ",
    ];

    public bool Opens(ReadOnlySpan<char> line)
    {
        line = line.Trim();
        if (line.Length > 1000) return false;
        return line.StartsWith("CONNECTED(0") || line is ['d', 'e', 'p', 't', 'h', '=', (>= '0' and <= '9'), ' ', ..] || line.StartsWith("verify error:num=") || line is "Certificate chain" or "Server certificate" or "no peer certificate available"
            || line.StartsWith("SSL handshake has read ") || line.StartsWith("Verify return code: ") || line.StartsWith("New, TLS") || line.StartsWith("New, (NONE)") || line.StartsWith("New, SSL")
            || line.StartsWith("subject=") || line.StartsWith("notBefore=") || line.StartsWith("notAfter=")
            || (line.StartsWith("Connecting to ") && System.Net.IPAddress.TryParse(line[14..], out _))
            || ((line.Contains(":error:", StringComparison.Ordinal) || line.Contains(":errno=", StringComparison.Ordinal)) && SClientError.Parse(line.ToString()) is not null);
    }

    public TranscriptBlock? Read(BlockContext context)
    {
        var session = new SClientSession();
        var last = Rows.Walk(context, MostLines, session.Take, blanks: 2);
        if (last < 0) return null;
        var found = session.Observe(context, SClientCommand.Above(context), last).ToList();
        return found.Count == 0 ? null : new(last, found);
    }
}
