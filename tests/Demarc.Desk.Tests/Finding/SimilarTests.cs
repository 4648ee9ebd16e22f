using Demarc.Desk.Cases;
using Demarc.Desk.Tests.Store;

namespace Demarc.Desk.Tests.Finding;

/// <summary>Cases that look alike, and why.</summary>
public sealed class SimilarTests
{
    [Fact]
    public void The_same_service_failing_for_two_customers_is_told_by_its_name()
    {
        using var open = new OpenDesk();
        var one = Failing(open, "shop.example.net", "li@example.net");
        Failing(open, "shop.example.net", "wang@example.com.cn");
        Targets(open, one).ShouldContain(value => value.Contains("shop.example.net", StringComparison.Ordinal));
    }

    [Fact]
    public void A_name_that_only_one_site_ever_uses_makes_no_likeness()
    {
        using var open = new OpenDesk();
        var one = Failing(open, "portal.li.example", "li@li.example");
        foreach (var other in new[] { "a@li.example", "b@li.example", "c@li.example" }) Failing(open, "portal.li.example", other);
        Targets(open, one).ShouldBeEmpty();
    }

    [Fact]
    public void A_case_that_nothing_was_measured_in_is_likened_by_its_rare_words_and_they_are_told()
    {
        using var open = new OpenDesk();
        var old = open.Case("报销系统上传附件失败", "wang@example.com.cn");
        open.Desk.Threads.Note(OpenDesk.Somebody, old.Id, "note", "上传到一半弹出 ERR_HTTP2_PROTOCOL_ERROR，换成手机热点正常，疑似出口防火墙开启了深度检测。", null);
        var other = open.Case("打印机缺纸", "zhao@example.org");
        open.Desk.Threads.Note(OpenDesk.Somebody, other.Id, "note", "换成另一台打印机正常。", null);
        var now = open.Case("附件上传报错", "li@example.net");
        open.Desk.Threads.Note(OpenDesk.Somebody, now.Id, "note", "浏览器弹出 ERR_HTTP2_PROTOCOL_ERROR，手机热点正常；昨天出口防火墙开启了深度检测。", null);
        var alike = open.Desk.Finder.Similar(now.Id).ShouldHaveSingleItem();
        alike.Case.Id.ShouldBe(old.Id);
        alike.Shared.ShouldAllBe(it => it.Kind == "word");
        string.Join(' ', alike.Shared.Select(it => it.Value)).ShouldContain("深度检测");
        alike.Impersonal.ShouldBeEmpty("who may not see the other case is told nothing of its words");
    }

    [Fact]
    public void Shared_signs_come_before_shared_words()
    {
        using var open = new OpenDesk();
        const string Said = "网关 X9000 升级固件后出现 ERR_QUIC_HANDSHAKE_FAILED，隧道反复重建。";
        var worded = open.Case("隧道问题", "zhao@example.org");
        open.Desk.Threads.Note(OpenDesk.Somebody, worded.Id, "note", Said, null);
        var measured = Failing(open, "shop.example.net", "wang@example.com.cn");
        var now = Failing(open, "shop.example.net", "li@example.net");
        open.Desk.Threads.Note(OpenDesk.Somebody, now.Id, "note", Said, null);
        open.Desk.Finder.Similar(now.Id).Select(it => it.Case.Id).ShouldBe([measured.Id, worded.Id]);
    }

    [Fact]
    public void Words_that_one_site_always_writes_make_no_likeness()
    {
        using var open = new OpenDesk();
        var last = "";
        foreach (var who in new[] { "a@li.example", "b@li.example", "c@li.example" })
        {
            var it = open.Case("第三机房告警", who);
            last = it.Id;
            open.Desk.Threads.Note(OpenDesk.Somebody, it.Id, "note", "本邮件由蓝鲸监控平台 BK-7741 自动发送，值班室分机 8802。", null);
        }

        open.Desk.Finder.Similar(last).ShouldBeEmpty();
    }

    private static string[] Targets(OpenDesk open, CaseRecord it) => [.. open.Desk.Finder.Similar(it.Id).SelectMany(other => other.Shared).Where(shared => shared.Kind == "target").Select(shared => shared.Value)];

    private static CaseRecord Failing(OpenDesk open, string host, string customer)
    {
        var it = open.Case(host, customer);
        open.Add(it.Id, "curl.txt", $"$ curl -v --max-time 20 https://{host}/\n*   Trying 203.0.113.10:443...\n* connect to 203.0.113.10 port 443 failed: Connection timed out\n* Failed to connect to {host} port 443 after 20000 ms: Connection timed out\ncurl: (28) Failed to connect to {host} port 443 after 20000 ms: Connection timed out\n");
        return it;
    }
}
