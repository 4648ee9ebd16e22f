using Demarc.Probing;

namespace Demarc.Checking.Tests;

public sealed class TargetSpecTests
{
    [Theory]
    [InlineData("https://shop.example/a?b=1", "shop.example", 443, "https", "https://shop.example/a?…")]
    [InlineData("http://shop.example:8080", "shop.example", 8080, "http", "http://shop.example:8080/")]
    [InlineData("shop.example", "shop.example", 443, "https", "https://shop.example/")]
    [InlineData("shop.example:80", "shop.example", 80, "http", "http://shop.example/")]
    [InlineData("shop.example:5432", "shop.example", 5432, null, "tcp://shop.example:5432/")]
    [InlineData("192.0.2.7:22", "192.0.2.7", 22, null, "tcp://192.0.2.7:22/")]
    [InlineData("2001:db8::7", "2001:db8::7", 443, "https", "https://[2001:db8::7]/")]
    [InlineData("[2001:db8::7]:80", "2001:db8::7", 80, "http", "http://[2001:db8::7]/")]
    [InlineData("例子.example", "xn--fsqu00a.example", 443, "https", "https://xn--fsqu00a.example/")]
    [InlineData("localhost", "localhost", 443, "https", "https://localhost/")]
    public void A_target_is_taken_apart_as_people_write_it(string text, string host, int port, string? scheme, string url)
    {
        var (target, problem) = TargetSpec.Parse(text);
        problem.ShouldBeNull();
        (target!.Host, target.Port, target.Scheme, target.Url).ShouldBe((host, port, scheme, url));
    }

    [Theory]
    [InlineData("")]
    [InlineData("ftp://shop.example/")]
    [InlineData("shop.example:0")]
    [InlineData("shop.example:http")]
    [InlineData("http://")]
    [InlineData("a b")]
    [InlineData("-x/../y")]
    public void What_cannot_be_measured_is_refused_in_both_languages(string text)
    {
        var (target, problem) = TargetSpec.Parse(text);
        target.ShouldBeNull();
        problem!.En.ShouldNotBeEmpty();
        problem.Zh.ShouldNotBeEmpty();
    }

    [Fact]
    public void A_password_in_the_URL_is_dropped() =>
        TargetSpec.Parse("https://user:secret@shop.example/").Target!.ToString().ShouldNotContain("secret");
}
