using Demarc.Model;
using Demarc.Probing.Machines;

namespace Demarc.Probing.Tests;

public sealed class PathMtuMachineTests
{
    [Theory]
    [InlineData(ProbeProtocol.Icmp)]
    [InlineData(ProbeProtocol.Udp)]
    public void A_path_without_a_narrow_link_takes_the_largest_packet(ProbeProtocol protocol)
    {
        var (mtu, took) = Search(Networks.Path(8), protocol);
        (mtu.PathMtu, mtu.BlackHole, mtu.Named).ShouldBe((1500, false, null));
        took.ShouldBeLessThan(TimeSpan.FromSeconds(1));
    }

    [Theory]
    [InlineData(1400)]
    [InlineData(1437)]
    [InlineData(613)]
    public void A_router_that_asks_for_smaller_packets_is_named_with_its_size(int size)
    {
        var (mtu, took) = Search(Networks.Path(8, change: (i, r) => i == 4 ? r with { Mtu = size } : r));
        mtu.PathMtu.ShouldBe(size);
        mtu.Named!.Value.From!.ToString().ShouldBe("198.51.100.3");
        mtu.Named!.Value.Mtu.ShouldBe(size);
        mtu.BlackHole.ShouldBeFalse();
        took.ShouldBeLessThan(TimeSpan.FromSeconds(3));
        var large = PathMtuObservation.Of(mtu, Networks.Log()).OfType<Ping>().Single(p => p.Df == true);
        large.Errors!.ShouldContain(new PingError("too-big", "198.51.100.3", 3));
        (large.Size, large.Mtu, large.Received).ShouldBe((1472, size, 0));
    }

    [Fact]
    public void Large_packets_that_vanish_are_followed_to_the_hop_they_still_reach()
    {
        var (mtu, took) = Search(Networks.Path(8, change: (i, r) => i == 4 ? r with { Mtu = 1400, MtuHole = true } : r));
        (mtu.PathMtu, mtu.BlackHole, mtu.PassesInFragments).ShouldBe((1400, true, true));
        (mtu.HoleAfter!.Value.Ttl, mtu.HoleAfter!.Value.Address.ToString()).ShouldBe((3, "198.51.100.3"));
        took.ShouldBeLessThan(TimeSpan.FromSeconds(5));
        var seen = PathMtuObservation.Of(mtu, Networks.Log());
        seen.OfType<Ping>().Single(p => p is { Df: true }).ShouldSatisfyAllConditions(p => p.Received.ShouldBe(0), p => p.Errors.ShouldBeEmpty());
        seen.OfType<Ping>().Single(p => p is { Df: false, Size: 1472 }).Received.ShouldBe(3);
        seen.OfType<PathTrace>().Single().PathMtu.ShouldBe(1400);
    }

    [Fact]
    public void A_link_that_takes_no_fragments_either_is_told_apart()
    {
        var (mtu, _) = Search(Networks.Path(5, change: (i, r) => i == 2 ? r with { Mtu = 1400, MtuHole = true, DropsFragments = true } : r));
        (mtu.BlackHole, mtu.PassesInFragments).ShouldBe((true, false));
    }

    [Fact]
    public void This_hosts_own_limit_is_no_black_hole()
    {
        var network = Networks.Path(5);
        network.LocalMtu = 1380;
        var (mtu, _) = Search(network);
        (mtu.PathMtu, mtu.LocalLimit, mtu.BlackHole).ShouldBe((1380, 1380, false));
    }

    [Fact]
    public void Nothing_is_said_of_a_target_that_answers_no_small_packet()
    {
        var (mtu, took) = Search(Networks.Path(5, target: new("203.0.113.9") { AnswersEcho = false }));
        (mtu.Answers, mtu.BlackHole, mtu.PathMtu).ShouldBe((false, false, null));
        took.ShouldBeLessThan(TimeSpan.FromSeconds(3));
        PathMtuObservation.Of(mtu, Networks.Log()).OfType<PathTrace>().ShouldBeEmpty();
    }

    [Fact]
    public void Ordinary_loss_is_not_taken_for_a_limit()
    {
        var (mtu, _) = Search(Networks.Path(5, change: (i, r) => i == 2 ? r with { LossOut = 0.1 } : r));
        (mtu.BlackHole, mtu.PathMtu).ShouldBe((false, 1500));
    }

    private static (PathMtuMachine Machine, TimeSpan Took) Search(VirtualNetwork network, ProbeProtocol protocol = ProbeProtocol.Icmp)
    {
        var machine = new PathMtuMachine(new() { Address = Networks.Target, Protocol = protocol, Port = 33434 });
        var took = network.Run(machine);
        return (machine, took);
    }
}
