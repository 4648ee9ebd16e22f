using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Demarc.Desk.Cases;
using Demarc.Desk.Evidence;
using Demarc.Desk.Store;
using Demarc.Desk.Summaries;
using Demarc.Model;
using Demarc.Reporting;

namespace Demarc.Desk.Keeping;

/// <summary>
/// What a case holds of the customer's and for the customer, as a zip: mails they wrote or got, the evidence they gave with its hashes,
/// what was asked of them, the verdict, the summary a person finished. Notes, calls, the log, and mails of the desk's own people among
/// themselves are not for them, and stay out by their kind. Files are written as they are read, so that none is held in memory.
/// </summary>
public sealed class CustomerExport(CaseDesk desk)
{
    private const int Chunk = 1 << 17;

    /// <summary>Zip times begin in 1980; the export's bytes depend on the case alone.</summary>
    private static readonly DateTimeOffset Fixed = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Writes the zip; the stream stays open.</summary>
    /// <param name="actor">Who takes it out: a line of the audit trail says so.</param>
    /// <param name="caseId">The case.</param>
    /// <param name="target">Where to; need not seek.</param>
    /// <param name="allEvidence">Evidence that others gave is for the customer too: a person looked through it.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="InvalidDataException">A piece of evidence is damaged; what was written is no whole zip.</exception>
    public void Write(Actor actor, string caseId, Stream target, bool allEvidence = false, CancellationToken cancellationToken = default)
    {
        var found = desk.Cases.Get(caseId);
        desk.Store.Read(reading =>
        {
            CaseKeeping.MustNotBeErased(reading, found.Id);
            return true;
        });
        var customer = new CustomerSide(desk.Cases.Parties(found.Id));
        var pieces = desk.Evidence.Of(found.Id);
        var theirs = pieces.Where(it => it.Erased is null && (allEvidence || customer.Gave(it))).ToList();
        desk.Store.Write(actor, writing => writing.Audit("export", found.Id, $"{theirs.Count} of {pieces.Count} pieces"));

        using var zip = new ZipArchive(target, ZipArchiveMode.Create, leaveOpen: true, Encoding.UTF8);
        var words = new ExportWords(desk, found, customer);
        foreach (var language in new[] { Language.English, Language.Chinese })
        {
            var end = language == Language.Chinese ? "zh" : "en";
            Text(zip, $"mails.{end}.md", SummaryMarkdown.Write(words.Mails(language)));
            Text(zip, $"requests.{end}.md", SummaryMarkdown.Write(words.Requests(language)));
            Text(zip, $"evidence.{end}.md", SummaryMarkdown.Write(words.Evidence(theirs, language)));
            if (desk.Summaries.Latest(found.Id, end) is { } summary) Text(zip, $"summary.{end}.md", summary.Text);
            if (desk.Verdicts.Latest(found.Id) is { } verdict) Text(zip, $"verdict.{end}.html", Report(customer.Shown(verdict.Open(), theirs), language));
        }

        if (desk.Summaries.Latest(found.Id, "both") is { } both) Text(zip, "summary.md", both.Text);
        Text(zip, "SHA256SUMS", string.Concat(theirs.Select(it => $"{it.Sha256}  evidence/{NameOf(it)}\n")));
        foreach (var piece in theirs)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Piece(zip, piece, cancellationToken);
        }
    }

    /// <summary>
    /// The zip in a file of the desk's own folder that goes when it is closed: a client that reads slowly holds nothing up, a damaged piece
    /// does not end a download as if it were whole, and nobody else of this machine can read it meanwhile.
    /// </summary>
    public FileStream ToFile(Actor actor, string caseId, bool allEvidence = false, CancellationToken cancellationToken = default)
    {
        var file = new FileStream(desk.Evidence.Shelf.Temporary(), new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Share = FileShare.None, Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous });
        try
        {
            Write(actor, caseId, file, allEvidence, cancellationToken);
            file.Position = 0;
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>The name of the file, such as <c>demarc-DM-2026-0042.zip</c>.</summary>
    public static string FileName(string number) => $"demarc-{number}.zip";

    private string Report(VerdictDocument document, Language language)
    {
        using var report = new StringWriter { NewLine = "\n" };
        HtmlReport.Write(report, [document], language, Diagnosing.CatalogueWords.Of(desk.Verdicts.Engine.Catalogue));
        return report.ToString();
    }

    /// <summary>The label comes first: two pieces never share a name, and no name is one that a system keeps for itself.</summary>
    internal static string NameOf(EvidenceRecord piece) => $"{piece.Label}-{SafeName.Of(piece.Name)}";

    private static void Text(ZipArchive zip, string name, string text)
    {
        using var entry = Entry(zip, name, CompressionLevel.Optimal);
        entry.Write(Encoding.UTF8.GetBytes(text));
    }

    private void Piece(ZipArchive zip, EvidenceRecord piece, CancellationToken cancellationToken)
    {
        using var source = desk.Evidence.Shelf.Open(piece.Sha256);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var entry = Entry(zip, $"evidence/{NameOf(piece)}", CompressionLevel.Fastest);
        var buffer = new byte[Chunk];
        for (int read; (read = source.Read(buffer)) > 0;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            hash.AppendData(buffer, 0, read);
            entry.Write(buffer, 0, read);
        }

        if (Convert.ToHexStringLower(hash.GetHashAndReset()) != piece.Sha256) throw new InvalidDataException($"artifact {piece.Sha256} is damaged: its bytes have another hash");
    }

    private static Stream Entry(ZipArchive zip, string name, CompressionLevel level)
    {
        var entry = zip.CreateEntry(name, level);
        entry.LastWriteTime = Fixed;
        return entry.Open();
    }
}
