using System.Globalization;
using System.Text;

namespace Demarc.Desk.Portals.Qr;

/// <summary>A code as SVG: one path, a module to a unit, with its quiet zone and no style of its own, so that a strict page may show it.</summary>
public static class QrSvg
{
    /// <param name="code">The code.</param>
    /// <param name="label">What it is, for those who cannot see it.</param>
    public static string Of(QrCode code, string label)
    {
        var side = code.Size + 2 * QrCode.QuietZone;
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" role="img" aria-label="{System.Net.WebUtility.HtmlEncode(label)}" shape-rendering="crispEdges">""");
        svg.Append(CultureInfo.InvariantCulture, $"<path fill=\"#fff\" d=\"M0 0h{side}v{side}H0z\"/><path fill=\"#000\" d=\"");
        for (var row = 0; row < code.Size; row++)
        {
            for (var column = 0; column < code.Size; column++)
            {
                if (!code[row, column]) continue;
                var from = column;
                while (column + 1 < code.Size && code[row, column + 1]) column++;
                svg.Append(CultureInfo.InvariantCulture, $"M{from + QrCode.QuietZone} {row + QrCode.QuietZone}h{column + 1 - from}v1h-{column + 1 - from}z");
            }
        }

        return svg.Append("\"/></svg>").ToString();
    }
}
