using Demarc.Desk.Store;

namespace Demarc.Desk.Portals;

/// <summary>What the portal needs of the rest of the desk: to take over a file and to make it evidence.</summary>
public interface IPortalShelf
{
    /// <summary>Takes over the file by moving it. Asked again after it was moved, it does nothing.</summary>
    void Adopt(string path, string sha256);

    /// <summary>Makes the bytes evidence of the case. The same again gives the same evidence.</summary>
    (string Id, string Label) Add(string caseId, string name, string sha256, long size, string? givenBy, CancellationToken cancellationToken);
}

/// <summary>
/// Takes in finished uploads. First the upload is written down and counted in one transaction; then the file becomes evidence, each step
/// of which may be done twice. A stop in between is mended when the upload is told again.
/// </summary>
internal sealed class PortalIntake(DeskStore store, IPortalShelf shelf)
{
    private const string ReceiptColumns = "label, name, size, sha256, at, uploader";
    private const int LongestUploader = 200;

    public PortalReceipt Take(FinishedUpload upload, CancellationToken cancellationToken)
    {
        if (upload.Id.Length == 0) throw new ArgumentException("an upload has an id", nameof(upload));
        var noted = store.Write(Actor.Desk, writing => Note(writing, upload));
        if (noted.Refused) throw PortalFaults.NoRoom();
        if (noted.Label is null)
        {
            shelf.Adopt(upload.Path, noted.Sha256);
            var (evidence, label) = shelf.Add(noted.Case, noted.Name, noted.Sha256, noted.Size, noted.GivenBy, cancellationToken);
            store.Write(Actor.Desk, writing =>
            {
                if (writing.Do("UPDATE portal_upload SET evidence_id = @2, label = @3 WHERE upload_id = @1 AND evidence_id IS NULL", upload.Id, evidence, label) > 0) writing.Audit("upload", noted.Case, $"{label} {upload.Id}");
            });
        }

        return store.Read(reading => reading.One($"SELECT {ReceiptColumns} FROM portal_upload WHERE upload_id = @1", Receipt, upload.Id))!;
    }

    /// <summary>Uploads that were taken, the latest first.</summary>
    internal static IReadOnlyList<PortalReceipt> Taken(DeskReading reading, string where, int most, params object?[] values) =>
        reading.All($"SELECT {ReceiptColumns} FROM portal_upload WHERE refused IS NULL AND {where} ORDER BY at DESC, upload_id LIMIT {most.ToString(System.Globalization.CultureInfo.InvariantCulture)}", Receipt, values);

    /// <summary>Writes the upload down and counts it, or finds that it was before. What was written down first holds.</summary>
    private static Noted Note(DeskWriting writing, FinishedUpload upload)
    {
        if (Find(writing, upload.Id) is { } known) return known.Portal == upload.Portal ? known : throw PortalFaults.NotValid();
        var caseId = writing.Text("SELECT case_id FROM portal WHERE id = @1 AND revoked IS NULL", upload.Portal) ?? throw PortalFaults.NotValid();
        Cases.CaseBook.MustBeWritable(writing, caseId);
        var fits = writing.Do(
            "UPDATE portal SET used = used + 1, octets = octets + @2, last_used = @3 WHERE id = @1 AND used < most_uploads AND octets + @2 <= most_octets", upload.Portal, upload.Size, writing.Now) == 1;
        writing.Add(
            "portal_upload", ("upload_id", upload.Id), ("portal_id", upload.Portal), ("name", Evidence.SafeName.Of(upload.Name)), ("size", upload.Size), ("sha256", upload.Sha256), ("uploader", Shown(upload.Uploader)),
            ("at", writing.Now), ("refused", fits ? null : writing.Now));
        if (!fits) writing.Audit("upload-refused", caseId, $"{upload.Portal} {upload.Id}");
        return Find(writing, upload.Id)!;
    }

    private static Noted? Find(DeskReading reading, string upload) =>
        reading.One(
            "SELECT p.case_id, u.portal_id, u.name, u.size, u.sha256, u.uploader, CASE WHEN u.refused IS NULL THEN 0 ELSE 1 END, u.label, y.name, y.address FROM portal_upload u JOIN portal p ON p.id = u.portal_id LEFT JOIN party y ON y.id = p.for_whom WHERE u.upload_id = @1",
            row => new Noted(row.GetString(0), row.GetString(1), row.GetString(2), row.GetInt64(3), row.GetString(4), GivenBy(row.TextOf(5), row.TextOf(8) ?? row.TextOf(9)), row.GetInt64(6) != 0, row.TextOf(7)), upload);

    /// <summary>Who says to have sent it, and whose link it was: the first is a claim, the second is known.</summary>
    private static string? GivenBy(string? uploader, string? owner) => (uploader, owner) switch
    {
        (null, _) => owner,
        (_, null) => uploader,
        _ when string.Equals(uploader, owner, StringComparison.OrdinalIgnoreCase) => owner,
        _ => $"{uploader} ({owner})",
    };

    private static string? Shown(string? uploader)
    {
        var shown = string.Concat((uploader ?? "").Where(it => !char.IsControl(it) && char.GetUnicodeCategory(it) is not System.Globalization.UnicodeCategory.Format)).Trim();
        return shown.Length == 0 ? null : shown.Length > LongestUploader ? shown[..LongestUploader] : shown;
    }

    private static PortalReceipt Receipt(System.Data.Common.DbDataReader row) => new(row.TextOf(0), row.GetString(1), row.GetInt64(2), row.GetString(3), row.TimeOf(4), row.TextOf(5));

    private sealed record Noted(string Case, string Portal, string Name, long Size, string Sha256, string? GivenBy, bool Refused, string? Label);
}

/// <summary>A finished upload as the upload server tells of it.</summary>
/// <param name="Id">The same each time it is told.</param>
/// <param name="Portal">The scope it was permitted for.</param>
/// <param name="Name">File name.</param>
/// <param name="Size">Octets.</param>
/// <param name="Sha256">Hash of its octets, lower-case hex, as the server computed it.</param>
/// <param name="Path">Where the octets are; the file is moved away from there.</param>
/// <param name="Uploader">Who says to have sent it.</param>
public sealed record FinishedUpload(string Id, string Portal, string Name, long Size, string Sha256, string Path, string? Uploader = null);
