using Demarc.Model;
using Demarc.Reasoning;

namespace Demarc.Cli.Tracing;

/// <summary>
/// Reads the catalogue, and concludes a made-up case for practice, on other processors while the path is being waited for:
/// by the time the trace is there, all the verdict needs is read and compiled.
/// </summary>
internal sealed class CatalogueAhead
{
    private readonly Invocation _call;
    private readonly Task<CauseCatalogue>? _reading;

    public CatalogueAhead(Invocation call)
    {
        _call = call;

        // Folders of a person's own may give warnings, which belong to the one thread that writes.
        if (call.Options.Catalogues.Count > 0) return;
        var practice = Practice();
        _reading = Task.Run(() => Read(practice));
        _ = Task.Run(() => Observe(practice));
    }

    public CauseCatalogue Catalogue => _reading is null ? CatalogueFolder.Read(_call) : _reading.GetAwaiter().GetResult();

    private static CauseCatalogue Read(CaseInput practice)
    {
        var catalogue = CauseCatalogue.With([]);

        // Not waited for: whoever needs the verdict before practice is over follows it through what it has compiled.
        _ = Task.Run(() => Diagnosis.Conclude(practice, catalogue, CommandLine.Version));
        return catalogue;
    }

    /// <summary>What needs no catalogue, meanwhile.</summary>
    private static void Observe(CaseInput practice)
    {
        var view = new CaseView(Numbering.Number(practice));
        _ = SignEvaluator.Evaluate(view);
        _ = HarmlessFinder.Find(view);
        _ = PathReading.Lead((PathTrace)practice.Observations[0]);
    }

    private static CaseInput Practice() => new()
    {
        Target = "192.0.2.1",
        Observations =
        [
            new PathTrace
            {
                Tool = "demarc",
                Vantage = "here",
                Target = "192.0.2.1",
                TargetAddress = "192.0.2.1",
                Protocol = "icmp",
                Reached = true,
                Hops = [new() { Ttl = 1, Sent = 1, Lost = 0, Responders = [new("192.0.2.1")], RttMs = [1] }],
                Evidence = new() { Source = "probe:1", Sha256 = "", Kind = Kinds.PathTrace },
            },
        ],
    };
}
