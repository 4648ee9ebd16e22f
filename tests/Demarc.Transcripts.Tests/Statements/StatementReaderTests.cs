namespace Demarc.Transcripts.Tests.Statements;

/// <summary>Each reading rule with sentences it must read, and their twins it must leave alone.</summary>
public sealed class StatementReaderTests
{
    [Theory]
    [InlineData("在办公室无法打开 portal.example.com。", "report at=office target=portal.example.com works=never symptom=unreachable")]
    [InlineData("我们在公司网络里打不开 https://portal.example.com/login。", "report at=office target=https://portal.example.com/login works=never symptom=unreachable")]
    [InlineData("We cannot reach portal.example.com from the office.", "report at=office target=portal.example.com works=never symptom=unreachable")]
    [InlineData("I'm unable to open https://portal.example.com/ at work.", "report at=office target=https://portal.example.com/ works=never symptom=unreachable")]
    [InlineData("portal.example.com is unreachable from the office network.", "report at=office target=portal.example.com works=never symptom=unreachable")]
    [InlineData("用手机热点可以正常访问 portal.example.com。", "report at=mobile target=portal.example.com works=always")]
    [InlineData("It works from home.", "report at=home works=always")]
    [InlineData("portal.example.com works fine over 4G.", "report at=mobile target=portal.example.com works=always")]
    [InlineData("在家里访问正常。", "report at=home works=always")]
    [InlineData("在服务所在机器上访问正常。", "report at=server-itself works=always")]
    [InlineData("在 jump-01 上访问，100% 成功。", "report at=jump-01 works=always share=100%")]
    [InlineData("在外网访问时断时续。", "report at=outside works=sometimes symptom=intermittent")]
    [InlineData("From the office portal.example.com fails about half the time.", "report at=office target=portal.example.com works=sometimes symptom=intermittent")]
    [InlineData("In the office it is intermittent.", "report at=office works=sometimes symptom=intermittent")]
    [InlineData("在公司有时能打开，有时打不开。", "report at=office works=sometimes symptom=intermittent")]
    [InlineData("在公司访问不正常。", "report at=office works=sometimes")]
    [InlineData("用户反馈使用 Mailer 发送消息卡顿。", "report target=Mailer symptom=hangs by=customer")]
    [InlineData("From the office portal.example.com is very slow.", "report at=office target=portal.example.com symptom=slow")]
    [InlineData("portal.example.com hangs after login.", "report target=portal.example.com symptom=hangs")]
    [InlineData("在公司打开 portal.example.com 时部分图片加载失败。", "report at=office target=portal.example.com works=sometimes symptom=error note=partial-load")]
    [InlineData("有时没有丢包，有时丢包 35%。", "report works=sometimes symptom=intermittent share=35% lost")]
    [InlineData("我们这里 ping 不通 cdn.example.com。", "report target=cdn.example.com works=never symptom=unreachable note=ping")]
    [InlineData("We cannot ping cdn.example.com.", "report target=cdn.example.com works=never symptom=unreachable note=ping")]
    [InlineData("回包的 TTL 值为 52，偏低。", "report note=reply-ttl=52")]
    [InlineData("The TTL of 52 seems low.", "report note=reply-ttl=52")]
    [InlineData("cdn.example.com 没有固定的 IP。", "report target=cdn.example.com note=addresses-change")]
    [InlineData("cdn.example.com has no fixed IP address.", "report target=cdn.example.com note=addresses-change")]
    public void Reads_reports(string text, string expected) => Described.Read(text).ShouldBe([expected]);

    [Theory]
    [InlineData("请 ping 一下 cdn.example.com，把输出发来。")]
    [InlineData("请确认 portal.example.com 是否可以打开。")]
    [InlineData("在家里可以访问 portal.example.com 吗？")]
    [InlineData("如果在家里可以正常访问，请告诉我们。")]
    [InlineData("建议您在家里访问 portal.example.com。")]
    [InlineData("您可以登陆 https://upload.example.com 上传日志。")]
    [InlineData("Please check whether portal.example.com works from home.")]
    [InlineData("If it works from home, it is the office network.")]
    [InlineData("Does it work from home?")]
    [InlineData("Could you test portal.example.com at the office?")]
    [InlineData("We should see if portal.example.com is slow from the office.")]
    [InlineData("We need to find out how it works.")]
    [InlineData("他说“现在都是正常的，在公司可以访问”。")]
    [InlineData("用 ping 看不出问题。")]
    [InlineData("出于保密，无法提供日志。")]
    [InlineData("建议在防火墙设备上将 cdn.example.com 加入白名单。")]
    [InlineData("来自 192.0.2.1 的回复: 字节=32 时间=1ms TTL=64")]
    [InlineData("归档不影响后续服务。")]
    [InlineData("下一步计划:\n\n- 在家里访问正常\n- 在公司无法打开 portal.example.com")]
    [InlineData("针对缓慢问题，建议准备以下环境。\n\n1. 出现问题的机器，在公司访问不正常。\n2. 另一台机器，在家里访问正常。")]
    [InlineData("We never said it does not work.")]
    [InlineData("I cannot open the attachment you sent.")]
    [InlineData("Our ISP says the line is fine.")]
    [InlineData("It works now, you can close the case.")]
    [InlineData("甲方可以访问 api.example.com，乙方无法访问。")]
    [InlineData("当 TTL=64 时 time=1ms。")]
    [InlineData("```\nIt works from home.\n```")]
    public void Leaves_what_is_no_report_alone(string text) => Described.Read(text).ShouldBeEmpty();

    [Fact]
    public void Reads_two_places_in_one_sentence() => Described.Read("从外网访问正常，在办公室访问就不正常。").ShouldBe(
        ["report at=outside works=always", "report at=office works=sometimes"]);

    [Fact]
    public void Reads_two_places_in_one_english_sentence() => Described.Read("It works from home but we can't reach it from the office.").ShouldBe(
        ["report at=home works=always", "report at=office works=never symptom=unreachable"]);

    [Fact]
    public void Reads_two_environments() => Described.Read("测试环境可以访问 api.example.com，生产环境无法访问。").ShouldBe(
        ["report at=测试环境 target=api.example.com works=always", "report at=生产环境 target=api.example.com works=never symptom=unreachable"]);

    [Fact]
    public void Reads_the_scope_in_english() => Described.Read("Only the machines with AcmeOS cannot open the portal; other systems work.").ShouldBe(
        ["claim operating-system", "report at=affected-systems target=portal works=never symptom=unreachable", "report at=other-systems target=portal works=always"]);

    [Fact]
    public void A_control_keeps_its_own_target() => Described.Read("在公司无法打开 a.example.com，在公司可以打开 b.example.net。").ShouldBe(
        ["report at=office target=a.example.com works=never symptom=unreachable", "report at=office target=b.example.net works=always"]);

    [Theory]
    [InlineData("已尝试修改默认网关，效果不大。", "change '修改默认网关' effect=none")]
    [InlineData("已经关闭防火墙，问题依旧。", "change '关闭防火墙' concerns=firewall effect=none")]
    [InlineData("我们已将 cdn.example.com 加入防火墙白名单。", "change 'cdn.example.com 加入防火墙白名单' concerns=firewall")]
    [InlineData("更换证书后，恢复正常。", "change '更换证书' concerns=certificate effect=cured")]
    [InlineData("重启路由器后问题解决。", "change '重启路由器' effect=cured")]
    [InlineData("We replaced the certificate but the problem persists.", "change 'replaced the certificate' concerns=certificate effect=none")]
    [InlineData("后来把 DNS 改成 192.0.2.53 后恢复正常。", "change '把 DNS 改成 192.0.2.53' concerns=dns effect=cured")]
    [InlineData("After upgrading the driver the problem went away.", "change 'upgrading the driver' effect=cured")]
    [InlineData("Disabling the proxy fixed it.", "change 'Disabling the proxy' concerns=proxy effect=cured")]
    [InlineData("I restarted the router, no change.", "change 'restarted the router' effect=none")]
    [InlineData("域名从 old.example.com 变更为 new.example.com。", "change 'old.example.com -> new.example.com'")]
    [InlineData("The domain was moved: old.example.com -> new.example.com", "change 'old.example.com -> new.example.com'")]
    [InlineData("已将网卡 mtu 从 1500 调整为 1400。问题依旧。", "change '网卡 mtu 1500 -> 1400' concerns=mtu effect=none")]
    [InlineData("We lowered the MTU from 1500 to 1400, no difference.", "change 'MTU 1500 -> 1400' concerns=mtu effect=none")]
    public void Reads_changes(string text, string expected) => Described.Read(text).ShouldBe([expected]);

    [Fact]
    public void Several_values_are_several_changes() => Described.Read("把 ens5 的 mtu 从 9000 改为 1500，再改为 1400，没有效果。").ShouldBe(
        ["change 'ens5 的 mtu 9000 -> 1500' concerns=mtu effect=none", "change 'ens5 的 mtu 1500 -> 1400' concerns=mtu effect=none"]);

    [Theory]
    [InlineData("请将 mtu 从 1500 调整为 1400。")]
    [InlineData("建议将证书更换为付费证书。")]
    [InlineData("将 cdn.example.com 加入防火墙白名单。")]
    [InlineData("请核对端口策略。（把 cdn.example.com 加进白名单）。")]
    [InlineData("You should change the MTU from 1500 to 1400.")]
    [InlineData("Please restart the router.")]
    [InlineData("We plan to replace the certificate.")]
    [InlineData("无法调整该配置。")]
    [InlineData("域名变更会产生较大影响。")]
    [InlineData("如果关闭防火墙后恢复正常，请告知。")]
    public void Leaves_what_was_not_done_alone(string text) => Described.Read(text).ShouldBeEmpty();

    [Fact]
    public void Advice_that_was_followed_is_a_change() => Described.Read("- 老王 ：建议把缓存从开改成关；修改后，现象依旧；").ShouldBe(
        ["change '把缓存从开改成关' effect=none by=老王"]);

    [Theory]
    [InlineData("- 老王 一直认为故障与 mtu 有关", "claim mtu by=老王")]
    [InlineData("- 老李 ：怀疑证书存在问题；", "claim certificate by=老李")]
    [InlineData("I think it's the firewall.", "claim firewall")]
    [InlineData("Network team believes the problem is the proxy.", "claim proxy by=Network team")]
    [InlineData("We suspect DNS.", "claim dns")]
    [InlineData("应为楼层网络原因导致。", "claim network")]
    [InlineData("It is caused by the proxy.", "claim proxy")]
    [InlineData("由此看来，现象与操作系统没有关系。", "claim operating-system denied")]
    [InlineData("It has nothing to do with the firewall.", "claim firewall denied")]
    [InlineData("We ruled out DNS.", "claim dns denied")]
    [InlineData("跳转寻址过多，导致超时。", "claim path-too-long")]
    [InlineData("There are too many hops.", "claim path-too-long")]
    [InlineData("丢包的那一跳有问题。", "claim hop-down")]
    [InlineData("Hop 7 is broken.", "claim hop-down")]
    [InlineData("ping 正常，所以网络没问题。", "claim ping-clears-it")]
    [InlineData("Ping is fine so the network is ok.", "claim ping-clears-it")]
    public void Reads_claims(string text, string expected) => Described.Read(text).ShouldBe([expected]);

    [Theory]
    [InlineData("- 老王 认为报文里的 1400 是 mtu 值")]
    [InlineData("以排除问题是否与服务器配置有关。")]
    [InlineData("ping 不是万能的，ping 正常不能说明网络没问题。")]
    [InlineData("很难说是不是服务器的问题。")]
    [InlineData("Is it the firewall?")]
    [InlineData("We could not rule out the firewall.")]
    [InlineData("请确认是否为网络问题导致。")]
    [InlineData("I think we meet on Monday.")]
    [InlineData("我们不认为是 MTU 的问题。")]
    [InlineData("We do not believe the problem is DNS.")]
    [InlineData("I don't think it's the firewall.")]
    [InlineData("没有证据表明网络有问题。")]
    [InlineData("运维说是运营商，但运营商说线路没有问题。")]
    public void Leaves_what_is_no_claim_alone(string text) => Described.Read(text).ShouldBeEmpty();

    [Fact]
    public void Only_one_kind_of_system_blames_the_operating_system() => Described.Read("客户反馈 AcmeOS 系统连不上 portal.example.com，别的系统都可以访问，只有 AcmeOS 系统连不上。").ShouldBe(
        ["claim operating-system by=customer", "report at=affected-systems target=portal.example.com works=never symptom=unreachable by=customer", "report at=other-systems target=portal.example.com works=always by=customer"]);

    [Fact]
    public void A_later_contradiction_supersedes_the_scope_in_a_chain_with_the_newest_mail_first()
    {
        var chain = """
            在 win11 上也会遇到 portal.example.com 连不上，而 AcmeOS 上也会正常。

            发件人: Wang
            发送时间: 2024 年 3 月 2 日 10:00
            收件人: Li
            主题: 打不开

            只有 AcmeOS 系统连不上 portal.example.com。
            """;
        Described.Read(chain, lines: true).ShouldBe(
            [
                "report 1 at=other-systems target=portal.example.com works=sometimes symptom=intermittent",
                "report 1 at=affected-systems target=portal.example.com works=sometimes symptom=intermittent",
                "claim 1 operating-system denied",
                "claim 8 operating-system by=Wang superseded=1",
                "report 8 at=affected-systems target=portal.example.com works=never symptom=unreachable by=Wang superseded=1",
            ]);
    }

    [Fact]
    public void Only_one_place_is_no_operating_system() => Described.Read("只有在公司不正常，其他地方没试过。").ShouldBe(["report at=office works=sometimes"]);

    [Theory]
    [InlineData("仅安装 Mailer 的 AcmeOS 5 和 Windows 11 都没有出现问题。", "trial system=AcmeOS 5; other software=absent -> no|trial system=Windows 11; other software=absent -> no")]
    [InlineData("装了所有办公软件的 AcmeOS 5 和 Windows 11 都会出现。", "trial system=AcmeOS 5; other software=present -> yes|trial system=Windows 11; other software=present -> yes")]
    [InlineData("在 AcmeOS 5 及 Windows 11 环境上仅安装 Mailer，没有出现卡顿。", "trial system=AcmeOS 5; other software=absent -> no|trial system=Windows 11; other software=absent -> no")]
    [InlineData("登录文档卫士后必然出现卡顿。", "trial 文档卫士=signed-in -> yes")]
    [InlineData("登录文档卫士后，未复现卡顿现象。", "trial 文档卫士=signed-in -> no")]
    [InlineData("退出文档卫士后，卡顿现象消失。", "trial 文档卫士=signed-out -> no")]
    [InlineData("登录文档卫士，再打开 excel 表格，Mailer 就会出现卡死。", "trial 文档卫士=signed-in; office-document=open -> yes")]
    [InlineData("关闭 Word 文档，过一会儿卡顿消失。", "trial office-document=closed -> no")]
    [InlineData("With only Mailer installed, the problem does not occur.", "trial other software=absent -> no")]
    [InlineData("After signing in to DocGuard it always occurs.", "trial DocGuard=signed-in -> yes")]
    [InlineData("After signing out of DocGuard it goes away.", "trial DocGuard=signed-out -> no")]
    [InlineData("Closing the document makes it go away.", "trial office-document=closed -> no")]
    public void Reads_trials(string text, string expected) => Described.Read(text).ShouldBe(expected.Split('|'));

    [Theory]
    [InlineData("建议重装系统，仅安装 Mailer，看看是否还卡顿。")]
    [InlineData("打开 word 文档。")]
    [InlineData("请登录文档卫士后，尝试复现卡顿。")]
    [InlineData("After signing in to DocGuard, please send the log.")]
    [InlineData("Try closing the document.")]
    [InlineData("用 Mailer 再现卡顿。")]
    public void Leaves_what_is_no_trial_alone(string text) => Described.Read(text).ShouldBeEmpty();

    [Fact]
    public void Items_of_a_reproduction_scenario_carry_the_program_found_necessary()
    {
        var mail = """
            1) 稳定复现场景：

            - 打开 word / excel 等，再点发送，Mailer 假死；
            - 关闭 Word 文档，过一会儿卡顿消失；

            结果：登陆文档卫士后，每次都复现卡顿。
            """;
        Described.Read(mail).ShouldBe(
            ["trial 文档卫士=signed-in; office-document=open -> yes", "trial 文档卫士=signed-in; office-document=closed -> no", "trial 文档卫士=signed-in -> yes"]);
    }

    [Fact]
    public void The_same_fact_quoted_again_is_one_proposal_with_another_place()
    {
        var mail = "在家里访问正常。\n\n发件人: Wang\n发送时间: 2024 年 3 月 2 日 10:00\n收件人: Li\n主题: 情况\n\n在公司打不开 portal.example.com。\n\n发件人: Wang\n发送时间: 2024 年 3 月 1 日 9:00\n收件人: Li\n主题: 情况\n\n在公司打不开 portal.example.com。\n";
        Described.Read(mail, lines: true).ShouldBe(
            ["report 1 at=home works=always", "report 15 at=office target=portal.example.com works=never symptom=unreachable by=Wang also=8"]);
    }
}
