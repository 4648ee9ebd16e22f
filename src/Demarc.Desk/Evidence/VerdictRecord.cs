using System.Data.Common;
using System.Text.Json;
using Demarc.Desk.Store;
using Demarc.Model;

namespace Demarc.Desk.Evidence;

/// <summary>A verdict as it was at a time; later ones do not replace it.</summary>
/// <param name="Id">Its name in the store.</param>
/// <param name="At">When it was concluded.</param>
/// <param name="Side">As in the verdict document.</param>
/// <param name="Cause">As in the verdict document.</param>
/// <param name="Confidence">As in the verdict document.</param>
/// <param name="Standing">As in the verdict document.</param>
/// <param name="MovedBy">Labels of the evidence that came in since the verdict before.</param>
/// <param name="Document">The whole document, <c>demarc.verdict/1</c>.</param>
public sealed record VerdictRecord(string Id, DateTimeOffset At, string Side, string? Cause, double Confidence, string Standing, string? MovedBy, string Document)
{
    internal const string Columns = "id, at, side, cause, confidence, standing, moved_by, document";

    internal static VerdictRecord Read(DbDataReader row) => new(row.GetString(0), row.TimeOf(1), row.GetString(2), row.TextOf(3), row.GetDouble(4), row.GetString(5), row.TextOf(6), row.GetString(7));

    /// <summary>The document, read.</summary>
    public VerdictDocument Open() => JsonSerializer.Deserialize(Document, ModelJson.Default.VerdictDocument)!;
}
