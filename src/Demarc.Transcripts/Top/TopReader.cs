using Demarc.Model;
using Demarc.Transcripts.Tables;

namespace Demarc.Transcripts.Top;

/// <summary>
/// The head of top: load, CPU, memory and the five busiest programs; <c>uptime</c> prints its first line alone. The time
/// of day on it has neither date nor zone. Marks of a web page inside the lines are passed over.
/// </summary>
public sealed class TopReader : ITranscriptReader
{
    private const int MostLines = 2_000;
    private const int MostProcesses = 5;

    public string Tool => "top";

    public ReaderCard Card { get; } = new([Kinds.HostLoad], new("procps", "procps"), "", ReaderProof.Samples);

    public IReadOnlyList<string> Anchors { get; } = ["load average"];

    public bool Opens(ReadOnlySpan<char> line) => line.Length < 400 && TopLine.Load(line.ToString()) is not null;

    public TranscriptBlock? Read(BlockContext context)
    {
        if (TopLine.Load(context.Text[context.First]) is not { } load) return null;
        var limit = Math.Min(Math.Min(context.Limit, context.Text.Count), context.First + MostLines);
        var tool = load.IsTop ? Tool : "uptime";
        var cpus = new List<(double Busy, double? Wait)>();
        double? memory = null;
        var rows = new TopProcesses();
        var last = context.First;
        for (var i = context.First + 1; load.IsTop && i < limit; i++)
        {
            var line = TopLine.WithoutTags(context.Text.Span(i));
            if (Fields.IsBlank(line))
            {
                if (i > last + 2) break;
                continue;
            }

            if (rows.TryAdd(line))
            {
            }
            else if (rows.HasHeader) break;
            else if (TopLine.Cpu(line) is { } cpu) cpus.Add(cpu);
            else if (TopLine.Memory(line, i + 1 < limit ? context.Text[i + 1] : "") is { } share) memory ??= share;
            else if (!TopLine.IsOther(line)) break;
            last = i;
        }

        var time = load.Clock is null ? context.Time : new Moment(load.Clock, null, ZoneKnowledge.Unknown);
        var evidenceLast = rows.HasHeader ? Math.Min(last, context.First + 20) : last;
        return new TranscriptBlock(last, [new HostLoad
        {
            Tool = tool,
            Vantage = context.Vantage,
            Time = time,
            Evidence = context.Cite(Kinds.HostLoad, tool, context.First, evidenceLast, time: time),
            LoadAverage = load.Averages,
            CpuPercent = cpus.Count == 0 ? null : Math.Round(cpus.Average(cpu => cpu.Busy), 1),
            IoWait = cpus.Count == 0 || cpus.Exists(cpu => cpu.Wait is null) ? null : Math.Round(cpus.Average(cpu => cpu.Wait!.Value), 1),
            Memory = memory,
            Processes = rows.HasHeader ? rows.Busiest(MostProcesses) : null,
        }]);
    }
}
