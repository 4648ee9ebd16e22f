namespace Demarc.Uploads;

/// <summary>A finished upload as the app is told of it.</summary>
/// <param name="Id">128 random bits in 32 hexadecimal digits; the same each time the app is told.</param>
/// <param name="Scope">The scope of the permit it was begun with.</param>
/// <param name="Name">The file's name, cleaned so that it may be shown and offered for saving.</param>
/// <param name="GivenName">The name as the sender gave it, cut at 1024 characters. Null when none was given.</param>
/// <param name="Type">The media type the sender claimed. Null when none, or none that is well formed.</param>
/// <param name="Uploader">Who says to have sent it. Null when nobody said.</param>
/// <param name="Octets">Its size.</param>
/// <param name="Sha256">SHA-256 of all octets, 64 lower-case hexadecimal digits.</param>
/// <param name="Started">When it was begun.</param>
/// <param name="Finished">When its last octet was durable.</param>
public sealed record UploadReceipt(
    string Id,
    string Scope,
    string Name,
    string? GivenName,
    string? Type,
    string? Uploader,
    long Octets,
    string Sha256,
    DateTimeOffset Started,
    DateTimeOffset Finished);
