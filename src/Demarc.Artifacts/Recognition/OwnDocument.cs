using System.Text;
using System.Text.Json;
using Demarc.Artifacts.Decoding;
using Demarc.Model;

namespace Demarc.Artifacts.Recognition;

/// <summary>Recognises this program's own JSON by its <c>"schema"</c>, of the document or of the first in an array.</summary>
internal static class OwnDocument
{
    private const string Family = "demarc.";

    /// <summary>The schema id when the text opens as a document of ours, such as <c>demarc.verdict/1</c>; else null.</summary>
    public static string? SchemaOf(ReadOnlySpan<byte> head, TextEncoding encoding)
    {
        var body = head[Math.Min(encoding.Preamble, head.Length)..];
        var utf8 = encoding.Name == TextEncoding.Utf8Name ? body : Encoding.UTF8.GetBytes(encoding.Encoding.GetString(body));
        var start = utf8.TrimStart(" \t\r\n"u8);
        if (start is not ([(byte)'{', ..] or [(byte)'[', ..])) return null;
        try
        {
            return Scan(start) is { } schema && schema.StartsWith(Family, StringComparison.Ordinal) ? schema : null;
        }
        catch (JsonException)
        {
            return null;
        }
        catch (InvalidOperationException)
        {
            return null;    // a name or value that is no valid UTF-8
        }
    }

    public static ArtifactKind KindOf(string schema) => schema switch
    {
        Contract.VerdictSchema => ArtifactKind.VerdictDocument,
        Contract.ObservationsSchema => ArtifactKind.ObservationsDocument,
        _ => ArtifactKind.Unread,
    };

    private static string? Scan(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, isFinalBlock: false, default);
        var depth = json[0] == '[' ? 2 : 1;
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.EndObject && reader.CurrentDepth == depth - 1) return null;
            if (reader.TokenType != JsonTokenType.PropertyName || reader.CurrentDepth != depth || !reader.ValueTextEquals("schema"u8)) continue;
            return reader.Read() && reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
        }

        return null;
    }
}
