namespace Demarc.Captures.Connections;

/// <summary>
/// Room for connections, side by side in slabs, so that a million of them is a few hundred objects to the collector. Memory that
/// nobody has touched costs more than what is written to it: while a slab fills, the next one is touched on another processor.
/// </summary>
internal sealed class ConnectionSlabs
{
    private const int Bits = 10;
    private const int Size = 1 << Bits;

    /// <summary>How full the last slab is before the next one is made ready: a small capture needs none.</summary>
    private const int Ahead = Size / 2;

    private readonly List<Connection[]> _slabs = [];
    private Task<Connection[]>? _next;

    public ref Connection this[int index] => ref _slabs[index >> Bits][index & (Size - 1)];

    /// <summary>Makes room for the connection of that number, the first that has none, or one that had.</summary>
    public void Reach(int index)
    {
        var full = _slabs.Count << Bits;
        if (index == full)
        {
            _slabs.Add(_next?.GetAwaiter().GetResult() ?? new Connection[Size]);
            _next = null;
        }
        else if (index == full - Size + Ahead)
        {
            _next ??= Task.Run(Touched);
        }
    }

    private static Connection[] Touched()
    {
        var slab = new Connection[Size];
        Array.Clear(slab);
        return slab;
    }
}
