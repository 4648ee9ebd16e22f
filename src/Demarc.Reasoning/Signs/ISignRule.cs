namespace Demarc.Reasoning;

/// <summary>Turns observations of one kind into signs. One file per family; no rule knows where an observation came from.</summary>
public interface ISignRule
{
    IEnumerable<Sign> Evaluate(CaseView view);
}
