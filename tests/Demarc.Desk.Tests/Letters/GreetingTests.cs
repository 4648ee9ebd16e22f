using Demarc.Desk.Letters;
using Demarc.Model;

namespace Demarc.Desk.Tests.Letters;

public sealed class GreetingTests
{
    [Theory]
    [InlineData("李明", "女士", "李女士，您好：")]
    [InlineData("欧阳明", "老师", "欧阳老师，您好：")]
    [InlineData("李明", "李先生", "李先生，您好：")]
    [InlineData("李明", "Ms", "李女士，您好：")]
    [InlineData("Kim Lee", "先生", "Kim Lee 先生，您好：")]
    [InlineData("李明", null, "李明，您好：")]
    [InlineData(null, null, "您好：")]
    [InlineData(null, "女士", "您好：")]
    public void A_Chinese_letter_greets_by_family_name_and_title(string? name, string? salutation, string greeting) =>
        Greeting.Of(new(name, salutation, Language.Chinese, TimeZoneInfo.Utc)).ShouldBe(greeting);

    [Theory]
    [InlineData("Jo Miller", "Ms", "Dear Ms Jo Miller,")]
    [InlineData("Jo Miller", "Dr. Miller", "Dear Dr. Miller,")]
    [InlineData("Jo Miller", null, "Dear Jo Miller,")]
    [InlineData("Li Ming", "先生", "Dear Mr Li Ming,")]
    [InlineData("李明", "先生", "Dear 李明,")]
    [InlineData(null, null, "Hello,")]
    public void An_English_letter_greets_plainly(string? name, string? salutation, string greeting) =>
        Greeting.Of(new(name, salutation, Language.English, TimeZoneInfo.Utc)).ShouldBe(greeting);

    [Fact]
    public void Dates_are_those_of_the_partys_zone_with_their_offset()
    {
        var instant = new DateTimeOffset(2026, 7, 1, 20, 30, 0, TimeSpan.Zero);
        var india = TimeZoneInfo.FindSystemTimeZoneById("Asia/Kolkata");
        DateWords.Instant(instant, TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai"), Language.Chinese).ShouldBe("2026 年 7 月 2 日 04:30（UTC+8）");
        DateWords.Instant(instant, TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"), Language.English).ShouldBe("1 July 2026, 22:30 (UTC+2)");
        DateWords.Instant(instant, india, Language.English).ShouldBe("2 July 2026, 02:00 (UTC+5:30)");
        DateWords.Instant(instant, TimeZoneInfo.FindSystemTimeZoneById("America/New_York"), Language.English).ShouldBe("1 July 2026, 16:30 (UTC-4)");
    }

    [Fact]
    public void A_verdict_is_said_as_what_the_evidence_points_to()
    {
        VerdictSentence.Of(Documents.Verdict(Side.AccessNetwork, "likely").Verdict).ShouldBe(new("the evidence points to the access network (likely)", "现有证据指向接入网络侧（较可能）"));
        VerdictSentence.Of(Documents.Verdict().Verdict).En.ShouldBe("the evidence cannot tell yet on which side the problem lies");
        VerdictSentence.Of(Documents.Verdict(Side.Healthy).Verdict).Zh.ShouldBe("现有证据未见异常");
    }
}
