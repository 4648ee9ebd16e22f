using System.Net;
using System.Net.Sockets;
using Demarc.Wire;

namespace Demarc.Probing.Services;

/// <summary>One reply to a DNS question, read.</summary>
/// <param name="Ttl">TTL of the packet it came in, as it arrived; null where the system does not tell.</param>
/// <param name="Cut">The reply's records could not be read to the end.</param>
public sealed record DnsReply(int Rcode, bool Authoritative, bool Truncated, IReadOnlyList<Model.DnsAnswer> Answers, string? SoaServer, int? Ttl, double Ms, bool Cut)
{
    private const int MostAnswers = 64;

    /// <summary>The addresses, without regard to order.</summary>
    public IReadOnlySet<string> Addresses => Answers.Where(a => a.Type is "A" or "AAAA").Select(a => a.Address).ToHashSet(StringComparer.Ordinal);

    /// <summary>Another answer than that one: another code or none of its addresses; the order says nothing.</summary>
    public bool Differs(DnsReply other) => Rcode != other.Rcode || (!Addresses.SetEquals(other.Addresses) && !Addresses.Overlaps(other.Addresses));

    /// <summary>Reads a reply to that question; null for a message that is none: another id, name or type, or not a response.</summary>
    public static DnsReply? Read(ReadOnlySpan<byte> octets, ushort id, string name, DnsType type, int? ttl, double ms)
    {
        if (!DnsView.TryParse(octets, out var message).IsComplete || message.Id != id || !message.IsResponse || message.Opcode != 0) return null;
        if (message.QuestionCount > 0 && (!message.TryQuestion(out var asked, out var askedType, out _) || askedType != type || !DnsNames.Same(asked, name))) return null;
        if (message.QuestionCount == 0 && message.Rcode is 0 or 3) return null;
        List<Model.DnsAnswer> answers = [];
        string? soa = null;
        var records = message.Records;
        while (records.Next(out var record))
        {
            soa ??= record.SoaServer;
            if (record.Section != DnsSection.Answer || answers.Count == MostAnswers) continue;
            if (record.Address is { } address) answers.Add(new(address.ToString(), record.Ttl, DnsView.TypeName(record.Type)));
            else if (record.LeadsTo is { } leadsTo) answers.Add(new(Printable.Of(leadsTo, 255), record.Ttl, DnsView.TypeName(record.Type)));
        }

        return new(message.Rcode, message.Authoritative, message.Truncated, answers, soa, ttl, ms, !records.Status.IsComplete);
    }
}

/// <summary>
/// Asks one question over datagrams: sends, sends again when nothing comes, takes the first answer and then listens on for a
/// second, different one, which only a forger or a broken box sends. No socket, no clock.
/// </summary>
public sealed class DnsAsking(ushort id, string name, DnsType type, byte[] message, DnsPatience patience)
{
    private TimeSpan _sentAt;
    private TimeSpan _firstSentAt;
    private TimeSpan? _firstAt;
    private bool _failed;

    /// <summary>The datagram to send.</summary>
    public ReadOnlyMemory<byte> Message => message;

    public int Sent { get; private set; }

    /// <summary>Datagrams that answered something else.</summary>
    public int Foreign { get; private set; }

    public DnsReply? First { get; private set; }

    /// <summary>A different answer to the same question; only where it was asked once, since a repetition may be answered otherwise.</summary>
    public DnsReply? Second { get; private set; }

    /// <summary>An error that came instead of an answer, such as <c>port unreachable</c>.</summary>
    public string? Error { get; private set; }

    /// <summary>What to do now: send, wait until then, or (null, false) nothing more.</summary>
    public (TimeSpan? Until, bool Send) Next(TimeSpan now)
    {
        if (_firstAt is { } first)
        {
            var end = first + patience.Linger;
            return Second is null && !First!.Truncated && now < end ? (end, false) : (null, false);
        }

        if (_failed && Sent >= patience.Tries) return (null, false);
        if (Sent == 0 || _failed || (Sent < patience.Tries && now >= _sentAt + patience.Again)) return (now, true);
        var until = Sent < patience.Tries ? _sentAt + patience.Again : _firstSentAt + patience.Whole;
        if (until > _firstSentAt + patience.Whole) until = _firstSentAt + patience.Whole;
        return now < until ? (until, false) : (null, false);
    }

    /// <summary>The message left.</summary>
    public void Left(TimeSpan now)
    {
        if (Sent++ == 0) _firstSentAt = now;
        (_sentAt, _failed) = (now, false);
    }

    /// <summary>An error came, or sending failed: not worth waiting, only another try.</summary>
    public void Fail(string error) => (Error, _failed) = (error, true);

    /// <summary>A datagram came.</summary>
    public void Accept(ReadOnlySpan<byte> datagram, int? ttl, TimeSpan now)
    {
        if (DnsReply.Read(datagram, id, name, type, ttl, Math.Round((now - _firstSentAt).TotalMilliseconds, 3)) is not { } reply)
        {
            Foreign++;
        }
        else if (First is null)
        {
            (First, _firstAt) = (reply, now);
        }
        else if (Second is null && Sent == 1 && reply.Differs(First))
        {
            Second = reply;
        }
    }
}

/// <summary>How long a question waits.</summary>
/// <param name="Again">After which silence it is sent again.</param>
/// <param name="Tries">How often it is sent at most.</param>
/// <param name="Whole">When silence is an outcome.</param>
/// <param name="Linger">How long to listen for a second answer after the first.</param>
public sealed record DnsPatience(TimeSpan Again, int Tries, TimeSpan Whole, TimeSpan Linger)
{
    public static DnsPatience Default { get; } = new(TimeSpan.FromSeconds(1), 2, TimeSpan.FromSeconds(2.5), TimeSpan.FromMilliseconds(250));
}

/// <summary>Addresses no public service has.</summary>
public static class BogusAddresses
{
    /// <summary>This-host, loopback, link-local, multicast and reserved addresses: an answer of these for a name of the internet is made up.</summary>
    public static bool Holds(string text)
    {
        if (!IPAddress.TryParse(text, out var address)) return false;
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        if (address.AddressFamily == AddressFamily.InterNetworkV6) return IPAddress.IsLoopback(address) || address.Equals(IPAddress.IPv6Any) || address.IsIPv6LinkLocal || address.IsIPv6Multicast;
        var octets = address.GetAddressBytes();
        return octets[0] is 0 or 127 or >= 224 || octets is [169, 254, _, _];
    }
}
