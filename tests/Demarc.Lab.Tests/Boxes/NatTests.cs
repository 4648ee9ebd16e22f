using Demarc.Lab.Packets;
using Demarc.Wire;

namespace Demarc.Lab.Tests.Boxes;

/// <summary>Address and port translation.</summary>
public sealed class NatTests
{
    private const string Public = "198.18.7.20";
    private readonly Bench _bench = new();

    [Fact]
    public void A_flow_leaves_with_the_public_address_and_its_port_and_its_answers_come_back()
    {
        var box = Bench.Box("kind: nat");
        var syn = _bench.Tcp();
        _bench.Passes(box, syn).ShouldBeTrue();
        (syn.Source, syn.SourcePort).ShouldBe((Bench.Number(Public), (ushort)40000));
        Bench.ShouldBeSealed(syn);
        var answer = _bench.Tcp(TcpFlags.Syn | TcpFlags.Ack, toServer: false, client: Public);
        _bench.Passes(box, answer).ShouldBeTrue();
        answer.Destination.ShouldBe(Bench.Number(Bench.Client));
        Bench.ShouldBeSealed(answer);
    }

    [Fact]
    public void Two_machines_with_one_port_get_two_ports()
    {
        var box = Bench.Box("kind: nat");
        var (one, two) = (_bench.Tcp(), _bench.Tcp(client: "192.168.10.11"));
        _bench.Passes(box, one).ShouldBeTrue();
        _bench.Passes(box, two).ShouldBeTrue();
        two.SourcePort.ShouldNotBe(one.SourcePort);
        var answer = _bench.Tcp(TcpFlags.Syn | TcpFlags.Ack, toServer: false, client: Public, clientPort: two.SourcePort);
        _bench.Passes(box, answer).ShouldBeTrue();
        (answer.Destination, answer.DestinationPort).ShouldBe((Bench.Number("192.168.10.11"), (ushort)40000));
        Bench.ShouldBeSealed(answer);
    }

    [Fact]
    public void A_full_table_drops_new_flows_and_keeps_the_old()
    {
        var box = Bench.Box("kind: nat, table: 2, idle: 30s");
        _bench.Passes(box, _bench.Tcp(clientPort: 1)).ShouldBeTrue();
        _bench.Passes(box, _bench.Tcp(clientPort: 2)).ShouldBeTrue();
        _bench.Passes(box, _bench.Tcp(clientPort: 3)).ShouldBeFalse();
        _bench.Passes(box, _bench.Tcp(TcpFlags.Ack, clientPort: 1, atMs: 20_000)).ShouldBeTrue();
        _bench.Passes(box, _bench.Tcp(clientPort: 3, atMs: 31_000)).ShouldBeTrue("an unused mapping is free again");
    }

    [Fact]
    public void Ports_are_used_again_once_a_connection_has_been_closed()
    {
        var box = Bench.Box("kind: nat, ports: 50000-50000");
        var first = _bench.Tcp();
        _bench.Passes(box, first).ShouldBeTrue();
        first.SourcePort.ShouldBe((ushort)50000);
        _bench.Passes(box, _bench.Tcp(clientPort: 40001)).ShouldBeFalse();
        _bench.Passes(box, _bench.Tcp(TcpFlags.Fin | TcpFlags.Ack)).ShouldBeTrue();
        var second = _bench.Tcp(clientPort: 40001, atMs: 11_000);
        _bench.Passes(box, second).ShouldBeTrue();
        second.SourcePort.ShouldBe((ushort)50000);
    }

    [Fact]
    public void An_error_is_translated_with_the_packet_it_quotes()
    {
        var box = Bench.Box("kind: nat, ports: 50000-50000");
        var probe = _bench.Tcp(ttl: 3);
        var asSent = probe.Octets.ToArray();
        _bench.Passes(box, probe).ShouldBeTrue();
        var error = _bench.Exceeded(probe);
        _bench.Passes(box, error).ShouldBeTrue();
        error.Destination.ShouldBe(Bench.Number(Bench.Client));
        error.Octets[28..].ToArray().ShouldBe(asSent, "the sender recognizes its own packet, checksums included");
        Bench.ShouldBeSealed(error);
    }

    [Fact]
    public void Echoes_are_told_apart_by_their_identifier()
    {
        var box = Bench.Box("kind: nat");
        var (one, two) = (_bench.Echo(), _bench.Echo(client: "192.168.10.11"));
        _bench.Passes(box, one).ShouldBeTrue();
        _bench.Passes(box, two).ShouldBeTrue();
        var identifier = two.Word(24);
        identifier.ShouldNotBe(one.Word(24));
        Bench.ShouldBeSealed(two);
        var answer = _bench.Echo(toServer: false, client: Public, identifier: identifier);
        _bench.Passes(box, answer).ShouldBeTrue();
        (answer.Destination, answer.Word(24)).ShouldBe((Bench.Number("192.168.10.11"), (ushort)7));
        Bench.ShouldBeSealed(answer);
    }

    [Fact]
    public void Nobody_comes_in_unasked() => _bench.Passes(Bench.Box("kind: nat"), _bench.Tcp(toServer: false, client: Public)).ShouldBeFalse();
}
