using Demarc.Model;
using Demarc.Transcripts.Tables;

namespace Demarc.Transcripts.Ntp;

/// <summary><c>timedatectl</c>: the zone and whether the clock is kept, as settings. It tells no offset; <c>timesync-status</c> does.</summary>
public sealed class TimedatectlReader : ITranscriptReader
{
    private static readonly string[] Kept = ["Time zone", "System clock synchronized", "NTP service", "NTP synchronized", "Network time on", "NTP enabled", "RTC in local TZ", "Server"];

    public string Tool => "timedatectl";

    public ReaderCard Card { get; } = new([Kinds.Setting, Kinds.Clock], new("`timedatectl`, `timedatectl timesync-status`", "`timedatectl`、`timedatectl timesync-status`"), "", ReaderProof.Documentation);

    public IReadOnlyList<string> Anchors { get; } = ["Local time: ", "Poll interval: "];

    public bool Opens(ReadOnlySpan<char> line) => line.TrimStart() is var text && (text.StartsWith("Local time: ", StringComparison.Ordinal) || text.StartsWith("Poll interval: ", StringComparison.Ordinal));

    public TranscriptBlock? Read(BlockContext context)
    {
        var found = new List<Observation>();
        var known = false;
        var last = Rows.Walk(context, 30, (line, i) =>
        {
            var colon = line.IndexOf(": ", StringComparison.Ordinal);
            if (colon < 0) return false;
            var (name, value) = (line[..colon].Trim(), line[(colon + 2)..].Trim());
            known |= name is "Universal time" or "RTC time" or "Stratum" or "Root distance";
            if (name == "Offset" && Figures.Decimal(value.TrimStart('+', '-').TrimEnd('m', 'u', 's')) is { } offset)
            {
                var ms = offset * (value.EndsWith("us", StringComparison.Ordinal) ? 1e-3 : value.EndsWith("ms", StringComparison.Ordinal) ? 1 : 1e3);
                // The server's lead over this machine.
                found.Add(new Clock { Evidence = Rows.Unplaced, OffsetMs = Math.Round(value[0] == '-' ? ms : -ms, 6) }.Placed(context, Tool, i, i));
            }
            else if (Array.IndexOf(Kept, name) >= 0) found.Add(new Setting { Evidence = Rows.Unplaced, Name = name, Value = value }.Placed(context, Tool, i, i));
            return name.Length < 30;
        }, blanks: 0);
        return !known || found.Count == 0 ? null : new(last, found);
    }
}
