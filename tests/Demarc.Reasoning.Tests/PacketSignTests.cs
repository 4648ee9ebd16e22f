using Demarc.Model;

namespace Demarc.Reasoning.Tests;

/// <summary>What connections captured at the server itself, and ones of which packets are missing, are worth.</summary>
public sealed class PacketSignTests
{
    private const string Address = "203.0.113.10";

    private static Func<Evidence, Observation> AtServer(int client, string state, double? handshake) => Seen($"192.0.2.{client}:50000", state, handshake, "server-itself", new(handshake is null ? 0 : 300, handshake is null ? 0 : 900), []);

    private static Func<Evidence, Observation> Seen(string client, string state, double? handshake, string? vantage, PerSide<long?> bytes, string[] findings) => e => new TcpConnection
    {
        Tool = "capture", Vantage = vantage, Target = Address + ":443", Client = client, Server = Address + ":443", State = state, HandshakeMs = handshake, ResetBy = state == "reset" ? "server" : null, Bytes = bytes, Packets = 6, Findings = findings, Evidence = e,
    };

    private static CaseBuilder Served(int clients)
    {
        var built = new CaseBuilder("https://203.0.113.10/");
        for (var i = 0; i < clients; i++) built.Add(AtServer(i + 1, "closed", 40));
        return built;
    }

    [Theory]
    [InlineData("syn-unanswered")]
    [InlineData("established")]
    public void One_stranger_who_is_not_answered_among_many_who_are_is_no_sign(string state)
    {
        var sign = Served(30).Add(AtServer(200, state, null)).Signs().Single(it => it.Test.Id == "capture-server");
        (sign.Outcome, sign.Fit.Sum()).ShouldBe(("normal", 1));
        Served(30).Add(AtServer(200, state, null)).Outcomes().ShouldContain("server-local=ok");
    }

    [Fact]
    public void Several_who_are_not_answered_count_by_their_share()
    {
        var sign = Served(30).Add(AtServer(200, "syn-unanswered", null)).Add(AtServer(201, "syn-unanswered", null)).Add(AtServer(202, "syn-unanswered", null)).Signs().Single(it => it.Test.Id == "capture-server");
        (sign.Outcome, Math.Round(sign.Fit.Sum(), 3)).ShouldBe(("normal", 1.1));
    }

    [Fact]
    public void Where_nobody_is_answered_one_is_enough() =>
        Served(0).Add(AtServer(200, "syn-unanswered", null)).Outcomes().ShouldContain("capture-server=arrives-no-syn-ack");

    [Fact]
    public void A_reset_after_packets_that_passed_unseen_says_nothing_of_the_first_words()
    {
        CaseBuilder seen(params string[] findings) => new CaseBuilder("https://203.0.113.10/").Add(Seen("192.0.2.5:50000", "reset", 30, null, new(32, 0), findings));
        seen().Outcomes().ShouldContain("tls=reset");
        seen("packets-missing").Outcomes().ShouldNotContain("tls=reset");
    }

    private static Func<Evidence, Observation> Cut(string? sni, string address, int? ttl = 64, int usual = 64) => e => new TcpConnection
    {
        Tool = "capture", Target = address + ":443", Client = "192.0.2.5:50000", Server = address + ":443", State = "reset", HandshakeMs = 20, ResetBy = "server", ResetAfterClose = false, Bytes = new(300, 0),
        Packets = 5, Findings = ["reset-after-data"], Resets = [new("server", ttl, usual, 5, false)], Tls = sni is null ? null : new(sni, "1.3", null, null), Evidence = e,
    };

    [Fact]
    public void One_reset_accuses_nobody_and_a_capture_at_both_ends_is_what_to_do_next()
    {
        var verdict = new CaseBuilder("https://shop.example/").Add(Cut("shop.example", Address)).Conclude();
        (verdict.Verdict.Side, verdict.Verdict.Cause, verdict.Verdict.Mechanism).ShouldBe((Side.Undetermined, null, null));
        verdict.Hypotheses[0].Probability.ShouldBeLessThan(0.4);
        var next = verdict.NextTests[0];
        (next.Test, next.Permission).ShouldBe(("capture-server", "server owner"));
        next.En.ShouldStartWith("Capture at both ends");
        next.Zh.ShouldContain("两端同时抓包");
        next.Command.ShouldBe("sudo timeout 120 tcpdump -ni any -s 256 -w here.pcap 'host 203.0.113.10 and tcp port 443'");
    }

    [Fact]
    public void Where_the_servers_own_capture_is_there_or_the_reset_betrays_itself_no_second_one_is_asked_for()
    {
        new CaseBuilder("https://203.0.113.10/").Add(Cut(null, Address)).Add(AtServer(5, "closed", 40)).Conclude().NextTests.ShouldNotContain(t => t.En.StartsWith("Capture at both ends", StringComparison.Ordinal));
        new CaseBuilder("https://203.0.113.10/").Add(e => (TcpConnection)Cut(null, Address)(e) with { Findings = ["reset-after-data", "reset-ttl-differs"] }).Conclude().NextTests.ShouldNotContain(t => t.En.StartsWith("Capture at both ends", StringComparison.Ordinal));
    }

    [Fact]
    public void A_connection_on_which_the_service_is_named_leads_to_it_whatever_its_address()
    {
        new CaseBuilder("https://shop.example/").Add(Cut("shop.example", "198.51.100.9")).Outcomes().ShouldContain("reset-ttl=match");
        new CaseBuilder("https://shop.example/").Add(Cut("other.example", "198.51.100.9")).Outcomes().ShouldNotContain("reset-ttl=match");
    }

    [Fact]
    public void A_zero_window_that_held_nobody_up_is_no_sign()
    {
        CaseBuilder seen(params string[] findings) => new CaseBuilder("https://203.0.113.10/").Add(e => (TcpConnection)Seen("192.0.2.5:50000", "closed", 30, null, new(32, 90_000), findings)(e) with { Counts = new(null, new() { ZeroWindow = new(1, 0) }) });
        seen().Outcomes().ShouldNotContain("zero-window=by-client");
        seen("zero-window").Outcomes().ShouldContain("zero-window=by-client");
    }
}
