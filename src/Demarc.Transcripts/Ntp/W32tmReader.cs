using System.Globalization;
using System.Text.RegularExpressions;
using Demarc.Model;
using Demarc.Transcripts.Tables;

namespace Demarc.Transcripts.Ntp;

/// <summary>
/// <c>w32tm /stripchart</c> of Windows in any language: the offset of each sample is what must be added to this machine's clock, so a
/// positive one means that it is behind. The last sample counts.
/// </summary>
public sealed partial class W32tmReader : ITranscriptReader
{
    private const int MostRows = 10_000;

    public string Tool => "w32tm";

    public ReaderCard Card { get; } = new([Kinds.Clock], new("`w32tm /stripchart`", "`w32tm /stripchart`"), "any", ReaderProof.Documentation);

    public IReadOnlyList<string> Anchors { get; } = ["s o:+", "s o:-", "s  [", ":123]"];

    public bool Opens(ReadOnlySpan<char> line) => line.Length < 200 && (InTime.Match(Server, line.ToString()) is not null || InTime.Match(Sample, line.ToString()) is not null);

    public TranscriptBlock? Read(BlockContext context)
    {
        Match? sample = null;
        string? server = null;
        var at = context.First;
        var last = Rows.Walk(context, MostRows, (line, i) =>
        {
            if (line.Length > 300) return false;
            if (InTime.Match(Server, line) is { } named)
            {
                server = named.Groups["address"].Value;
                return true;
            }

            if (InTime.Match(Sample, line) is { } row)
            {
                (sample, at) = (row, i);
                return true;
            }

            return sample is null && server is not null && i < context.First + 4;
        });
        if (sample is null || !double.TryParse(sample.Groups["offset"].Value, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var offset)) return null;
        var delay = double.TryParse(sample.Groups["delay"].Value, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) ? Math.Round(seconds * 500, 3) : (double?)null;
        return new(last, [new Clock { Evidence = Rows.Unplaced, Target = server, OffsetMs = Math.Round(-offset * 1000, 3), UncertaintyMs = delay }.Placed(context, Tool, at, at)]);
    }

    /// <summary><c>Tracking time.example.com [192.0.2.1:123].</c></summary>
    [GeneratedRegex(@"\[(?<address>[0-9A-Fa-f.:]{3,45}?)\]?:123\]", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 100)]
    private static partial Regex Server { get; }

    /// <summary><c>10:00:02, d:+00.0312500s o:-00.0021351s  [  *  ]</c>; newer systems leave the delay out.</summary>
    [GeneratedRegex(@"^\d\d:\d\d:\d\d,? (d:(?<delay>[+-]\d\d\.\d{7})s o:)?(?<offset>[+-]\d\d+\.\d{7})s( |$)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 100)]
    private static partial Regex Sample { get; }
}
