using Demarc.Model;

namespace Demarc.Reasoning.Tests;

/// <summary>Numbers no tool prints, as strangers' text may hold them: they never break the arithmetic.</summary>
public sealed class HostileCountTests
{
    [Theory]
    [InlineData(5, 50_000_000)]
    [InlineData(5, -5)]
    [InlineData(int.MaxValue, 0)]
    [InlineData(int.MaxValue, int.MinValue)]
    public void Ping_counts_that_cannot_be_leave_probabilities(int sent, int received) => Sums(new CaseBuilder("192.0.2.10")
        .Add(e => new Ping { Target = "192.0.2.10", Sent = sent, Received = received, Evidence = e })
        .Add(e => new Ping { Target = "192.0.2.10", Sent = int.MaxValue, Received = 3, Evidence = e }));

    [Theory]
    [InlineData(int.MaxValue, int.MaxValue)]
    [InlineData(int.MaxValue, -5)]
    [InlineData(-1, 7)]
    public void Counts_of_connections_that_cannot_be_leave_probabilities(int attempts, int failed) => Sums(new CaseBuilder()
        .Add(e => new Connect { Target = "https://service.example/", Outcome = "timeout", Attempts = attempts, Failed = failed, Evidence = e })
        .Add(e => new Connect { Target = "https://service.example/", Outcome = "timeout", Attempts = int.MaxValue, Failed = 1, Evidence = e }));

    [Fact]
    public void Sockets_beyond_counting_are_counted() =>
        new CaseBuilder().Add(e => new Sockets { Counts = [new(443, null, "TIME-WAIT", int.MaxValue), new(80, null, "TIME-WAIT", int.MaxValue)], Evidence = e })
            .Conclude().Harmless.Single().En.ShouldContain("4294967294");

    private static void Sums(CaseBuilder builder)
    {
        var document = builder.Conclude();
        document.Sides.Sum(s => s.Probability).ShouldBe(1, 1e-6);
        document.Sides.ShouldAllBe(s => s.Probability >= 0 && s.Probability <= 1);
    }
}
