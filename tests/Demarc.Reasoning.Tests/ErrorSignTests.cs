using Demarc.Model;

namespace Demarc.Reasoning.Tests;

/// <summary>What error texts count for: the step they name, never more than they say.</summary>
public sealed class ErrorSignTests
{
    private static CaseBuilder Said(string meaning, string product = "Chromium", string? target = null) => new CaseBuilder()
        .Add(e => new ErrorText { Tool = "browser", Product = product, Code = "X", Meaning = meaning, Target = target, Evidence = e });

    [Theory]
    [InlineData("connect-timeout", "connect=timeout")]
    [InlineData("connection-refused", "connect=refused")]
    [InlineData("name-not-found", "dns=nx")]
    [InlineData("certificate-name", "tls=name")]
    [InlineData("tls-version-or-cipher", "tls=protocol")]
    [InlineData("connection-reset", "tls=reset")]
    [InlineData("server-error", "http=error")]
    [InlineData("forbidden", "http=blocked")]
    public void A_browser_names_the_step_that_failed(string meaning, string sign) => Said(meaning).Outcomes().ShouldContain(sign);

    [Theory]
    [InlineData("blocked-by-client")]
    [InlineData("given-up-by-user")]
    [InlineData("page-not-shown")]
    [InlineData("network-changed")]
    [InlineData("client-closed")]
    [InlineData("no-such-meaning")]
    public void What_accuses_nobody_makes_no_sign(string meaning) => Said(meaning).Signs().ShouldBeEmpty();

    [Fact]
    public void A_proxy_that_wants_a_login_accuses_the_proxy()
    {
        var document = Said("proxy-authentication").Conclude();
        document.Hypotheses[0].Cause.ShouldBe("proxy-down-or-authentication");
        document.Sides.Single(s => s.Side == Side.ServerApplication).Probability.ShouldBeLessThan(0.1);
    }

    [Fact]
    public void An_error_about_another_host_says_nothing_of_the_subject()
    {
        Said("connection-refused", target: "https://other.example/").Signs().ShouldBeEmpty();
        Said("connection-refused", target: "127.0.0.1:6379").Signs().ShouldBeEmpty();
    }

    [Fact]
    public void A_program_that_names_no_end_is_hearsay()
    {
        Said("connect-timeout", product: "Java").Signs().Single(s => s.Test.Id == "connect").Reported.ShouldBeTrue();
        Said("connect-timeout", product: "Java", target: "https://service.example/").Signs().Single(s => s.Test.Id == "connect").Reported.ShouldBeFalse();
    }

    [Fact]
    public void A_measurement_says_more_than_an_error_of_another_time()
    {
        var signs = Said("connect-timeout").Add(e => new Connect { Target = "https://service.example/", TargetAddress = "203.0.113.10", Port = 443, Outcome = "ok", Evidence = e })
            .Add(e => new Http { Url = "https://service.example/", Target = "https://service.example/", Outcome = "error-status", Status = 500, Evidence = e }).Outcomes();
        signs.ShouldContain("connect=ok");
        signs.ShouldContain("http=error");
    }

    [Fact]
    public void An_error_that_gave_its_step_counts_once()
    {
        var built = new CaseBuilder();
        Evidence? same = null;
        built.Add(e => new ErrorText { Tool = "browser", Product = "Chromium", Meaning = "connect-timeout", Target = "https://service.example/", Evidence = same = e });
        built.Add(_ => new Connect { Target = "https://service.example/", Outcome = "timeout", Evidence = same! });
        built.Outcomes().ShouldBe(["dns=ok", "connect=timeout"]);
        built.Signs().Single(s => s.Test.Id == "connect").Reported.ShouldBeFalse();
    }

    [Fact]
    public void The_target_can_come_from_an_error_text_alone()
    {
        var view = new CaseView(new CaseInput { Target = null, Observations = [new ErrorText { Meaning = "could-not-resolve", Target = "mail.example.com", Evidence = new() { Source = "a", Lines = [1, 1], Sha256 = new string('0', 64), Kind = "error-text", Text = "" } }] });
        view.Target.ShouldBe("mail.example.com");
    }
}
