using Demarc.Model;
using Demarc.Testing;
using Demarc.Transcripts.Netstat;
using Demarc.Transcripts.Tests.Driving;

namespace Demarc.Transcripts.Tests.Netstat;

public sealed class NetstatSocketsReaderTests
{
    private const string Linux = """
        root@web-1:/etc/nginx# netstat -nltp
        Active Internet connections (only servers)
        Proto Recv-Q Send-Q Local Address           Foreign Address         State       PID/Program name
        tcp        0      0 0.0.0.0:80              0.0.0.0:*               LISTEN      15716/nginx -g daem
        tcp        3      0 127.0.0.1:9000          0.0.0.0:*               LISTEN      -
        tcp6       0      0 :::9100                 :::*                    LISTEN      1068/node_exporter
        udp        0      0 0.0.0.0:68              0.0.0.0:*                           1029/dhclient
        root@web-1:/etc/nginx#
        """;

    private static List<Observation> Read(string text) =>
        [.. Blocks.Of(text, new NetstatSocketsReader(), new NetstatStateCountsReader()).SelectMany(block => block.Observations)];

    private static string[] Listening(string text) => [.. Read(text).OfType<Listen>().Select(l => $"{l.Protocol} {l.Address} {l.Port} {l.Process}".TrimEnd())];

    private static string Brief(Sockets sockets) =>
        $"{sockets.State ?? "all"} {sockets.RecvQ}/{sockets.SendQ}: {string.Join("; ", sockets.Counts!.Select(c => $"{c.LocalPort}|{c.Remote}|{c.State}={c.N}"))}";

    [Fact]
    public void Reads_listening_sockets_of_linux()
    {
        Listening(Linux).ShouldBe(["tcp 0.0.0.0 80 nginx -g daem", "tcp 127.0.0.1 9000", "tcp :: 9100 node_exporter", "udp 0.0.0.0 68 dhclient"]);
        var read = Read(Linux);
        read.OfType<Sockets>().ShouldBeEmpty();
        var waiting = (Listen)read[1];
        (waiting.RecvQ, waiting.Backlog).ShouldBe((3, null));
        waiting.Evidence.Lines.ShouldBe([5, 5]);
    }

    [Fact]
    public void Counts_connections_by_local_port_or_remote_end_and_state()
    {
        var read = Read("""
            激活Internet连接 (服务器和已建立连接的)
            Proto Recv-Q Send-Q Local Address           Foreign Address         State
            tcp        0      0 0.0.0.0:443             0.0.0.0:*               LISTEN
            tcp       32      0 192.0.2.10:443          198.51.100.7:50123      CLOSE_WAIT
            tcp        8      0 192.0.2.10:443          198.51.100.8:50124      CLOSE_WAIT
            tcp        0     10 192.0.2.10:40001        203.0.113.5:5432        ESTABLISHED
            tcp        0      5 192.0.2.10:40002        203.0.113.5:5432        ESTABLISHED
            tcp6       0      0 2001:db8::1:443         2001:db8::2:50000       TIME_WAIT
            """);
        read.OfType<Listen>().Single().Port.ShouldBe(443);
        read.OfType<Sockets>().Select(Brief).ShouldBe(
        [
            "all /: ||CLOSE_WAIT=2; ||ESTABLISHED=2; ||TIME_WAIT=1",
            "CLOSE_WAIT 40/0: 443||CLOSE_WAIT=2",
            "ESTABLISHED 0/15: |203.0.113.5:5432|ESTABLISHED=2",
            "TIME_WAIT 0/0: 443||TIME_WAIT=1",
        ]);
    }

    [Fact]
    public void Reads_windows_in_german_and_chinese()
    {
        var read = Read("""
            Aktive Verbindungen

              Proto  Lokale Adresse         Remoteadresse          Status           PID
              TCP    0.0.0.0:135            0.0.0.0:0              ABHÖREN         1712
              TCP    192.0.2.20:50211       203.0.113.9:443        HERGESTELLT     4044
              TCP    192.0.2.20:50212       203.0.113.9:443        WARTEND         0
              TCP    [::]:445               [::]:0                 ABHÖREN         4
              UDP    0.0.0.0:5353           *:*                                    2200
            """);
        read.OfType<Listen>().Select(l => $"{l.Protocol} {l.Address} {l.Port} {l.Process} {l.RecvQ}").ShouldBe(
            ["tcp 0.0.0.0 135 pid 1712 ", "tcp :: 445 pid 4 ", "udp 0.0.0.0 5353 pid 2200 "]);
        read.OfType<Sockets>().First().Counts!.ShouldBe([new SocketCount(null, null, "ESTABLISHED", 1), new SocketCount(null, null, "TIME_WAIT", 1)]);
        Listening("活动连接\n\n  协议  本地地址          外部地址        状态\n  TCP    127.0.0.1:8080    0.0.0.0:0    LISTENING\n").ShouldBe(["tcp 127.0.0.1 8080"]);
    }

    [Fact]
    public void Reads_the_owner_windows_prints_below_a_row()
    {
        Listening("""
              Proto  Local Address          Foreign Address        State           PID
              TCP    0.0.0.0:135            0.0.0.0:0              LISTENING       1712
              RpcSs
             [svchost.exe]
              TCP    0.0.0.0:445            0.0.0.0:0              LISTENING       4
             无法获取所有权信息
              TCP    0.0.0.0:902            0.0.0.0:0              LISTENING       7388
             [vmware-authd.exe]
            """).ShouldBe(["tcp 0.0.0.0 135 svchost.exe", "tcp 0.0.0.0 445 pid 4", "tcp 0.0.0.0 902 vmware-authd.exe"]);
    }

    [Fact]
    public void Reads_the_dotted_ends_of_the_bsds()
    {
        var read = Read("""
            Active Internet connections (including servers)
            Proto Recv-Q Send-Q  Local Address          Foreign Address        (state)
            tcp4       0      0  *.22                   *.*                    LISTEN
            tcp6       0      0  *.22                   *.*                    LISTEN
            tcp4       0      0  127.0.0.1.8080         *.*                    LISTEN
            tcp4       0      0  192.0.2.5.51000        203.0.113.1.443        ESTABLISHED
            tcp4       0      0  192.0.2.5.51001        203.0.113.1.443        FIN_WAIT_1
            udp4       0      0  *.*                    *.*
            """);
        read.OfType<Listen>().Select(l => $"{l.Protocol} {l.Address} {l.Port}").ShouldBe(["tcp 0.0.0.0 22", "tcp :: 22", "tcp 127.0.0.1 8080"]);
        read.OfType<Sockets>().First().Counts!.Select(c => c.State).ShouldBe(["ESTABLISHED", "FIN_WAIT1"]);
    }

    [Fact]
    public void A_bound_socket_of_windows_does_not_listen() =>
        Read("  TCP    0.0.0.0:5000     0.0.0.0:0      BOUND      77\n").OfType<Listen>().ShouldBeEmpty();

    [Theory]
    [InlineData("tcp      6 431999 ESTABLISHED src=192.0.2.1 dst=192.0.2.2 sport=1 dport=2")]
    [InlineData("TCP 192.0.2.1:80 is open")]
    [InlineData("tcp 连接 0 0 都正常")]
    [InlineData("3 listeners on tcp and udp")]
    [InlineData("  99 problems ESTABLISHED")]
    [InlineData("5 CLOSE_WAIT")]
    public void Other_lines_are_no_socket_table(string line) => Read(line).ShouldBeEmpty();

    [Fact]
    public void State_counts_of_a_pipe_are_read()
    {
        Read("root@web-1:~# netstat -ant | awk '{print $6}' | sort | uniq -c\n      3 LISTEN\n    120 CLOSE_WAIT\n").OfType<Sockets>().ShouldHaveSingleItem().Counts!
            .ShouldBe([new SocketCount(null, null, "LISTEN", 3), new SocketCount(null, null, "CLOSE_WAIT", 120)]);
        Read("TIME_WAIT 814\nCLOSE_WAIT 1\nESTABLISHED 634\n").OfType<Sockets>().ShouldHaveSingleItem().Counts!.Sum(c => c.N).ShouldBe(1449);
    }

    [Fact]
    public void Reads_the_samples()
    {
        var read = Read(Blocks.Sample("netstat", "09-linux-close-wait-big-recvq.txt")).Cast<Sockets>().ToList();
        read[0].Counts!.ShouldBe([new SocketCount(null, null, "CLOSE_WAIT", 12)]);
        read[1].RecvQ.ShouldBe(308 + 627 + 12209 + 275 + 0 + 1 + 416 + 308 + 308 + 308 + 178353 + 327665);
        read[1].Counts![0].ShouldBe(new SocketCount(30303, null, "CLOSE_WAIT", 7));
        Read(Blocks.Sample("netstat", "10-linux-state-count-uniq.txt")).Cast<Sockets>().Single().Counts!.Select(c => (c.State, c.N)).ShouldBe(
            [("LAST_ACK", 25), ("SYN_RECV", 1724), ("ESTABLISHED", 3030), ("TIME_WAIT", 6589), ("CLOSE_WAIT", 56304)]);
    }

    [Fact]
    public void Reads_the_fixtures_of_jc()
    {
        Listening(Blocks.Fixture("ubuntu-18.04", "netstat-sudo-lnp.out")).ShouldBe(
        [
            "tcp 127.0.0.1 42351 containerd", "tcp 127.0.0.53 53 systemd-resolve", "tcp 0.0.0.0 22 sshd", "tcp :: 22 sshd",
            "udp 127.0.0.53 53 systemd-resolve", "udp 192.168.71.131 68 systemd-network",
        ]);
        Listening(Blocks.Fixture("ubuntu-18.04", "netstat-sudo-aeep.out")).ShouldBe(
        [
            "tcp localhost 53 systemd-resolve", "tcp 0.0.0.0 22 sshd", "tcp localhost 35485 containerd", "tcp :: 22 sshd",
            "udp localhost 53 systemd-resolve", "udp kbrazil-ubuntu 68 systemd-network",
        ]);
        Listening(Blocks.Fixture("ubuntu-18.04", "netstat-sudo-lnp-space.out"))[2].ShouldBe("tcp 0.0.0.0 22 sshd: /usr/sbin");
        Listening(Blocks.Fixture("freebsd12", "netstat-AanP.out")).ShouldBe(
            ["tcp 127.0.0.1 25", "tcp 0.0.0.0 22", "tcp :: 22", "udp 0.0.0.0 514", "udp :: 514"]);
        var windows = Blocks.Fixture("windows", "windows-10", "netstat-aonb.out");
        var rows = windows.Split('\n').Select(line => line.Trim()).ToList();
        Listening(windows).Length.ShouldBe(rows.Count(row => row.Contains("LISTENING", StringComparison.Ordinal) || row.StartsWith("UDP ", StringComparison.Ordinal)));
        Listening(windows).Take(4).ShouldBe(["tcp 0.0.0.0 135 svchost.exe", "tcp 0.0.0.0 443 vmware-hostd.exe", "tcp 0.0.0.0 445 pid 4", "tcp 0.0.0.0 902 vmware-authd.exe"]);
        var an = Blocks.Fixture("windows", "windows-10", "netstat-an.out");
        Read(an).OfType<Sockets>().First().Counts!.Single(c => c.State == "ESTABLISHED").N.ShouldBe(an.Split('\n').Count(line => line.Contains(" ESTABLISHED", StringComparison.Ordinal)));
        var mac = Blocks.Fixture("osx-10.14.6", "netstat-An.out");
        Read(mac).OfType<Sockets>().First().Counts!.Single(c => c.State == "ESTABLISHED").N.ShouldBe(
            mac.Split('\n').Count(line => line.Contains(" tcp", StringComparison.Ordinal) && line.Contains(" ESTABLISHED", StringComparison.Ordinal)));
    }

    [Fact]
    public void Reads_the_two_listings_of_the_thread_on_flaky_https()
    {
        var blocks = Blocks.Of(File.ReadAllText(Repository.Shared("seeds", "case-d-intermittent-https.md")), new NetstatSocketsReader(), new NetstatStateCountsReader());
        blocks.Select(block => string.Join(' ', block.Observations.Cast<Listen>().Select(l => l.Port))).ShouldBe(["80 22 9100 22 25 9000", "80 22 443 9100 22 25 9000"]);
        blocks[1].Observations.Cast<Listen>().First(l => l.Port == 443).Process.ShouldBe("nginx -g daem");
    }

    [Fact]
    public void Survives_damage() => Blocks.Survive(Linux + "\n  TCP    [::]:445               [::]:0                 ABHÖREN         4\n", new NetstatSocketsReader(), new NetstatStateCountsReader());
}
