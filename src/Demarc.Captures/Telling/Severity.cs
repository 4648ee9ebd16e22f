using Demarc.Captures.Connections;

namespace Demarc.Captures.Telling;

/// <summary>How much a connection stands out: what broke before what was slow, what was slow before what is merely odd.</summary>
internal static class Severity
{
    /// <summary>What is below may be forgotten where memory is short: nothing broken, nothing sent again, no wait of a second.</summary>
    public const int Remarkable = 1000;

    private const long Second = 1_000_000_000;
    private const int Broken = 1_000_000;
    private const int Refused = 800_000;
    private const int Hurt = 100_000;
    private const int Most = 90_000;

    public static int Of(in Connection connection)
    {
        var score = 0;
        if (connection.SynFrame > 0 && connection.SynAckFrame == 0) score += connection.Reset.Refusal ? Refused : Broken;
        if (connection.Oddities is { Errors.Count: > 0 }) score += Hurt;
        if (connection.Reset.Frame > 0 && connection.Reset.AfterClose != true) score += Hurt * 3;
        if (connection.Talk is { Tls.Alert: not null } or { Http.Status: >= 400 } or { Greeting: not null, Tls: not null }) score += Hurt;
        score += Of(connection.One) + Of(connection.Two);
        ref readonly var waiting = ref connection.Waiting;
        score += (int)Math.Min(Most, (waiting.ServerApp + waiting.Undetermined) / (Second / 1000));
        score += (int)Math.Min(Most, waiting.ClientApp / (Second / 100));
        return score;
    }

    private static int Of(in Direction side) => side.Trouble is not { } trouble ? 0 :
        Math.Min(Most, (trouble.Counts.Retransmissions * 500) + (trouble.Counts.ZeroWindow * 1000) + (trouble.Counts.OutOfOrder * 50) + trouble.Copies + (trouble.HasGaps ? 2000 : 0));
}
