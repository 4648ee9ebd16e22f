using Demarc.Model;

namespace Demarc.Lab.Scenarios;

/// <summary>What is wrong in a scenario, and on which line. Such a scenario is not run.</summary>
public sealed record LabProblem(string File, int Line, Bilingual Reason);
