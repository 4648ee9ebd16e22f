using Demarc.Model;
using Demarc.Probing;
using Demarc.Reasoning;
using Ids = Demarc.Model.Tests;

namespace Demarc.Checking.Tests;

/// <summary>The order of measurements, held to scripted ones that answer at once.</summary>
public sealed class CheckRunTests
{
    private static readonly CauseCatalogue Catalogue = CauseCatalogue.BuiltIn();

    [Fact]
    public async Task The_opening_runs_as_soon_as_what_it_needs_is_known()
    {
        var first = new Scripted("first", Ids.Dns) { Opening = _ => true };
        var second = new Scripted("second", Ids.Connect) { Opening = state => state.Done("first") };
        await RunAsync(second, first);
        first.Runs.ShouldBe(1);
        second.Runs.ShouldBe(1);
        second.SawDone.ShouldContain("first");
    }

    [Fact]
    public async Task Nothing_runs_beside_a_measurement_that_must_be_alone()
    {
        var alone = new Scripted("alone", Ids.Download) { Opening = _ => true, IsAlone = true, Takes = TimeSpan.FromMilliseconds(120) };
        var other = new Scripted("other", Ids.Ping) { Opening = _ => true };
        await RunAsync(alone, other);
        other.SawDone.ShouldContain("alone");
    }

    [Fact]
    public async Task What_tells_most_for_its_cost_is_chosen_after_the_opening()
    {
        var refused = new Scripted("connect", Ids.Connect) { Opening = _ => true, Gives = [Refused()] };
        var settles = new Scripted("trace", Ids.TraceTcp);
        await RunAsync(refused, settles);
        settles.Runs.ShouldBe(1);
    }

    [Fact]
    public async Task A_costly_measurement_waits_for_the_person_to_ask_for_depth()
    {
        var refused = new Scripted("connect", Ids.Connect) { Opening = _ => true, Gives = [Refused()] };
        var deep = new Scripted("deep", Ids.TraceTcp) { IsDeep = true };
        await RunAsync(refused, deep);
        deep.Runs.ShouldBe(0);
    }

    [Fact]
    public async Task The_budget_ends_a_measurement_that_does_not_end_itself()
    {
        var endless = new Scripted("endless", Ids.Connect) { Opening = _ => true, Takes = TimeSpan.FromMinutes(10) };
        var states = await RunAsync(TimeSpan.FromMilliseconds(200), endless);
        states[0].Observations.ShouldBeEmpty();
    }

    [Fact]
    public async Task Another_target_that_works_stands_as_a_control()
    {
        var site = Site();
        var run = new CheckRun(Catalogue, [new PerTarget()], site, TimeSpan.FromSeconds(5));
        var states = await run.RunAsync([Target("a.example"), Target("b.example")], CancellationToken.None);
        var assessment = run.Assess(states[0], states);
        assessment.Signs.ShouldContain(sign => sign.Test.Id == Ids.OtherTargets && sign.Outcome == "ok");
    }

    private static Task<IReadOnlyList<CheckState>> RunAsync(params Measurement[] measurements) => RunAsync(TimeSpan.FromSeconds(10), measurements);

    private static Task<IReadOnlyList<CheckState>> RunAsync(TimeSpan budget, params Measurement[] measurements) =>
        new CheckRun(Catalogue, measurements, Site(), budget).RunAsync([Target("shop.example")], CancellationToken.None);

    private static CheckSite Site() => new("here", TimeProvider.System);

    private static TargetSpec Target(string text) => TargetSpec.Parse(text).Target!;

    private static Connect Refused() => Connection("shop.example", "refused");

    private static Connect Connection(string target, string outcome)
    {
        var evidence = new ProbeLog("here", TimeProvider.System).Enter(Kinds.Connect, $"connect {target}: {outcome}");
        return new() { Tool = ProbeLog.Tool, Vantage = "here", Target = target, TargetAddress = null, Port = 443, Outcome = outcome, Ms = 10, Time = evidence.Time, Evidence = evidence with { Source = "probe:" + target } };
    }

    private sealed class Scripted(string id, string test) : Measurement
    {
        public int Runs { get; private set; }

        public IReadOnlyList<string> SawDone { get; private set; } = [];

        public Func<CheckState, bool> Opening { get; init; } = _ => false;

        public bool IsAlone { get; init; }

        public bool IsDeep { get; init; }

        public TimeSpan Takes { get; init; }

        public IReadOnlyList<Observation> Gives { get; init; } = [];

        public override string Id => id;

        public override Bilingual Doing { get; } = new(id, id);

        public override IReadOnlyList<string> Answers { get; } = [test];

        public override bool Alone => IsAlone;

        public override bool Deep => IsDeep;

        public override bool Opens(CheckState state) => Opening(state);

        public override bool Ready(CheckState state) => true;

        public override async Task<IReadOnlyList<Observation>> RunAsync(CheckState state, CancellationToken cancelled)
        {
            Runs++;
            SawDone = [.. state.Measured.Where(state.Done)];
            await Task.Delay(Takes, state.Site.Clock, cancelled);
            return Gives;
        }
    }

    /// <summary>Fails for one target and works for the other.</summary>
    private sealed class PerTarget : Measurement
    {
        public override string Id => "visit";

        public override Bilingual Doing { get; } = new("visit", "visit");

        public override IReadOnlyList<string> Answers { get; } = [Ids.Http];

        public override bool Opens(CheckState state) => true;

        public override bool Ready(CheckState state) => true;

        public override Task<IReadOnlyList<Observation>> RunAsync(CheckState state, CancellationToken cancelled)
        {
            var host = state.Target.Host;
            if (host == "a.example") return Task.FromResult<IReadOnlyList<Observation>>([Connection(host, "timeout")]);
            var evidence = state.Site.Log.Enter(Kinds.Http, "http ok");
            return Task.FromResult<IReadOnlyList<Observation>>([new Http { Vantage = "here", Target = host, Url = $"https://{host}/", Outcome = "ok", Status = 200, Evidence = evidence }]);
        }
    }
}
