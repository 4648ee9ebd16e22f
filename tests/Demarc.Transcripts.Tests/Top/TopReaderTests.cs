using Demarc.Model;
using Demarc.Testing;
using Demarc.Transcripts.Tests.Driving;
using Demarc.Transcripts.Top;

namespace Demarc.Transcripts.Tests.Top;

public sealed class TopReaderTests
{
    private const string Two = """
        root@web-1:~# top
        top - 09:29:30 up 150 days, 11 min,  2 users,  load average: 1.24, 1.03, 0.71
        Tasks: 154 total,   3 running, 151 sleeping,   0 stopped,   0 zombie
        %Cpu(s): 76.8 us,  1.2 sy,  0.0 ni, 15.9 id,  0.3 wa,  0.0 hi,  5.8 si,  0.0 st
        KiB Mem :  8000000 total,  1567976 free,  2000000 used,  4888548 buff/cache
        KiB Swap:        0 total,        0 free,        0 used.  6185032 avail Mem

          PID USER      PR  NI    VIRT    RES    SHR S  %CPU %MEM     TIME+ COMMAND
         4301 999       20   0 1150292 234372  20124 S  66.7  3.1 196:11.26 uwsgi
        26762 999       20   0  343012 133328  10456 R  52.4  1.7   1:39.26 [celeryd: celer
         4302 999       20   0 1145724 225044  20508 S   9.5  2.9 196:59.78 uwsgi
            1 root      20   0  185180   5928   4100 S   0.0  0.1   0:45.99 systemd
            2 root      20   0       0      0      0 S   0.0  0.0   0:00.39 kthreadd
            3 root      20   0       0      0      0 S   0.0  0.0   3:07.85 ksoftirqd/0


        root@web-1:~# top
        top - 09:30:18 up 150 days, 12 min,  2 users,  load average: 1.11, 1.03, 0.73
        Tasks: 154 total,   3 running, 151 sleeping,   0 stopped,   0 zombie
        %Cpu(s): 78.9 us,  0.0 sy,  0.0 ni, 15.5 id,  0.0 wa,  0.0 hi,  5.6 si,  0.0 st
        KiB Mem :  8000000 total,  1562720 free,  4000000 used,  4888772 buff/cache
        KiB Swap:        0 total,        0 free,        0 used.  6179864 avail Mem
        """;

    private static List<HostLoad> Read(string text) => Blocks.All<HostLoad>(text, new TopReader());

    [Fact]
    public void Reads_each_of_two()
    {
        var read = Read(Two);
        read.Count.ShouldBe(2);
        var first = read[0];
        first.Time.ShouldBe(new Moment("09:29:30", null, ZoneKnowledge.Unknown));
        first.LoadAverage.ShouldBe([1.24, 1.03, 0.71]);
        (first.CpuPercent, first.IoWait, first.Memory).ShouldBe((83.8, 0.3, 25.0));
        first.Processes.ShouldBe(["uwsgi 66.7%", "[celeryd: celer 52.4%", "uwsgi 9.5%", "systemd 0.0%", "kthreadd 0.0%"]);
        first.Evidence.Lines.ShouldBe([2, 14]);
        var second = read[1];
        (second.Time!.Text, second.CpuPercent, second.Memory, second.Processes).ShouldBe(("09:30:18", 84.5, 50.0, null));
    }

    [Fact]
    public void Reads_old_versions_and_decimal_commas()
    {
        var old = Read("""
            top - 10:00:01 up 3 days,  1:02,  1 user,  load average: 0.17, 0.14, 0.10
            Tasks: 215 total,   1 running, 214 sleeping,   0 stopped,   0 zombie
            Cpu(s): 10.0%us,  2.5%sy,  0.0%ni, 80.0%id,  7.5%wa,  0.0%hi,  0.0%si,  0.0%st
            Mem:   8000000k total,  7000000k used,  1000000k free,  1000000k buffers
            Swap:  2097148k total,        0k used,  2097148k free,  4000000k cached
            """).Single();
        (old.CpuPercent, old.IoWait, old.Memory).ShouldBe((12.5, 7.5, 25.0));
        var comma = Read("top - 10:00:01 up 3 days,  1:02,  1 user,  load average: 0,17, 0,14, 0,10\n%Cpu(s): 76,8 us,  1,2 sy,  0,0 ni, 22,0 id,  0,0 wa,  0,0 hi,  0,0 si,  0,0 st\n").Single();
        comma.LoadAverage.ShouldBe([0.17, 0.14, 0.10]);
        comma.CpuPercent.ShouldBe(78.0);
    }

    [Fact]
    public void Reads_uptime_alone()
    {
        var read = Read("root@web-1:~# uptime\n 18:14:05 up 86 days, 23:45,  2 users,  load average: 5.01, 5.56, 6.26\n").Single();
        (read.Tool, read.Time!.Text, read.CpuPercent).ShouldBe(("uptime", "18:14:05", null));
    }

    [Theory]
    [InlineData("the load average went up to 5.01, 5.56, 6.26 today")]
    [InlineData("机器 load average: 5.01, 5.56, 6.26 很高")]
    public void Prose_is_no_measurement(string line) => Read(line).ShouldBeEmpty();

    [Fact]
    public void Reads_the_sample_with_page_marks()
    {
        var read = Read(Blocks.Sample("top", "02-html-code-spans.txt")).Single();
        read.Time!.Text.ShouldBe("18:14:05");
        read.LoadAverage.ShouldBe([5.01, 5.56, 6.26]);
        (read.CpuPercent, read.IoWait).ShouldBe((17.2, 0.0));
    }

    [Fact]
    public void Reads_the_fixtures_of_jc()
    {
        var centos = Read(Blocks.Fixture("centos-7.7", "top-b-n3.out"));
        centos.Count.ShouldBe(3);
        centos[0].LoadAverage.ShouldBe([0.23, 0.22, 0.09]);
        (centos[0].CpuPercent, centos[0].Memory).ShouldBe((11.8, Math.Round(216940 / 3861332.0 * 100, 1)));
        centos[0].Processes!.Take(2).ShouldBe(["top 6.2%", "systemd 0.0%"]);
        Read(Blocks.Fixture("ubuntu-20.10", "top-b-allfields.out")).Single().Processes!.Take(2).ShouldBe(["top 5.9%", "systemd 0.0%"]);
    }

    [Fact]
    public void Reads_the_two_of_the_thread_on_flaky_https()
    {
        var read = Read(File.ReadAllText(Repository.Shared("seeds", "case-d-intermittent-https.md")));
        read.Select(load => (load.Time!.Text, load.CpuPercent, load.IoWait)).ShouldBe([("09:29:30", 84.1, 0.0), ("09:30:18", 84.5, 0.0)]);
        read[0].Processes.ShouldBe(["uwsgi 66.7%", "[celeryd: celer 52.4%", "[celeryd: celer 28.6%", "uwsgi 9.5%", "[celeryd: celer 9.5%"]);
    }

    [Fact]
    public void Survives_damage() => Blocks.Survive(Two, new TopReader());
}
