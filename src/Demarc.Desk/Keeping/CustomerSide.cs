using Demarc.Desk.Cases;
using Demarc.Desk.Evidence;
using Demarc.Desk.Threads;
using Demarc.Model;

namespace Demarc.Desk.Keeping;

/// <summary>Tells what of a case is the customer's or was said to them. What is not known to be is not.</summary>
internal sealed class CustomerSide
{
    private readonly HashSet<string> _addresses;
    private readonly HashSet<string> _names;

    public CustomerSide(IReadOnlyList<Party> parties)
    {
        var customers = parties.Where(it => it.Role == PartyRole.Customer).ToList();
        _addresses = [.. customers.Select(it => it.Address).OfType<string>()];

        // A name that somebody of another side bears too tells nothing.
        _names = [.. customers.Select(it => it.Name).OfType<string>().Except(parties.Where(it => it.Role != PartyRole.Customer).Select(it => it.Name).OfType<string>(), StringComparer.Ordinal)];
    }

    /// <summary>A mail that a customer wrote or got.</summary>
    public bool Saw(TurnRecord turn) => turn.Channel == "mail" && (Is(turn.Address, turn.Author) || Among(turn.To) || Among(turn.Copies));

    /// <summary>A piece that a customer gave: by their link, or by their mail.</summary>
    public bool Gave(EvidenceRecord piece) => piece.Channel == "portal" || (piece.Channel == "mail" && piece.GivenBy is { } by && _addresses.Contains(by));

    /// <summary>The verdict with quotes of these pieces only, and with what customers themselves claimed.</summary>
    public VerdictDocument Shown(VerdictDocument document, IReadOnlyList<EvidenceRecord> pieces)
    {
        var labels = pieces.Select(it => it.Label).ToHashSet(StringComparer.Ordinal);
        bool IsShown(string source) => labels.Contains(Label(source));
        var shown = document.Evidence.Where(it => IsShown(it.Source)).Select(it => it.Id).ToHashSet(StringComparer.Ordinal);
        return document with
        {
            Evidence = [.. document.Evidence.Select(it => IsShown(it.Source) ? it with { Also = [.. it.Also.Where(place => IsShown(place.Source))] } : it with { Source = Label(it.Source), Text = "", Also = [] })],
            Claims = [.. document.Claims.Where(it => it.By is { } by && Is(by, by))],
            Proposed = [.. document.Proposed.Where(it => it.Evidence.All(shown.Contains))],
            Unread = [.. document.Unread.Where(it => IsShown(it.Source))],
        };
    }

    private static string Label(string source) => source.Split(' ', 2)[0];

    private bool Is(string? address, string? name) => (address is not null && _addresses.Contains(address.ToLowerInvariant())) || (name is not null && _names.Contains(name));

    /// <summary>Recipients stand as <c>name &lt;address&gt;; name; address</c>.</summary>
    private bool Among(string? people) => (people ?? "").Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Any(person =>
    {
        var open = person.LastIndexOf('<');
        return open >= 0 && person.EndsWith('>') ? Is(person[(open + 1)..^1], person[..open].Trim()) : Is(person, person);
    });
}
