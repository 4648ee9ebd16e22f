using System.Buffers.Binary;

namespace Demarc.Captures.Windows;

/// <summary>Names that a trace carries itself: the drivers packet monitor watched, and its reasons for drops (localised, so nothing may depend on their words).</summary>
internal sealed class EtlNames
{
    private const int Most = 4096;
    private const int Longest = 200;

    /// <summary>Component type of the network card's own driver.</summary>
    private const ushort Miniport = 2;

    private readonly Dictionary<ushort, (ushort Type, string Name)> _components = [];
    private readonly Dictionary<uint, string> _reasons = [];

    /// <summary>Drivers named.</summary>
    public int Components => _components.Count;

    /// <summary>Reasons named.</summary>
    public int Reasons => _reasons.Count;

    public string? Component(ushort id) => _components.TryGetValue(id, out var found) ? found.Name : null;

    public string? Reason(uint code) => _reasons.GetValueOrDefault(code);

    public bool IsMiniport(ushort component) => _components.TryGetValue(component, out var found) && found.Type == Miniport;

    /// <summary>Takes in an event 20 of packet monitor: number, type, name, description.</summary>
    public void AddComponent(ReadOnlySpan<byte> data)
    {
        if (data.Length < 4 || _components.Count >= Most) return;
        var (name, _) = Text(data[4..]);
        _components[BinaryPrimitives.ReadUInt16LittleEndian(data)] = (BinaryPrimitives.ReadUInt16LittleEndian(data[2..]), name);
    }

    /// <summary>Takes in a map of numbers to names that a provider's manifest defines: provider, then EVENT_MAP_INFO, whose offsets count from its own start.</summary>
    public void AddMap(ReadOnlySpan<byte> data)
    {
        if (data.Length < 32 || new Guid(data[..16]) != EtlPackets.PacketMonitor) return;
        var map = data[16..];
        if (!At(map, Number(map)).Contains("DropReason", StringComparison.OrdinalIgnoreCase)) return;
        var count = Math.Min(Number(map[8..]), Most);
        for (var entry = map[16..]; count > 0 && entry.Length >= 8; entry = entry[8..], count--)
        {
            if (_reasons.Count < Most && At(map, Number(entry)) is { Length: > 0 } name) _reasons[Number(entry[4..])] = name;
        }
    }

    /// <summary>A text of two-octet characters up to its zero, or its end, and what stands behind it; kept to a length for showing.</summary>
    public static (string Shown, int Length) Text(ReadOnlySpan<byte> octets)
    {
        var end = 0;
        while (end + 1 < octets.Length && (octets[end] | octets[end + 1]) != 0) end += 2;
        var shown = System.Text.Encoding.Unicode.GetString(octets[..Math.Min(end, Longest * 2)]).Trim();
        return (shown, Math.Min(octets.Length, end + 2));
    }

    private static string At(ReadOnlySpan<byte> map, uint offset) => offset < map.Length ? Text(map[(int)offset..]).Shown : "";

    private static uint Number(ReadOnlySpan<byte> octets) => BinaryPrimitives.ReadUInt32LittleEndian(octets);
}
