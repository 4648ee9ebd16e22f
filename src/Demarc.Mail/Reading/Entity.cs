namespace Demarc.Mail.Reading;

/// <summary>A message or part as a tree, before anything is decoded: header fields, and either the parts inside or the raw body.</summary>
internal sealed class Entity
{
    /// <summary>Empty for the message as a whole.</summary>
    public required string Path { get; init; }

    public List<HeaderField> Fields { get; } = [];

    /// <summary>Media type in lower case (RFC 2045 5).</summary>
    public string Type { get; set; } = "text/plain";

    public Parameters TypeParameters { get; set; } = new();

    public Parameters Disposition { get; set; } = new();

    /// <summary>Parts of a multipart; empty for others.</summary>
    public List<Entity> Children { get; } = [];

    public Entity? Around { get; init; }

    /// <summary>Body of what is no multipart, transfer encoding still on.</summary>
    public ReadOnlyMemory<byte> Body { get; set; }

    /// <summary>The decoded part, once it is.</summary>
    public MailPart? Part { get; set; }

    public bool IsMultipart => Children.Count > 0;

    /// <summary>How problems name it.</summary>
    public string Where => Path.Length == 0 ? "message" : $"part {Path}";

    public string? Field(string name) => Fields.Find(field => field.Is(name))?.Raw;
}
