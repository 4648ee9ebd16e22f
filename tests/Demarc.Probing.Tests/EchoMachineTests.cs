using Demarc.Probing.Machines;

namespace Demarc.Probing.Tests;

public sealed class EchoMachineTests
{
    [Fact]
    public void Answers_of_a_clean_path_are_all_counted()
    {
        var echo = new EchoMachine(new() { Address = Networks.Target, Count = 5, Interval = TimeSpan.FromMilliseconds(20) });
        Networks.Path(4).Run(echo).ShouldBeLessThan(TimeSpan.FromMilliseconds(200));
        var ping = echo.Observe(Networks.Log());
        (ping.Sent, ping.Received, ping.Duplicates, ping.Interrupted).ShouldBe((5, 5, 0, false));
        ping.ReplyTtls.ShouldBe([60]);
        ping.RttMs!.ShouldAllBe(ms => ms > 20 && ms < 30);
        ping.Evidence.Text.ShouldContain("5 of 5 answered");
    }

    [Fact]
    public void Silence_ends_within_the_longest_wait()
    {
        var echo = new EchoMachine(new() { Address = Networks.Target, Count = 3, Interval = TimeSpan.FromMilliseconds(20) });
        var took = Networks.Path(4, target: new("203.0.113.9") { AnswersEcho = false }).Run(echo);
        took.ShouldBeLessThan(TimeSpan.FromSeconds(1.2));
        echo.Observe(Networks.Log()).Received.ShouldBe(0);
    }

    [Fact]
    public void Errors_are_told_with_who_sent_them_and_are_no_replies()
    {
        var echo = new EchoMachine(new() { Address = Networks.Target, Count = 2 });
        Networks.Path(3, change: (i, r) => i == 2 ? r with { Rejects = _ => 1 } : r).Run(echo);
        var ping = echo.Observe(Networks.Log());
        ping.Received.ShouldBe(0);
        ping.Errors!.Single().ShouldBe(new("host-unreachable", "198.51.100.2", 2));
    }

    [Fact]
    public void A_packet_this_host_may_not_send_whole_is_too_big_here()
    {
        var echo = new EchoMachine(new() { Address = Networks.Target, Count = 1, Size = 1501, DontFragment = true });
        Networks.Path(3).Run(echo);
        echo.Observe(Networks.Log()).Errors!.Single().ShouldBe(new("too-big", null, 1));
    }

    [Fact]
    public void The_last_echo_of_an_interrupted_ping_is_not_a_loss()
    {
        var echo = new EchoMachine(new() { Address = Networks.Target, Count = 5 });
        echo.Next(TimeSpan.Zero);
        echo.Observe(Networks.Log()).Interrupted.ShouldBe(true);
    }
}
