using System.Net;
using System.Net.Sockets;
using Demarc.Probing.Services;
using Demarc.Wire;

namespace Demarc.Probing.Tests.Services;

public sealed class DnsProbeTests
{
    private const string Name = "www.example.com";

    [Fact]
    public async Task An_answer_is_read_with_its_addresses_and_the_TTL_of_its_packet()
    {
        using var server = new DatagramServer(query => [Reply(query, "192.0.2.1")]);
        using var deadline = Local.Within(10);
        var answer = await Probe().AskAsync(Name, DnsType.A, server.At, deadline);
        (answer.Outcome, answer.Rcode, answer.Transport, answer.Type).ShouldBe(("ok", "NOERROR", "udp", "A"));
        answer.Answers.ShouldHaveSingleItem().Address.ShouldBe("192.0.2.1");
        answer.Second.ShouldBeNull();
        if (OperatingSystem.IsLinux()) answer.Evidence.Text.ShouldContain("reply ttl 64");
    }

    [Fact]
    public async Task A_forged_answer_before_the_true_one_is_seen_as_two()
    {
        using var server = new DatagramServer(query => [Reply(query, "203.0.113.9"), Reply(query, "192.0.2.1")]);
        using var deadline = Local.Within(10);
        var answer = await Probe().AskAsync(Name, DnsType.A, server.At, deadline);
        answer.Answers!.ShouldHaveSingleItem().Address.ShouldBe("203.0.113.9");
        answer.Second!.ShouldHaveSingleItem().Address.ShouldBe("192.0.2.1");
        answer.Evidence.Text.ShouldContain("second answer, different");
    }

    [Theory]
    [InlineData(3, "nxdomain")]
    [InlineData(2, "servfail")]
    [InlineData(5, "refused")]
    public async Task A_denial_is_named(int rcode, string outcome)
    {
        using var server = new DatagramServer(query => [Denial(query, rcode)]);
        using var deadline = Local.Within(10);
        (await Probe().AskAsync(Name, DnsType.A, server.At, deadline)).Outcome.ShouldBe(outcome);
    }

    [Fact]
    public async Task An_address_no_service_has_is_bogus()
    {
        using var server = new DatagramServer(query => [Reply(query, "127.0.0.1")]);
        using var deadline = Local.Within(10);
        (await Probe().AskAsync(Name, DnsType.A, server.At, deadline)).Outcome.ShouldBe("bogus");
    }

    [Fact]
    public async Task A_silent_first_server_is_seen_beside_a_second_that_answers()
    {
        using var silent = new DatagramServer(_ => []);
        using var good = new DatagramServer(query => [Reply(query, "192.0.2.1")]);
        using var deadline = Local.Within(10);
        var answers = await Probe().AskAllAsync(Name, [silent.At, good.At], deadline);
        answers.Select(a => (a.Type, a.Outcome)).ShouldBe([("A", "timeout"), ("AAAA", "timeout"), ("A", "ok"), ("AAAA", "ok")]);
        silent.Received.ShouldBe(4);
    }

    [Fact]
    public async Task A_host_without_a_resolver_says_so_at_once()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var at = (IPEndPoint)socket.LocalEndPoint!;
        socket.Dispose();
        using var deadline = Local.Within(10);
        var answer = await Probe().AskAsync(Name, DnsType.A, at, deadline);
        answer.Outcome.ShouldBe("refused");
        answer.Evidence.Text.ShouldContain("port unreachable");
    }

    [Fact]
    public async Task A_truncated_answer_is_asked_for_over_TCP()
    {
        using var tcp = new ScriptedServer(async (_, stream, cancelled) =>
        {
            var length = new byte[2];
            await stream.ReadExactlyAsync(length, cancelled);
            var query = new byte[(length[0] << 8) | length[1]];
            await stream.ReadExactlyAsync(query, cancelled);
            await stream.WriteAsync(DnsWriter.Framed(Reply(query, "192.0.2.77")), cancelled);
        });
        using var udp = new DatagramServer(query => [Denial(query, 0, truncated: true)], tcp.Port);
        using var deadline = Local.Within(10);
        var answer = await Probe().AskAsync(Name, DnsType.A, udp.At, deadline);
        (answer.Transport, answer.Outcome).ShouldBe(("tcp", "ok"));
        answer.Answers!.ShouldHaveSingleItem().Address.ShouldBe("192.0.2.77");
    }

    [Fact]
    public async Task A_server_that_closes_on_a_question_over_TCP_did_not_answer()
    {
        using var tcp = new ScriptedServer((_, _, _) => Task.CompletedTask);
        using var deadline = Local.Within(10);
        (await Probe().AskOverTcpAsync(Name, DnsType.A, tcp.At, deadline)).Outcome.ShouldBe("timeout");
    }

    [Fact]
    public async Task Garbage_is_counted_and_not_believed()
    {
        using var server = new DatagramServer(_ => [[1, 2, 3], new byte[600]]);
        using var deadline = Local.Within(10);
        var answer = await Probe().AskAsync(Name, DnsType.A, server.At, deadline);
        answer.Outcome.ShouldBe("timeout");
        answer.Evidence.Text.ShouldContain("answered something else");
    }

    [Fact]
    public async Task A_caller_who_gives_up_gets_no_answer_but_an_end()
    {
        using var silent = new DatagramServer(_ => []);
        using var giveUp = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));
        using var deadline = new Deadline(TimeProvider.System, TimeSpan.FromSeconds(30), giveUp.Token);
        await Should.ThrowAsync<OperationCanceledException>(() => Probe().AskAsync(Name, DnsType.A, silent.At, deadline));
    }

    [Fact]
    public void A_hosts_file_gives_what_it_says_of_the_name_and_a_resolv_conf_its_servers()
    {
        Resolvers.EntriesOf(["# 192.0.2.8 www.example.com", "192.0.2.9\twww.example.com alias # note", "nonsense www.example.com"], Name).ShouldBe(["192.0.2.9"]);
        Resolvers.ServersOf(["search example.com", "nameserver 192.0.2.53", "nameserver\t2001:db8::53", "nameserver 192.0.2.53", "nameserver x"]).Select(a => a.ToString()).ShouldBe(["192.0.2.53", "2001:db8::53"]);
    }

    private static Model.Dns Given(params string[] addresses) => new()
    {
        Evidence = Local.Log().Enter("dns", "given"), Outcome = "ok", Answers = [.. addresses.Select(a => new Model.DnsAnswer(a, 60, "A"))],
    };

    private static DnsProbe Probe() => new(new SocketPort(), Local.Log())
    {
        Patience = new(TimeSpan.FromMilliseconds(300), 2, TimeSpan.FromMilliseconds(900), TimeSpan.FromMilliseconds(150)),
    };

    private static byte[] Reply(byte[] query, string address)
    {
        DnsView.TryParse(query, out var asked);
        asked.TryQuestion(out var name, out var type, out _);
        var writer = new DnsWriter(asked.Id, 0x8180);
        writer.Question(name, type);
        if (type == DnsType.A) writer.Address(DnsSection.Answer, name, 60, IPAddress.Parse(address));
        return writer.ToArray();
    }

    private static byte[] Denial(byte[] query, int rcode, bool truncated = false)
    {
        DnsView.TryParse(query, out var asked);
        asked.TryQuestion(out var name, out var type, out _);
        var writer = new DnsWriter(asked.Id, (ushort)(0x8180 | rcode | (truncated ? 0x200 : 0)));
        writer.Question(name, type);
        return writer.ToArray();
    }
}
