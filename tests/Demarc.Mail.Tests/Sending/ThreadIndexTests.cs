using Demarc.Mail.Sending;

namespace Demarc.Mail.Tests.Sending;

public sealed class ThreadIndexTests
{
    private static readonly Guid Thread = new("c85c39b2-c024-4283-81b1-3c0c5c3fdeb4");
    private static readonly DateTimeOffset Begun = new(2015, 2, 12, 13, 22, 43, TimeSpan.Zero);

    [Fact]
    public void A_thread_begins_with_the_time_and_a_guid_as_outlook_writes_them()
    {
        // The index of a message in Microsoft's forum: sent by Outlook 2007 on 2015-02-12 at 8:22:43 in New York.
        const string seen = "01D046C6FC06C85C39B2C024428381B13C0C5C3FDEB4";
        ThreadIndex.TryParse(Convert.ToBase64String(Convert.FromHexString(seen)), out var outlooks).ShouldBeTrue();
        outlooks!.Thread.ShouldBe(Thread);
        outlooks.Depth.ShouldBe(0);
        outlooks.Began.ShouldBe(Begun, TimeSpan.FromSeconds(1));
        Convert.ToHexString(ThreadIndex.Start(outlooks.Began, Thread).Octets).ShouldBe(seen);
    }

    [Fact]
    public void An_answer_adds_five_octets_with_the_time_since_the_beginning()
    {
        var start = ThreadIndex.Start(Begun, Thread);
        var answer = start.Reply(start.Began.AddHours(1), random: 0xa5);
        answer.Octets.Length.ShouldBe(27);
        answer.Octets[..22].ToArray().ShouldBe(start.Octets.ToArray());
        // 3,600 s are 36,000,000,000 steps of 100 ns; without 18 bits 137,329 = 0x00021871.
        answer.Octets[22..].ToArray().ShouldBe([0x00, 0x02, 0x18, 0x71, 0xa5]);
        var second = answer.Reply(start.Began.AddHours(2), random: 0);
        second.Octets[27..].ToArray().ShouldBe([0x00, 0x04, 0x30, 0xe2, 0x00], "counted from the beginning, not from the answer before");
        second.Depth.ShouldBe(2);
        second.Began.ShouldBe(start.Began);
    }

    [Fact]
    public void Beyond_a_year_and_some_the_scale_changes()
    {
        var start = ThreadIndex.Start(Begun, Thread);
        var edge = new TimeSpan(1L << 49);
        start.Reply(start.Began + edge - TimeSpan.FromTicks(1), 0).Octets[22..].ToArray().ShouldBe([0x7f, 0xff, 0xff, 0xff, 0x00]);
        start.Reply(start.Began + edge, 0).Octets[22..].ToArray().ShouldBe([0x84, 0x00, 0x00, 0x00, 0x00]);
        start.Reply(start.Began.AddDays(-1), 7).Octets[22..].ToArray().ShouldBe([0, 0, 0, 0, 7]);
    }

    [Fact]
    public void An_index_reads_back_from_its_field_folded_or_not()
    {
        var index = ThreadIndex.Start(Begun, Thread).Reply(Begun.AddMinutes(5), 1);
        var field = index.ToString();
        ThreadIndex.TryParse(field, out var read).ShouldBeTrue();
        read!.ToString().ShouldBe(field);
        ThreadIndex.TryParse(field[..20] + "\r\n " + field[20..], out read).ShouldBeTrue();
        read!.ToString().ShouldBe(field);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("not base64!")]
    [InlineData("AdBGxvwG")]
    [InlineData("AtBGxvwGyFw5ssAkQoOBsTwMXD/etA==")]
    [InlineData("AdBGxvwGyFw5ssAkQoOBsTwMXD/etAE=")]
    public void What_is_no_index_is_not_taken(string? field) => ThreadIndex.TryParse(field, out _).ShouldBeFalse();

    [Fact]
    public void A_very_long_thread_stays_within_a_line()
    {
        var index = ThreadIndex.Start(Begun, Thread);
        for (var i = 0; i < 150; i++) index = index.Reply(Begun.AddDays(i), (byte)i);
        index.Depth.ShouldBe(ThreadIndex.MostBlocks);
        index.ToString().Length.ShouldBeLessThan(980);
        ThreadIndex.TryParse(index.ToString(), out _).ShouldBeTrue();
        Should.Throw<MessageFault>(() => ThreadIndex.Start(new DateTimeOffset(2060, 1, 1, 0, 0, 0, TimeSpan.Zero), Thread));
    }
}
