using Demarc.Lab.Scenarios;
using Demarc.Model;

namespace Demarc.Lab.Tests;

/// <summary>Scenarios as they are written.</summary>
public sealed class ScenarioFileTests
{
    private const string Healthy = """
        title: { en: Fine, zh: 正常 }
        kind: healthy
        half: held-out
        target: http://www.lab.example/
        expect: { side: healthy }
        names: { www.lab.example: server }
        """;

    [Fact]
    public void Every_scenario_in_the_program_can_be_read() => ScenarioLibrary.With([]).Problems.ShouldBeEmpty();

    [Fact]
    public void There_is_a_healthy_one() => ScenarioLibrary.With([]).Find("healthy")!.Expect.Side.ShouldBe(Side.Healthy);

    [Fact]
    public void A_scenario_without_a_network_has_the_plan_of_the_office()
    {
        var scenario = Read(Healthy).ShouldNotBeNull();
        scenario.HeldOut.ShouldBeTrue();
        scenario.Network.Chain.Select(router => router.Name).ShouldBe(["gw", "edge", "access1", "access2", "transit1", "transit2", "transit3", "far1", "far2"]);
        scenario.Network.Hosts.Select(host => host.Name).ShouldBe(["client", "server", "control"]);
        scenario.Names.Single().Addresses.Single().ToString().ShouldBe("203.0.113.80");
    }

    [Fact]
    public void A_host_of_the_plan_exists_when_it_is_named()
    {
        var scenario = Read(Healthy + "\nservers:\n  - { kind: http, on: other }\nnetwork: { hosts: { client2: { sysctl: { net.ipv4.tcp_timestamps: 2 } } } }\n").ShouldNotBeNull();
        scenario.Network.Host("other").ShouldNotBeNull();
        scenario.Network.Host("client2")!.Sysctl!.Single().Value.ShouldBe("2");
        scenario.Network.Host("resolver").ShouldBeNull();
    }

    [Theory]
    [InlineData("boxes:\n  - { at: transit9, kind: loss, rate: 1% }", 8, "there is no router or host 'transit9'")]
    [InlineData("boxes:\n  - { at: transit1, kind: lost }", 8, "unknown kind of box 'lost'")]
    [InlineData("boxes:\n  - { at: transit1, kind: loss, rate: 120% }", 8, "rate is a share such as 0.05 or 5%")]
    [InlineData("boxes:\n  - { at: transit1, kind: delay, delay: 20 }", 8, "delay is a time such as 20ms")]
    [InlineData("boxes:\n  - at: transit1\n    kind: loss\n    rate: 5%\n    speed: 3", 11, "unknown key 'speed'")]
    [InlineData("network:\n  routers:\n    gw9: { silent: true }", 9, "there is no router 'gw9'")]
    [InlineData("network: { hosts: { proxy: { beyond: gw } } }", 7, "host 'proxy' needs an address")]
    [InlineData("names:\n  a.lab.example: nowhere", 8, "'nowhere' is neither a host of the lab nor an address")]
    [InlineData("indistinguishable: [policy]", 7, "the expected side is not among them")]
    [InlineData("visits:\n  - { from: client2, to: server }", 8, "to is host:port")]
    [InlineData("colour: red", 7, "unknown key 'colour'")]
    public void What_is_wrong_is_told_with_its_line(string more, int line, string reason)
    {
        var problems = new List<LabProblem>();
        ScenarioFile.Read("x.yaml", Healthy.Replace("names: { www.lab.example: server }", "needs: []") + "\n" + more + "\n", problems).ShouldBeNull();
        problems.ShouldContain(problem => problem.Line == line && problem.Reason.En.Contains(reason), string.Join("; ", problems.Select(problem => $"{problem.Line}: {problem.Reason.En}")));
        problems.ShouldAllBe(problem => problem.Reason.Zh.Any(letter => letter >= '\u4E00'));
    }

    [Fact]
    public void A_fault_needs_a_cause_and_no_fault_has_none()
    {
        var problems = new List<LabProblem>();
        ScenarioFile.Read("x.yaml", Healthy.Replace("kind: healthy", "kind: faulty"), problems).ShouldBeNull();
        ScenarioFile.Read("x.yaml", Healthy.Replace("side: healthy", "side: healthy, cause: path-loss"), problems).ShouldBeNull();
        problems.Count.ShouldBe(2);
    }

    [Fact]
    public void A_text_cut_anywhere_never_throws()
    {
        var text = File.ReadAllText(Testing.Repository.File("lab", "scenarios", "tw-recycle-nat.yaml"));
        for (var length = 0; length < text.Length; length++) ScenarioFile.Read("x.yaml", text[..length], []);
    }

    private static Scenario? Read(string text)
    {
        var problems = new List<LabProblem>();
        var scenario = ScenarioFile.Read("x.yaml", text + "\n", problems);
        problems.ShouldBeEmpty();
        return scenario;
    }
}
