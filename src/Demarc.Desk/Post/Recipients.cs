using Demarc.Desk.Store;
using Demarc.Mail.Sending;

namespace Demarc.Desk.Post;

/// <summary>Addresses as people type them: <c>Name &lt;address&gt;; address</c>, one or many.</summary>
public static class Recipients
{
    /// <summary>The mailboxes of a line.</summary>
    /// <exception cref="DeskFault">One of them is no address that mail can be sent to.</exception>
    public static IReadOnlyList<Mailbox> Read(string text)
    {
        try
        {
            return [.. text.Split([';', '；', '\n'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).SelectMany(Parts).Select(One)];
        }
        catch (MessageFault fault)
        {
            throw new DeskFault(DeskFaultKind.BadInput, new(fault.En, fault.Zh));
        }
    }

    /// <summary>The same line again.</summary>
    public static string Line(IEnumerable<Mailbox> people) => string.Join("; ", people.Select(Text));

    /// <summary>One of them, as people type it.</summary>
    public static string Text(Mailbox person) => person.Name is { Length: > 0 } name ? $"{name} <{person.Address}>" : person.Address;

    /// <summary>A name may hold a comma; without names a comma parts addresses.</summary>
    private static string[] Parts(string piece) => piece.Contains('<', StringComparison.Ordinal) ? [piece] : piece.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static Mailbox One(string piece)
    {
        var open = piece.LastIndexOf('<');
        return open >= 0 && piece.EndsWith('>') ? new(piece[(open + 1)..^1].Trim(), piece[..open].Trim().Trim('"') is { Length: > 0 } name ? name : null) : new(piece, null);
    }
}
