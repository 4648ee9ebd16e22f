using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using Demarc.Model;
using Demarc.Wire;

namespace Demarc.Probing.Services;

/// <summary>
/// Asks resolvers a name, one by one and each for itself, as no system call does: so a dead first resolver is seen behind a
/// live second one, and a forged answer beside the true one.
/// </summary>
public sealed class DnsProbe(IServicePort port, ProbeLog log)
{
    private const int Port = 53;

    /// <summary>How long to wait for answers over datagrams.</summary>
    public DnsPatience Patience { get; init; } = DnsPatience.Default;

    /// <summary>Every server, both address types, at once; servers in the order given, A before AAAA.</summary>
    public async Task<IReadOnlyList<Model.Dns>> AskAllAsync(string name, IEnumerable<IPEndPoint> servers, Deadline deadline, string? target = null)
    {
        var asked = servers.SelectMany(server => new[] { DnsType.A, DnsType.Aaaa }.Select(type => AskAsync(name, type, server, deadline, target))).ToArray();
        return [.. await Task.WhenAll(asked)];
    }

    /// <summary>One server over datagrams, and over TCP where the answer did not fit.</summary>
    public async Task<Model.Dns> AskAsync(string name, DnsType type, IPEndPoint server, Deadline deadline, string? target = null)
    {
        var question = new Question(name, type, server, target ?? name);
        var id = (ushort)RandomNumberGenerator.GetInt32(0x10000);
        if (!DnsWriter.TryQuery(id, name, type, out var message)) return Unaskable(question, "udp");
        var began = log.Now();
        using var part = deadline.Within(Patience.Whole);
        using var datagrams = port.OpenDatagrams(server);
        var asking = new DnsAsking(id, name, type, message, Patience with { Whole = part.Remaining });
        await Drive(asking, datagrams, part);
        if (asking.First is { Truncated: true } && await AskOverTcpAsync(name, type, server, deadline, target) is { Outcome: not "timeout" } whole) return whole;
        return Observe(question, "udp", asking, began);
    }

    /// <summary>One server over TCP, which nobody forges blindly.</summary>
    public async Task<Model.Dns> AskOverTcpAsync(string name, DnsType type, IPEndPoint server, Deadline deadline, string? target = null)
    {
        var question = new Question(name, type, server, target ?? name);
        var id = (ushort)RandomNumberGenerator.GetInt32(0x10000);
        if (!DnsWriter.TryQuery(id, name, type, out var message)) return Unaskable(question, "tcp");
        var began = log.Now();
        using var part = deadline.Within(Patience.Whole);
        var attempt = await port.ConnectAsync(new(server.Address, server.Port), part);
        var mark = part.Mark();
        if (attempt.Connection is not { } connection)
        {
            var outcome = attempt.Outcome == "refused" ? "refused" : "timeout";
            return Record(question, "tcp", outcome, null, null, attempt.Ms, $"{attempt.Outcome} connecting after {Printable.Ms(attempt.Ms)}{Plus(attempt.Detail)}", began);
        }

        using (connection)
        {
            var exchange = new ByteExchange(connection.Stream);
            await exchange.SendAsync(DnsWriter.Framed(message), part);
            var octets = await exchange.ReceiveExactlyAsync(2, part) is [var high, var low] ? await exchange.ReceiveExactlyAsync((high << 8) | low, part) : null;
            var reply = octets is null ? null : DnsReply.Read(octets, id, name, type, null, part.Since(mark) + attempt.Ms);
            if (reply is not null) return Record(question, "tcp", Outcome(reply, name), reply, null, reply.Ms, Words(reply), began);
            return Record(question, "tcp", "timeout", null, null, part.Since(mark) + attempt.Ms, octets is null ? $"no answer: {exchange.Ended ?? "time is up"}" : "the answer answers something else", began);
        }
    }

    /// <summary>The system's own resolution, which hosts file, caches and local software bend.</summary>
    public async Task<Model.Dns> AskSystemAsync(string name, Deadline deadline, string? target = null)
    {
        var began = log.Now();
        var answer = await port.ResolveAsync(name, deadline);
        var addresses = answer.Addresses.Take(64).Select(a => new DnsAnswer(a.ToString(), null, a.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6 ? "AAAA" : "A")).ToArray();
        var outcome = answer.Outcome == "ok" && IsBogus(name, addresses) ? "bogus" : answer.Outcome;
        var text = $"dns {name} by the system\n{outcome} after {Printable.Ms(answer.Ms)}{(addresses.Length > 0 ? ": " + string.Join(' ', addresses.Select(a => a.Address)) : "")}{Plus(answer.Detail)}";
        var evidence = log.Enter(Kinds.Dns, text, began);
        return new()
        {
            Tool = ProbeLog.Tool, Vantage = log.Vantage, Target = target ?? name, Time = began, Evidence = evidence, Name = name, Server = "system", Outcome = outcome,
            Answers = answer.Outcome == "timeout" ? null : addresses, Ms = answer.Ms,
        };
    }

    /// <summary>The port resolvers answer at.</summary>
    public static IPEndPoint At(IPAddress server) => new(server, Port);

    private static async Task Drive(DnsAsking asking, IDatagrams datagrams, Deadline deadline)
    {
        var start = deadline.Mark();
        TimeSpan Now() => deadline.Clock.GetElapsedTime(start);
        while (asking.Next(Now()) is (Until: { } until, var send))
        {
            if (send)
            {
                asking.Left(Now());
                if (datagrams.Send(asking.Message.Span) is { } unsent) asking.Fail(unsent);
                continue;
            }

            using var wait = deadline.Within(until - Now());
            if (await datagrams.ReceiveAsync(wait) is { } datagram)
            {
                if (datagram.Error is { } error) asking.Fail(error);
                else asking.Accept(datagram.Octets, datagram.Ttl, Now());
            }
            else if (deadline.Remaining == TimeSpan.Zero)
            {
                return;
            }
        }
    }

    private Model.Dns Observe(Question question, string transport, DnsAsking asking, Moment began)
    {
        if (asking.First is not { } first)
        {
            var (outcome, words) = asking.Error == "port unreachable" ? ("refused", "port unreachable: nobody answers names there") : ("timeout", "no answer" + Plus(asking.Error));
            return Record(question, transport, outcome, null, null, null, $"{words}, asked {asking.Sent} times{Foreign(asking)}", began);
        }

        var text = Words(first);
        if (asking.Sent > 1) text += string.Create(CultureInfo.InvariantCulture, $"\nasked {asking.Sent} times");
        if (asking.Second is { } second) text += "\nsecond answer, different: " + Words(second);
        return Record(question, transport, first.Truncated && first.Answers.Count == 0 ? "servfail" : Outcome(first, question.Name), first, asking.Second, first.Ms, text + Foreign(asking), began);
    }

    private static string Foreign(DnsAsking asking) => asking.Foreign == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"\n{asking.Foreign} datagrams answered something else");

    private static string Outcome(DnsReply reply, string name) => reply.Rcode switch
    {
        0 => IsBogus(name, reply.Answers) ? "bogus" : "ok",
        3 => "nxdomain",
        5 => "refused",
        _ => "servfail",
    };

    private static bool IsBogus(string name, IReadOnlyList<DnsAnswer> answers)
    {
        var addresses = answers.Where(a => a.Type is "A" or "AAAA").ToArray();
        var ours = name.Equals("localhost", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase) || !name.Contains('.') || IPAddress.TryParse(name, out _);
        return addresses.Length > 0 && !ours && addresses.All(a => BogusAddresses.Holds(a.Address));
    }

    private static string Words(DnsReply reply)
    {
        var text = $"{DnsView.RcodeName(reply.Rcode)} after {Printable.Ms(reply.Ms)}";
        var shown = string.Join(", ", reply.Answers.Take(8).Select(a => string.Create(CultureInfo.InvariantCulture, $"{a.Type} {a.Address} ttl {a.Ttl}")));
        text += shown.Length > 0 ? ": " + shown : ": no records";
        if (reply.Answers.Count > 8) text += string.Create(CultureInfo.InvariantCulture, $" and {reply.Answers.Count - 8} more");
        if (reply.SoaServer is { } soa && reply.Answers.Count == 0) text += $", authority {Printable.Of(soa, 80)}";
        if (reply.Truncated) text += ", truncated";
        if (reply.Cut) text += ", broken off";
        return reply.Ttl is { } ttl ? text + string.Create(CultureInfo.InvariantCulture, $"; reply ttl {ttl}") : text;
    }

    private Model.Dns Unaskable(Question question, string transport) =>
        Record(question, transport, "nxdomain", null, null, null, "no such name can exist", log.Now());

    private Model.Dns Record(Question question, string transport, string outcome, DnsReply? reply, DnsReply? second, double? ms, string text, Moment began)
    {
        var server = question.Server.Port == Port ? question.Server.Address.ToString() : question.Server.ToString();
        var evidence = log.Enter(Kinds.Dns, $"dns {DnsView.TypeName(question.Type)} {question.Name} @{server} {transport}\n{text}", began);
        return new()
        {
            Tool = ProbeLog.Tool, Vantage = log.Vantage, Target = question.Target, Time = began, Evidence = evidence,
            Name = question.Name, Type = DnsView.TypeName(question.Type), Server = server, Transport = transport, Outcome = outcome,
            Answers = reply?.Answers, Second = second?.Answers, Ms = ms, Authoritative = reply?.Authoritative, Rcode = reply is null ? null : DnsView.RcodeName(reply.Rcode),
        };
    }

    private static string Plus(string? detail) => detail is null ? "" : $" ({detail})";

    private sealed record Question(string Name, DnsType Type, IPEndPoint Server, string Target);
}
