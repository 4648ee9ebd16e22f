using Demarc.Transcripts;

namespace Demarc.Transcripts.Tests;

public sealed class SecretsTests
{
    [Theory]
    [InlineData("Authorization: Bearer abcdef0123456789", "Authorization: Bearer ****")]
    [InlineData("curl -H 'Authorization: Basic dXNlcjpwYXNz' https://example.com", "curl -H 'Authorization: Basic ****' https://example.com")]
    [InlineData("Cookie: session=abc; theme=dark", "Cookie: ****")]
    [InlineData("https://user:hunter2@example.com/path", "https://****@example.com/path")]
    [InlineData("用户名：someone 密码：hunter2", "用户名：someone 密码：****")]
    [InlineData("GET /login?user=a&password=hunter2&next=/ HTTP/1.1", "GET /login?user=a&password=****&next=/ HTTP/1.1")]
    [InlineData("nothing secret here, TTL=64", "nothing secret here, TTL=64")]
    public void Masks_what_must_not_leave(string text, string expected) => Secrets.MaskAll(text).ShouldBe(expected);

    [Fact]
    public void Cuts_at_a_character_boundary()
    {
        var cut = Secrets.MaskAndCut(new string('毫', 2000), 2048);
        System.Text.Encoding.UTF8.GetByteCount(cut).ShouldBeLessThanOrEqualTo(2048);
        cut.ShouldEndWith("毫…");
    }
}
