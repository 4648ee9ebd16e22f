using Demarc.Model;
using Demarc.Transcripts.ErrorTexts;
using Demarc.Transcripts.Tests.Driving;

namespace Demarc.Transcripts.Tests.ErrorTexts;

public sealed class WebServerErrorReaderTests
{
    private const string Refused = "2026/03/02 12:00:01 [error] 1167#0: *2650 connect() failed (111: Connection refused) while connecting to upstream, client: 192.0.2.1, server: www.example.com, request: \"GET / HTTP/1.1\", upstream: \"http://198.51.100.2:8080/\"";

    [Theory]
    [InlineData(Refused, "nginx upstream-refused")]
    [InlineData("2026/03/02 12:00:01 [error] 1167#0: *2650 upstream timed out (110: Connection timed out) while reading response header from upstream, client: 192.0.2.1", "nginx upstream-timeout")]
    [InlineData("2026/03/02 12:00:01 [error] 1167#0: *9 recv() failed (104: Connection reset by peer) while reading response header from upstream, client: 192.0.2.1", "nginx upstream-reset")]
    [InlineData("2026/03/02 12:00:01 [error] 1167#0: *9 no live upstreams while connecting to upstream, client: 192.0.2.1", "nginx upstream-unreachable")]
    [InlineData("2026/03/02 12:00:01 [info] 1167#0: *9 client prematurely closed connection (104: Connection reset by peer), client: 192.0.2.1", "nginx client-gave-up")]
    [InlineData("2026/03/02 12:00:01 [alert] 1167#0: 1024 worker_connections are not enough", "nginx server-exhausted")]
    [InlineData("[Mon Mar 02 12:00:01.902022 2026] [proxy:error] [pid 35708:tid 4328636416] (111)Connection refused: AH00957: HTTP: attempt to connect to 198.51.100.2:8080 (app) failed", "Apache httpd upstream-refused")]
    public void Failures_behind_the_server_are_kept_from_those_of_its_clients(string line, string expected) =>
        Blocks.All<ErrorText>(line, new WebServerErrorReader()).Select(it => $"{it.Product} {it.Meaning}").ShouldBe([expected]);

    [Theory]
    [InlineData("2026/03/02 12:00:01 [error] 811#811: *1402 connect() failed (111: Connection refused) while connecting to upstream, client: 192.0.2.61, server: crm.example.com", "nginx upstream-refused")]
    [InlineData("2026/03/02 12:00:01 [crit] 2211#2213: *90412 open() \"/var/lib/nginx/body/0000009911\" failed (28: No space left on device), client: 198.51.100.23", "nginx server-exhausted")]
    public void The_thread_behind_the_process_may_have_any_number(string line, string expected) =>
        Blocks.All<ErrorText>("All quiet since noon, then this:\n" + line, new WebServerErrorReader()).Select(it => $"{it.Product} {it.Meaning}").ShouldBe([expected]);

    [Theory]
    [InlineData("2026/03/02 12:00:01 [notice] 1167#0: signal process started")]
    [InlineData("2026/03/02 12:00:01 [error] 1167#0: *9 recv() failed (104: Connection reset by peer) while reading client request line, client: 192.0.2.1")]
    [InlineData("the upstream timed out yesterday, says [error] 1167#0: somebody")]
    public void Other_lines_accuse_nobody(string line) => Blocks.Of(line, new WebServerErrorReader()).ShouldBeEmpty();

    [Fact]
    public void Damage_breaks_nothing() => Blocks.Survive(Refused + "\n" + Refused, new WebServerErrorReader());
}
