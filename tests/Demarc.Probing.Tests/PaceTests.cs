using Demarc.Probing;

namespace Demarc.Probing.Tests;

public sealed class PaceTests
{
    [Fact]
    public void After_the_burst_packets_leave_at_the_rate()
    {
        var pace = new Pace(new(PerSecond: 10, Burst: 3));
        for (var i = 0; i < 3; i++) pace.TryTake(TimeSpan.Zero).ShouldBeTrue();
        pace.TryTake(TimeSpan.Zero).ShouldBeFalse();
        pace.NextAt(TimeSpan.Zero).ShouldBe(TimeSpan.FromMilliseconds(100));
        pace.TryTake(TimeSpan.FromMilliseconds(100)).ShouldBeTrue();
    }
}
