using Demarc.Model;
using Demarc.Probing;
using Demarc.Probing.Machines;
using Demarc.Reporting.Terminal;

namespace Demarc.Cli.Tracing;

/// <summary>
/// The live screen of a trace: what it shows in a line or two, the hops, the keys. Ends at <c>q</c>, after the rounds asked
/// for, or when interrupted.
/// </summary>
internal sealed class TraceScreen(TraceSession session, TraceTarget target, PtrNames names, Language language, bool colour)
{
    private static readonly TimeSpan Redraw = TimeSpan.FromMilliseconds(150);
    private TraceColumns _columns;
    private bool _quit;
    private bool _reset;
    private ProbeProtocol _protocol;

    /// <summary>Runs until it is over; the trace as it stands then.</summary>
    public TraceMachine Run(LiveTerminal terminal, ProbeProtocol protocol, int rounds, CancellationToken interrupted)
    {
        _protocol = protocol;
        while (true)
        {
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(interrupted);
            var machine = session.Machine(_protocol, rounds);
            _reset = false;
            TimeSpan? drawn = null;
            var started = TimeProvider.System.GetTimestamp();
            session.Run(machine, stop.Token, () =>
            {
                while (terminal.TryKey(out var key)) Press(key, machine);
                if (_quit || _reset) stop.Cancel();
                var now = TimeProvider.System.GetElapsedTime(started);
                if (drawn is { } last && now - last < Redraw) return;
                drawn = now;
                session.Remember(machine);
                var (width, height) = LiveTerminal.Size;
                terminal.Draw(Lines(machine, width, height));
            });
            if (!_reset || interrupted.IsCancellationRequested) return machine;
        }
    }

    /// <summary>The screen as lines, at most as many as it has rows.</summary>
    public IReadOnlyList<string> Lines(TraceMachine machine, int width, int height)
    {
        var trace = TraceObservation.Live(machine, session.Log);
        var path = machine.Statistics.Current;
        var lines = new List<string> { Bold(TraceTable.Cut(Title(machine, trace), width)) };
        lines.AddRange(LineBreaks.Lines(PathReading.Lead(trace, session.ArrivesBy).In(language), width).Take(height < 16 ? 1 : 3));
        if (height >= 16 && path.Rounds > 0)
        {
            if (machine.Statistics.Changes is > 0 and var changes)
                lines.Add(TraceTable.Cut(Say($"The path has changed {changes} times; figures are of the present one.", $"路径已变化 {changes} 次；以下为当前路径的数据。"), width));
            foreach (var text in PathReading.Harmless(trace).Take(height >= 22 ? 2 : 1))
                lines.AddRange(LineBreaks.Lines(text.In(language), width).Take(2).Select(Dim));
        }

        lines.Add("");
        var room = height - lines.Count - 1;
        lines.AddRange(new TraceTable(language, names.Of).Lines(path, _columns, width, Math.Max(2, room)));
        while (lines.Count < height - 1) lines.Add("");
        lines.Add(Dim(Keys(width, machine.Paused)));
        return lines;
    }

    private string Title(TraceMachine machine, PathTrace trace)
    {
        var where = target.Host == session.Address.ToString() ? target.Host : $"{target.Host} ({session.Address})";
        var paused = machine.Paused ? Say("  paused", "  已暂停") : "";
        return $"demarc trace {where}  {PathReading.Probes(trace)}  {Say($"round {machine.Statistics.Rounds}", $"第 {machine.Statistics.Rounds} 轮")}{paused}";
    }

    private string Keys(int width, bool paused)
    {
        string[] keys =
        [
            Say("q quit", "q 退出"), paused ? Say("p go on", "p 继续") : Say("p pause", "p 暂停"), Say("d columns", "d 列"), Say("n names", "n 名称"),
            "i ICMP", "u UDP", "t TCP", Say("r reset", "r 重置"),
        ];
        var line = "";
        foreach (var key in keys)
        {
            var longer = line.Length == 0 ? key : line + "  " + key;
            if (CellWidth.Of(longer) > width) break;
            line = longer;
        }

        return line;
    }

    private void Press(char key, TraceMachine machine)
    {
        switch (char.ToLowerInvariant(key))
        {
            case 'q':
                _quit = true;
                break;
            case 'p' or ' ':
                machine.Paused = !machine.Paused;
                break;
            case 'r':
                _reset = true;
                break;
            case 'd':
                _columns = (TraceColumns)(((int)_columns + 1) % 3);
                break;
            case 'n':
                names.Wanted = !names.Wanted;
                break;
            case 'i':
                Change(ProbeProtocol.Icmp);
                break;
            case 'u':
                Change(ProbeProtocol.Udp);
                break;
            case 't':
                Change(ProbeProtocol.Tcp);
                break;
        }
    }

    private void Change(ProbeProtocol protocol)
    {
        if (!session.Can(protocol) || protocol == _protocol) return;
        _protocol = protocol;
        _reset = true;
    }

    private string Bold(string text) => colour ? $"\u001b[1m{text}\u001b[0m" : text;

    private string Dim(string text) => colour ? $"\u001b[2m{text}\u001b[0m" : text;

    private string Say(string english, string chinese) => new Bilingual(english, chinese).In(language);
}
