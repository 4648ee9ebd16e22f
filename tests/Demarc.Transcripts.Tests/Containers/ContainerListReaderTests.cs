using Demarc.Model;
using Demarc.Transcripts.Containers;
using Demarc.Transcripts.Systemctl;
using Demarc.Transcripts.Tests.Driving;

namespace Demarc.Transcripts.Tests.Containers;

public sealed class ContainerListReaderTests
{
    private const string Text = """
        root@host:~# docker ps -a
        CONTAINER ID   IMAGE                          COMMAND                  CREATED       STATUS                     PORTS                                         NAMES
        0123456789ab   registry.example:5000/web:1.2  "/docker-entrypoint.…"   2 days ago    Up 2 days (unhealthy)      0.0.0.0:8080->80/tcp, [::]:8080->80/tcp       web
        123456789abc   postgres                       "docker-entrypoint.s…"   2 days ago    Exited (1) 5 minutes ago                                                 db
        23456789abcd   game:9                         "/run"                   2 days ago    Up 1 second                127.0.0.1:7000-7001->7000-7001/udp, 443/tcp   game
        root@host:~# systemctl status nginx
        ● nginx.service - A high performance web server
             Loaded: loaded (/lib/systemd/system/nginx.service; enabled; vendor preset: enabled)
             Active: failed (Result: exit-code) since Mon 2023-05-01 10:00:00 UTC; 2 days ago
            Process: 7 ExecStart=/usr/sbin/nginx (code=exited, status=1/FAILURE)

        May 01 10:00:00 host nginx[7]: nginx: [emerg] bind() to 0.0.0.0:80 failed (98: Address already in use)
        root@host:~# systemctl status sshd
        ● sshd.service - OpenSSH server daemon
           Loaded: loaded (/usr/lib/systemd/system/sshd.service; enabled)
           Active: active (running) since Mon 2023-05-01 10:00:00 UTC; 2 days ago
         Main PID: 900 (sshd)
           CGroup: /system.slice/sshd.service
                   └─900 /usr/sbin/sshd -D
        root@host:~#
        """;

    private static readonly ITranscriptReader[] Readers = [new ContainerListReader(), new SystemctlStatusReader()];

    private static List<string> Read(string text) => [.. Blocks.Of(text, Readers).SelectMany(block => block.Observations).Select(each => each switch
    {
        Listen listen => $"{listen.Process} {listen.Address}:{listen.Port}/{listen.Protocol}",
        Software software => $"{software.Name} {software.Version} {software.SoftwareKind}",
        ErrorText error => $"{error.Product}: {error.Text} ({error.Meaning})",
        _ => each.Kind,
    })];

    [Fact]
    public void Reads_containers_and_services() => Read(Text).ShouldBe(
    [
        "registry.example:5000/web 1.2 service", "web: Up 2 days (unhealthy) (container-unhealthy)", "web 0.0.0.0:8080/tcp", "web :::8080/tcp",
        "postgres  service", "db: Exited (1) 5 minutes ago (container-stopped)",
        "game 9 service", "game 127.0.0.1:7000/udp", "game 127.0.0.1:7001/udp",
        "nginx.service  service", "nginx.service: failed (Result: exit-code) since Mon 2023-05-01 10:00:00 UTC; 2 days ago (service-failed)",
        "sshd.service  service",
    ]);

    [Theory]
    [InlineData("IMAGE STATUS PORTS NAMES are the columns")]
    [InlineData("nginx.service - what it is")]
    [InlineData("nginx.service\n    Active: it is")]
    public void Prose_says_nothing_of_containers(string text) => Read(text).Where(each => !each.StartsWith("nginx.service  ", StringComparison.Ordinal)).ShouldBeEmpty();

    [Fact]
    public void Survives_damage() => Blocks.Survive(Text, Readers);
}
