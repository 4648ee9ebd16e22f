using Demarc.Cli.Printing;
using Demarc.Model;

namespace Demarc.Cli.Capturing;

/// <summary>A capture for the terminal.</summary>
internal sealed class CapturePage(Page page, Language language)
{
    public void Write(CaptureDocument capture)
    {
        page.Writer.WriteLine(page.Bold(capture.Source));
        _ = language;
    }
}
