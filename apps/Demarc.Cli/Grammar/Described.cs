using System.CommandLine;
using Demarc.Model;

namespace Demarc.Cli;

/// <summary>An option or argument with what it means, in both languages.</summary>
/// <param name="Symbol">The option or argument.</param>
/// <param name="Meaning">A phrase without a full stop.</param>
/// <param name="Value">What stands for its value, such as <c>FILE</c>; null when it takes none.</param>
public sealed record Described(Symbol Symbol, Bilingual Meaning, string? Value = null);

/// <summary>An example that help closes with.</summary>
/// <param name="Line">What to type.</param>
/// <param name="Tells">What it does.</param>
public sealed record Example(string Line, Bilingual Tells);
