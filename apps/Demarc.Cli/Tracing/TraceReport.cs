using System.Globalization;
using Demarc.Cli.Printing;
using Demarc.Model;
using Demarc.Probing.Machines;

namespace Demarc.Cli.Tracing;

/// <summary>A finished trace on paper: the hops, what they show, what is harmless about them, and the verdict.</summary>
public static class TraceReport
{
    private const int MostHarmless = 3;

    public static void Write(Page page, Language language, TraceMachine trace, PathTrace latest, VerdictDocument document, TraceSession session, PtrNames names, bool wide)
    {
        var plan = trace.Plan;
        var where = plan.Name is { } name && name != plan.Address.ToString() ? $"{name} ({plan.Address})" : plan.Address.ToString();
        var rounds = trace.Statistics.Rounds;
        var said = new Bilingual(
            $"demarc trace {where}  {PathReading.Probes(latest)}  {rounds} {(rounds == 1 ? "round" : "rounds")}",
            $"demarc trace {where}  {PathReading.Probes(latest)}  {rounds} 轮").In(language);
        page.Writer.WriteLine(page.Bold(said));
        foreach (var line in new TraceTable(language, names.Of, cut: !wide).Lines(trace.Statistics.Current, TraceColumns.Times, page.Width)) page.Writer.WriteLine(line);
        page.Writer.WriteLine();
        var flows = session.Flows is { } compared ? PathReading.Flows(compared, latest) : null;

        // Where some flows work, silence of the one that was traced is no filter.
        if (flows is null || latest.Reached == true) page.Paragraph(PathReading.Lead(latest, session.ArrivesBy).In(language), 0);
        if (flows is not null) page.Paragraph(flows.In(language), 0);
        if (trace.Statistics.Changes is > 0 and var changes)
        {
            var at = string.Join(", ", trace.Statistics.Segments.Skip(1).Take(5).Select(s => s.FirstRound.ToString(CultureInfo.InvariantCulture)));
            page.Paragraph(new Bilingual($"The path changed {changes} times (in round {at}); the table is of the last one.", $"路径变化 {changes} 次（第 {at} 轮）；表中为最后一条路径。").In(language), 0);
        }

        if (session.Ways is { } ways)
        {
            page.Paragraph(WaysReading.Lead(ways).In(language), 0);
            foreach (var line in WaysReading.Lines(ways)) page.Verbatim(line, 0);
        }

        if (session.Mtu is { } mtu) page.Paragraph(MtuReading.Lead(mtu).In(language), 0);
        foreach (var text in PathReading.Harmless(latest).Take(MostHarmless)) page.Paragraph(text.In(language), 0);
        Verdict(page, language, document);
    }

    /// <summary>The verdict's summary, and the next test where nothing is settled.</summary>
    public static void Verdict(Page page, Language language, VerdictDocument document)
    {
        page.Paragraph(new Bilingual("Verdict: ", "结论：").In(language) + document.Verdict.Summary.In(language), 0);
        if (document.Verdict.Side != Side.Undetermined || document.NextTests.Count == 0) return;
        var next = document.NextTests[0];
        page.Paragraph(new Bilingual("Next: " + next.En, "下一步：" + next.Zh).In(language), 0);
        if (next.Command is { } command) page.Verbatim("$ " + command);
    }
}
