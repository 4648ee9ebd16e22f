using System.Globalization;
using Demarc.Transcripts.Tables;

namespace Demarc.Transcripts.Top;

/// <summary>The process table of top: its header tells the columns, the last of which may hold blanks.</summary>
internal sealed class TopProcesses
{
    private readonly List<(double Cpu, string Name)> _rows = [];
    private List<string>? _header;
    private int _cpu;
    private int _command;
    private string _headerLine = "";

    public bool HasHeader => _header is not null;

    public static bool IsHeader(string line)
    {
        var fields = Fields.Of(line);
        return fields.Contains("PID") && fields.Contains("%CPU") && fields.Contains("COMMAND");
    }

    /// <summary>Takes the header or a row; false for any other line.</summary>
    public bool TryAdd(string line)
    {
        if (line.Length > 2000) return false;
        var fields = Fields.Of(line);
        if (_header is null)
        {
            if (!IsHeader(line)) return false;
            (_header, _headerLine) = (fields, line);
            (_cpu, _command) = (fields.IndexOf("%CPU"), fields.IndexOf("COMMAND"));
            return true;
        }

        if (fields.Count <= Math.Max(_command, _cpu) || Figures.Count(fields[_header.IndexOf("PID")]) is null) return false;
        if (Figures.Decimal(fields[_cpu]) is not { } cpu) return false;
        if (_rows.Count < 1000) _rows.Add((cpu, Name(line, fields)));
        return true;
    }

    /// <summary>The busiest programs, in the order printed where equal.</summary>
    public IReadOnlyList<string> Busiest(int most) =>
        [.. _rows.OrderByDescending(row => row.Cpu).Take(most).Select(row => string.Create(CultureInfo.InvariantCulture, $"{row.Name} {row.Cpu:0.0}%"))];

    /// <summary>The command: the rest of the row, or with columns after it what stands below its heading.</summary>
    private string Name(string line, List<string> fields)
    {
        if (_command == _header!.Count - 1) return Fields.From(line, _command).TrimEnd('+').Trim().ToString();
        var start = _headerLine.IndexOf("COMMAND", StringComparison.Ordinal);
        var end = start + "COMMAND".Length;
        while (end < _headerLine.Length && _headerLine[end] == ' ') end++;
        // The next heading is set to the right of its column, so a name of one word is all that can be told for sure.
        var below = start < line.Length ? line[start..Math.Min(end, line.Length)].Trim() : "";
        return below.StartsWith(fields[_command], StringComparison.Ordinal) && below.Contains("  ", StringComparison.Ordinal)
            ? below[..below.IndexOf("  ", StringComparison.Ordinal)]
            : fields[_command];
    }
}
