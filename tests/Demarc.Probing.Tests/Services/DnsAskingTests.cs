using System.Net;
using Demarc.Probing.Services;
using Demarc.Wire;

namespace Demarc.Probing.Tests.Services;

public sealed class DnsAskingTests
{
    private static readonly DnsPatience Patience = new(Seconds(1), 2, Seconds(3), TimeSpan.FromMilliseconds(250));

    [Fact]
    public void It_asks_again_once_and_gives_up()
    {
        var asking = Asking();
        asking.Next(Seconds(0)).ShouldBe((Seconds(0), true));
        asking.Left(Seconds(0));
        asking.Next(Seconds(0.2)).ShouldBe((Seconds(1), false));
        asking.Next(Seconds(1)).Send.ShouldBeTrue();
        asking.Left(Seconds(1));
        asking.Next(Seconds(1.5)).ShouldBe((Seconds(3), false));
        asking.Next(Seconds(3)).ShouldBe((null, false));
    }

    [Fact]
    public void After_an_answer_it_listens_on_for_a_different_one()
    {
        var asking = Asking();
        asking.Left(Seconds(0));
        asking.Accept(Answer("192.0.2.1"), 61, Seconds(0.010));
        asking.Next(Seconds(0.010)).ShouldBe((Seconds(0.260), false));
        asking.Accept(Answer("192.0.2.1"), 61, Seconds(0.011));
        asking.Second.ShouldBeNull();
        asking.Accept(Answer("203.0.113.9"), 199, Seconds(0.030));
        asking.Next(Seconds(0.030)).ShouldBe((null, false));
        (asking.First!.Ttl, asking.Second!.Ttl).ShouldBe((61, 199));
    }

    [Fact]
    public void A_question_asked_twice_may_be_answered_in_two_ways()
    {
        var asking = Asking();
        asking.Left(Seconds(0));
        asking.Left(Seconds(1));
        asking.Accept(Answer("192.0.2.1"), null, Seconds(1.01));
        asking.Accept(Answer("203.0.113.9"), null, Seconds(1.02));
        asking.Second.ShouldBeNull();
    }

    [Fact]
    public void Answers_to_other_questions_are_not_taken()
    {
        var asking = Asking();
        asking.Left(Seconds(0));
        asking.Accept(Answer("192.0.2.1", id: 8), null, Seconds(0.01));
        asking.Accept(Answer("192.0.2.1", name: "other.example.com"), null, Seconds(0.01));
        asking.Accept([1, 2, 3], null, Seconds(0.01));
        asking.Accept(Query(), null, Seconds(0.01));
        asking.First.ShouldBeNull();
        asking.Foreign.ShouldBe(4);
    }

    [Fact]
    public void An_error_is_worth_one_more_try_and_no_waiting()
    {
        var asking = Asking();
        asking.Left(Seconds(0));
        asking.Fail("port unreachable");
        asking.Next(Seconds(0.001)).Send.ShouldBeTrue();
        asking.Left(Seconds(0.001));
        asking.Fail("port unreachable");
        asking.Next(Seconds(0.002)).ShouldBe((null, false));
    }

    [Fact]
    public void Damaged_answers_never_throw()
    {
        var whole = Answer("192.0.2.1");
        for (var i = 0; i < whole.Length; i++)
        {
            var damaged = whole.ToArray();
            damaged[i] ^= 0xff;
            foreach (var octets in new[] { whole[..i], damaged })
            {
                var asking = Asking();
                asking.Left(Seconds(0));
                asking.Accept(octets, null, Seconds(0.01));
            }
        }
    }

    internal static byte[] Answer(string address, ushort id = 7, string name = "www.example.com", ushort flags = 0x8180)
    {
        var writer = new DnsWriter(id, flags);
        writer.Question(name, DnsType.A);
        writer.Address(DnsSection.Answer, name, 60, IPAddress.Parse(address));
        return writer.ToArray();
    }

    private static byte[] Query() => DnsWriter.TryQuery(7, "www.example.com", DnsType.A, out var message) ? message : [];

    private static DnsAsking Asking() => new(7, "www.example.com", DnsType.A, Query(), Patience);

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);
}
