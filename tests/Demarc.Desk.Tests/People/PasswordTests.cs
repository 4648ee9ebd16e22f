using Demarc.Desk.People;

namespace Demarc.Desk.Tests.People;

public sealed class PasswordTests
{
    [Theory]
    [InlineData("password12")]
    [InlineData("P@ssw0rd2026!")]
    [InlineData("Passw0rd1234")]
    [InlineData("administrator")]
    [InlineData("Welcome2026")]
    [InlineData("adminadmin12")]
    [InlineData("1234567890")]
    [InlineData("13812345678")]
    [InlineData("aaaaaaaaaaaa")]
    [InlineData("abcabcabcabc")]
    [InlineData("qwertyuiop")]
    [InlineData("1qaz2wsx3edc")]
    [InlineData("zhang.wei")]
    [InlineData("zhangwei2026")]
    [InlineData("zhang.wei1!")]
    [InlineData("我的密码我的密码1")]
    [InlineData("demarc-demarc")]
    public void What_is_tried_first_is_refused(string password) =>
        Should.Throw<Demarc.Desk.Store.DeskFault>(() => PasswordRules.Check(password, "zhang.wei", "Zhang Wei")).Kind.ShouldBe(Demarc.Desk.Store.DeskFaultKind.BadInput);

    [Theory]
    [InlineData("vier blaue Boote am Kai")]
    [InlineData("correct horse battery staple")]
    [InlineData("kq7vx2mzpd")]
    [InlineData("春风又绿江南岸明月何")]
    [InlineData("zhang wei mag gern gelbe Enten")]
    [InlineData("          a b c d e")]
    public void Ten_characters_of_any_kind_are_enough(string password) => Should.NotThrow(() => PasswordRules.Check(password, "zhang.wei", "Zhang Wei"));

    [Fact]
    public void Nine_are_not_enough_and_a_hundred_and_twenty_eight_are_not_too_many()
    {
        Should.Throw<Demarc.Desk.Store.DeskFault>(() => PasswordRules.Check("kq7vx2mzp"));
        Should.NotThrow(() => PasswordRules.Check(string.Concat(Enumerable.Range(0, 64).Select(i => $"{(char)('a' + i % 26)}{i % 10}"))));
    }

    [Fact]
    public void The_text_of_a_refusal_does_not_hold_the_password()
    {
        var fault = Should.Throw<Demarc.Desk.Store.DeskFault>(() => PasswordRules.Check("Welcome2026"));
        $"{fault} {fault.Text.En} {fault.Text.Zh}".ShouldNotContain("Welcome2026");
    }

    [Fact]
    public void The_same_password_is_kept_differently_each_time_and_fits_only_itself()
    {
        var passwords = new Passwords(1_000);
        var (one, other) = (passwords.Keep("vier blaue Boote"), passwords.Keep("vier blaue Boote"));
        one.ShouldNotBe(other);
        passwords.Fits("vier blaue Boote", one).ShouldBeTrue();
        passwords.Fits("vier blaue boote", one).ShouldBeFalse();
        passwords.Fits("", one).ShouldBeFalse();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("pbkdf2-sha256$1000$AAAA$AAAA")]
    [InlineData("pbkdf2-sha256$-1$AAAAAAAAAAAAAAAAAAAAAA==$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    [InlineData("md5$1$x$y")]
    [InlineData("$$$")]
    public void Nothing_fits_what_was_not_kept_by_us(string? kept) => new Passwords(1_000).Fits("", kept).ShouldBeFalse();

    [Fact]
    public void The_usual_cost_is_six_hundred_thousand_rounds() => new PeopleOptions().Iterations.ShouldBeGreaterThanOrEqualTo(600_000);
}
