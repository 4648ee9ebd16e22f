using Demarc.Desk.Cases;
using Demarc.Desk.Threads;
using Demarc.Mail.Sending;

namespace Demarc.Desk.Post;

/// <summary>Recipients gathered from a message: each once, never the desk itself, never whom somebody took off the case.</summary>
internal sealed class Gathering(Func<string?, bool> isOwnMailbox, string from, IReadOnlyList<Party> parties, IReadOnlyList<string> removed)
{
    private readonly HashSet<string> _seen = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> _nameless = [];

    /// <summary>Names nobody has an address for.</summary>
    public IReadOnlyList<string> Nameless => _nameless;

    public List<Mailbox> Take(IEnumerable<ReadPerson> people)
    {
        var taken = new List<Mailbox>();
        foreach (var person in people)
        {
            var address = person.Address ?? AddressOf(person.Name);
            var mailbox = address is null ? null : Composer.Mailbox(address, person.Name == address ? null : person.Name);
            if (mailbox is null)
            {
                if ((person.Name ?? person.Address) is { } name && !_nameless.Contains(name)) _nameless.Add(name);
            }
            else if (!isOwnMailbox(mailbox.Address) && !Draft.Same(mailbox.Address, from) && !removed.Contains(mailbox.Address, StringComparer.OrdinalIgnoreCase) && _seen.Add(mailbox.Address)) taken.Add(mailbox);
        }

        return taken;
    }

    private string? AddressOf(string? name)
    {
        var named = parties.Where(party => party.Address is not null && party.Name == name).Take(2).ToList();
        return named.Count == 1 ? named[0].Address : null;
    }
}
