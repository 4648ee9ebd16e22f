using Demarc.Desk.Requests;
using Demarc.Model;

namespace Demarc.Desk.Tests.Requests;

public sealed class AcceptanceTests
{
    private static readonly TimeWindow Hour = new(Documents.Morning, Documents.Morning.AddHours(1));

    [Fact]
    public void Nothing_that_came_meets_nothing()
    {
        var state = Acceptance.Met(Asked("ping"), []).ShouldHaveSingleItem();
        state.IsMet.ShouldBeFalse();
        state.Missing.ShouldBe(Shortfall.NothingCame);
        state.Words.Zh.ShouldBe("尚未收到此项内容（执行位置：受影响的机器）。");
    }

    [Fact]
    public void A_ping_of_another_host_is_told_from_the_one_asked_for()
    {
        var states = Acceptance.Met(Asked("ping"), [Ping("www.example.net")]);
        states[0].Missing.ShouldBe(Shortfall.OtherHost);
        states[0].Words.En.ShouldBe("What came is about www.example.net; we need it for portal.example.com.");
        Acceptance.Met(Asked("ping"), [Ping("www.example.net"), Ping("portal.example.com")])[0].IsMet.ShouldBeTrue();
    }

    [Fact]
    public void An_address_counts_as_the_host_once_the_evidence_resolves_it()
    {
        var dns = new Dns { Evidence = Documents.Evidence(), Name = "portal.example.com", Outcome = "ok", Answers = [new("198.51.100.7")] };
        Acceptance.Met(Asked("ping"), [Ping("198.51.100.7")])[0].Missing.ShouldBe(Shortfall.OtherHost);
        Acceptance.Met(Asked("ping"), [Ping("198.51.100.7"), dns])[0].IsMet.ShouldBeTrue();
    }

    [Fact]
    public void A_capture_outside_the_window_is_refused_with_the_time_it_shows()
    {
        var criteria = Asked("capture-client");
        Acceptance.Met(criteria, [Capture("client", Hour.From.AddMinutes(5))])[0].IsMet.ShouldBeTrue();
        var late = Acceptance.Met(criteria, [Capture("client", Hour.To.AddMinutes(5))])[0];
        late.Missing.ShouldBe(Shortfall.OtherTime);
        late.Words.En.ShouldContain("2026-11-20T02:05:00Z");
        Acceptance.Met(criteria, [Capture("client", Hour.From.AddMinutes(5), ZoneKnowledge.Doubtful)])[0].Missing.ShouldBe(Shortfall.TimeNotKnown);
    }

    [Fact]
    public void One_end_of_two_is_not_enough()
    {
        var states = Acceptance.Met(Asked("capture-server"), [Capture("client", Hour.From.AddMinutes(5))]);
        states.Select(state => state.IsMet).ShouldBe([false, false]);
        states.Single(state => state.Criterion.Place == "client").Missing.ShouldBe(Shortfall.OnlyOneEnd);
        states.Single(state => state.Criterion.Place == "server").Missing.ShouldBe(Shortfall.OtherPlace);
    }

    [Fact]
    public void Two_ends_of_different_times_are_not_two_ends()
    {
        var apart = Acceptance.Met(Asked("capture-server"), [Capture("client", Hour.From.AddMinutes(5)), Capture("server", Hour.From.AddMinutes(45))]);
        apart.ShouldAllBe(state => state.Missing == Shortfall.OnlyOneEnd);
        var together = Acceptance.Met(Asked("capture-server"), [Capture("client", Hour.From.AddMinutes(5)), Capture("server", Hour.From.AddMinutes(6))]);
        together.ShouldAllBe(state => state.IsMet);
    }

    [Fact]
    public void Attempts_summed_up_in_one_observation_count_each()
    {
        Connect Tries(int attempts) => new() { Evidence = Documents.Evidence(), Target = "portal.example.com", Attempts = attempts, Outcome = "timeout" };
        var few = Acceptance.Met(Asked("connect-repeat"), [Tries(3)])[0];
        few.Missing.ShouldBe(Shortfall.TooFew);
        few.Words.Zh.ShouldBe("收到 3 次，至少需要 20 次。");
        Acceptance.Met(Asked("connect-repeat"), [Tries(20)])[0].IsMet.ShouldBeTrue();
    }

    [Fact]
    public void A_comparison_must_come_from_another_place_than_the_one_that_complains()
    {
        Http From(string? vantage) => new() { Evidence = Documents.Evidence(), Vantage = vantage, Url = "https://portal.example.com/", Outcome = "ok" };
        Acceptance.Met(Asked("control-vantage"), [From("office-pc")])[0].Missing.ShouldBe(Shortfall.OtherPlace);
        Acceptance.Met(Asked("control-vantage"), [From(null)])[0].Missing.ShouldBe(Shortfall.PlaceNotKnown);
        Acceptance.Met(Asked("control-vantage"), [From("home-laptop")])[0].IsMet.ShouldBeTrue();
    }

    [Fact]
    public void Every_shortfall_reads_as_a_sentence_in_both_languages()
    {
        var criterion = new Criterion { Kinds = ["ping"], Host = "portal.example.com", Place = "client", Window = Hour, Least = 2 };
        foreach (var why in Enum.GetValues<Shortfall>())
        {
            var words = new CriterionState(criterion, false, 1, [], why, [new(Ping("x.example.com"), why, "x.example.com")]).Words;
            words.En.ShouldEndWith(".");
            words.Zh.ShouldEndWith("。");
        }
    }

    private static IReadOnlyList<Criterion> Asked(string test) =>
        RequestDraft.From(Documents.Verdict(tests: test), new RequestScene { Window = Hour, Vantages = new Dictionary<string, string> { ["server"] = "web-1" } })[0].Criteria;

    private static Ping Ping(string target) => new() { Evidence = Documents.Evidence(), Target = target };

    private static TcpConnection Capture(string place, DateTimeOffset time, ZoneKnowledge zone = ZoneKnowledge.Stated) => new()
    {
        Evidence = Documents.Evidence("client.pcap"),
        Place = place,
        Client = "203.0.113.9:50000",
        Server = "198.51.100.7:443",
        Tls = new("portal.example.com", "1.3", null, null),
        Time = Documents.At(time, zone),
    };
}
