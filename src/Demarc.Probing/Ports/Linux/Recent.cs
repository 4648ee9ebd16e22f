namespace Demarc.Probing.Ports.Linux;

/// <summary>What belongs to the most recent probes, by a number; the oldest are dropped, so that a trace may run for days.</summary>
internal sealed class Recent<T>(int most, Action<T>? dropped = null)
    where T : class
{
    private readonly Dictionary<int, T> _items = [];
    private readonly Queue<Entry> _order = [];

    public IEnumerable<T> Items => _items.Values;

    public T? Find(int number) => _items.GetValueOrDefault(number);

    public void Add(int number, T item)
    {
        _items[number] = item;
        _order.Enqueue(new(number, item));
        while (_order.Count > most) Drop(_order.Dequeue());
    }

    public bool Remove(int number) => _items.Remove(number);

    private void Drop(Entry oldest)
    {
        // Its number may have been given to another since.
        if (!_items.TryGetValue(oldest.Number, out var now) || now != oldest.Item) return;
        _items.Remove(oldest.Number);
        dropped?.Invoke(oldest.Item);
    }

    private sealed record Entry(int Number, T Item);
}
