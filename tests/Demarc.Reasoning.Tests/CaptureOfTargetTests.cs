using Demarc.Model;

namespace Demarc.Reasoning.Tests;

/// <summary>Of which service a captured connection is, where the capture itself does not say its name.</summary>
public sealed class CaptureOfTargetTests
{
    private static CaseBuilder Complaint() => new("https://course.example/");

    private static Func<Evidence, Observation> Seen(string server, string state) => e => new TcpConnection
    {
        Tool = "capture", Target = server, Client = "192.0.2.5:50000", Server = server, State = state, HandshakeMs = state == "closed" ? 20 : null, Bytes = new(300, state == "closed" ? 900 : 0), Packets = 6, Findings = [], Evidence = e,
    };

    private static Func<Evidence, Observation> Greeted(string name, string address) => e => new Tls { Tool = "capture", Target = name, Sni = name, TargetAddress = address, Port = 443, Outcome = "ok", Evidence = e };

    [Fact]
    public void The_only_server_of_a_capture_is_the_one_complained_of() =>
        Complaint().Add(Seen("203.0.113.10:443", "syn-unanswered")).Outcomes().ShouldContain("connect=timeout");

    [Fact]
    public void An_unnamed_server_is_never_taken_for_other_services_that_fail() =>
        Complaint().Add(Seen("203.0.113.10:443", "syn-unanswered")).Add(Seen("203.0.113.11:443", "syn-unanswered")).Outcomes().ShouldNotContain("other-targets=fail");

    [Fact]
    public void Of_several_the_one_where_nothing_worked_is_the_one_complained_of() =>
        Complaint().Add(Seen("203.0.113.10:443", "syn-unanswered")).Add(Seen("203.0.113.11:443", "closed")).Outcomes().ShouldContain("connect=timeout");

    [Theory]
    [InlineData("192.0.2.98:7680")]
    [InlineData("192.0.2.99:9100")]
    [InlineData("198.51.100.99:22")]
    public void A_server_that_fails_on_another_port_is_not_the_one_complained_of(string other)
    {
        Complaint().Add(Seen(other, "syn-unanswered")).Outcomes().ShouldNotContain("connect=timeout");
        Complaint().Add(Seen(other, "syn-unanswered")).Add(Seen("203.0.113.11:443", "closed")).Outcomes().ShouldNotContain("connect=timeout");
        new CaseBuilder("course.example").Add(Seen(other, "syn-unanswered")).Add(Seen("203.0.113.11:443", "closed")).Outcomes().ShouldNotContain("connect=timeout");
    }

    [Fact]
    public void Where_no_port_is_told_the_only_server_of_a_capture_is_the_one_complained_of_whatever_its_port() =>
        new CaseBuilder("files.example").Add(Seen("203.0.113.10:445", "syn-unanswered")).Outcomes().ShouldContain("connect=timeout");

    [Fact]
    public void A_proxy_that_fails_stands_between_and_counts() =>
        Complaint().Add(Seen("192.0.2.80:8080", "syn-unanswered")).Add(Seen("203.0.113.11:443", "closed")).Outcomes().ShouldContain("connect=timeout");

    [Fact]
    public void A_server_greeted_by_another_name_is_another_service() =>
        Complaint().Add(Seen("203.0.113.11:443", "closed")).Add(Greeted("news.example", "203.0.113.11")).Outcomes().ShouldContain("other-targets=ok");

    [Fact]
    public void A_server_greeted_by_the_name_complained_of_is_that_service() =>
        Complaint().Add(Seen("203.0.113.11:443", "closed")).Add(Seen("203.0.113.12:443", "closed")).Add(Greeted("course.example", "203.0.113.11")).Outcomes().ShouldContain("connect=ok");

    [Fact]
    public void A_complaint_that_names_no_service_accuses_none_of_those_a_machine_fails_to_reach_anyway()
    {
        var said = new CaseBuilder(null).Report("office", "sometimes").Add(Seen("192.0.2.98:7680", "reset")).Add(Seen("203.0.113.11:443", "closed")).Conclude();
        said.Verdict.Side.ShouldBe(Side.Undetermined);
        said.Subject.Target.ShouldNotBe("192.0.2.98:7680");
        new CaseBuilder(null).Report("office", "sometimes").Add(Seen("203.0.113.10:443", "reset")).Add(Seen("203.0.113.11:443", "closed")).Conclude().Subject.Target.ShouldBe("203.0.113.10:443");
        new CaseBuilder(null).Add(Seen("192.0.2.98:5432", "syn-unanswered")).Add(Seen("203.0.113.11:443", "closed")).Conclude().Subject.Target.ShouldBe("192.0.2.98:5432");
    }
}
