namespace Demarc.Model;

/// <summary>Names and limits of the published contract (docs/formats/).</summary>
public static class Contract
{
    /// <summary>Schema id of a verdict document.</summary>
    public const string VerdictSchema = "demarc.verdict/1";

    /// <summary>Schema id of an observations document.</summary>
    public const string ObservationsSchema = "demarc.observations/1";

    /// <summary>Longest <see cref="Evidence.Text"/>, in UTF-8 bytes.</summary>
    public const int EvidenceTextLimit = 2048;

    /// <summary>A side is named from this probability up.</summary>
    public const double NamedFrom = 0.60;

    /// <summary>A cause or mechanism is named from this probability up.</summary>
    public const double CauseFrom = 0.50;

    /// <summary>A named side is very likely from this probability up.</summary>
    public const double VeryLikelyFrom = 0.90;
}
