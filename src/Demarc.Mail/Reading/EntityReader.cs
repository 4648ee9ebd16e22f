using System.Globalization;

namespace Demarc.Mail.Reading;

/// <summary>
/// Cuts octets into the tree of parts in one pass (RFC 2046 5.1). Every open multipart's boundary ends what is inside it, so a
/// missing closing line costs nothing but a problem told; recursion is as deep as <see cref="MailLimits.MaxDepth"/> allows.
/// </summary>
internal sealed class EntityReader(ReadOnlyMemory<byte> octets, int depth, Scope scope)
{
    private readonly Boundaries open = new();
    private int at;

    // The delimiter line that ended the last part; null at the end of the octets.
    private Boundaries.Delimiter? ended;
    private bool full;

    public Entity Read()
    {
        SkipBlankLines();
        return Read(new() { Path = "" }, "text/plain", depth);
    }

    // Files saved by hand begin with empty lines; a part that does so has no header.
    private void SkipBlankLines()
    {
        var first = octets.Span.IndexOfAnyExcept((byte)'\r', (byte)'\n');
        if (first > 0 && HeaderSection.StartsField(octets.Span, first)) at = first;
    }

    private Entity Read(Entity entity, string byDefault, int level)
    {
        var inside = scope with { Where = entity.Where };
        at = HeaderSection.Read(octets.Span, at, open, inside, entity.Fields);
        ReadTypes(entity, byDefault, inside);
        if (!entity.Type.StartsWith("multipart/", StringComparison.Ordinal))
        {
            entity.Body = Leaf();
            return entity;
        }

        var boundary = entity.TypeParameters["boundary"]?.TrimEnd();
        if (string.IsNullOrEmpty(boundary) || boundary.Length > Boundaries.Longest) inside.Problem(MailProblemCode.BoundaryMissing, boundary ?? "");
        else if (level >= scope.Limits.MaxDepth) inside.Problem(MailProblemCode.TooDeep, entity.Type);
        else
        {
            Multipart(entity, boundary, level, inside);
            return entity;
        }

        entity.Body = Leaf();
        return entity;
    }

    private static void ReadTypes(Entity entity, string byDefault, Scope inside)
    {
        entity.Type = byDefault;
        if (entity.Field("Content-Type") is { Length: > 0 } type)
        {
            entity.TypeParameters = Parameters.Read(type, inside);
            var slash = entity.TypeParameters.Value.IndexOf('/', StringComparison.Ordinal);
            if (slash > 0 && slash < entity.TypeParameters.Value.Length - 1)
            {
                entity.Type = entity.TypeParameters.Value;
            }
            else
            {
                entity.Type = "text/plain";
                inside.Problem(MailProblemCode.ContentTypeUnreadable, type);
            }
        }

        if (entity.Field("Content-Disposition") is { Length: > 0 } disposition) entity.Disposition = Parameters.Read(disposition, inside);
        foreach (var name in (ReadOnlySpan<string>)["Content-Type", "Content-Disposition", "Content-Transfer-Encoding"])
        {
            if (entity.Fields.Count(field => field.Is(name)) > 1) inside.Problem(MailProblemCode.FieldDoubled, name);
        }
    }

    // Up to the next delimiter line; the line end in front of it belongs to it.
    private ReadOnlyMemory<byte> Leaf()
    {
        var start = at;
        ended = full ? null : open.Find(octets.Span, at, scope.Cancel);
        if (ended is { } line)
        {
            at = line.Next;
            return octets[start..Octets.WithoutLineEnd(octets.Span, start, line.Line)];
        }

        at = octets.Length;
        return octets[start..];
    }

    private void Multipart(Entity entity, string boundary, int level, Scope inside)
    {
        var own = open.Count;
        var start = at;
        open.Push(boundary);
        var preamble = Leaf();
        while (ended is { Closes: false } line && line.Level == own && !full)
        {
            scope.Cancel.ThrowIfCancellationRequested();
            if (!scope.Parts.Take())
            {
                inside.Problem(MailProblemCode.TooManyParts, scope.Limits.MaxParts.ToString());
                (full, ended, at) = (true, null, octets.Length);
                break;
            }

            var number = (entity.Children.Count + 1).ToString(CultureInfo.InvariantCulture);
            var child = new Entity { Path = entity.Path.Length == 0 ? number : $"{entity.Path}.{number}", Around = entity };
            entity.Children.Add(child);
            Read(child, entity.Type == "multipart/digest" ? "message/rfc822" : "text/plain", level + 1);
        }

        open.Pop();
        if (entity.Children.Count == 0)
        {
            // What should have been parts is there all the same.
            inside.Problem(MailProblemCode.BoundaryNotFound, boundary);
            entity.Body = preamble;
            if (ended is { } closing && closing.Level == own) (entity.Body, at) = (octets[start..closing.Line], closing.Next);
        }

        if (ended is { } last && last.Level == own)
        {
            var epilogue = Leaf();
            if (!Octets.IsBlank(epilogue.Span)) inside.Problem(MailProblemCode.EpilogueLeftOut, $"{epilogue.Length}");
        }
        else if (!full && entity.Children.Count > 0)
        {
            inside.Problem(MailProblemCode.BoundaryUnclosed, boundary);
        }
    }
}
