using System.Text.Json;
using Demarc.Model;

namespace Demarc.Reporting;

/// <summary>
/// The published documents as JSON: <c>demarc.verdict/1</c>, <c>demarc.observations/1</c> and <c>demarc.capture/1</c> (docs/formats/).
/// The same document gives the same bytes: UTF-8 without a byte order mark, LF, two blanks of indent, one LF at the end.
/// </summary>
public static class JsonReport
{
    /// <summary>Writes one object for one document and an array for several or none.</summary>
    public static void Write(Stream stream, IReadOnlyList<VerdictDocument> documents)
    {
        if (documents.Count == 1) JsonSerializer.Serialize(stream, documents[0], ModelJson.Readable.VerdictDocument);
        else JsonSerializer.Serialize(stream, [.. documents], ModelJson.Readable.VerdictDocumentArray);
        stream.WriteByte((byte)'\n');
    }

    /// <summary>Writes one object for one capture and an array for several or none.</summary>
    public static void WriteCaptures(Stream stream, IReadOnlyList<CaptureDocument> captures)
    {
        if (captures.Count == 1) JsonSerializer.Serialize(stream, captures[0], ModelJson.Readable.CaptureDocument);
        else JsonSerializer.Serialize(stream, [.. captures], ModelJson.Readable.CaptureDocumentArray);
        stream.WriteByte((byte)'\n');
    }

    /// <summary>Writes everything that was read.</summary>
    public static void WriteObservations(Stream stream, ObservationsDocument document)
    {
        JsonSerializer.Serialize(stream, document, ModelJson.Readable.ObservationsDocument);
        stream.WriteByte((byte)'\n');
    }
}
