using System.Text.Json.Serialization;

namespace Demarc.Uploads;

/// <summary>
/// What is kept of an upload beside its octets. How far it has come is not here: that is the length of the data file, so the two
/// can never disagree.
/// </summary>
internal sealed record UploadState
{
    public int Version { get; init; } = 1;

    public required string Id { get; init; }

    public required string Scope { get; init; }

    public required long Length { get; init; }

    public required string Name { get; init; }

    public string? GivenName { get; init; }

    public string? Type { get; init; }

    public string? Uploader { get; init; }

    /// <summary>The metadata header as it came, for HEAD.</summary>
    public string? Metadata { get; init; }

    public required DateTimeOffset Started { get; init; }

    /// <summary>From then on an unfinished upload is gone.</summary>
    public required DateTimeOffset Expires { get; init; }

    /// <summary>Octets of the data file from here on are of a chunk whose checksum is not verified yet: they do not count.</summary>
    public long? UnverifiedFrom { get; init; }

    public string? Sha256 { get; init; }

    /// <summary>When all octets were there and hashed. Null: not yet.</summary>
    public DateTimeOffset? Finished { get; init; }

    /// <summary>The app was told and did not object.</summary>
    public bool Confirmed { get; init; }

    /// <summary>What the app said became of it.</summary>
    public string? Became { get; init; }

    /// <summary>The app moved the octets away.</summary>
    public bool Taken { get; init; }

    /// <summary>The receipt of a finished upload.</summary>
    public UploadReceipt ToReceipt() =>
        new(Id, Scope, Name, GivenName, Type, Uploader, Length, Sha256 ?? throw NotFinished(), Started, Finished ?? throw NotFinished());

    private InvalidOperationException NotFinished() => new($"Upload {Id} is not finished");
}

/// <summary>The state as JSON, without reflection.</summary>
[JsonSourceGenerationOptions(WriteIndented = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(UploadState))]
internal sealed partial class UploadStateJson : JsonSerializerContext;
