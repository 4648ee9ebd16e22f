using System.Text;

namespace Demarc.Mail.Reading;

/// <summary>The tree turned into the flat list of parts and the text to read.</summary>
internal static class BodyReader
{
    public readonly record struct Body(string? Text, string? Html, IReadOnlyList<MailPart> Parts);

    public static Body Read(Entity root, int depth, Scope scope)
    {
        var choice = BodyChoice.Of(root);
        var parts = new List<MailPart>();
        Flatten(root, depth, choice.Forms, parts, scope);
        var texts = choice.Text.Union(choice.Html).ToDictionary(leaf => leaf, leaf => Decoded(leaf, scope));
        return new(
            Joined(choice.Text, leaf => leaf.Type == "text/html" ? HtmlText.Of(texts[leaf]) : texts[leaf]),
            Joined(choice.Html, leaf => texts[leaf]),
            parts);
    }

    private static void Flatten(Entity entity, int depth, HashSet<Entity> forms, List<MailPart> parts, Scope scope)
    {
        scope.Cancel.ThrowIfCancellationRequested();
        if (!entity.IsMultipart) parts.Add(entity.Part = PartReader.Read(entity, depth, forms.Contains(entity), scope));
        foreach (var child in entity.Children) Flatten(child, depth + 1, forms, parts, scope);
    }

    private static string? Joined(List<Entity> leaves, Func<Entity, string> read)
    {
        if (leaves.Count == 0) return null;
        if (leaves.Count == 1) return read(leaves[0]);
        var text = new StringBuilder();
        foreach (var leaf in leaves)
        {
            if (text.Length > 0 && text[^1] != '\n') text.Append('\n');
            text.Append(read(leaf));
        }

        return text.ToString();
    }

    private static bool Says(Entity leaf, string parameter, string value) => string.Equals(leaf.TypeParameters[parameter], value, StringComparison.OrdinalIgnoreCase);

    private static string Decoded(Entity leaf, Scope scope)
    {
        var part = leaf.Part!;
        var label = part.Charset ?? (leaf.Type == "text/html" ? HtmlCharset.Find(part.Bytes.Span) : null);
        var text = Charsets.Decode(part.Bytes.Span, label);
        if (text.Problem is not null) scope.Problems.Add(text.Problem, $"part {part.Path}", label ?? text.Charset);
        var lines = PlainLines.Normal(text.Text);
        return leaf.Type == "text/plain" && Says(leaf, "format", "flowed") ? FlowedText.Joined(lines, Says(leaf, "delsp", "yes")) : lines;
    }
}
