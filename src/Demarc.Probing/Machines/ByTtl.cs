using System.Collections;

namespace Demarc.Probing.Machines;

/// <summary>
/// One thing for each TTL, by rising TTL. An array, and not a sorted dictionary: a path is short, and code over value types
/// from the framework would have to be compiled at every start.
/// </summary>
public sealed class ByTtl<T> : IEnumerable<KeyValuePair<int, T>>
    where T : class
{
    private readonly T?[] _at = new T?[256];

    public int Count { get; private set; }

    public T? this[int ttl] => ttl is >= 0 and < 256 ? _at[ttl] : null;

    public IEnumerable<int> Keys => this.Select(pair => pair.Key);

    public IEnumerable<T> Values
    {
        get
        {
            foreach (var one in _at)
            {
                if (one is not null) yield return one;
            }
        }
    }

    /// <summary>What is there, or what was made and put there.</summary>
    public T Get(int ttl, Func<int, T> make)
    {
        if (_at[ttl] is { } known) return known;
        Count++;
        return _at[ttl] = make(ttl);
    }

    public IEnumerator<KeyValuePair<int, T>> GetEnumerator()
    {
        for (var ttl = 0; ttl < _at.Length; ttl++)
        {
            if (_at[ttl] is { } one) yield return new(ttl, one);
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
