using Demarc.Model;

namespace Demarc.Lab.Linux;

/// <summary>The lab cannot be set up on this machine: what is missing, and what would help.</summary>
/// <param name="forbidden">It exists and is not permitted, rather than absent.</param>
public sealed class LabUnavailableException(Bilingual text, bool forbidden) : Exception(text.En)
{
    public Bilingual Text { get; } = text;

    public bool Forbidden { get; } = forbidden;
}
