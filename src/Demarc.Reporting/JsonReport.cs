using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
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
        if (documents.Count == 1) Write(stream, documents[0]);
        else Write<VerdictDocument[]>(stream, [.. documents]);
    }

    /// <summary>Writes one object for one capture and an array for several or none.</summary>
    public static void WriteCaptures(Stream stream, IReadOnlyList<CaptureDocument> captures)
    {
        if (captures.Count == 1) Write(stream, captures[0]);
        else Write<CaptureDocument[]>(stream, [.. captures]);
    }

    /// <summary>Loads what <see cref="WriteCaptures"/> needs, which takes longer than reading a small capture: to be done while one is read.</summary>
    public static void Prepare() => WriteCaptures(Stream.Null, [new() { Source = "", Connections = [new() { Evidence = new() { Source = "", Sha256 = "", Kind = "", Tool = "" } }] }]);

    /// <summary>Writes everything that was read.</summary>
    public static void WriteObservations(Stream stream, ObservationsDocument document) => Write(stream, document);

    /// <summary>By the code that was generated for the type. The serializer would go by its properties, as it does wherever an encoder is set, and need twice as long to load.</summary>
    private static void Write<T>(Stream stream, T document)
    {
        var options = ModelJson.Readable.Options;
        var type = (JsonTypeInfo<T>)((IJsonTypeInfoResolver)ModelJson.Readable).GetTypeInfo(typeof(T), options)!;
        using (var writer = new Utf8JsonWriter(stream, new() { Encoder = options.Encoder, Indented = options.WriteIndented, NewLine = options.NewLine })) type.SerializeHandler!(writer, document);
        stream.WriteByte((byte)'\n');
    }
}
