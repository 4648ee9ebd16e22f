using System.Text.Json;
using Demarc.Model;

namespace Demarc.Transcripts;

/// <summary>What could not be read of a document, told by its lines.</summary>
internal sealed class DocumentProblems(string source, ReadOnlyMemory<byte> json)
{
    private const int Most = 500;
    private readonly List<Unread> _all = [];
    private bool _broken;
    private int _countedTo;
    private int _counted = 1;

    public IReadOnlyList<Unread> All => _all;

    public void Add(Unread unread)
    {
        if (_all.Count < Most) _all.Add(unread);
    }

    public void Add(Range part, string en, string zh) => Add(new(source, Lines(part), en, zh));

    /// <summary>Tells, once, where the text stops being JSON.</summary>
    public void AddBroken(Exception fault)
    {
        if (_broken) return;
        _broken = true;
        var line = fault is JsonException { LineNumber: { } number } ? (int)number + 1 : 1;
        Add(new(source, [line, line], "broken JSON, what came before was read: save or send it again", "JSON 已损坏，此前的部分已读取：请重新保存或发送"));
    }

    /// <summary>First and last line of a part, 1-based. Parts are asked for mostly in rising order, so counting goes on from the last one.</summary>
    public int[] Lines(Range part)
    {
        var (start, end) = (part.Start.Value, Math.Max(part.Start.Value, part.End.GetOffset(json.Length)));
        if (start < _countedTo) (_countedTo, _counted) = (0, 1);
        _counted += json.Span[_countedTo..start].Count((byte)'\n');
        _countedTo = start;
        return [_counted, _counted + json.Span[start..end].Count((byte)'\n')];
    }
}
