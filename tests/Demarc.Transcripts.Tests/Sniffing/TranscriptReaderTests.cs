using System.Text;
using Demarc.Model;
using Demarc.Testing;

namespace Demarc.Transcripts.Tests.Sniffing;

public sealed class TranscriptReaderTests
{
    private const string Reply = "来自 192.0.2.1 的回复: 字节=32 时间=30ms TTL=52\n来自 192.0.2.1 的回复: 字节=32 时间=31ms TTL=52\n";

    [Theory]
    [InlineData("> ")]
    [InlineData("> > > ")]
    [InlineData("    ")]
    [InlineData("\t")]
    [InlineData("")]
    public void Finds_output_behind_quote_marks_and_indentation(string prefix)
    {
        var text = string.Concat(("先生您好：\n\n" + Reply + "\n以上，谢谢\n").Split('\n').Select(line => prefix + line + "\r\n"));
        var ping = Pings(text).ShouldHaveSingleItem();
        ping.Sent.ShouldBe(2);
        ping.Evidence.Lines.ShouldBe([3, 4]);
    }

    [Fact]
    public void Finds_several_outputs_in_a_row_in_order_of_lines()
    {
        var text = Reply + "\n正在 Ping 198.51.100.7 具有 32 字节的数据:\n请求超时。\n请求超时。\n\n64 bytes from 203.0.113.5: icmp_seq=1 ttl=50 time=4.5 ms\n";
        var pings = Pings(text);
        pings.Select(ping => ping.TargetAddress).ShouldBe(["192.0.2.1", "198.51.100.7", "203.0.113.5"]);
        pings.Select(ping => ping.Evidence.Lines![0]).ShouldBe([1, 4, 8]);
    }

    [Fact]
    public void The_stars_of_curl_are_no_list_items_and_leave_the_prompts_place_in_force()
    {
        const string Text = """
            user@office:~$ curl -v https://example.com/
            *   Trying 192.0.2.10:443...
            * connect to 192.0.2.10 port 443 failed: Connection timed out
            curl: (28) Failed to connect to example.com port 443 after 130000 ms: Connection timed out
            user@home:~$ curl -v https://example.com/
            *   Trying 192.0.2.10:443...
            * connect to 192.0.2.10 port 443 failed: Connection refused
            curl: (7) Failed to connect to example.com port 443 after 12 ms: Connection refused
            """;
        var connects = TranscriptReader.Read(new EvidenceText("case.txt", new string('0', 64), Text)).Observations.OfType<Connect>().ToArray();
        connects.Select(connect => (connect.Vantage, connect.Outcome)).ShouldBe([("office", "timeout"), ("home", "refused")]);
    }

    [Fact]
    public void A_list_item_under_another_command_still_ends_the_place()
    {
        var text = "user@office:~$ uptime\n* from the branch:\n" + Reply;
        Pings(text).ShouldHaveSingleItem().Vantage.ShouldBeNull();
    }

    [Fact]
    public void Opens_on_a_list_bullet() => Pings("- 来自 192.0.2.1 的回复: 字节=32 时间=30ms TTL=52\n").ShouldHaveSingleItem();

    [Theory]
    [InlineData("抓到的 TTL 值为 45，说明离服务器大概有十九跳，这是正常的")]
    [InlineData("麻烦在那台电脑上 ping update.example.com，把窗口拍照发来")]
    [InlineData("please run ping example.com and send me a screenshot")]
    [InlineData("netsh trace start capture=yes tracefile=d:\\cap.etl")]
    [InlineData("我们 ping 不通 example.com，防火墙上放行 443 了吗")]
    [InlineData("请求超时。")]
    [InlineData("Request timed out.")]
    [InlineData("用户 ping 192.0.2.1 时提示请求超时。")]
    [InlineData("ping 192.0.2.1 的结果如下:")]
    [InlineData("ping 192.0.2.1 时 TTL=64，时间=3ms，没有问题")]
    [InlineData("We saw time=30ms TTL=45 from 192.0.2.1 yesterday")]
    [InlineData("Ping 192.0.2.1 with 32 bytes and tell me what you see:")]
    [InlineData("正在 Ping 192.0.2.1 具有 32 字节的数据:")]
    [InlineData("10  *  *  *  请求超时。")]
    [InlineData("64 bytes from icmp_seq is what you should look at")]
    [InlineData("From 10:00 to 11:00 the host was unreachable: Destination Host Unreachable")]
    [InlineData("$ ping 192.0.2.1")]
    [InlineData("C:\\Users\\me>ping 192.0.2.1")]
    public void Prose_and_instructions_give_nothing(string line) => Pings("您好：\n\n" + line + "\n\n谢谢\n").ShouldBeEmpty();

    [Fact]
    public void A_megabyte_of_prose_gives_nothing()
    {
        string[] sentences =
        [
            "上午又断了两回，路由器换过网线（当时 TTL 值为 45）。",
            "Please ping the server from 192.0.2.10 and tell me the time; it was 30 ms before.",
            "请求超时多半在 9:00 到 10:00 之间，有 3 次，丢失 = 4 个包。",
            "1. The gateway 192.0.2.1 answers, the rest (198.51.100.7) does not.",
            "",
            "Packets: we sent 4 and received 0, that is 100% loss.",
        ];
        var prose = new StringBuilder();
        for (var i = 0; prose.Length < 1_000_000; i++) prose.Append(sentences[i % sentences.Length]).Append(i % 7 == 0 ? "\n\n" : "\n");
        var result = TranscriptReader.Read(new("t", "", prose.ToString()));
        result.Observations.ShouldBeEmpty();
        result.Unread.ShouldBeEmpty();
    }

    [Fact]
    public void A_block_quoted_again_is_one_observation_with_both_places()
    {
        var text = "C:\\Users\\me>ping 192.0.2.1\n" + Reply + "C:\\Users\\me>\n\n发件人: someone\n\n> 来自 192.0.2.1  的回复: 字节=32 时间=30ms TTL=52\r\n>\n> 来自 192.0.2.1 的回复: 字节=32 时间=31ms TTL=52\n";
        var ping = Pings(text).ShouldHaveSingleItem();
        ping.Vantage.ShouldBe("me");
        ping.Evidence.Lines.ShouldBe([2, 3]);
        ping.Evidence.Also.ShouldHaveSingleItem().Lines.ShouldBe([8, 10]);
    }

    [Fact]
    public void A_shorter_block_is_another_one() => Pings(Reply + "\nprose\n\n" + Reply.Split('\n')[0] + "\n").Count.ShouldBe(2);

    [Fact]
    public void The_same_output_at_two_named_places_is_two_measurements()
    {
        var pings = Pings("root@a1:~# ping x\n" + Reply + "root@b2:~# ping x\n" + Reply);
        pings.Select(ping => ping.Vantage).ShouldBe(["a1", "b2"]);
    }

    [Fact]
    public void The_earlier_turn_dates_a_block_that_is_quoted_again()
    {
        Moment late = new("late", new(2020, 1, 16, 11, 21, 0, TimeSpan.Zero), ZoneKnowledge.Assumed);
        Moment early = new("early", new(2020, 1, 14, 16, 18, 0, TimeSpan.Zero), ZoneKnowledge.Assumed);
        var text = "hello\n" + Reply + "From: b\n" + Reply;
        var result = TranscriptReader.Read(new("t", "", text), [new(0, 2, late, "a"), new(4, 5, early, "b")]);
        var ping = result.Observations.ShouldHaveSingleItem();
        (ping.Time, ping.Evidence.Time).ShouldBe((early, early));
    }

    [Theory]
    [InlineData("root@web-1:~# true\n\nsome prose\n\n", "web-1")]
    [InlineData("root@web-1:~# true\n\n$ ping x\n", null)]
    [InlineData("root@web-1:~# true\n\n## At home\n\n", null)]
    [InlineData("root@web-1:~# true\n\n# At home\n\n", null)]
    [InlineData("root@web-1:~# true\n\n- 在家里访问，成功\n\n", null)]
    [InlineData("root@web-1:~# true\n\n1、在家里访问\n\n", null)]
    [InlineData("root@web-1:~# true\n\n发件人: someone\n\n", null)]
    [InlineData("root@web-1:~# true\n```\n# a comment in code\n", "web-1")]
    [InlineData("C:\\Users\\me>cd \\\n\n", "me")]
    [InlineData("C:\\Users\\me>\n\nC:\\Windows\\system32>ping x\n", null)]
    public void A_place_holds_until_another_prompt_or_heading(string before, string? vantage) => Pings(before + Reply).ShouldHaveSingleItem().Vantage.ShouldBe(vantage);

    [Fact]
    public void A_place_does_not_leak_into_the_next_turn()
    {
        var text = "root@web-1:~# true\nhello\n" + Reply;
        TranscriptReader.Read(new("t", "", text), [new(0, 1, null, null), new(2, 3, null, null)]).Observations[0].Vantage.ShouldBeNull();
    }

    [Fact]
    public void A_place_named_by_a_tool_holds_in_its_section_through_nameless_prompts()
    {
        var text = "- at home\n\nHERE laptop\n\n➜  ~ ping 192.0.2.1\n" + Reply + "➜  ~\n➜  ~ ping 198.51.100.7\n64 bytes from 198.51.100.7: icmp_seq=0 ttl=50 time=4 ms\n- elsewhere\n64 bytes from 203.0.113.5: icmp_seq=0 ttl=50 time=4 ms\n";
        var result = TranscriptReader.Read(new("t", "", text), null, new([new Namer(), .. Readers.All]));
        result.Observations.OfType<Ping>().Select(ping => ping.Vantage).ShouldBe(["laptop", "laptop", null]);
    }

    [Fact]
    public void A_reader_that_throws_is_reported_and_the_reading_goes_on()
    {
        var result = TranscriptReader.Read(new("t", "", Reply), null, new([new Thrower(), .. Readers.All]));
        result.Observations.ShouldHaveSingleItem();
        result.Unread[0].Lines.ShouldBe([1, 1]);
        result.Unread[0].Reason.ShouldContain("thrower");
    }

    [Fact]
    public void An_endless_line_is_named_and_passed_over()
    {
        var result = TranscriptReader.Read(new("t", "", Reply + new string('x', 3_000_000) + " TTL=64\n\n" + Reply.Replace("192.0.2.1", "192.0.2.9", StringComparison.Ordinal)));
        result.Observations.Count.ShouldBe(2);
        result.Unread.ShouldHaveSingleItem().Lines.ShouldBe([3, 3]);
    }

    [Theory]
    [InlineData("> ")]
    [InlineData("- ")]
    [InlineData("[")]
    [InlineData("<a>")]
    [InlineData("请求超时。\n")]
    [InlineData("PING 192.0.2.1 (192.0.2.1) 56(84) bytes of data.\n")]
    [InlineData("正在 Ping 192.0.2.1 具有 32 字节的数据:\n")]
    [InlineData("Ping statistics for 192.0.2.1:\n")]
    [InlineData("--- x ping statistics ---\n")]
    [InlineData("64 bytes from a: icmp_seq=1 x\n")]
    [InlineData("C:\\>\n")]
    public void Hostile_repetition_stays_linear(string part)
    {
        var clock = TimeProvider.System;
        var start = clock.GetTimestamp();
        TranscriptReader.Read(new("t", "", new StringBuilder().Insert(0, part, 2_000_000 / part.Length).ToString()));
        clock.GetElapsedTime(start).ShouldBeLessThan(TimeSpan.FromSeconds(20));
    }

    [Fact]
    public void The_home_section_of_a_real_thread_gives_its_eighteen_pings()
    {
        var text = File.ReadAllText(Repository.Shared("seeds", "case-d-intermittent-https.md"));
        var result = TranscriptReader.Read(new("d", "", text), null, new(Pinging));
        var pings = result.Observations.OfType<Ping>().ToList();
        pings.Select(ping => (ping.Sent, ping.Received)).ShouldBe(
        [
            (2, 2), (2, 2), (2, 2), (3, 3), (2, 2), (2, 2), (3, 3), (3, 3), (3, 2), (2, 2), (2, 2), (4, 0), (3, 0), (3, 3), (4, 0), (4, 0), (4, 0), (5, 5),
        ]);
        pings.ShouldAllBe(ping => ping.Interrupted == true && ping.Size == 56);
        pings.ShouldAllBe(ping => ping.Target == ping.TargetAddress);
        pings[^1].ReplyTtls.ShouldBe([52]);
        pings[0].Evidence.Lines.ShouldBe([556, 562]);
        pings[11].Errors.ShouldBe([new("timeout", null, 3)]);
    }

    [Theory]
    [InlineData("case-a-mail-site-unreachable.txt")]
    [InlineData("case-b-messenger-hangs.txt")]
    [InlineData("case-c-updates-not-fetched.txt")]
    public void Real_threads_without_ping_output_give_no_ping(string file)
    {
        var result = TranscriptReader.Read(new(file, "", File.ReadAllText(Repository.Shared("seeds", file))), null, new(Pinging));
        result.Observations.ShouldBeEmpty();
        result.Unread.ShouldBeEmpty();
    }

    private static IReadOnlyList<ITranscriptReader> Pinging => [.. Readers.All.Where(reader => reader.Tool == "ping")];

    private static List<Ping> Pings(string text) => [.. TranscriptReader.Read(new("t", "", text), null, new(Pinging)).Observations.Cast<Ping>()];

    private sealed class Namer : ITranscriptReader
    {
        public string Tool => "namer";

        public ReaderCard Card { get; } = new([], new("", ""), "", ReaderProof.Documentation);

        public IReadOnlyList<string> Anchors => ["HERE"];

        public bool Opens(ReadOnlySpan<char> line) => line.StartsWith("HERE ");

        public TranscriptBlock? Read(BlockContext context)
        {
            var place = context.Text[context.First][5..];
            return new(context.First, [new Clock { Vantage = place, Evidence = context.Cite(Kinds.Clock, Tool, context.First, context.First, place) }]);
        }
    }

    private sealed class Thrower : ITranscriptReader
    {
        public string Tool => "thrower";

        public ReaderCard Card { get; } = new([], new("", ""), "", ReaderProof.Documentation);

        public IReadOnlyList<string> Anchors => ["TTL="];

        public bool Opens(ReadOnlySpan<char> line) => true;

        public TranscriptBlock? Read(BlockContext context) => throw new FormatException("no");
    }
}
