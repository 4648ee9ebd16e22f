using Demarc.Lab.Packets;

namespace Demarc.Lab.Boxes;

/// <summary>What a box remembers of flows; when full, it forgets the older half.</summary>
public sealed class FlowTable<T>
{
    private const int Most = 20_000;
    private Dictionary<Flow, T> _young = [];
    private Dictionary<Flow, T> _old = [];

    public bool TryGet(Flow flow, out T value) => _young.TryGetValue(flow, out value!) || _old.TryGetValue(flow, out value!);

    public void Set(Flow flow, T value)
    {
        if (_young.Count >= Most) (_old, _young) = (_young, []);
        _young[flow] = value;
    }

    public void Remove(Flow flow)
    {
        _young.Remove(flow);
        _old.Remove(flow);
    }
}
