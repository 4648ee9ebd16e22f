using Demarc.Captures.Formats;
using Demarc.Captures.Windows;
using Demarc.Testing;

namespace Demarc.Captures.Tests;

public sealed class EtlCorpusTests(ITestOutputHelper output)
{
    [Fact]
    public void Dump()
    {
        foreach (var n in new[] { "demikernel_PktMon.etl", "airbus_AMSITrace.etl", "airbus_lxcore_kernel.etl" })
        {
            using var s = File.OpenRead(Repository.Shared("corpus", "captures", "etl", n));
            var f = (EtlFile)CaptureFile.Open(s)!;
            while (f.Next(out _)) { }
            var c = f.Capture!;
            output.WriteLine($"{n} problem {f.Problem} dropped {f.Dropped} header {c.Header} sight {c.Sightings} copies {c.Copies} broken {c.Broken} comps {c.Names.Components} reasons {c.Names.Reasons} 909={c.Names.Reason(909)}");
            foreach (var note in f.Notes) output.WriteLine(note.En);
            foreach (var d in c.Drops) output.WriteLine($"{d}");
            foreach (var (k, v) in c.UnknownEvents) output.WriteLine($"  {k} {v}");
            foreach (var p in c.Packets) output.WriteLine($"{DateTime.UnixEpoch.AddTicks(p.Nanoseconds!.Value / 100):O} {p.Link} {p.Length} {p.Place.Count} comp {c.Names.Component(p.Component)} {c.Names.IsMiniport(p.Component)} e{p.Edge} {p.Group} {p.DropReason}");
        }
    }
}
