using System.Text;
using System.Text.Json;
using Demarc.Model;
using Demarc.Testing;

namespace Demarc.Transcripts.Tests;

public sealed class EvidenceDocumentTests
{
    [Fact]
    public void Observations_come_back_as_they_were_from_a_new_home()
    {
        var ping = new Ping
        {
            Id = "o1",
            Tool = "ping",
            Vantage = "office-pc",
            Target = "service.example",
            TargetAddress = "192.0.2.1",
            Sent = 4,
            Received = 3,
            RttMs = [1.5, null, 0.5],
            Errors = [new("timeout", null, 1)],
            Evidence = Cite(Kinds.Ping) with { Also = [new("b.txt", [1, 4])] },
        };
        var report = new Report { Works = "never", Basis = Basis.Stated, Evidence = Cite(Kinds.Report) with { Lines = null, Source = "facts.yaml" } };
        var reading = Read(Json(new ObservationsDocument { Observations = [ping, report], Unread = [new("case.txt", [9, 9], "cut off", "不完整")] }));

        var read = reading.Observations[0].ShouldBeOfType<Ping>();
        (read.Id, read.Tool, read.Vantage, read.TargetAddress, read.Sent, read.Received).ShouldBe(("", "ping", "office-pc", "192.0.2.1", 4, 3));
        read.RttMs.ShouldBe([1.5, null, 0.5]);
        read.Errors.ShouldBe([new PingError("timeout", null, 1)]);
        read.Evidence.Source.ShouldBe("a.json!case.txt");
        read.Evidence.Sha256.ShouldBe("ff");
        read.Evidence.Id.ShouldBe("");
        read.Evidence.Lines.ShouldBe([3, 8]);
        read.Evidence.Also.Single().Source.ShouldBe("a.json!b.txt");
        var second = reading.Observations[1].ShouldBeOfType<Report>();
        second.Basis.ShouldBe(Basis.Stated);
        second.Evidence.Source.ShouldBe("a.json!facts.yaml");
        reading.Problems.ShouldHaveSingleItem().Source.ShouldBe("a.json!case.txt");
    }

    [Fact]
    public void A_broken_or_unknown_observation_costs_only_itself()
    {
        const string Evidence = """ "evidence": { "source": "x", "sha256": "0", "kind": "clock" } """;
        var json = "{ \"schema\": \"demarc.observations/1\", \"observations\": [\n"
            + "{ \"kind\": \"weather\", " + Evidence + "},\n"
            + "{ \"kind\": \"clock\", \"offsetMs\": 5, " + Evidence + "},\n"
            + "{ \"kind\": \"clock\", \"evidence\": null },\n"
            + "{ \"kind\": \"clock\" },\n"
            + "null, 7,\n"
            + "{ \"kind\": \"path-trace\", \"hops\": [ null ], " + Evidence + "},\n"
            + "{ \"kind\": \"clock\", \"offsetMs\": \"fast\", " + Evidence + "},\n"
            + "{ \"kind\": \"clock\", \"later\": [1], \"offsetMs\": 6, " + Evidence + "}\n] }";

        var reading = Read(json);

        reading.Observations.Select(observation => observation.ShouldBeOfType<Clock>().OffsetMs).ShouldBe([5, 6]);
        reading.Problems.Select(unread => unread.Lines![0]).ShouldBe([2, 4, 5, 6, 6, 7, 8]);
        reading.Problems.ShouldAllBe(unread => unread.Source == "a.json" && unread.Zh.Length > 0);
    }

    [Fact]
    public void What_a_document_leaves_out_is_empty_and_a_statement_without_a_tool_is_not_measured()
    {
        const string Evidence = """ "evidence": { "source": "x", "sha256": "0", "kind": "report" } """;
        var reading = Read("{ \"schema\": \"demarc.observations/1\", \"observations\": ["
            + "{ \"kind\": \"report\", \"works\": \"never\", " + Evidence + "},"
            + "{ \"kind\": \"path-trace\", \"hops\": [ { \"ttl\": 3 } ], " + Evidence + "},"
            + "{ \"kind\": \"trial\", \"factors\": { \"os\": null }, " + Evidence + "} ] }");
        reading.Observations.Count.ShouldBe(2);
        reading.Observations[0].Basis.ShouldBe(Basis.Stated);
        reading.Observations[0].Evidence.Text.ShouldBe("");
        reading.Observations[0].Evidence.Also.ShouldBeEmpty();
        reading.Observations[1].ShouldBeOfType<PathTrace>().Hops![0].Responders.ShouldBeEmpty();
        reading.Problems.ShouldHaveSingleItem().Reason.ShouldContain("null");
    }

    [Theory]
    [InlineData(Side.Healthy, null, null, "always", null)]
    [InlineData(Side.Healthy, "intermittent", null, "always", null)]
    [InlineData(Side.ServerHost, "unreachable", null, "never", "unreachable")]
    [InlineData(Side.ServerHost, "refused", null, "never", "refused")]
    [InlineData(Side.ServerHost, "intermittent", null, "sometimes", "intermittent")]
    [InlineData(Side.Undetermined, "intermittent", "syn-ignored", "sometimes", "intermittent")]
    [InlineData(Side.AccessNetwork, null, null, "never", null)]
    [InlineData(Side.Transit, "slow", null, null, "slow")]
    [InlineData(Side.ServerApplication, "hangs", null, null, "hangs")]
    public void A_verdict_is_one_measured_report(Side side, string? symptom, string? mechanism, string? works, string? reported)
    {
        var report = Read(Json(Verdict(side, symptom, mechanism))).Observations.ShouldHaveSingleItem().ShouldBeOfType<Report>();
        (report.Works, report.Symptom, report.Basis, report.Vantage, report.Target).ShouldBe((works, reported, Basis.Measured, "office-pc", "https://service.example/"));
        report.Time.ShouldBe(new Moment("2026-11-20T08:00:00Z", new DateTimeOffset(2026, 11, 20, 8, 0, 0, TimeSpan.Zero), ZoneKnowledge.Stated));
        report.Evidence.Source.ShouldBe("a.json");
        report.Evidence.Sha256.ShouldBe("00");
        report.Evidence.Tool.ShouldBe("demarc");
        report.Evidence.Lines![0].ShouldBe(1);
        report.Evidence.Text.ShouldStartWith("{");
    }

    [Fact]
    public void A_verdict_that_found_nothing_is_no_report()
    {
        var reading = Read(Json(Verdict(Side.Undetermined, "intermittent", null)));
        reading.Observations.ShouldBeEmpty();
        reading.Problems.ShouldHaveSingleItem().Reason.ShouldContain("nothing that can be read again");
    }

    [Fact]
    public void What_a_verdict_quotes_is_read_again_at_its_place_and_lines()
    {
        const string Quoted = "PING service.example (203.0.113.10) 56(84) bytes of data.\n64 bytes from 203.0.113.10: icmp_seq=1 ttl=54 time=9.1 ms\n\n--- service.example ping statistics ---\n1 packets transmitted, 1 received, 0% packet loss, time 0ms";
        var quoted = Cite(Kinds.Ping) with { Tool = "ping", Vantage = "office-pc", Lines = [30, 34], Text = Quoted };
        var verdict = Verdict(Side.Undetermined, "intermittent", null) with { Evidence = [quoted] };

        var ping = Read(Json(verdict)).Observations.ShouldHaveSingleItem().ShouldBeOfType<Ping>();
        (ping.Vantage, ping.Sent, ping.Received, ping.Basis, ping.Evidence.Source).ShouldBe(("office-pc", 1, 1, Basis.Measured, "a.json!case.txt"));
        ping.Evidence.Lines.ShouldBe([30, 34]);

        var cut = Verdict(Side.Undetermined, "intermittent", null) with { Evidence = [quoted with { Text = Quoted[..^20] + "…" }] };
        Read(Json(cut)).Observations.ShouldBeEmpty();
    }

    [Fact]
    public void A_measured_sign_whose_lines_are_not_there_is_still_an_outcome_but_no_probability()
    {
        var probed = Cite(Kinds.Connect) with { Id = "e7", Tool = "probe", Vantage = "office-pc", Lines = null, Text = "" };
        var verdict = Verdict(Side.Undetermined, "unreachable", null) with
        {
            Evidence = [probed],
            Hypotheses = [new() { Cause = "server-down", Side = Side.ServerHost, Probability = 0.99, For = [new("connect", "timeout", 9, ["e7"], false), new("ping", "none", 9, ["e7"], true)], Against = [], Unexplained = [] }],
        };

        var connect = Read(Json(verdict)).Observations.ShouldHaveSingleItem().ShouldBeOfType<Connect>();
        (connect.Outcome, connect.Vantage, connect.Target).ShouldBe(("timeout", "office-pc", "https://service.example/"));
    }

    [Fact]
    public void A_verdict_that_rests_on_hearsay_is_hearsay_and_its_proposals_stay_proposals()
    {
        var said = new Report { Vantage = "home", Works = "always", Basis = Basis.Measured, Evidence = Cite(Kinds.Report) };
        var verdict = Verdict(Side.ServerHost, "unreachable", null) with { Sides = [new(Side.ServerHost, 0.7, 0.1, 0.6)], Proposed = [new(said, ["e1"], "works-from-here", null), new(said, ["e1"], "works-from-here", "e2")] };

        var read = Read(Json(verdict)).Observations;
        read.Select(o => o.Basis).ShouldBe([Basis.Stated, Basis.Proposed]);
    }

    [Fact]
    public void An_array_of_verdicts_gives_a_report_each_with_its_lines()
    {
        VerdictDocument[] documents = [Verdict(Side.Healthy, null, null), Verdict(Side.ServerHost, "unreachable", null)];
        var json = JsonSerializer.Serialize(documents, ModelJson.Readable.VerdictDocumentArray);
        var reading = Read(json);
        reading.Problems.ShouldBeEmpty();
        reading.Observations.Cast<Report>().Select(report => report.Works).ShouldBe(["always", "never"]);
        reading.Observations[0].Evidence.Lines![0].ShouldBe(2);
        reading.Observations[1].Evidence.Lines![1].ShouldBe(json.Count(c => c == '\n'));
        reading.Observations[1].Evidence.Lines![0].ShouldBe(reading.Observations[0].Evidence.Lines![1] + 1);
    }

    [Fact]
    public void A_verdict_without_a_place_has_no_vantage()
    {
        var verdict = Verdict(Side.Healthy, null, null) with { GeneratedAt = null, Subject = new(null, null, [], null, null) };
        var report = Read(Json(verdict)).Observations.ShouldHaveSingleItem();
        (report.Vantage, report.Target, report.Time).ShouldBe((null, null, null));
    }

    [Theory]
    [InlineData("", "broken JSON")]
    [InlineData("{", "broken JSON")]
    [InlineData("not json", "broken JSON")]
    [InlineData("{}", "no demarc.verdict/1")]
    [InlineData("{ \"schema\": \"demarc.verdict/1\" }", "without 'subject'")]
    [InlineData("{ \"schema\": \"demarc.verdict/1\", \"subject\": { \"target\": null, \"symptom\": null }, \"verdict\": {} }", "not understood")]
    [InlineData("{ \"schema\": \"demarc.verdict/2\" }", "no demarc.verdict/1")]
    public void What_is_no_document_is_told(string json, string reason)
    {
        var reading = Read(json);
        reading.Observations.ShouldBeEmpty();
        reading.Problems[0].Reason.ShouldContain(reason);
        reading.Problems[0].Lines![0].ShouldBe(1);
    }

    [Fact]
    public void What_stands_before_a_break_is_read_and_the_break_has_its_line()
    {
        var whole = Json(new ObservationsDocument { Observations = [Counter("one"), Counter("two"), Counter("three")] });
        var cut = whole[..whole.IndexOf("three", StringComparison.Ordinal)];
        var reading = Read(cut);
        reading.Observations.Cast<Counter>().Select(counter => counter.Name).ShouldBe(["one", "two"]);
        reading.Problems.ShouldHaveSingleItem().Lines.ShouldBe([cut.Count(c => c == '\n') + 1, cut.Count(c => c == '\n') + 1]);
    }

    [Fact]
    public void Secrets_in_the_evidence_are_masked_again()
    {
        var counter = Counter("x") with { Evidence = Cite(Kinds.Counter) with { Text = "password=hunter2 " + new string('x', 5000) } };
        var text = Read(Json(new ObservationsDocument { Observations = [counter] })).Observations[0].Evidence.Text;
        text.ShouldStartWith("password=**** x");
        Encoding.UTF8.GetByteCount(text).ShouldBeLessThanOrEqualTo(Contract.EvidenceTextLimit);
    }

    [Fact]
    public void Damage_never_throws()
    {
        var verdict = Json(Verdict(Side.ServerHost, "unreachable", "syn-ignored"));
        var observations = Json(new ObservationsDocument { Observations = [Counter("中文"), new PathTrace { Hops = [new Hop { Ttl = 1, RttMs = [null] }], Evidence = Cite(Kinds.PathTrace) }] });
        foreach (var text in new[] { verdict, "[" + verdict + "," + observations + "]", observations })
        {
            foreach (var damaged in Mutations.Prefixes(text).Concat(Mutations.Flips(text)).Concat(Mutations.Lines(text)).Where((_, at) => at % 7 == 0)) Read(damaged);
            var bytes = Encoding.UTF8.GetBytes(text);
            for (var at = 0; at < bytes.Length; at += 11)
            {
                var changed = (byte[])bytes.Clone();
                changed[at] = 0xFF;
                EvidenceDocument.Read("a.json", "00", changed);
            }
        }
    }

    [Fact]
    public void A_document_nested_too_deeply_is_told() =>
        Read("{ \"schema\": \"demarc.observations/1\", \"observations\": " + new string('[', 10_000)).Problems.ShouldNotBeEmpty();

    private static DocumentReading Read(string json) => EvidenceDocument.Read("a.json", "00", Encoding.UTF8.GetBytes(json));

    private static string Json(ObservationsDocument document) => JsonSerializer.Serialize(document, ModelJson.Readable.ObservationsDocument);

    private static string Json(VerdictDocument document) => JsonSerializer.Serialize(document, ModelJson.Readable.VerdictDocument);

    private static Counter Counter(string name) => new() { Name = name, Evidence = Cite(Kinds.Counter) };

    private static Evidence Cite(string kind) => new() { Id = "e1", Source = "case.txt", Sha256 = "ff", Kind = kind, Lines = [3, 8], Text = "text" };

    private static VerdictDocument Verdict(Side side, string? symptom, string? mechanism) => new()
    {
        GeneratedAt = new DateTimeOffset(2026, 11, 20, 8, 0, 0, TimeSpan.Zero),
        Version = "0.1.0",
        Subject = new("https://service.example/", symptom, ["office-pc", "home"], null, null),
        Verdict = new()
        {
            Side = side,
            Mechanism = mechanism is null ? null : new(mechanism, 0.9),
            Confidence = 0.9,
            Standing = "likely",
            Summary = new("s", "结"),
        },
        Sides = [],
        Hypotheses = [],
        Harmless = [],
        Claims = [],
        Proposed = [],
        NextTests = [],
        Evidence = [],
        Unread = [],
    };
}
