using System.Net;
using Demarc.Cli.Tracing;
using Demarc.Model;
using Demarc.Probing;
using Demarc.Probing.Machines;
using Demarc.Probing.Ports;
using Demarc.Reporting.Terminal;

namespace Demarc.Acceptance.Tests.Cli;

public sealed class TraceScreenTests
{
    public static TheoryData<int, int, Language> Sizes
    {
        get
        {
            var sizes = new TheoryData<int, int, Language>();
            foreach (var (width, height) in new[] { (80, 24), (60, 24), (40, 12), (132, 50), (20, 6) })
            {
                sizes.Add(width, height, Language.English);
                sizes.Add(width, height, Language.Chinese);
            }

            return sizes;
        }
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void The_screen_fills_its_rows_and_passes_no_edge(int width, int height, Language language)
    {
        TraceMachine[] traces =
        [
            TracedPath.Clean(5),
            TracedPath.Clean(28, ProbeProtocol.Tcp, name: "a-very-long-name-of-a-service.with.many.labels.example.com"),
            TracedPath.Of((p, n) => p.Ttl == 3 ? (ReplyKind.TimeExceeded, $"192.0.2.{n % 7}", 0) : p.Ttl > 12 ? null : TracedPath.At(p, 20)),
            TracedPath.Of((p, _) => p.Ttl > 4 ? (ReplyKind.Unreachable, "198.51.100.4", 13) : TracedPath.At(p, 6)),
            new(new() { Address = TracedPath.Target }),
        ];
        foreach (var trace in traces)
        {
            var lines = Screen(trace, language).Lines(trace, width, height);
            lines.Count.ShouldBeLessThanOrEqualTo(height);
            lines.ShouldAllBe(line => CellWidth.Of(line) <= width);
        }
    }

    [Fact]
    public void Eighty_columns_show_every_figure_of_mtr_and_the_keys()
    {
        var trace = TracedPath.Clean(5);
        var lines = Screen(trace, Language.English).Lines(trace, 80, 24);
        lines.ShouldContain(line => line.TrimStart().StartsWith("# host") && line.EndsWith("loss%  sent   last    avg   best  worst    dev"));
        lines.ShouldContain(line => line.TrimStart().StartsWith("6 203.0.113.9"));
        lines[^1].ShouldStartWith("q quit  p pause");
        Screen(trace, Language.Chinese).Lines(trace, 80, 24)[^1].ShouldStartWith("q 退出  p 暂停");
    }

    [Fact]
    public void A_long_silence_is_one_line()
    {
        var trace = TracedPath.Of((p, _) => p.Ttl > 4 ? null : TracedPath.At(p, 6), rounds: 1);
        Screen(trace, Language.English).Lines(trace, 80, 24).ShouldContain(line => line.Trim() == "5-30 no answer");
    }

    private static TraceScreen Screen(TraceMachine trace, Language language)
    {
        var target = TraceTarget.Parse(trace.Plan.Name ?? "203.0.113.9", out _)!;
        var session = new TraceSession(new NoPort(), new() { Target = "203.0.113.9" }, target, IPAddress.Parse("203.0.113.9"), new("here", TimeProvider.System));
        return new(session, target, new(wanted: false), language, colour: false);
    }

    private sealed class NoPort : IPacketPort
    {
        public PortAbilities Abilities { get; } = new([ProbeProtocol.Icmp], "none", []);

        public TimeSpan Now => TimeSpan.Zero;

        public void Send(Probe probe)
        {
        }

        public void Receive(ICollection<Reply> into, TimeSpan wait)
        {
        }

        public void Forget(int probeId)
        {
        }

        public void Dispose()
        {
        }
    }
}
