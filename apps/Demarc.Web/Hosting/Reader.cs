using Demarc.Desk.People;

namespace Demarc.Web.Hosting;

/// <summary>Who looks at a page, and how they read.</summary>
/// <param name="Language">Theirs.</param>
/// <param name="Person">Who; null before they sign in and on the customer's portal.</param>
/// <param name="Csrf">The secret that forms of this session carry; empty without one.</param>
/// <param name="Path">The page, for links that come back to it.</param>
/// <param name="Theme"><c>light</c> or <c>dark</c> where they chose one; null follows their system.</param>
public sealed record Reader(Language Language, Person? Person, string Csrf, string Path, string? Theme = null)
{
    public bool IsChinese => Language == Language.Chinese;

    /// <summary>Value of the <c>lang</c> attribute.</summary>
    public string Lang => IsChinese ? "zh-Hans" : "en";

    /// <summary>The text in their language.</summary>
    public string Say(string english, string chinese) => IsChinese ? chinese : english;

    /// <inheritdoc cref="Say(string, string)"/>
    public string Say(Bilingual text) => text.In(Language);

    public bool May(Right right) => Person is { } person && Permissions.Has(person.Role, right);
}
