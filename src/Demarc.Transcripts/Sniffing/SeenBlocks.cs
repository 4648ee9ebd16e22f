using System.Buffers;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Demarc.Model;

namespace Demarc.Transcripts;

/// <summary>
/// What was read so far, each block once: a block quoted again (same tool, same text when blanks are collapsed) adds a
/// place to the observations it gave the first time. Two places named differently are two measurements, however alike.
/// </summary>
internal sealed class SeenBlocks
{
    private readonly List<Observation> _observations = [];
    private readonly Dictionary<UInt128, List<(int First, int Count)>> _blocks = [];

    public IReadOnlyList<Observation> Observations => _observations;

    public void Add(BlockContext context, string tool, int last, IReadOnlyList<Observation> found)
    {
        found = [.. found.Select(observation => Complete(observation, context, tool))];
        var key = Key(context.Text, tool, context.First, last);
        if (!_blocks.TryGetValue(key, out var alike)) _blocks[key] = alike = [];
        foreach (var (first, count) in alike)
        {
            if (count != found.Count || !Agree(_observations[first].Vantage, found[0].Vantage)) continue;
            for (var i = 0; i < count; i++) _observations[first + i] = Merge(_observations[first + i], found[i]);
            return;
        }

        if (alike.Count < 16) alike.Add((_observations.Count, found.Count));
        _observations.AddRange(found);
    }

    /// <summary>Fills in what the surroundings say where the reader left it open.</summary>
    private static Observation Complete(Observation observation, BlockContext context, string tool) => observation with
    {
        Tool = observation.Tool ?? tool,
        Vantage = observation.Vantage ?? observation.Evidence.Vantage,
        Time = observation.Time ?? observation.Evidence.Time,
    };

    private static bool Agree(string? one, string? other) => one is null || other is null || one == other;

    /// <summary>The earlier of two turns' times stays: a quoted copy is written after the original.</summary>
    private static Observation Merge(Observation kept, Observation again)
    {
        var time = again.Time?.Utc < kept.Time?.Utc ? again.Time : kept.Time ?? again.Time;
        var vantage = kept.Vantage ?? again.Vantage;
        var place = new EvidencePlace(again.Evidence.Source, again.Evidence.Lines, again.Evidence.Frames);
        return kept with
        {
            Vantage = vantage,
            Time = time,
            Evidence = kept.Evidence with { Vantage = vantage, Time = time, Also = [.. kept.Evidence.Also, place] },
        };
    }

    private static UInt128 Key(EvidenceText text, string tool, int first, int last)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(tool));
        for (var i = first; i <= last; i++)
        {
            var line = text.Span(i);
            if (line.IsWhiteSpace()) continue;
            var buffer = ArrayPool<char>.Shared.Rent(line.Length + 1);
            var length = 0;
            var blank = false;
            foreach (var c in line)
            {
                if (char.IsWhiteSpace(c))
                {
                    blank = length > 0;
                    continue;
                }

                if (blank) buffer[length++] = ' ';
                blank = false;
                buffer[length++] = c;
            }

            buffer[length++] = '\n';
            hash.AppendData(MemoryMarshal.AsBytes(buffer.AsSpan(0, length)));
            ArrayPool<char>.Shared.Return(buffer);
        }

        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        hash.GetHashAndReset(digest);
        return MemoryMarshal.Read<UInt128>(digest);
    }
}
