using Demarc.Model;

namespace Demarc.Reasoning.Tests;

/// <summary>A web server's own log as evidence about the service.</summary>
public sealed class LogSignTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    private static CaseBuilder Lines(CaseBuilder built, int count, int status, Func<int, string> client, Func<int, double>? minute = null)
    {
        for (var i = 0; i < count; i++)
        {
            var (from, at) = (client(i), Noon.AddMinutes(minute?.Invoke(i) ?? i));
            built.Add(e => new AccessLog { Client = from, Request = "GET / HTTP/1.1", Status = status, Bytes = 900, Time = new(at.ToString("u"), at, ZoneKnowledge.Stated), Evidence = e });
        }

        return built;
    }

    private static CaseBuilder Complaint() => new CaseBuilder().Report("client", "never", "https://service.example/", symptom: "unreachable");

    [Fact]
    public void A_server_that_logs_failures_for_many_clients_is_in_trouble_itself()
    {
        var built = Lines(Lines(Complaint(), 8, 200, i => $"198.51.100.{i}"), 4, 502, i => $"203.0.113.{i}");

        built.Outcomes().ShouldContain("server-local=fail");
    }

    [Theory]
    [InlineData("server-exhausted", "server-local=fail")]
    [InlineData("client-gave-up", null)]
    public void A_web_server_that_complains_of_its_own_machine_is_in_trouble_itself(string meaning, string? expected)
    {
        var built = Complaint();
        for (var i = 0; i < 2; i++) built.Add(e => new ErrorText { Product = "nginx", Meaning = meaning, Evidence = e });

        built.Outcomes().Where(sign => sign.StartsWith("server-local", StringComparison.Ordinal)).ShouldBe(expected is null ? [] : [expected]);
    }

    [Fact]
    public void Failures_of_one_client_among_many_served_are_not_the_servers() =>
        Lines(Lines(Complaint(), 8, 200, i => $"198.51.100.{i}"), 4, 502, _ => "203.0.113.9").Outcomes().ShouldNotContain("server-local=fail");

    [Fact]
    public void A_request_the_server_does_not_understand_is_no_failure_of_it() =>
        Lines(Lines(Complaint(), 8, 200, i => $"198.51.100.{i}"), 4, 501, i => $"203.0.113.{i}").Outcomes().ShouldNotContain("server-local=fail");

    [Fact]
    public void A_few_failures_among_many_served_accuse_nobody() =>
        Lines(Lines(Complaint(), 60, 200, i => $"198.51.100.{i}"), 3, 500, i => $"203.0.113.{i}").Outcomes().ShouldNotContain("server-local=fail");

    [Fact]
    public void Others_who_were_served_show_that_it_works_from_elsewhere_as_hearsay()
    {
        var sign = Lines(Complaint(), 9, 200, i => $"198.51.100.{i}").Signs().Single(s => s.Test.Id == "control-vantage");

        (sign.Outcome, sign.Reported).ShouldBe(("ok", true));
    }

    [Fact]
    public void Two_visitors_and_machines_inside_are_not_enough() =>
        Lines(Lines(Complaint(), 9, 200, i => $"10.0.0.{i}"), 6, 200, i => $"198.51.100.{i % 2}").Outcomes().ShouldNotContain("control-vantage=ok");

    [Fact]
    public void Nobody_complains_so_that_a_log_alone_compares_nothing() =>
        Lines(new CaseBuilder(), 9, 200, i => $"198.51.100.{i}").Outcomes().ShouldNotContain("control-vantage=ok");

    [Fact]
    public void Failures_in_the_busy_minutes_follow_the_load()
    {
        var built = Lines(Complaint(), 15, 200, i => $"198.51.100.{i}");
        Lines(built, 12, 200, i => $"192.0.2.{i}", i => 5 + (i * 0.05));
        Lines(built, 12, 503, i => $"203.0.113.{i}", i => 5 + (i * 0.05));

        built.Outcomes().ShouldContain("time-pattern=peak");
    }

    [Fact]
    public void The_first_and_the_last_failure_are_cited()
    {
        var sign = Lines(Lines(Complaint(), 5, 200, i => $"198.51.100.{i}"), 6, 504, i => $"203.0.113.{i}").Signs().Single(s => s.Test.Id == "server-local");

        sign.Evidence.Select(e => e.Text).ShouldBe(["line 7", "line 12"]);
    }

    [Fact]
    public void Complaints_about_the_servers_behind_speak_for_the_service_and_one_alone_does_not()
    {
        static CaseBuilder Lines(int count)
        {
            var built = Complaint();
            for (var i = 0; i < count; i++) built.Add(e => new ErrorText { Product = "nginx", Meaning = "upstream-refused", Text = "connect() failed", Evidence = e });
            return built;
        }

        Lines(3).Outcomes().ShouldContain("server-local=fail");
        Lines(1).Outcomes().ShouldNotContain("server-local=fail");
    }

    /// <summary>Sixty requests, one a minute; those of the first half fail each third time, those of the second as told.</summary>
    private static CaseBuilder Logged(Func<int, bool> failsAfter, int changedAt = 30)
    {
        var built = new CaseBuilder(target: "https://service.example/");
        var start = new DateTimeOffset(2026, 5, 4, 8, 0, 0, TimeSpan.Zero);
        for (var i = 0; i < 60; i++)
        {
            var at = start.AddMinutes(i);
            var status = i < 30 ? (i % 3 == 0 ? 504 : 200) : failsAfter(i) ? 504 : 200;
            built.Add(e => new AccessLog { Client = "198.51.100.7", Request = "GET / HTTP/1.1", Status = status, Time = new(at.ToString("u"), at, ZoneKnowledge.Stated), Evidence = e });
        }

        var moment = start.AddMinutes(changedAt);
        return built.Add(e => new Change { What = "a second server behind the balancer", Concerns = "server", Time = new(moment.ToString("u"), moment, ZoneKnowledge.Stated), Basis = Basis.Stated, Evidence = e });
    }

    [Fact]
    public void A_change_after_which_the_log_shows_no_failure_has_cured_it() => Logged(_ => false).Outcomes().ShouldContain("change=cured");

    [Fact]
    public void A_change_after_which_the_log_goes_on_as_before_has_done_nothing() => Logged(i => i % 3 == 0).Outcomes().ShouldContain("change=no-effect");

    [Fact]
    public void A_log_that_ends_at_the_change_says_nothing_of_it() => Logged(_ => false, changedAt: 55).Outcomes().ShouldNotContain("change=cured");
}
