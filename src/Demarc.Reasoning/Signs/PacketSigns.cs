using Demarc.Model;

namespace Demarc.Reasoning;

/// <summary>What packet lists of connections to the subject show beyond whether they connected.</summary>
public sealed class PacketSigns : ISignRule
{
    public IEnumerable<Sign> Evaluate(CaseView view)
    {
        var here = view.Of<TcpConnection>().ToArray();
        var unanswered = here.Where(t => t.State == "syn-unanswered").ToArray();
        if (unanswered.Length > 0) yield return Sign.Plain(Tests.CaptureClient, "no-reply", [.. unanswered.Select(t => t.Evidence)]);
        var zero = here.FirstOrDefault(t => t.Counts?.ZeroWindow > 0);
        if (zero is not null) yield return Sign.Soft(Tests.ZeroWindow, [zero.Evidence], false, 1, ("by-client", 1), ("by-server", 1));
        var atServer = view.Of<TcpConnection>(Role.ServerItself).FirstOrDefault(t => t.State == "syn-unanswered");
        if (atServer is not null) yield return Sign.Plain(Tests.CaptureServer, "arrives-no-syn-ack", [atServer.Evidence]);
    }
}
