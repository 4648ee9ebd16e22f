namespace Demarc.Yaml;

/// <summary>A node of a YAML text.</summary>
/// <param name="Line">1-based line it starts on.</param>
public abstract record YamlNode(int Line)
{
    /// <summary>The text of a scalar; null for anything else.</summary>
    public string? Text => (this as YamlScalar)?.Value;
}

/// <summary>A plain or quoted value.</summary>
/// <param name="Quoted">Written in quotes or as a block, so <c>"null"</c> is a word and not an absence.</param>
public sealed record YamlScalar(int Line, string Value, bool Quoted = false) : YamlNode(Line);

/// <summary>A sequence.</summary>
public sealed record YamlList(int Line, IReadOnlyList<YamlNode> Items) : YamlNode(Line);

/// <summary>One key of a mapping, with its line.</summary>
public sealed record YamlEntry(string Key, int Line, YamlNode Value);

/// <summary>A mapping, in written order.</summary>
public sealed record YamlMap(int Line, IReadOnlyList<YamlEntry> Entries) : YamlNode(Line)
{
    /// <summary>The value under a key, or null.</summary>
    public YamlNode? this[string key]
    {
        get
        {
            foreach (var entry in Entries)
            {
                if (entry.Key == key) return entry.Value;
            }

            return null;
        }
    }
}
