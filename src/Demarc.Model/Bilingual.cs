namespace Demarc.Model;

/// <summary>One text in both first languages.</summary>
public sealed record Bilingual(string En, string Zh)
{
    /// <summary>The text in the asked-for language.</summary>
    public string In(Language language) => language == Language.Chinese ? Zh : En;
}

/// <summary>The two languages everything a person reads exists in.</summary>
public enum Language { English, Chinese }
