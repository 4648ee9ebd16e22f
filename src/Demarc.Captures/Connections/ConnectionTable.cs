using Demarc.Captures.Decoding;

namespace Demarc.Captures.Connections;

/// <summary>All connections of a capture by their ends.</summary>
internal sealed class ConnectionTable
{
    /// <summary>Connections kept; later ones are counted.</summary>
    public const int Most = 200_000;

    private readonly Dictionary<(End, End), Connection> _byEnds = [];
    private readonly List<Connection> _all = [];

    public IReadOnlyList<Connection> All => _all;

    /// <summary>Segments of connections beyond <see cref="Most"/>.</summary>
    public long Beyond { get; private set; }

    public void Add(in Segment segment, End source, End destination)
    {
        var key = Key(source, destination);
        if (!_byEnds.TryGetValue(key, out var connection) || connection.IsReuse(segment, source))
        {
            if (_all.Count >= Most)
            {
                Beyond++;
                return;
            }

            _byEnds[key] = connection = new(source, destination, segment.Frame);
            _all.Add(connection);
        }

        connection.Add(segment, source);
    }

    /// <summary>The connection between two ends; null when there is none.</summary>
    public Connection? Find(End one, End other) => _byEnds.GetValueOrDefault(Key(one, other));

    private static (End, End) Key(End one, End other) =>
        one.Host.Value < other.Host.Value || (one.Host.Value == other.Host.Value && one.Port <= other.Port) ? (one, other) : (other, one);
}
