namespace Demarc.Mail.Reading;

/// <summary>
/// Which parts are the text a person reads (RFC 2046 5.1.3 to 5.1.7, RFC 2387): of alternatives the plain form for
/// <see cref="MailMessage.Text"/> and the HTML form for <see cref="MailMessage.Html"/>, the root of related parts, the first
/// of signed and report parts, every text of mixed ones. Text with a file name is sent along, unless nothing else is there.
/// </summary>
internal sealed class BodyChoice
{
    /// <summary>Parts that make up the plain text, in order; those that exist as HTML only included.</summary>
    public List<Entity> Text { get; } = [];

    /// <summary>Parts that make up the HTML, in order.</summary>
    public List<Entity> Html { get; } = [];

    /// <summary>All forms of the text, those not chosen included.</summary>
    public HashSet<Entity> Forms { get; } = [];

    public static BodyChoice Of(Entity root)
    {
        var choice = Collect(root, named: false);
        return choice.Text.Count > 0 ? choice : Collect(root, named: true);
    }

    private static BodyChoice Collect(Entity entity, bool named)
    {
        var choice = new BodyChoice();
        if (!entity.IsMultipart)
        {
            if (IsText(entity, named)) choice.Take(entity);
            return choice;
        }

        switch (entity.Type)
        {
            case "multipart/alternative": choice.Choose(entity.Children.ConvertAll(child => Collect(child, named))); break;
            case "multipart/related": choice.Append(Collect(Root(entity), named)); break;
            case "multipart/signed" or "multipart/report": choice.Append(Collect(entity.Children[0], named)); break;
            case "multipart/encrypted": break;
            default:
                foreach (var child in entity.Children) choice.Append(Collect(child, named));
                break;
        }

        return choice;
    }

    private void Take(Entity leaf)
    {
        Text.Add(leaf);
        if (leaf.Type == "text/html") Html.Add(leaf);
        Forms.Add(leaf);
    }

    private void Append(BodyChoice other)
    {
        Text.AddRange(other.Text);
        Html.AddRange(other.Html);
        Forms.UnionWith(other.Forms);
    }

    // The last form is the richest (RFC 2046 5.1.4). A plain form without any text is none.
    private void Choose(List<BodyChoice> forms)
    {
        var plain = forms.FindLast(form => form.Text.Exists(leaf => leaf.Type != "text/html" && !Octets.IsBlank(leaf.Body.Span)));
        var html = forms.FindLast(form => form.Html.Count > 0);
        if ((plain ?? html ?? forms.FindLast(form => form.Text.Count > 0)) is { } text) Text.AddRange(text.Text);
        if (html is not null) Html.AddRange(html.Html);
        foreach (var form in forms) Forms.UnionWith(form.Forms);
    }

    private static Entity Root(Entity entity)
    {
        var start = entity.TypeParameters["start"]?.Trim(' ', '<', '>');
        return (start is null ? null : entity.Children.Find(child => string.Equals(child.Field("Content-ID")?.Trim(' ', '<', '>'), start, StringComparison.Ordinal))) ?? entity.Children[0];
    }

    // A multipart that could not be opened is read as text.
    private static bool IsText(Entity entity, bool named) =>
        (entity.Type is "text/plain" or "text/html" || entity.Type.StartsWith("multipart/", StringComparison.Ordinal))
        && entity.Disposition.Value != "attachment"
        && (named || (entity.Disposition["filename"] ?? entity.TypeParameters["name"]) is null);
}
