using System.Text.Json.Serialization;

namespace Demarc.Model;

/// <summary>How the time zone behind a <see cref="Moment"/> is known.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ZoneKnowledge>))]
public enum ZoneKnowledge
{
    [JsonStringEnumMemberName("unknown")] Unknown,
    [JsonStringEnumMemberName("stated")] Stated,
    [JsonStringEnumMemberName("assumed")] Assumed,
    [JsonStringEnumMemberName("doubtful")] Doubtful,
}

/// <summary>A time as it was written, what it means in UTC where that can be said, and how sure the zone is.</summary>
/// <param name="Text">The literal text.</param>
/// <param name="Utc">The instant; null when the text does not fix one (no date, no zone to assume).</param>
/// <param name="Zone">Where the zone comes from.</param>
public sealed record Moment(string Text, DateTimeOffset? Utc, ZoneKnowledge Zone);
