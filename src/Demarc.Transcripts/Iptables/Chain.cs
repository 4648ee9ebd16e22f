using Demarc.Model;

namespace Demarc.Transcripts.Iptables;

/// <summary>One chain while its rules are read: gives each its position and what hides it.</summary>
internal sealed class Chain(BlockContext context, string tool, string? table, string name)
{
    private readonly Dictionary<string, (int Position, string Target)> _final = new(StringComparer.Ordinal);
    private int? _all;
    private int? _position = 0;

    /// <summary>The chain's policy, position 0.</summary>
    public FirewallRule Policy(int line, string policy, long? packets, long? bytes) => Observe(line) with
    {
        Target = policy,
        Position = 0,
        Packets = packets,
        Bytes = bytes,
    };

    public FirewallRule Add(ChainRule rule)
    {
        _position = rule.Number ?? _position + 1;
        var hidden = Shadowing.By(rule, _final, _all);
        if (Shadowing.IsFinal(rule.Target) && _position is { } position)
        {
            if (rule is { ShowsAll: true, MatchesAll: true }) _all ??= position;
            _final.TryAdd(rule.Key, (position, rule.Target!));
        }

        return Observe(rule.Line) with
        {
            Target = rule.Target,
            Position = _position,
            Match = rule.Match,
            Packets = rule.Packets,
            Bytes = rule.Bytes,
            ShadowedBy = hidden,
        };
    }

    /// <summary>A line of the chain could not be read: what follows has no known position unless numbers are printed.</summary>
    public void LosePosition() => _position = null;

    private FirewallRule Observe(int line) => new()
    {
        Tool = tool,
        Vantage = context.Vantage,
        Time = context.Time,
        Evidence = context.Cite(Kinds.FirewallRule, tool, line, line),
        Table = table,
        Chain = name,
    };
}
