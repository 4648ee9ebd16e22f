using Demarc.Model;

namespace Demarc.Transcripts;

/// <summary>What a document of this program's own gave as evidence.</summary>
/// <param name="Observations">Those of an observations document as they are; of each verdict a report if it says something, and what its evidence gives when read again.</param>
/// <param name="Problems">What could not be read of it, with its lines.</param>
public sealed record DocumentReading(IReadOnlyList<Observation> Observations, IReadOnlyList<Unread> Problems);
