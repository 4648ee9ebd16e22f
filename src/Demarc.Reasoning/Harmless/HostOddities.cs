using Demarc.Model;

namespace Demarc.Reasoning;

/// <summary>Oddities of a host's rules, sockets and counters.</summary>
public sealed class HostOddities : IHarmlessRule
{
    private const int ManyTimeWait = 100;

    public IEnumerable<HarmlessFinding> Find(CaseView view)
    {
        foreach (var rule in view.Standing.OfType<FirewallRule>().Where(r => r.ShadowedBy is not null))
        {
            yield return new(HarmlessRules.RuleShadowed, [rule.Evidence], new(
                $"Rule {rule.Position} of chain {rule.Chain} ({rule.Target}) never acts: rule {rule.ShadowedBy} above it already matches the same packets.",
                $"{rule.Chain} 链第 {rule.Position} 条规则（{rule.Target}）不会生效：前面的第 {rule.ShadowedBy} 条已匹配同样的报文。"));
        }

        foreach (var sockets in view.Standing.OfType<Sockets>())
        {
            var waiting = (sockets.Counts ?? []).Where(c => (c.State ?? sockets.State) is "TIME-WAIT" or "TIME_WAIT").Sum(c => (long)c.N);
            if (waiting < ManyTimeWait) continue;
            yield return new(HarmlessRules.TimeWaitMany, [sockets.Evidence], new(
                $"{waiting} sockets in TIME-WAIT are normal for a busy host; alone they are no fault.",
                $"{waiting} 个 TIME-WAIT 套接字对繁忙主机是正常的，单凭这一点不是故障。"));
        }

        var reuse = view.Standing.OfType<Counter>().FirstOrDefault(c => c.Name == "PAWSTimewait" && (c.Delta ?? c.Value) > 0);
        if (reuse is not null)
        {
            yield return new(HarmlessRules.PortReuseInTimeWait, [reuse.Evidence], new(
                "PAWSTimewait counts ports reused during TIME-WAIT: a delay of a few milliseconds, no fault.",
                "PAWSTimewait 统计的是 TIME-WAIT 期间的端口复用：只多几毫秒时延，不是故障。"));
        }
    }
}
