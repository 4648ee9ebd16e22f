using System.Text;
using Demarc.Lab.Boxes;
using Demarc.Lab.Packets;
using Demarc.Wire;

namespace Demarc.Lab.Tests.Boxes;

/// <summary>Boxes that look for names, and that answer in another's name.</summary>
public sealed class NameTests
{
    private const string Request = "GET / HTTP/1.1\r\nHost: www.blocked.example\r\n\r\n";
    private readonly Bench _bench = new();

    [Fact]
    public void A_name_in_the_clear_brings_forged_resets_both_ways_and_the_request_goes_on()
    {
        var box = Bench.Box("kind: name-filter, names: [blocked.example], ttl: 112");
        _bench.Passes(box, _bench.Tcp(TcpFlags.Ack, payload: Request, acknowledgement: 77)).ShouldBeTrue();
        _bench.Sent.Count(packet => packet.ToServer).ShouldBe(3);
        var toClient = _bench.Sent.Where(packet => !packet.ToServer).ToList();
        toClient.Select(Sequence).ShouldBe([77u, 1537u, 2997u]);
        toClient.ShouldAllBe(packet => packet.Ttl == 112 && packet.Source == Bench.Number(Bench.Server));
        foreach (var packet in _bench.Sent) Bench.ShouldBeSealed(packet);
    }

    [Fact]
    public void Another_name_is_left_alone()
    {
        _bench.Passes(Bench.Box("kind: name-filter, names: [other.example]"), _bench.Tcp(TcpFlags.Ack, payload: Request)).ShouldBeTrue();
        _bench.Passes(Bench.Box("kind: name-filter, names: [locked.example]"), _bench.Tcp(TcpFlags.Ack, payload: Request)).ShouldBeTrue();
        _bench.Sent.ShouldBeEmpty();
    }

    [Fact]
    public void A_dropped_name_takes_the_rest_of_the_flow_with_it()
    {
        var box = Bench.Box("kind: name-filter, names: [blocked.example], action: drop");
        _bench.Passes(box, _bench.Tcp(TcpFlags.Ack, payload: Request)).ShouldBeFalse();
        _bench.Passes(box, _bench.Tcp(TcpFlags.Ack, payload: "more")).ShouldBeFalse();
        _bench.Passes(box, _bench.Tcp(TcpFlags.Ack, clientPort: 40001, payload: "more")).ShouldBeTrue();
        _bench.Sent.ShouldBeEmpty();
    }

    [Fact]
    public void A_name_is_found_in_a_client_hello()
    {
        NameFinding.InTcp(Hello("www.lab.example")).ShouldBe("www.lab.example");
        NameFinding.InTcp(Hello("")).ShouldBeNull();
    }

    [Fact]
    public void No_cut_or_changed_hello_throws()
    {
        var hello = Hello("www.lab.example");
        for (var length = 0; length < hello.Length; length++) NameFinding.InTcp(hello.AsSpan(0, length));
        for (var at = 0; at < hello.Length; at++)
        {
            foreach (byte value in (byte[])[0, 1, 127, 128, 255])
            {
                var changed = (byte[])hello.Clone();
                changed[at] = value;
                NameFinding.InTcp(changed);
            }
        }
    }

    [Fact]
    public void A_forged_answer_comes_first_and_the_query_goes_on()
    {
        var query = Query("www.blocked.example");
        _bench.Passes(Bench.Box("kind: dns-forge, names: [blocked.example], address: 192.0.2.99, ttl: 199"), _bench.Udp(query)).ShouldBeTrue();
        var answer = _bench.Sent.Single();
        UdpView.TryParse(answer.Transport, out var udp);
        (answer.Ttl, udp.SourcePort, udp.DestinationPort).ShouldBe(((byte)199, (ushort)53, (ushort)40000));
        udp.Payload[..2].ToArray().ShouldBe(query[..2]);
        udp.Payload[^4..].ToArray().ShouldBe([192, 0, 2, 99]);
        Bench.ShouldBeSealed(answer);
    }

    [Theory]
    [InlineData("answer: nxdomain", 3)]
    [InlineData("replace: true", 0)]
    public void A_forged_answer_may_deny_the_name_or_be_the_only_one(string line, int code)
    {
        var passes = _bench.Passes(Bench.Box($"kind: dns-forge, names: [blocked.example], {line}"), _bench.Udp(Query("blocked.example")));
        passes.ShouldBe(code == 3);
        (_bench.Sent.Single().Octets[31] & 15).ShouldBe(code);
    }

    [Fact]
    public void No_cut_or_changed_query_throws()
    {
        var box = Bench.Box("kind: dns-forge, names: [blocked.example]");
        var query = Query("www.blocked.example");
        for (var length = 0; length <= query.Length; length++) _bench.Passes(box, _bench.Udp(query[..length]));
        for (var at = 0; at < query.Length; at++)
        {
            var changed = (byte[])query.Clone();
            changed[at] = 255;
            _bench.Passes(box, _bench.Udp(changed));
        }
    }

    [Fact]
    public void A_redirect_hands_the_flow_over_and_answers_in_the_servers_name()
    {
        var box = Bench.Box("kind: redirect, to: \"proxy:3128\"");
        var syn = _bench.Tcp();
        _bench.Passes(box, syn).ShouldBeTrue();
        (syn.Destination, syn.DestinationPort).ShouldBe((Bench.Number("203.0.113.128"), (ushort)3128));
        Bench.ShouldBeSealed(syn);
        var answer = _bench.Tcp(TcpFlags.Syn | TcpFlags.Ack, toServer: false, server: "203.0.113.128", serverPort: 3128);
        _bench.Passes(box, answer).ShouldBeTrue();
        (answer.Source, answer.SourcePort).ShouldBe((Bench.Number(Bench.Server), (ushort)80));
        Bench.ShouldBeSealed(answer);
        _bench.Passes(box, _bench.Tcp(serverPort: 443)).ShouldBeTrue();
    }

    [Fact]
    public void A_portal_accepts_for_anybody_and_answers_with_its_own_place()
    {
        var box = Bench.Box("kind: portal, location: http://portal.lab.example/");
        _bench.Passes(box, _bench.Tcp(sequence: 9, server: "192.0.2.77")).ShouldBeFalse();
        var accepted = _bench.Sent.Single();
        TcpView.TryParse(accepted.Transport, out var tcp);
        (tcp.Flags, tcp.Acknowledgement, accepted.Source).ShouldBe((TcpFlags.Syn | TcpFlags.Ack, 10u, Bench.Number("192.0.2.77")));
        var first = tcp.Sequence;
        _bench.Passes(box, _bench.Tcp(TcpFlags.Ack | TcpFlags.Push, sequence: 10, acknowledgement: first + 1, payload: Request, server: "192.0.2.77")).ShouldBeFalse();
        var page = _bench.Sent[1];
        TcpView.TryParse(page.Transport, out tcp);
        tcp.Sequence.ShouldBe(first + 1);
        Encoding.ASCII.GetString(tcp.Payload).ShouldStartWith("HTTP/1.1 302 Found\r\nLocation: http://portal.lab.example/");
        Bench.ShouldBeSealed(page);
        _bench.Passes(box, _bench.Tcp(serverPort: 443)).ShouldBeFalse();
        _bench.Passes(box, _bench.Udp([])).ShouldBeTrue();
        _bench.Passes(box, _bench.Echo()).ShouldBeTrue();
    }

    private static uint Sequence(Packet packet) => TcpView.TryParse(packet.Transport, out var tcp).IsComplete ? tcp.Sequence : 0;

    private static byte[] Query(string name)
    {
        var labels = name.Split('.').SelectMany(label => (byte[])[(byte)label.Length, .. Encoding.ASCII.GetBytes(label)]);
        return [0x12, 0x34, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, .. labels, 0, 0, 1, 0, 1];
    }

    private static byte[] Hello(string name)
    {
        byte[] server = name.Length == 0 ? [] : [0, 0, 0, (byte)(name.Length + 5), 0, (byte)(name.Length + 3), 0, 0, (byte)name.Length, .. Encoding.ASCII.GetBytes(name)];
        byte[] extensions = [0, 23, 0, 0, .. server];
        byte[] body = [3, 3, .. new byte[32], 0, 0, 2, 0x13, 1, 1, 0, 0, (byte)extensions.Length, .. extensions];
        return [0x16, 3, 1, 0, (byte)(body.Length + 4), 1, 0, 0, (byte)body.Length, .. body];
    }
}
