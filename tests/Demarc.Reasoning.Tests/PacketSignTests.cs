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
}
