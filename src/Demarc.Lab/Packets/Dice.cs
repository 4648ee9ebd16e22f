namespace Demarc.Lab.Packets;

/// <summary>Random numbers that are the same for the same seed on every system and in every version (SplitMix64).</summary>
public sealed class Dice(ulong seed)
{
    private ulong _state = seed;

    public ulong Next()
    {
        var value = _state += 0x9E3779B97F4A7C15UL;
        value = (value ^ value >> 30) * 0xBF58476D1CE4E5B9UL;
        value = (value ^ value >> 27) * 0x94D049BB133111EBUL;
        return value ^ value >> 31;
    }

    /// <summary>From 0 up to and not including 1.</summary>
    public double Share() => (Next() >> 11) * (1.0 / (1UL << 53));

    public bool Chance(double share) => share > 0 && (share >= 1 || Share() < share);

    /// <summary>From 0 up to and not including a bound.</summary>
    public int Below(int bound) => (int)(Share() * bound);
}
