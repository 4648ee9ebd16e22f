using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Demarc.Cli.Desk;

/// <summary>Documents of the desk on standard output.</summary>
internal static class CaseJson
{
    public static void Write<T>(TextWriter output, T document, JsonTypeInfo<T> shape) => output.WriteLine(JsonSerializer.Serialize(document, shape));
}
