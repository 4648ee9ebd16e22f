using System.Diagnostics;
using Demarc.Model;
using Demarc.Testing;
using Demarc.Transcripts.Mail;
using Demarc.Transcripts.Statements;

namespace Demarc.Transcripts.Tests.Statements;

public sealed class StatementRobustnessTests
{
    private const string Thread = """
        您好：

        客户反馈 AcmeOS 系统连不上 portal.example.com，别的系统都可以访问，只有 AcmeOS 系统连不上。
        已尝试修改默认网关，效果不大。TTL 值为 52，跳数太多。

        - 老王 ：把 ens5 的 mtu 从 9000 改为 1500，再改为 1400，没有效果；
        - 老李 ：怀疑证书存在问题；建议更换；更换后，问题依旧；

        发件人: Wang <wang@example.com>
        发送时间: 2024 年 3 月 2 日 10:00
        收件人: Li
        主题: 打不开

        It works from home but we can't reach it from the office. I think it's the firewall.
        1) 稳定复现场景：
        - 打开 word，Mailer 假死；

        On Mon, Feb 1, 2016 at 4:58 AM -0800, "Some One" <one@example.com> wrote:
        > 登陆文档卫士后，每次都复现卡顿。
        """;

    [Fact]
    public void Survives_every_prefix_flip_and_lost_line()
    {
        foreach (var damaged in Mutations.Prefixes(Thread).Where((_, at) => at % 13 == 0).Concat(Mutations.Flips(Thread).Where((_, at) => at % 13 == 0)).Concat(Mutations.Lines(Thread)))
        {
            var text = new EvidenceText("case.txt", "", damaged);
            var turns = MailChain.Split(text);
            foreach (var turn in turns) (turn.First >= 0 && turn.Last < text.Count && turn.HeaderFirst <= turn.First).ShouldBeTrue();
            foreach (var proposal in StatementReader.Read(text, turns, _ => false))
            {
                proposal.Fact.Basis.ShouldBe(Basis.Proposed);
                proposal.Fact.Evidence.Lines![0].ShouldBeInRange(1, text.Count);
                proposal.Fact.Evidence.Lines[^1].ShouldBeInRange(proposal.Fact.Evidence.Lines[0], text.Count);
            }
        }
    }

    [Theory]
    [InlineData("有时")]
    [InlineData("在公司")]
    [InlineData("登录后，")]
    [InlineData("将 mtu 从 1 调整为 2 ，")]
    [InlineData("On 1 wrote ")]
    [InlineData("a.")]
    [InlineData("> ")]
    [InlineData("发件人: a\n")]
    [InlineData("在公司打不开 a.example.com。\n\n")]
    [InlineData("- 老王 ：怀疑证书存在问题；\n")]
    public void Long_monotone_texts_take_no_time(string unit)
    {
        var content = string.Concat(Enumerable.Repeat(unit, 200_000 / unit.Length));
        var clock = Stopwatch.StartNew();
        var text = new EvidenceText("case.txt", "", content);
        StatementReader.Read(text, MailChain.Split(text), _ => false).Count.ShouldBeLessThan(10);
        clock.Elapsed.ShouldBeLessThan(TimeSpan.FromMinutes(3), "a guard against hanging; speed is proved in bench/");
    }

    [Fact]
    public void Every_rule_has_its_own_name_and_both_languages()
    {
        StatementRules.All.Select(rule => rule.Id).ShouldBeUnique();
        StatementRules.All.ShouldAllBe(rule => rule.Reads.En.Length > 0 && rule.Reads.Zh.Length > 0 && !rule.Id.Any(char.IsUpper));
    }

    [Fact]
    public void Every_claim_is_one_of_the_published_ones()
    {
        var text = new EvidenceText("case.txt", "", Thread);
        foreach (var claim in StatementReader.Read(text, MailChain.Split(text), _ => false).Select(proposal => proposal.Fact).OfType<Claim>()) Claims.Find(claim.ClaimId!).ShouldNotBeNull();
    }

    [Fact]
    public void Tool_output_is_never_read_as_prose()
    {
        var text = new EvidenceText("case.txt", "", "It works from home.\n");
        StatementReader.Read(text, MailChain.Split(text), line => line == 0).ShouldBeEmpty();
    }
}
