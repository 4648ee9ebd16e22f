using System.Globalization;
using Demarc.Desk.Letters;
using Demarc.Model;

namespace Demarc.Desk.Summaries;

/// <summary>An escalation in one language. A direction nobody traced is said to be untraced.</summary>
internal sealed class EscalationText(Escalation escalation, Language language)
{
    private static readonly Bilingual Title = new("Evidence for your investigation", "供贵方排查的证据");
    private static readonly Bilingual Asks = new("What we ask you for", "恳请协助");
    private static readonly Bilingual Window = new("Time (UTC)", "时间（UTC）");
    private static readonly Bilingual Found = new("Where it stands", "目前情况");
    private static readonly Bilingual Contact = new("Contact", "联系方式");
    private static readonly Bilingual Flows = new("Packets concerned", "涉及的报文");
    private static readonly Bilingual Protocol = new("Protocol", "协议");
    private static readonly Bilingual Source = new("Source", "源");
    private static readonly Bilingual Destination = new("Destination", "目的");
    private static readonly Bilingual Note = new("Note", "备注");
    private static readonly Bilingual AnyPort = new("any", "任意");
    private static readonly Bilingual Forward = new("Path from the client to the server", "客户端到服务器的路径");
    private static readonly Bilingual Reverse = new("Path from the server to the client", "服务器到客户端的路径");
    private static readonly Bilingual Untraced = new("This direction has not been traced.", "此方向尚未追踪。");
    private static readonly Bilingual Excluded = new("What is excluded, and why", "已排除的内容及依据");
    private static readonly Bilingual Files = new("Evidence", "证据文件");
    private static readonly Bilingual File = new("File", "文件");
    private static readonly Bilingual Octets = new("Bytes", "字节数");

    private readonly List<SummaryBlock> _blocks = [];

    public SummaryPart Write()
    {
        List<IReadOnlyList<string>> rows = [[Say(SummaryWords.CaseNumber), escalation.Case], [Say(SummaryWords.TitleWord), escalation.Title], [Say(Window), UtcTime.Text(escalation.Window.From) + " – " + UtcTime.Text(escalation.Window.To)]];
        if (escalation.Verdict is { } verdict) rows.Add([Say(Found), Say(VerdictSentence.Of(verdict))]);
        rows.Add([Say(Contact), escalation.Contact]);
        Add(SummaryWords.Facts, new SummaryBlock.Table(["", ""], rows));
        Add(Asks, new SummaryBlock.Points([.. escalation.Asks.Select(Say)]));
        Table(Flows, escalation.Flows, [Protocol, Source, Destination, Note], flow => [flow.Protocol, End(flow.Source, flow.SourcePort), End(flow.Destination, flow.DestinationPort), flow.Note ?? ""]);
        Traces(Forward, isForward: true);
        Traces(Reverse, isForward: false);
        Table(Excluded, escalation.Excluded, [SummaryWords.What, SummaryWords.Why], it => [Say(it.What), Say(it.Why)]);
        Table(Files, escalation.Files, [File, SummaryWords.What, Octets, new("SHA-256", "SHA-256")], it => [it.Name, it.What, it.Octets.ToString(CultureInfo.InvariantCulture), it.Sha256]);
        return new(language, Say(Title), _blocks);
    }

    private void Traces(Bilingual heading, bool isForward)
    {
        var traces = escalation.Traces.Where(trace => trace.IsForward == isForward).ToList();
        if (traces.Count == 0) Add(heading, new SummaryBlock.Paragraph(Say(Untraced)));
        else Add(heading, [.. traces.Select(trace => new SummaryBlock.Output($"{trace.From} → {trace.To}{(trace.At is { } at ? " " + UtcTime.Text(at) : "")}", trace.Lines))]);
    }

    private void Table<T>(Bilingual heading, IReadOnlyList<T> items, IReadOnlyList<Bilingual> heads, Func<T, IReadOnlyList<string>> row)
    {
        if (items.Count > 0) Add(heading, new SummaryBlock.Table([.. heads.Select(Say)], [.. items.Select(row)]));
    }

    private void Add(Bilingual heading, params IReadOnlyList<SummaryBlock> blocks)
    {
        _blocks.Add(new SummaryBlock.Heading(Say(heading)));
        _blocks.AddRange(blocks);
    }

    /// <summary><c>address port</c>; an IPv6 address has colons of its own.</summary>
    private string End(string address, int? port) => $"{address} {port?.ToString(CultureInfo.InvariantCulture) ?? Say(AnyPort)}";

    private string Say(Bilingual text) => text.In(language);
}
