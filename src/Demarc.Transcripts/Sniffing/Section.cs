namespace Demarc.Transcripts;

/// <summary>
/// The place and command in force at a line. A prompt that names a place puts it in force; a prompt without one ends
/// it, because it may be another window. A place named by a tool's own output holds on through nameless prompts of one
/// style. Headings, list items and mail headers end everything: what stands above them was measured elsewhere for all we know.
/// </summary>
internal record struct Section
{
    private bool _fenced;
    private bool _namedByPrompt;
    private bool _typed;
    private PromptStyle? _style;

    public string? Vantage { get; private set; }

    public string? Command { get; private set; }

    /// <summary>Takes notice of a line outside blocks.</summary>
    public void See(ReadOnlySpan<char> line)
    {
        if (line.IsEmpty || !_fenced && LineShape.IsBody(line)) return;
        if (LineShape.IsFence(line))
        {
            _fenced = !_fenced;
            if (!_fenced) Command = null;
        }

        if (PromptLine.TryParse(line, out var prompt)) Take(prompt);
        else if (IsVerbose(line)) return;
        else if (LineShape.IsDeepHeading(line) || !_fenced && LineShape.IsHeading(line) || LineShape.IsMailHeader(line)) Leave();
        else if (_fenced && ShellWords.Begin(line.TrimStart()) && !IsEcho(line.Trim())) (Command, _typed) = (line.Trim().ToString(), false);
    }

    /// <summary>A tool's output named the place it ran at.</summary>
    public void NamedByTool(string? vantage)
    {
        if (vantage is null || vantage == Vantage) return;
        Vantage = vantage;
        _namedByPrompt = false;
    }

    /// <summary>Another person's turn, or another file, begins.</summary>
    public void Begin() => this = default;

    /// <summary>curl begins the lines of <c>-v</c> like list items; under its own command they are output.</summary>
    private readonly bool IsVerbose(ReadOnlySpan<char> line) =>
        line.StartsWith("* ") && Command is not null && Command.Contains("curl", StringComparison.OrdinalIgnoreCase);

    /// <summary>Output that begins with the name of the program typed above it, as <c>traceroute to …</c> does.</summary>
    private readonly bool IsEcho(ReadOnlySpan<char> line) =>
        _typed && Command is { } command && line.IndexOf(' ') is > 0 and var end && command.AsSpan().TrimStart().StartsWith(line[..(end + 1)], StringComparison.Ordinal);

    private void Leave() => (Vantage, Command, _style) = (null, null, null);

    private void Take(Prompt prompt)
    {
        (Command, _typed) = (prompt.Command, prompt.Command is not null);
        if (prompt.Continues) return;
        if (prompt.Vantage is not null) (Vantage, _namedByPrompt) = (prompt.Vantage, true);
        else if (_namedByPrompt || _style is not null && _style != prompt.Style) Vantage = null;
        _style = prompt.Style;
    }
}
