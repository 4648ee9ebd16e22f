using System.Text.Json.Serialization;
using Demarc.Model;

namespace Demarc.Diagnosing;

/// <summary>
/// What was read from one thing a user gave, before it is joined with the rest of the case: it depends on nothing but that thing's bytes
/// and its name, so that it can be kept and need not be read again.
/// </summary>
public sealed record PieceReading
{
    /// <summary>The service its facts name; null where they name none.</summary>
    public string? Target { get; init; }

    /// <summary>The symptom its facts name; null where they name none.</summary>
    public string? Symptom { get; init; }

    /// <summary>In the order they were met.</summary>
    public IReadOnlyList<Observation> Observations { get; init; } = [];

    /// <summary>Those of them that prose proposed, with the rule that read them.</summary>
    public IReadOnlyList<ProposedAt> Proposed { get; init; } = [];

    /// <summary>Stretches of the observations that come from documents of Demarc's own, each made at one place.</summary>
    public IReadOnlyList<DocumentSpan> Documents { get; init; } = [];

    /// <summary>What could not be read.</summary>
    public IReadOnlyList<Unread> Unread { get; init; } = [];

    /// <summary>Nothing at all could be read: no text, no document, no facts.</summary>
    public bool NothingReadable { get; init; } = true;

    /// <summary>Reading it again gives the same: nothing was late, and no disk failed.</summary>
    [JsonIgnore]
    public bool IsLasting { get; init; } = true;

    /// <summary>The same, from something that is called by another name in its case.</summary>
    /// <param name="prefix">What goes before the name in every source.</param>
    public PieceReading Under(string prefix) => this with
    {
        Observations = [.. Observations.Select(it => it with { Evidence = Under(it.Evidence, prefix) })],
        Documents = [.. Documents.Select(it => it with { Source = prefix + it.Source })],
        Unread = [.. Unread.Select(it => it with { Source = prefix + it.Source })],
    };

    private static Evidence Under(Evidence it, string prefix) => it with { Source = prefix + it.Source, Also = [.. it.Also.Select(place => place with { Source = prefix + place.Source })] };
}

/// <summary>A fact that prose proposed.</summary>
/// <param name="Index">Where it stands among the observations.</param>
/// <param name="Rule">The rule that read it.</param>
public sealed record ProposedAt(int Index, string Rule);

/// <summary>The observations of one document.</summary>
/// <param name="Source">The document's name.</param>
/// <param name="First">Where its observations begin.</param>
/// <param name="Count">How many they are.</param>
public sealed record DocumentSpan(string Source, int First, int Count);

/// <summary>Readings as they are kept.</summary>
[JsonSourceGenerationOptions(MaxDepth = 32)]
[JsonSerializable(typeof(PieceReading))]
public sealed partial class ReadingJson : JsonSerializerContext;
