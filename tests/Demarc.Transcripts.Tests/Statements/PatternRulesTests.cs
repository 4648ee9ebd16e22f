using Demarc.Model;
using Demarc.Transcripts.Mail;
using Demarc.Transcripts.Statements;

namespace Demarc.Transcripts.Tests.Statements;

public sealed class PatternRulesTests
{
    private static string Read(string text)
    {
        var evidence = new EvidenceText("mail.txt", new string('0', 64), text);
        return string.Join('|', StatementReader.Read(evidence, MailChain.Split(evidence), _ => false).Select(proposed => proposed.Fact switch
        {
            Report report => $"{report.Note} {report.Works}",
            Trial trial => $"{string.Join(',', trial.Factors!.Select(factor => $"{factor.Key}={factor.Value}"))} {trial.Symptom}",
            var other => other.Kind,
        }));
    }

    [Theory]
    [InlineData("We only see this between 9 and 11 in the morning.", "peak-hours sometimes")]
    [InlineData("It never happens at night.", "peak-hours sometimes")]
    [InlineData("每天上午九点到十一点特别慢。", "peak-hours sometimes")]
    [InlineData("晚上从来没有出现过。", "peak-hours sometimes")]
    [InlineData("Other sites are fine.", "other-targets always")]
    [InlineData("其他网站都正常。", "other-targets always")]
    [InlineData("IPv4 works, IPv6 does not.", "ipv6-bad sometimes")]
    [InlineData("IPv4 正常，IPv6 打不开。", "ipv6-bad sometimes")]
    [InlineData("Small files download, big ones stop halfway.", "large-only sometimes")]
    [InlineData("小文件能下载，大文件下到一半就停。", "large-only sometimes")]
    [InlineData("Over the backup line it works.", "other-network always")]
    [InlineData("换成联通的线路就好了。", "other-network always")]
    [InlineData("开了VPN就能访问，关了就不行。", "other-network always")]
    [InlineData("With the VPN on it does not load, without it it does.", "vpn=on True|vpn=off False")]
    [InlineData("关了VPN就能访问。", "vpn=on True|vpn=off False")]
    [InlineData("It works in Firefox but not in Chrome.", "browser=Chrome True|browser=Firefox False")]
    [InlineData("只有Chrome打不开，火狐可以。", "browser=Chrome True|browser=火狐 False")]
    [InlineData("换个浏览器就可以了。", "browser=the usual True|browser=another False")]
    [InlineData("Over cable it is fast, over Wi-Fi it crawls.", "wifi=on True|wifi=off False")]
    [InlineData("插网线很快，连无线就卡。", "wifi=on True|wifi=off False")]
    public void What_the_trouble_goes_with_is_proposed_as_one_test(string sentence, string expected) => Read(sentence).ShouldBe(expected);

    [Theory]
    [InlineData("Could you check whether other sites are fine?")]
    [InlineData("Please try whether it works in Firefox but not in Chrome.")]
    [InlineData("其他网站正常吗？")]
    [InlineData("如果换个浏览器就可以了，请告诉我们。")]
    [InlineData("The maintenance is always between 9 and 11.")]
    [InlineData("We use IPv4 and IPv6.")]
    [InlineData("Small files are kept for a year, big files for a month.")]
    [InlineData("我们每天上午开会。")]
    [InlineData("The VPN is on the second floor.")]
    public void Questions_and_what_is_no_symptom_are_left_alone(string sentence) => Read(sentence).ShouldBe("");
}
