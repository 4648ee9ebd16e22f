using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Demarc.Model;

/// <summary>Instants in the published documents: always UTC, always with <c>Z</c>, a fraction only where there is one.</summary>
public sealed class UtcTime : JsonConverter<DateTimeOffset>
{
    private const string Form = "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'";

    /// <summary>The published form, such as <c>2026-11-20T08:00:00Z</c>.</summary>
    public static string Text(DateTimeOffset instant) => instant.UtcDateTime.ToString(Form, CultureInfo.InvariantCulture);

    /// <summary>For reading: to the second, such as <c>2026-11-20T08:00:00Z</c>.</summary>
    public static string ToSecond(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDateTimeOffset();

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) => writer.WriteStringValue(Text(value));
}
