namespace Demarc.Desk.People;

/// <summary>
/// A text that is shown once and kept nowhere: it does not print itself, so that it cannot end in a log, an exception or the text of a
/// record by accident.
/// </summary>
public sealed class Secret(string text)
{
    /// <summary>The text itself, for the one place that hands it over.</summary>
    public string Reveal() => text;

    public override string ToString() => "•••";
}
