using Demarc.Model;

namespace Demarc.Transcripts;

/// <summary>
/// The facts file (docs/formats): YAML that people write, or that <see cref="Write"/> proposes for them to correct.
/// Reading keeps whatever can be understood and tells the rest by line; what was written reads back as the same facts.
/// </summary>
public static class FactsFile
{
    /// <summary>The facts of a file. Never throws.</summary>
    /// <param name="source">The file's name.</param>
    /// <param name="sha256">Hash of its bytes, lower-case hex.</param>
    public static Facts Read(string source, string sha256, string text) => new FactsReading(source, sha256, text).Read();

    /// <summary>A facts file of what rules proposed from prose, each with its place and words, for a person to edit and give back.</summary>
    public static string Write(string? target, string? symptom, IReadOnlyList<ProposedFact> proposals) => new FactsWriting().Write(target, symptom, proposals);
}
