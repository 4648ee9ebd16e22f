using Demarc.Model;
using Demarc.Transcripts.Sysctl;
using Demarc.Transcripts.Tests.Driving;

namespace Demarc.Transcripts.Tests.Sysctl;

public sealed class SysctlReaderTests
{
    private static List<Setting> Read(string text) => Blocks.All<Setting>(text, new SysctlReader(), new ProcSysReader());

    private static (string?, string?)[] Pairs(string text) => [.. Read(text).Select(setting => (setting.Name, setting.Value))];

    [Theory]
    [InlineData("net.ipv4.tcp_tw_recycle = 1", "net.ipv4.tcp_tw_recycle", "1")]
    [InlineData("net.ipv4.tcp_tw_recycle=1", "net.ipv4.tcp_tw_recycle", "1")]
    [InlineData("   net.ipv4.ip_local_port_range = 32768\t60999", "net.ipv4.ip_local_port_range", "32768 60999")]
    [InlineData("net.ipv4.tcp_congestion_control = cubic", "net.ipv4.tcp_congestion_control", "cubic")]
    [InlineData("net.ipv4.tcp_timestamps = 0    # 关闭时间戳", "net.ipv4.tcp_timestamps", "0")]
    [InlineData("net.inet.tcp.mssdflt: 512", "net.inet.tcp.mssdflt", "512")]
    [InlineData("net.ipv4.conf.eth0/100.rp_filter = 2", "net.ipv4.conf.eth0/100.rp_filter", "2")]
    public void A_line_that_is_an_assignment_of_a_kernel_name_is_a_setting(string line, string name, string value) =>
        Pairs($"说明：\n{line}\n结束").ShouldBe([(name, value)]);

    [Theory]
    [InlineData("将 `net.ipv4.tcp_tw_reuse` 和 `net.ipv4.tcp_tw_recycle` 恢复为 0 设置；")]
    [InlineData("net.ipv4.tcp_tw_recycle = 1 drops clients behind NAT, so we changed it")]
    [InlineData("net.ipv4.tcp_tw_recycle = 0，重启后无效")]
    [InlineData("net.ipv4.tcp_tw_recycle: 这个参数要关掉")]
    [InlineData("- net.ipv4.tcp_tw_recycle = 0")]
    [InlineData("#net.ipv4.ip_forward=1")]
    [InlineData("sysctl -w net.ipv4.tcp_tw_recycle=0")]
    [InlineData("user.dir = /srv/app")]
    [InlineData("fs.s3a.endpoint = storage.example.com")]
    [InlineData("net.example.com: 192.0.2.1")]
    [InlineData("net.ipv4.tcp_tw_recycle")]
    public void Prose_and_other_programs_settings_are_none(string line) => Read(line).ShouldBeEmpty();

    [Fact]
    public void Odd_names_and_values_count_under_the_command()
    {
        var read = Read("root@host:~# sysctl -a\nabi.vsyscall32 = 1\ndev.cdrom.info = CD-ROM information, Id: cdrom.c 3.20\ndev.cdrom.info = \nroot@host:~#\n");
        read.Select(setting => (setting.Name, setting.Value)).ShouldBe(
            [("abi.vsyscall32", "1"), ("dev.cdrom.info", "CD-ROM information, Id: cdrom.c 3.20"), ("dev.cdrom.info", "")]);
        read[1].Evidence.Lines.ShouldBe([3, 3]);
    }

    [Fact]
    public void Output_of_grep_after_a_prompt_is_read()
    {
        var setting = Read("```\nroot@web-1:~# sysctl -a|grep icmp_echo_ignore_all\nnet.ipv4.icmp_echo_ignore_all = 0\n```\n").ShouldHaveSingleItem();
        (setting.Name, setting.Value, setting.Tool).ShouldBe(("net.ipv4.icmp_echo_ignore_all", "0", "sysctl"));
        setting.Evidence.Lines.ShouldBe([3, 3]);
        setting.Evidence.Text.ShouldBe("net.ipv4.icmp_echo_ignore_all = 0");
    }

    [Fact]
    public void A_bare_value_is_read_when_the_command_names_the_file()
    {
        var setting = Read("root@host:~# cat /proc/sys/net/ipv4/tcp_tw_recycle\n1\nroot@host:~#\n").ShouldHaveSingleItem();
        (setting.Name, setting.Value, setting.File).ShouldBe(("net.ipv4.tcp_tw_recycle", "1", "/proc/sys/net/ipv4/tcp_tw_recycle"));
        Read("root@host:~# cat /proc/sys/net/ipv4/tcp_tw_recycle /proc/sys/net/ipv4/tcp_timestamps\n1\n0\n").Select(s => s.Value).ShouldBe(["1", "0"]);
        Read("root@host:~# cat /proc/sys/net/ipv4/tcp_tw_recycle\n1\n0\n").ShouldBeEmpty();
        Read("root@host:~# wc -l access.log\n1\n").ShouldBeEmpty();
    }

    [Fact]
    public void Reads_the_macos_sample() => Pairs(Blocks.Sample("sysctl", "01-macos-net-inet-icmp.txt")).ShouldBe(
    [
        ("net.inet.icmp.maskrepl", "0"), ("net.inet.icmp.timestamp", "0"), ("net.inet.icmp.suppress_icmp_port_unreach", "0"),
        ("net.inet.icmp.bmcastecho", "1"), ("net.inet.icmp.log_redirect", "0"), ("net.inet.icmp.drop_redirect", "1"),
    ]);

    [Fact]
    public void A_kernel_log_gives_no_setting() => Read(Blocks.Sample("sysctl", "02-kernel-conntrack-table-full-log.txt")).ShouldBeEmpty();

    [Theory]
    [InlineData("centos-7.7", 918, "net.ipv4.tcp_tw_recycle", "0")]
    [InlineData("osx-10.14.6", 1287, "net.inet.tcp.mssdflt", "512")]
    public void Reads_whole_listings_without_the_command(string system, int lines, string name, string value)
    {
        var text = Blocks.Fixture(system, "sysctl-a.out");
        var read = Read(text);
        text.TrimEnd().Split('\n').Length.ShouldBe(lines);
        read.Count.ShouldBeGreaterThan(lines * 95 / 100);
        read.First(setting => setting.Name == name).Value.ShouldBe(value);
    }

    [Fact]
    public void Survives_damage() =>
        Blocks.Survive("root@host:~# sysctl -a\nnet.ipv4.tcp_tw_recycle = 1\nnet.inet.tcp.mssdflt: 512\nkernel.hostname = 主机\nroot@host:~# cat /proc/sys/net/ipv4/ip_forward\n1\n", new SysctlReader(), new ProcSysReader());
}
