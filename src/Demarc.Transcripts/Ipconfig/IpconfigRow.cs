using Demarc.Transcripts.Tables;

namespace Demarc.Transcripts.Ipconfig;

/// <summary>A row <c>   Subnet Mask . . . . . . . . . . . : 255.255.255.0</c>.</summary>
internal readonly ref struct IpconfigRow
{
    private const int LongestRow = 400;

    /// <summary>The label without its dots.</summary>
    public ReadOnlySpan<char> Label { get; private init; }

    /// <summary>The value as an address would stand: without what brackets say behind it.</summary>
    public ReadOnlySpan<char> Address { get; private init; }

    /// <summary>Dots lead from the label to the colon; a label that fills its column has none.</summary>
    public bool Dotted { get; private init; }

    public static bool TryParse(ReadOnlySpan<char> line, out IpconfigRow row)
    {
        row = default;
        if (line.Length is < 8 or > LongestRow || !(char.IsWhiteSpace(line[0]) || line.IndexOf(". .") > 0)) return false;
        var colon = line.IndexOf(':');
        var dots = line.IndexOf(". .");
        if (dots > 0 && colon > 0 && colon < dots) colon = dots + line[dots..].IndexOf(':');
        if (colon < 4 || (dots > 0 && colon < dots)) return false;
        var label = line[..colon].Trim();
        var dotted = label.Length > 2 && label[^1] == '.';
        if (!dotted && (colon + 1 < line.Length ? line[colon + 1] != ' ' : label.Length < 12)) return false;
        label = label.TrimEnd(". ").Trim();
        if (label.Length < 2 || !char.IsLetter(label[0])) return false;

        // An adapter's heading ends in a colon as well.
        if (!dotted && line[(colon + 1)..].IsWhiteSpace() && label.IndexOf("DNS") < 0) return false;
        row = new() { Label = label, Address = Value(line[(colon + 1)..]), Dotted = dotted };
        return true;
    }

    /// <summary>A value, or a line below it that goes on with another: without <c>(Preferred)</c> in whatever language.</summary>
    public static ReadOnlySpan<char> Value(ReadOnlySpan<char> text)
    {
        text = Fields.First(text);
        var bracket = text.IndexOfAny('(', '（', '<');
        return bracket > 0 ? text[..bracket] : text;
    }
}
