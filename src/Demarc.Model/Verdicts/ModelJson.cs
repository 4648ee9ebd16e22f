using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Demarc.Model;

/// <summary>The published documents as JSON, without reflection.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    WriteIndented = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.Never,
    AllowOutOfOrderMetadataProperties = true,
    MaxDepth = 32,
    Converters = [typeof(UtcTime)])]
[JsonSerializable(typeof(VerdictDocument))]
[JsonSerializable(typeof(VerdictDocument[]))]
[JsonSerializable(typeof(ObservationsDocument))]
[JsonSerializable(typeof(Observation))]
[JsonSerializable(typeof(CaptureDocument))]
[JsonSerializable(typeof(CaptureDocument[]))]
public sealed partial class ModelJson : JsonSerializerContext
{
    private static ModelJson? readable;

    /// <summary>The context the program uses: Han text is written as it is, not as escapes.</summary>
    public static ModelJson Readable => readable ??= new(new JsonSerializerOptions(Default.GeneratedSerializerOptions!)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        NewLine = "\n",
    });
}
