using Demarc.Model;

namespace Demarc.Desk.Summaries;

/// <summary>A text of headings, paragraphs, lists, tables and quoted output, in one language after the other; every writer writes this same model.</summary>
public sealed record SummaryDocument(IReadOnlyList<SummaryPart> Parts);

/// <summary>The text in one language.</summary>
public sealed record SummaryPart(Language Language, string Title, IReadOnlyList<SummaryBlock> Blocks);

/// <summary>A piece of it. Texts are of any origin: each writer escapes them.</summary>
public abstract record SummaryBlock
{
    private SummaryBlock() { }

    public sealed record Heading(string Text) : SummaryBlock;

    public sealed record Paragraph(string Text) : SummaryBlock;

    public sealed record Points(IReadOnlyList<string> Items) : SummaryBlock;

    /// <summary>Every row has as many cells as there are heads.</summary>
    public sealed record Table(IReadOnlyList<string> Heads, IReadOnlyList<IReadOnlyList<string>> Rows) : SummaryBlock;

    /// <summary>Output as it was, in letters of one width.</summary>
    public sealed record Output(string Caption, IReadOnlyList<string> Lines) : SummaryBlock;
}
