using Demarc.Desk.Requests;
using Demarc.Model;

namespace Demarc.Desk.Letters;

/// <summary>Everything a letter may speak of. What is null or empty is left out by the templates or told as missing.</summary>
public sealed record LetterContext
{
    /// <summary>Case number.</summary>
    public required string Case { get; init; }

    /// <summary>What the case is about, in the party's language.</summary>
    public required string Title { get; init; }
    public required Party Party { get; init; }
    public required Sender Sender { get; init; }

    /// <summary>The problem as agreed with the party.</summary>
    public string? Scope { get; init; }

    /// <summary>What has to be reached for the case to be solved.</summary>
    public string? Goal { get; init; }
    public IReadOnlyList<EvidenceRequest> Requests { get; init; } = [];

    /// <summary>What is still missing of earlier requests (see <see cref="CriterionState.Words"/>).</summary>
    public IReadOnlyList<Bilingual> Missing { get; init; } = [];

    /// <summary>What was said, agreed or done, in the party's language, in order.</summary>
    public IReadOnlyList<string> Points { get; init; } = [];
    public VerdictDocument? Verdict { get; init; }
    public Portal? Portal { get; init; }
    public Session? Session { get; init; }

    /// <summary>Files that arrived or that go along.</summary>
    public IReadOnlyList<LetterFile> Files { get; init; } = [];

    /// <summary>Number of this attempt to reach the party.</summary>
    public int? Attempt { get; init; }

    /// <summary>When we spoke.</summary>
    public DateTimeOffset? Talked { get; init; }

    /// <summary>When we last asked.</summary>
    public DateTimeOffset? Asked { get; init; }

    /// <summary>When something is due: our answer, or what we ask for.</summary>
    public DateTimeOffset? Due { get; init; }

    /// <summary>When the case will be archived unless something comes.</summary>
    public DateTimeOffset? ArchiveOn { get; init; }

    /// <summary>Values for names a template of the user's declares under <c>free</c>.</summary>
    public IReadOnlyDictionary<string, string> Free { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);
}

/// <summary>Who a letter goes to.</summary>
/// <param name="Name">As the party writes it; null when unknown.</param>
/// <param name="Salutation">How the party wishes to be addressed: a title (<c>女士</c>, <c>Ms</c>) or title and name (<c>李女士</c>, <c>Ms Li</c>); null when not known.</param>
/// <param name="Language">Language to write in.</param>
/// <param name="Zone">Zone dates are given in.</param>
public sealed record Party(string? Name, string? Salutation, Language Language, TimeZoneInfo Zone);

/// <summary>Who signs.</summary>
/// <param name="Signature">Lines under the letter.</param>
public sealed record Sender(string Name, string Signature);

/// <summary>Where the customer uploads.</summary>
public sealed record Portal(string Link, string? Code);

/// <summary>A remote session.</summary>
public sealed record Session(DateTimeOffset At, string? Tool, string? Link, string? Code);

/// <summary>A file with its size in octets and SHA-256.</summary>
public sealed record LetterFile(string Name, long Octets, string Sha256);

/// <summary>A composed letter, for a person to read before it goes out.</summary>
/// <param name="Subject">One line.</param>
/// <param name="Text">Plain text, lines end with LF.</param>
/// <param name="Faults">What has to be completed first; empty when it can be sent.</param>
public sealed record Letter(string Subject, string Text, IReadOnlyList<TemplateFault> Faults);
