using Demarc.Model;
using Demarc.Reporting.Captures;
using Demarc.Reporting.Html;

namespace Demarc.Reporting;

/// <summary>
/// Single pictures and passages of the reports, for pages that are not reports. What they say is encoded; what they look like is left to
/// the page: the classes are those of <c>report.css</c> and <c>capture.css</c>.
/// </summary>
public static class Pictures
{
    /// <summary>A path trace, with the segment that the verdict implicates.</summary>
    public static string Path(PathTrace trace, VerdictView view)
    {
        var page = new Markup();
        PathDrawing.Draw(page, trace, view);
        return page.ToString();
    }

    /// <summary>A capture: what stands out, connection by connection, with a picture of each that was followed.</summary>
    public static string Capture(CaptureDocument capture, IReadOnlyList<Trail> trails, Language language)
    {
        var page = new Markup();
        CaptureHtml.Body(page, new CaptureWords(language), capture, trails);
        return page.ToString();
    }
}
