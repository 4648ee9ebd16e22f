using System.Text;
using Demarc.Model;
using Demarc.Reasoning;
using Demarc.Reporting;

namespace Demarc.Cli.Printing;

/// <summary>What every verb that concludes does with its verdicts: files, JSON, the exit code, and the catalogue's words.</summary>
internal static class VerdictOutput
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>The catalogue's words for reports, which know ids only.</summary>
    public static Vocabulary Words(CauseCatalogue catalogue) => new()
    {
        Cause = id => catalogue.Find(id)?.Title,
        Test = id => TestTexts.Of(id).Title,
        Outcome = TestTexts.Outcome,
    };

    public static int ExitCode(VerdictDocument document) => document.Verdict.Side switch
    {
        Side.Healthy => ExitCodes.Success,
        Side.Undetermined => ExitCodes.Undetermined,
        _ => ExitCodes.SideNamed,
    };

    /// <summary>The report as HTML and Markdown, where files are asked for.</summary>
    /// <param name="input">The case the document was concluded from.</param>
    public static void WriteFiles(Invocation call, VerdictDocument document, CaseInput input, Vocabulary words)
    {
        if (call.Options.Html is { } html) WriteFile(html, writer => HtmlReport.Write(writer, [document], call.Language, words, Numbering.Number(input).Observations));
        if (call.Options.Markdown is { } markdown) WriteFile(markdown, writer => MarkdownReport.Write(writer, [document], call.Language, words));
    }

    public static void WriteFile(string file, Action<TextWriter> write)
    {
        using var writer = new StreamWriter(file, append: false, Utf8) { NewLine = "\n" };
        write(writer);
    }

    /// <summary>One JSON document on standard output.</summary>
    public static void WriteJson(Invocation call, Action<Stream> write)
    {
        using var buffer = new MemoryStream();
        write(buffer);
        call.Out.Write(Utf8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length));
        call.Out.WriteLine();
    }
}
