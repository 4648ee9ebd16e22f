using Demarc.Model;
using Demarc.Transcripts.Ntp;
using Demarc.Transcripts.Tests.Driving;

namespace Demarc.Transcripts.Tests.Ntp;

public sealed class NtpTests
{
    private const string Text = """
        root@pc:~# chronyc tracking
        Reference ID    : C0000235 (ntp.example.net)
        Stratum         : 3
        Ref time (UTC)  : Thu Nov 26 10:00:00 2026
        System time     : 0.250000000 seconds slow of NTP time
        Last offset     : -0.000001500 seconds
        RMS offset      : 0.000100000 seconds
        Frequency       : 12.345 ppm slow
        Residual freq   : +0.001 ppm
        Skew            : 0.050 ppm
        Root delay      : 0.020000000 seconds
        Root dispersion : 0.001000000 seconds
        Update interval : 64.5 seconds
        Leap status     : Normal
        root@pc:~# chronyc sources
        MS Name/IP address         Stratum Poll Reach LastRx Last sample
        ===============================================================================
        ^* ntp.example.net               2   6   377    34   +123us[ +456us] +/-   12ms
        ^- 192.0.2.123                   2   6   377    33  -1234us[-1234us] +/-   40ms
        root@pc:~# timedatectl
                       Local time: Thu 2026-11-26 18:00:00 CST
                   Universal time: Thu 2026-11-26 10:00:00 UTC
                         RTC time: Thu 2026-11-26 10:00:00
                        Time zone: Asia/Shanghai (CST, +0800)
        System clock synchronized: no
                      NTP service: inactive
                  RTC in local TZ: no
        root@pc:~#
        """;

    private const string Unsynchronised = """
        Reference ID    : 00000000 ()
        Stratum         : 0
        System time     : 0.000000000 seconds fast of NTP time
        Leap status     : Not synchronised
        """;

    private static readonly ITranscriptReader[] Readers = [new ChronyReader(), new NtpqReader(), new TimedatectlReader()];

    private static List<Observation> Read(string text) => [.. Blocks.Of(text, Readers).SelectMany(block => block.Observations)];

    [Fact]
    public void A_slow_clock_has_a_negative_offset() => Read(Text).OfType<Clock>().Select(each => (each.Target, each.OffsetMs, each.UncertaintyMs)).ShouldBe(
        [("ntp.example.net", -250, 11), ("ntp.example.net", 0.123, 12)]);

    [Fact]
    public void Reads_zone_and_service_as_settings() => Read(Text).OfType<Setting>().Select(each => $"{each.Name}={each.Value}").ShouldBe(
        ["Time zone=Asia/Shanghai (CST, +0800)", "System clock synchronized=no", "NTP service=inactive", "RTC in local TZ=no"]);

    [Fact]
    public void A_clock_nobody_keeps_has_no_offset() => Read(Unsynchronised).ShouldHaveSingleItem().ShouldBeOfType<ErrorText>().Meaning.ShouldBe("clock-not-synchronised");

    [Theory]
    [InlineData("System time is wrong : by an hour")]
    [InlineData("^* see the footnote")]
    [InlineData("remote refid reach us")]
    [InlineData("Local time: 5 pm")]
    public void Prose_says_nothing(string line) => Read(line).ShouldBeEmpty();

    /// <summary>jc gives ntpq's own sign, how far the peer is ahead; ours is how far this machine is.</summary>
    [Fact]
    public void Agrees_with_jc_but_for_the_sign()
    {
        Read(Blocks.Fixture("centos-7.7", "ntpq-pn.out")).Cast<Clock>().Select(each => (each.Target, each.OffsetMs)).ShouldBe(
            [("72.5.72.15", -0.231), ("44.190.6.254", 0.392), ("108.59.2.24", -2.84), ("38.229.71.1", 0.61)]);
        Read(Blocks.Fixture("centos-7.7", "ntpq-p.out")).Cast<Clock>().Select(each => each.OffsetMs).ShouldBe([2.805, 0.807, 2.909, -1.044]);
        Read(Blocks.Fixture("freebsd12", "ntpq-p.out")).Cast<Clock>().Select(each => each.OffsetMs).ShouldBe([-1589483, -1589483, -1589483, -1589483]);
        var peers = Read(Blocks.Fixture("ubuntu-18.04", "ntpq-p2.out")).Cast<Clock>().ToList();
        (peers.Count, peers[0].Target, peers[0].OffsetMs, peers[1].Target).ShouldBe((17, "ntp2.wiktel.com", -0.473, "45.79.36.123"));
        Read(Blocks.Fixture("ubuntu-18.04", "ntpq-p.out")).Count.ShouldBe(14);
        Read(Blocks.Fixture("ubuntu-18.04", "ntpq-pn.out")).Count.ShouldBe(14);
    }

    [Fact]
    public void Survives_damage() => Blocks.Survive(Text + "\n" + Unsynchronised, Readers);
}
