using Demarc.Model;
using Demarc.Reasoning;

namespace Demarc.Cli.Tracing;

/// <summary>
/// Reads the catalogue, and concludes a made-up case for practice, on another processor while the path is being waited for:
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
        if (call.Options.Catalogues.Count == 0) _reading = Task.Run(Read);
    }

    public CauseCatalogue Catalogue => _reading is null ? CatalogueFolder.Read(_call) : _reading.GetAwaiter().GetResult();

    private static CauseCatalogue Read()
    {
        var catalogue = CauseCatalogue.With([]);
        var trace = new PathTrace
        {
            Tool = "demarc",
            Vantage = "here",
            Target = "192.0.2.1",
            TargetAddress = "192.0.2.1",
            Protocol = "icmp",
            Reached = true,
            Hops = [new() { Ttl = 1, Sent = 1, Lost = 0, Responders = [new("192.0.2.1")], RttMs = [1] }],
            Evidence = new() { Source = "probe:1", Sha256 = "", Kind = Kinds.PathTrace },
        };
        _ = PathReading.Harmless(trace);
        _ = Diagnosis.Conclude(new() { Target = "192.0.2.1", Observations = [trace] }, catalogue, CommandLine.Version);
        return catalogue;
    }
}
