using Demarc.Probing.Machines;

namespace Demarc.Probing.Tests;

public sealed class PathStatisticsTests
{
    [Theory]
    [InlineData(0, 10, 0, 0.278)]
    [InlineData(0, 100, 0, 0.037)]
    [InlineData(5, 10, 0.237, 0.763)]
    [InlineData(10, 10, 0.722, 1)]
    [InlineData(0, 0, 0, 1)]
    public void The_interval_of_a_share_is_Wilsons(int hits, int tries, double low, double high)
    {
        var interval = Wilson.Interval(hits, tries);
        interval.Low.ShouldBe(low, 0.001);
        interval.High.ShouldBe(high, 0.001);
    }

    [Fact]
    public void Times_are_summed_up_without_keeping_them()
    {
        var rtt = new RttStatistics();
        foreach (var ms in new double[] { 2, 4, 4, 4, 5, 5, 7, 9 }) rtt.Add(ms);
        (rtt.Count, rtt.Last, rtt.Best, rtt.Worst, rtt.Average).ShouldBe((8, 9, 2, 9, 5));
        rtt.Deviation.ShouldBe(Math.Sqrt(32.0 / 7), 1e-9);
        rtt.Jitter.ShouldBe(1, 1e-9);
    }

    [Theory]
    [InlineData(64, 1)]
    [InlineData(60, 5)]
    [InlineData(120, 9)]
    [InlineData(243, 13)]
    [InlineData(0, null)]
    public void The_way_back_is_counted_from_the_nearest_usual_start(int ttl, int? hops) =>
        new ResponderStatistics(Networks.Target) { ReplyTtl = ttl }.BackHops.ShouldBe(hops);

    [Fact]
    public void Waiting_follows_the_slowest_answer_within_its_bounds()
    {
        var patience = new Patience(TimeSpan.FromMilliseconds(250), TimeSpan.FromSeconds(1));
        patience.For(null).ShouldBe(TimeSpan.FromSeconds(1));
        patience.For(TimeSpan.FromMilliseconds(1)).ShouldBe(TimeSpan.FromMilliseconds(250));
        patience.For(TimeSpan.FromMilliseconds(100)).ShouldBe(TimeSpan.FromMilliseconds(400));
        patience.For(TimeSpan.FromMilliseconds(300)).ShouldBe(TimeSpan.FromSeconds(1));
        patience.For(TimeSpan.FromMilliseconds(800)).ShouldBe(TimeSpan.FromSeconds(1.6));
        patience.For(TimeSpan.FromSeconds(10)).ShouldBe(TimeSpan.FromSeconds(3));
    }
}
