using Demarc.Model;
using Demarc.Transcripts.Lsof;
using Demarc.Transcripts.ProcNet;
using Demarc.Transcripts.Tests.Driving;

namespace Demarc.Transcripts.Tests.ProcNet;

public sealed class ProcNetTests
{
    private const string Text = """
        root@host:~# cat /proc/net/tcp6
          sl  local_address                         remote_address                        st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
           0: 00000000000000000000000000000000:0016 00000000000000000000000000000000:0000 0A 00000000:00000003 00:00000000 00000000     0        0 23459 1 0000000000000000 100 0 0 10 0
           1: B80D0120000000000000000001000000:C001 B80D0120000000000000000007000000:01BB 08 00000000:00000052 00:00000000 00000000     0        0 23459 1 0000000000000000 100 0 0 10 0
        root@host:~# cat /proc/net/udp
           sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode ref pointer drops
          123: 00000000:0035 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 23459 2 0000000000000000 0
        root@host:~# cat /proc/net/arp
        IP address       HW type     Flags       HW address            Mask     Device
        192.0.2.1        0x1         0x2         02:FC:00:00:00:05     *        eth0
        192.0.2.9        0x1         0x0         00:00:00:00:00:00     *        eth0
        root@host:~# cat /proc/net/dev
        Inter-|   Receive                                                |  Transmit
         face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed
          eth0:   13222     152    3    2    0     0          0         0    13222     152    1    5    0     0       0          0
        root@host:~# cat /proc/net/if_inet6
        fe80000000000000020c29fffea4e315 02 40 20 80    eth0
        root@host:~# lsof -i -n -P
        COMMAND   PID USER   FD   TYPE DEVICE SIZE/OFF NODE NAME
        openssl 13367 root    3u  IPv4 687565      0t0  TCP 127.0.0.1:44330 (LISTEN)
        nginx       7 root    6u  IPv6  12345      0t0  TCP *:443 (LISTEN)
        nginx       8 www     6u  IPv6  12345      0t0  TCP *:443 (LISTEN)
        ssh       900 user    3u  IPv4  22222      0t0  TCP 192.0.2.2:50000->198.51.100.7:22 (ESTABLISHED)
        named      53 bind    5u  IPv4  33333      0t0  UDP 192.0.2.2:53
        curl      901 user    5u  IPv4  44444      0t0  UDP 192.0.2.2:40000->198.51.100.53:53
        root@host:~#
        """;

    private static readonly ITranscriptReader[] Readers = [new ProcNetSocketsReader(), new ProcNetTablesReader(), new LsofReader()];

    private static List<Observation> Read(string text) => [.. Blocks.Of(text, Readers).SelectMany(block => block.Observations)];

    private static string Brief(Listen l) => $"{l.Protocol} {l.Address} {l.Port} {l.RecvQ} {l.Process}".TrimEnd();

    [Fact]
    public void Reads_sockets() => Read(Text).OfType<Listen>().Select(Brief).ShouldBe(
        ["tcp :: 22 3", "udp 0.0.0.0 53 0", "tcp 127.0.0.1 44330  openssl", "tcp :: 443  nginx", "udp 192.0.2.2 53  named"]);

    [Fact]
    public void Counts_connections()
    {
        var states = Read(Text).OfType<Sockets>().Where(each => each.State is not null).ToList();
        (states[0].State, states[0].RecvQ, states[0].Counts!.Single().Remote).ShouldBe(("CLOSE_WAIT", 82, "[2001:db8::7]:443"));
        (states[1].State, states[1].Counts!.Single().Remote).ShouldBe(("ESTABLISHED", "198.51.100.7:22"));
    }

    [Fact]
    public void Reads_neighbours_and_interfaces()
    {
        Read(Text).OfType<Neighbour>().Select(each => (each.Address, each.Mac)).ShouldBe([("192.0.2.1", "02:fc:00:00:00:05"), ("192.0.2.9", null)]);
        Read(Text).OfType<Interface>().Select(each => (each.Name, each.Errors, each.Dropped, each.Addresses?[0])).ShouldBe([("eth0", 4, 7, null), ("eth0", null, null, "fe80::20c:29ff:fea4:e315/64")]);
    }

    [Theory]
    [InlineData("local_address is a column of it")]
    [InlineData("We use IPv4 and TCP *:80 (LISTEN)")]
    [InlineData("a 1 b c IPv4 d e TCP f")]
    public void Prose_says_nothing(string line) => Read(line).ShouldBeEmpty();

    [Fact]
    public void Agrees_with_jc()
    {
        var tcp = Read(Blocks.Fixture("linux-proc", "net_tcp"));
        tcp.OfType<Listen>().Select(each => (each.Address, each.Port)).Take(4).ShouldBe([("127.0.0.53", 53), ("127.0.0.1", 35303), ("127.0.0.1", 631), ("0.0.0.0", 22)]);
        var all = tcp.OfType<Sockets>().First(each => each.State is null).Counts!;
        (all.Sum(count => count.N) + tcp.OfType<Listen>().Count()).ShouldBe(Blocks.Fixture("linux-proc", "net_tcp").Split('\n').Count(line => line.Contains(": ", StringComparison.Ordinal)));
        Read(Blocks.Fixture("linux-proc", "net_arp")).Cast<Neighbour>().Select(each => $"{each.Address} {each.Mac}").ShouldBe(
            ["192.168.71.254 00:50:56:f3:2f:ae", "192.168.71.2 00:50:56:f7:4a:fc", "192.168.71.1 a6:83:e7:d2:a9:65"]);
        Read(Blocks.Fixture("linux-proc", "net_dev")).Cast<Interface>().Select(each => (each.Name, each.Errors, each.Dropped)).ShouldBe([("lo", 0, 0), ("ens33", 0, 0)]);
        Read(Blocks.Fixture("linux-proc", "net_if_inet6")).Cast<Interface>().Select(each => $"{each.Name} {each.Addresses![0]}").ShouldBe(["ens33 fe80::20c:29ff:fea4:e315/64", "lo ::1/128"]);
    }

    [Fact]
    public void Survives_damage() => Blocks.Survive(Text, Readers);
}
