using Demarc.Model;
using Demarc.Transcripts.Ifconfig;
using Demarc.Transcripts.Tests.Driving;

namespace Demarc.Transcripts.Tests.Ifconfig;

public sealed class IfconfigReaderTests
{
    private const string Listing = """
        eth0      Link encap:以太网  硬件地址 02:00:5e:10:00:01
                  inet 地址:192.0.2.10  广播:192.0.2.255  掩码:255.255.254.0
                  inet6 地址: 2001:db8::10/64 Scope:Global
                  UP BROADCAST RUNNING MULTICAST  MTU:1400  跃点数:1
                  接收数据包:163019679 错误:3 丢弃:27 过载:0 帧数:0
                  发送数据包:13882750 错误:1 丢弃:2 过载:0 载波:0
                  碰撞:0 发送队列长度:1000

        en0: flags=8863<UP,BROADCAST,SMART,RUNNING,SIMPLEX,MULTICAST> mtu 1500
        	ether 02:00:5e:10:00:02
        	inet 198.51.100.5 netmask 0xffffff00 broadcast 198.51.100.255
        	media: autoselect (1000baseT <full-duplex>)
        	status: active
        """;

    private static List<Interface> Read(string text) => Blocks.All<Interface>(text, new IfconfigReader());

    private static string Brief(Interface i) => $"{i.Name} {i.Mtu} {i.State} {i.Errors}/{i.Dropped} {i.Speed} {i.Duplex} {string.Join(' ', i.Addresses!)}".TrimEnd();

    [Fact]
    public void Reads_linux_with_chinese_labels_and_macos()
    {
        var read = Read(Listing);
        read.Select(Brief).ShouldBe(
        [
            "eth0 1400 up 4/29   192.0.2.10/23 2001:db8::10/64",
            "en0 1500 up / 1000 full 198.51.100.5/24",
        ]);
        read[0].Evidence.Lines.ShouldBe([1, 7]);
    }

    [Fact]
    public void Reads_the_samples()
    {
        Read(Blocks.Sample("ifconfig", "01-macos-10.12.txt")).Select(Brief).ShouldBe(
        [
            "lo0 16384 up /   127.0.0.1/8 ::1/128 fe80::1%lo0/64",
            "gif0 1280 down /",
            "stf0 1280 down /",
            "en0 1500 up / 1000 full fe80::18d8:82a8:174e:ac2%en0/64 10.0.2.15/24",
        ]);
        Read(Blocks.Sample("ifconfig", "02-linux-zh-net-tools.txt")).Select(Brief).Select(Fingerprint.Of).ShouldBe(
            ["#d33eb136"]);
        Read(Blocks.Sample("ifconfig", "03-macos-short-mac-redacted.txt")).Select(Brief).ShouldBe(
            ["en0 1500 up / 100 full 192.168.122.2/24", "virbr0 1500 up 0/0   192.168.122.1/24"]);
    }

    [Fact]
    public void Reads_the_fixtures_of_jc()
    {
        Read(Blocks.Fixture("centos-7.7", "ifconfig.out")).Select(Brief).ShouldBe(
        [
            "docker0 1500 down 0/0   172.17.0.1/16",
            "ens33 1500 up 0/0   192.168.71.137/24 fe80::c1cb:715d:bc3e:b8a0/64",
            "lo 65536 up 0/0   127.0.0.1/8 ::1/128",
        ]);
        Read(Blocks.Fixture("ubuntu-16.04", "ifconfig.out")).Select(Brief).ShouldBe(
            ["ens33 1500 up 0/0   192.168.248.129/24 fe80::c1ca:3dee:39f7:5937/64", "lo 65536 up 0/0   127.0.0.1/8 ::1/128"]);
        Read(Blocks.Fixture("freebsd12", "ifconfig-extra-fields2.out")).Select(Brief).ShouldBe(["ix0 9000 up / 10000 full 10.10.2.101/24"]);
        Read(Blocks.Fixture("freebsd12", "ifconfig-extra-fields4.out")).Select(Brief).ShouldBe(
            ["mce0 1500 up / 100000 full 23.246.26.130/25 fe80::e42:a1ff:fe2b:374%mce0/64 2a00:86c0:1026:1026::130/64"]);
        Read(Blocks.Fixture("osx-10.14.6", "ifconfig2.out")).Select(i => (i.Name, i.State)).Take(8).ShouldBe(
            [("lo0", "up"), ("gif0", "down"), ("stf0", "down"), ("XHC0", "down"), ("XHC1", "down"), ("XHC20", "down"), ("VHC128", "down"), ("en5", "up")]);
    }

    [Theory]
    [InlineData("请看 flags= 和 mtu 的说明")]
    [InlineData("note: the encap: field")]
    public void Prose_is_no_interface(string line) => Read(line).ShouldBeEmpty();

    [Fact]
    public void Survives_damage() => Blocks.Survive(Listing, new IfconfigReader());
}
