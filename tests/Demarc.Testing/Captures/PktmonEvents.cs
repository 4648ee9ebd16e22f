using System.Text;

namespace Demarc.Testing.Captures;

/// <summary>The data of the events of Microsoft-Windows-PktMon, and the schema that travels with them.</summary>
public static class PktmonEvents
{
    public const ushort PacketEvent = 160;
    public const ushort DropEvent = 170;
    public const ushort ComponentEvent = 20;
    public const byte MapOpcode = 33;
    public static readonly Guid Provider = new("4D4F80D9-C8BD-4D73-BB5B-19C90402C5AC");
    public static readonly Guid SchemaClass = new("BBCCF6C1-6CD1-48C4-80FF-839482E37671");

    /// <summary>160, or 170 with a reason: direction 1 in, 2 out; type 1 Ethernet, 2 wireless, 3 IP; of the payload the first <paramref name="logged"/> octets.</summary>
    public static byte[] Packet(byte[] payload, ulong group = 1, ushort number = 1, ushort appearance = 0, ushort direction = 1, ushort type = 1, ushort component = 1, ushort edge = 1, uint dropReason = 0, uint dropLocation = 0, int logged = int.MaxValue) => Octets(data =>
    {
        var length = Math.Min(logged, payload.Length);
        data.Write(group);
        data.Write(number);
        data.Write(appearance);
        data.Write(direction);
        data.Write(type);
        data.Write(component);
        data.Write(edge);
        data.Write((ushort)0);
        data.Write(dropReason);
        data.Write(dropLocation);
        data.Write(checked((ushort)payload.Length));
        data.Write((ushort)length);
        data.Write(payload.AsSpan(0, length));
    });

    /// <summary>20: a part of the stack that reports packets; type 2 is a miniport.</summary>
    public static byte[] Component(ushort id, ushort type, string name, string description) => Octets(data =>
    {
        data.Write(id);
        data.Write(type);
        data.Write(Encoding.Unicode.GetBytes($"{name}\0{description}\0"));
    });

    /// <summary>The classic record 33 of the schema: a map such as DropReason, from values to texts.</summary>
    public static byte[] Map(string name, params (uint Value, string Text)[] entries)
    {
        var strings = new MemoryStream();
        var from = 16 + 8 * entries.Length;
        return Octets(data =>
        {
            data.Write(Provider.ToByteArray());
            data.Write(Place(name));
            data.Write(1);
            data.Write(entries.Length);
            data.Write(0);
            foreach (var (value, text) in entries)
            {
                data.Write(Place(text));
                data.Write(value);
            }

            data.Write(strings.ToArray());
        });

        int Place(string text)
        {
            var at = from + (int)strings.Length;
            strings.Write(Encoding.Unicode.GetBytes(text + "\0"));
            return at;
        }
    }

    private static byte[] Octets(Action<BinaryWriter> write)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        write(writer);
        return stream.ToArray();
    }
}
