using System.Text;
using Demarc.Diagnosing;
using Demarc.Model;
using Demarc.Reasoning;
using Demarc.Reporting;

namespace Demarc.Cli.Printing;

/// <summary>Writes verdict documents as the common options ask: JSON or the terminal's page on standard output, HTML and Markdown into files.</summary>
public sealed class Reports(Invocation call, CauseCatalogue? catalogue = null)
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    private readonly Vocabulary _words = CatalogueWords.Of(catalogue);

    /// <summary>Writes them; the page on the terminal is left out where there is nothing to tell.</summary>
    /// <param name="observations">What the documents rest on, numbered as in them; drawn in HTML.</param>
    public void Write(IReadOnlyList<VerdictDocument> documents, IReadOnlyList<Observation> observations, bool nothing = false)
    {
        WriteFiles(documents, observations);
        if (call.Options.Json) WriteJson(documents);
        else if (!nothing) TerminalReport.Write(call.Out, documents, call.Language, call.Page.Width, call.Page.Colour, _words);
    }

    /// <summary>HTML and Markdown, where files are asked for.</summary>
    public void WriteFiles(IReadOnlyList<VerdictDocument> documents, IReadOnlyList<Observation> observations)
    {
        if (call.Options.Html is { } html) Write(html, writer => HtmlReport.Write(writer, documents, call.Language, _words, observations));
        if (call.Options.Markdown is { } markdown) Write(markdown, writer => MarkdownReport.Write(writer, documents, call.Language, _words));
    }

    /// <summary>The documents as one JSON document on standard output.</summary>
    public void WriteJson(IReadOnlyList<VerdictDocument> documents) => WriteJson(stream => JsonReport.Write(stream, documents));

    /// <summary>One JSON document on standard output.</summary>
    public void WriteJson(Action<Stream> write)
    {
        using var buffer = new MemoryStream();
        write(buffer);
        call.Out.Write(Utf8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length));
        call.Out.WriteLine();
    }

    /// <summary>Text into a file the person named.</summary>
    public static void Write(string file, Action<TextWriter> write)
    {
        using var writer = new StreamWriter(file, append: false, Utf8) { NewLine = "\n" };
        write(writer);
    }

    /// <summary>0 healthy, 1 a side is named, 2 undetermined; of several documents the gravest: named, undetermined, healthy.</summary>
    public static int ExitCode(IReadOnlyList<VerdictDocument> documents)
    {
        if (documents.Any(d => d.Verdict.Side is not (Side.Healthy or Side.Undetermined))) return ExitCodes.SideNamed;
        return documents.Any(d => d.Verdict.Side == Side.Undetermined) ? ExitCodes.Undetermined : ExitCodes.Success;
    }
}
