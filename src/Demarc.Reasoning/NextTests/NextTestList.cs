using Demarc.Model;

namespace Demarc.Reasoning;

/// <summary>The next tests as something a person can do: the command, where to run it, who has to agree.</summary>
public sealed class NextTestList(CaseView view, Ranking ranking, TestChooser chooser, ChangesMade made)
{
    private const int Most = 5;
    private const int Telling = 1;
    private const double SmallestGain = 0.005;

    /// <summary>At most six: five by use for their cost, where a cause is named its settling test first, and the comparison that tells most at any cost.</summary>
    public IReadOnlyList<NextTest> List(bool causeNamed)
    {
        var list = new List<NextTest>();
        var best = ranking.Best.Cause;
        if (causeNamed && best?.Settle is { } settle && !Done(settle.Test)) list.Add(Settling(best, settle));
        else if (BothEnds.Ask(view) is { } both && !Done(Tests.CaptureServer)) list.Add(new(both.Id, Round(chooser.Gain(both)), both.Cost, both.Where, Fill(OnWindows ? BothEnds.OnWindows : BothEnds.Command), both.Permission, BothEnds.Do.En, BothEnds.Do.Zh));
        var chosen = chooser.Choose(view.Symptom == "intermittent");
        foreach (var (test, gain, _) in chosen)
        {
            if (list.Count == Most || (gain < SmallestGain && list.Count > 0)) break;
            if (list.All(t => t.Test != test.Id)) list.Add(Make(test, gain));
        }

        // The comparison that tells most whatever it costs, for whoever can have it: another place, machine or network.
        foreach (var (test, gain, _) in chosen.Where(c => c.Test.Id is Tests.ControlVantage or Tests.PeerHost or Tests.OtherNetwork && list.All(t => t.Test != c.Test.Id)).OrderByDescending(c => c.Gain).ThenBy(c => c.Test.Id, StringComparer.Ordinal).Take(Telling))
        {
            if (gain >= SmallestGain) list.Add(Make(test, gain));
        }

        return list;
    }

    private bool Done(string test) => made.Tried(test) || ranking.Signs.Any(s => s.Test.Id == test && !s.Reported);

    private NextTest Settling(Cause cause, Settle settle)
    {
        var test = Tests.Get(settle.Test);
        return new(test.Id, Round(chooser.Gain(test)), test.Cost, test.Where, Fill(settle.Command), test.Permission,
            Fill(settle.Do.En)!, Fill(settle.Do.Zh)!);
    }

    private NextTest Make(TestDefinition test, double gain)
    {
        var text = TestTexts.Of(test.Id);
        var command = OnWindows ? text.Windows ?? text.Command : text.Command;
        return new(test.Id, Round(gain), test.Cost, test.Where, Fill(command), test.Permission, Fill(text.Do.En)!, Fill(text.Do.Zh)!);
    }

    /// <summary>What Windows puts into an echo unless told otherwise; others put 56 octets.</summary>
    private const int WindowsPayload = 32;

    /// <summary>The affected place runs Windows, as far as its tools tell.</summary>
    private bool OnWindows => view.Standing.Any(o => (o.Tool is "tracert" or "pathping" or "ipconfig" or "test-netconnection" or "resolve-dnsname" or "netsh" or "w32tm" || o is Ping { Size: WindowsPayload }) && view.RoleOf(o.Vantage) == Role.Affected);

    /// <summary>Fills a command's placeholders. Names come from strangers' text, so only plain ones get into a command line.</summary>
    private string? Fill(string? template)
    {
        if (template is null) return null;
        var host = Plain(view.Host) ?? "HOST";
        var address = Plain(view.Names.Where(Hosts.IsAddress).Order(StringComparer.Ordinal).FirstOrDefault()) ?? host;
        var written = view.Target?.Replace("\\:", ":", StringComparison.Ordinal);
        var url = written is not null && written.Contains("://", StringComparison.Ordinal) ? Plain(written) : null;
        url ??= $"{(view.Port == 80 ? "http" : "https")}://{host}/";
        return template.Replace("{host}", host, StringComparison.Ordinal).Replace("{address}", address, StringComparison.Ordinal)
            .Replace("{port}", view.Port.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal).Replace("{url}", url, StringComparison.Ordinal);
    }

    private static string? Plain(string? text) =>
        text is { Length: > 0 and < 300 } && text[0] != '-' && text.All(c => char.IsLetterOrDigit(c) || c is '.' or '-' or ':' or '/' or '_' or '%' or '=' or '~') ? text : null;

    private static double Round(double gain) => Math.Round(gain, 4);
}
