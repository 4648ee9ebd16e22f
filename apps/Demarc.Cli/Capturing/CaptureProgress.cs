using System.Globalization;

namespace Demarc.Cli.Capturing;

/// <summary>Shows on the error stream how far the reading of a long capture has come. Nothing when the stream is no terminal.</summary>
internal sealed class CaptureProgress(Invocation call, string source)
{
    private const long Patience = 500;
    private readonly System.Diagnostics.Stopwatch _since = System.Diagnostics.Stopwatch.StartNew();
    private long _shown;

    public void Note(long packets)
    {
        if (!call.ShowsProgress || _since.ElapsedMilliseconds - _shown < Patience) return;
        _shown = _since.ElapsedMilliseconds;
        call.Surroundings.Error.Write(string.Create(CultureInfo.InvariantCulture, $"\r{source}: {packets:#,0} {(call.Language == Model.Language.Chinese ? "个报文" : "packets")}\u001b[K"));
    }

    /// <summary>Leaves a clean line behind.</summary>
    public void End()
    {
        if (_shown > 0) call.Surroundings.Error.Write("\r\u001b[K");
    }
}
