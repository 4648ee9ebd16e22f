using System.Globalization;
using Demarc.Checking;
using Demarc.Model;
using Demarc.Reporting.Terminal;

namespace Demarc.Cli.Checking;

/// <summary>
/// Shows on the error stream what a check is doing: a line for every measurement that ended, with what it found, and one that
/// is rewritten for those under way. Nothing when the stream is no terminal.
/// </summary>
public sealed class CheckProgress(Invocation call, bool several)
{
    private const int Narrowest = 40;
    private readonly List<Measurement> _underWay = [];
    private readonly Lock _lock = new();
    private bool _drawn;

    /// <summary>Told of every beginning and end.</summary>
    public void Note(CheckEvent happened)
    {
        if (!call.ShowsProgress) return;
        lock (_lock)
        {
            Erase();
            if (happened.Observations is null) _underWay.Add(happened.Measurement);
            else
            {
                _underWay.Remove(happened.Measurement);
                var found = happened.Observations.Count == 0 ? "" : happened.Observations[0].Evidence.Text.Split('\n')[0];
                var target = several ? happened.State.Target.Text + " " : "";
                Line(string.Create(CultureInfo.InvariantCulture, $"{happened.State.Site.Elapsed.TotalSeconds,5:0.0} s  {target}{happened.Measurement.Doing.In(call.Language)}: {found}"), end: true);
            }

            if (_underWay.Count > 0)
            {
                Line("         … " + string.Join(call.Language == Language.Chinese ? "；" : ", ", _underWay.Select(m => m.Doing.In(call.Language))), end: false);
                _drawn = true;
            }
        }
    }

    /// <summary>Leaves a clean line behind.</summary>
    public void End()
    {
        lock (_lock) Erase();
    }

    private void Erase()
    {
        if (_drawn) call.Surroundings.Error.Write("\r\u001b[K");
        _drawn = false;
    }

    private void Line(string text, bool end)
    {
        var width = Math.Max(Narrowest, call.Surroundings.TerminalWidth ?? 80) - 1;
        call.Surroundings.Error.Write(CellWidth.Cut(text, width) + (end ? "\n" : ""));
    }
}
