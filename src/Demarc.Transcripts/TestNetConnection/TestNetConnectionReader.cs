using System.Globalization;
using Demarc.Model;
using Demarc.Transcripts.Addresses;
using Demarc.Transcripts.Paths;
using Demarc.Transcripts.Tables;

namespace Demarc.Transcripts.TestNetConnection;

/// <summary>
/// PowerShell's <c>Test-NetConnection</c>: a connection and a ping of one packet, of which it says only whether they succeeded.
/// An RTT of 0 ms beside a failed ping is no RTT. The prefix of the warnings is translated, the rest is not.
/// </summary>
public sealed class TestNetConnectionReader : ITranscriptReader
{
    private const int MostWarnings = 12;
    private const string FailedConnect = "TCP connect to ";
    private const string FailedPing = "Ping to ";
    private const string Status = "failed with status: ";

    public string Tool => "test-netconnection";

    public IReadOnlyList<string> Commands { get; } = ["test-netconnection", "tnc"];

    public ReaderCard Card { get; } = new([Kinds.Connect, Kinds.Ping, Kinds.PathTrace, Kinds.Interface], new("`Test-NetConnection`, with `-Port` and `-TraceRoute`", "`Test-NetConnection`，含 `-Port` 与 `-TraceRoute`"), "any", ReaderProof.Samples);

    public IReadOnlyList<string> Anchors { get; } = ["ComputerName ", FailedConnect, FailedPing];

    public bool Opens(ReadOnlySpan<char> line) => IsWarning(line) || PropertyPage.Split(line) is ("ComputerName", _);

    public TranscriptBlock? Read(BlockContext context)
    {
        var warnings = new List<string>();
        var from = context.First;
        for (; from < context.Limit && warnings.Count < MostWarnings && IsWarning(context.Text.Span(from)); from++) warnings.Add(context.Text[from]);
        var page = PropertyPage.Read(context, from);
        if (page?["ComputerName"] is null) page = null;
        if (page is null || (page["PingSucceeded"] ?? page["TcpTestSucceeded"]) is null) return null;
        Observation?[] observations = [Connection(context, page), Echo(context, page, warnings), Path(context, page), Own(context, page)];
        return new(page.Last, [.. observations.OfType<Observation>()]);
    }

    private static bool IsWarning(ReadOnlySpan<char> line) => line.Length < 400
        && ((line.IndexOf(FailedConnect, StringComparison.Ordinal) >= 0 && line.TrimEnd().EndsWith("failed", StringComparison.Ordinal)) || (line.IndexOf(FailedPing, StringComparison.Ordinal) >= 0 && line.IndexOf(Status, StringComparison.Ordinal) > 0));

    private Connect? Connection(BlockContext context, PropertyPage page)
    {
        if (Bool(page["TcpTestSucceeded"]) is not { } worked || Figures.Port(page["RemotePort"]) is not { } port) return null;
        return new()
        {
            Tool = Tool, Vantage = context.Vantage, Time = context.Time, Target = page["ComputerName"], TargetAddress = Address(page), Port = port,
            Outcome = worked ? "ok" : null, Attempts = 1, Failed = worked ? 0 : 1, Evidence = context.Cite(Kinds.Connect, Tool, context.First, page.Last),
        };
    }

    private Ping? Echo(BlockContext context, PropertyPage page, List<string> warnings)
    {
        if (Bool(page["PingSucceeded"]) is not { } worked) return null;
        double? rtt = page["PingReplyDetails (RTT)"] is { } text && worked && Figures.Count(Fields.First(text)) is { } ms ? ms == 0 ? 0.5 : ms : null;
        var failed = warnings.FirstOrDefault(warning => warning.Contains(FailedPing, StringComparison.Ordinal));
        var code = failed?[(failed.IndexOf(Status, StringComparison.Ordinal) + Status.Length)..].Trim() switch
        {
            "TimedOut" => "timeout", "DestinationHostUnreachable" => "host-unreachable", "DestinationNetworkUnreachable" => "net-unreachable", "TtlExpired" => "ttl-expired", _ => null,
        };
        return new()
        {
            Tool = Tool, Vantage = context.Vantage, Time = context.Time, Target = page["ComputerName"], TargetAddress = Address(page), Sent = 1, Received = worked ? 1 : 0,
            RttMs = rtt is null ? null : [rtt], Errors = code is null ? null : [new(code, null, 1)], Evidence = context.Cite(Kinds.Ping, Tool, context.First, page.Last),
        };
    }

    private PathTrace? Path(BlockContext context, PropertyPage page)
    {
        if (page.All("TraceRoute") is not { Count: > 0 } rows) return null;
        Hop[] hops = [.. rows.Take(Trace.LastTtl).Select((row, i) => AddressText.Is(row) && row is not ("0.0.0.0" or "::") ? new Hop { Ttl = i + 1, Responders = [new(row)] } : new Hop { Ttl = i + 1 })];
        return new()
        {
            Tool = Tool, Vantage = context.Vantage, Time = context.Time, Target = page["ComputerName"], TargetAddress = Address(page), Protocol = "icmp", Hops = hops,
            Reached = Trace.Reached(Address(page), hops), Evidence = context.Cite(Kinds.PathTrace, Tool, context.First, page.Last),
        };
    }

    /// <summary>The interface the test left by.</summary>
    private Interface? Own(BlockContext context, PropertyPage page) => page["InterfaceAlias"] is not { } name ? null : new()
    {
        Tool = Tool, Vantage = context.Vantage, Time = context.Time, Name = name, Addresses = page["SourceAddress"] is { } own && AddressText.Is(own) ? [own] : null,
        Evidence = context.Cite(Kinds.Interface, Tool, context.First, page.Last),
    };

    private static string? Address(PropertyPage page) => page["RemoteAddress"] is { } address && AddressText.Is(address) ? address : null;

    private static bool? Bool(string? text) => text switch { "True" => true, "False" => false, _ => null };
}
