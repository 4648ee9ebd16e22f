using Demarc.Model;
using Demarc.Testing.Captures;

namespace Demarc.Captures.Tests;

/// <summary>Name lookups: which second answer is one too many.</summary>
public sealed class LookupTests
{
    private const string Client = "192.0.2.2:5353";
    private const string Resolver = "192.0.2.53:53";

    private static Dns Read(Pcap capture) => CaptureReader.Read("t.pcap", static () => "", new MemoryStream(capture.Classic())).Dns.ShouldHaveSingleItem();

    [Fact]
    public void Two_answers_to_one_question_that_differ_are_both_kept()
    {
        var it = Read(Answered(Asked(new(), 0), 5, 9, 80));
        (it.Name, it.Outcome, it.Ms, it.Answers!.Single().Address, it.Second!.Single().Address).ShouldBe(("www.example", "ok", 5, "203.0.113.9", "203.0.113.80"));
        Read(Answered(Asked(new(), 0), 5, 9, 9)).Second.ShouldBeNull();
    }

    [Fact]
    public void A_slow_resolver_that_answers_a_question_and_its_repetition_each_with_another_address_forges_nothing()
    {
        var it = Read(Answered(Asked(Asked(new(), 0), 1000), 1300, 9, 80));
        (it.Outcome, it.Answers!.Single().Address, it.Second).ShouldBe(("ok", "203.0.113.9", null));
    }

    [Fact]
    public void Who_answers_each_of_two_questions_beside_the_resolver_is_still_seen()
    {
        var it = Read(Answered(Asked(Answered(Asked(new(), 0), 3, 9), 3.5), 6, 9, 80, 80));
        it.Second!.Single().Address.ShouldBe("203.0.113.80");
        it = Read(Answered(Asked(Asked(new(), 0), 1), 3, 9, 9, 80, 80));
        it.Second!.Single().Address.ShouldBe("203.0.113.80");
    }

    [Fact]
    public void Copies_of_questions_and_answers_do_not_count_as_more_of_them()
    {
        var mirrored = Answered(Asked(Asked(new(), 0).Again(0.02), 1000).Again(1000.02), 1300, 9).Again(1300.02);
        Read(Answered(mirrored, 1310, 80).Again(1310.02)).Second.ShouldBeNull();
        Read(Answered(Answered(Asked(new(), 0).Again(0.02), 5, 9).Again(5.02), 6, 80)).Second!.Single().Address.ShouldBe("203.0.113.80");
    }

    private static Pcap Asked(Pcap capture, double at) => capture.Udp(at, Client, Resolver, Message(0));

    private static Pcap Answered(Pcap capture, double at, params byte[] addresses) => addresses.Index().Aggregate(capture, (it, answer) => it.Udp(at + answer.Index, Resolver, Client, Message(answer.Item)));

    /// <summary>A question for www.example, or an answer with 203.0.113.x.</summary>
    private static byte[] Message(byte address) =>
        [0, 7, (byte)(address == 0 ? 1 : 0x81), 0, 0, 1, 0, (byte)(address == 0 ? 0 : 1), 0, 0, 0, 0, 3, (byte)'w', (byte)'w', (byte)'w', 7, .. "example"u8, 0, 0, 1, 0, 1, .. address == 0 ? (byte[])[] : [0xC0, 12, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4, 203, 0, 113, address]];
}
