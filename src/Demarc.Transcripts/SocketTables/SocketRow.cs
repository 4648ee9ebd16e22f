using Demarc.Model;

namespace Demarc.Transcripts.SocketTables;

/// <summary>One row of a socket table.</summary>
internal sealed record SocketRow
{
    /// <summary>Index of its line.</summary>
    public required int Line { get; init; }

    /// <summary><c>tcp</c> or <c>udp</c>; null for another protocol.</summary>
    public required string? Protocol { get; init; }

    /// <summary>An IPv6 socket by the protocol column.</summary>
    public bool Six { get; init; }

    /// <summary>Null when the table has no state column.</summary>
    public string? State { get; init; }
    public long? RecvQ { get; init; }
    public long? SendQ { get; init; }
    public required Endpoint Local { get; init; }
    public required Endpoint Remote { get; init; }
    public string? Process { get; init; }

    /// <summary>Whether the queue columns of a listening row are those of Linux: waiting connections.</summary>
    public bool QueueCounts { get; init; }

    /// <summary>Whether Send-Q of a listening row is the queue's limit (ss; netstat prints 0 there).</summary>
    public bool SendIsLimit { get; init; }

    public bool Listens => Protocol == "udp" ? State is null or "CLOSE" && Remote.IsOpen : Protocol == "tcp" && State == SocketState.Listen;

    /// <summary>The listening socket of this row.</summary>
    public Listen ToListen(BlockContext context, string tool, string wildcard) => new()
    {
        Tool = tool,
        Vantage = context.Vantage,
        Time = context.Time,
        Target = Local.Port is null ? Local.ToString() : null,
        Evidence = context.Cite(Kinds.Listen, tool, Line, Line),
        Address = Local.Address == "*" ? wildcard : Local.Address,
        Port = Local.Port,
        Protocol = Protocol,
        RecvQ = QueueCounts ? RecvQ : null,
        Backlog = SendIsLimit && Protocol == "tcp" ? SendQ : null,
        Process = Process,
    };
}
