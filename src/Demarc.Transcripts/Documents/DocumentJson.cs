using System.Text.Json;
using Demarc.Model;

namespace Demarc.Transcripts;

/// <summary>The published documents read strictly: null or nothing is refused where the model does not allow it.</summary>
internal static class DocumentJson
{
    public static JsonSerializerOptions Strict { get; } = Make();

    private static JsonSerializerOptions Make()
    {
        var options = new JsonSerializerOptions(ModelJson.Default.Options)
        {
            RespectNullableAnnotations = true,
            RespectRequiredConstructorParameters = true,
            TypeInfoResolver = ModelJson.Default,
        };
        options.MakeReadOnly();
        return options;
    }
}
