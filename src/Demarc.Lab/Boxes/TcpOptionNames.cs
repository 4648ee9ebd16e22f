using Demarc.Lab.Packets;
using Demarc.Lab.Scenarios;
using Demarc.Wire;

namespace Demarc.Lab.Boxes;

/// <summary>TCP options by the names scenarios use, and looking for them in a packet.</summary>
internal static class TcpOptionNames
{
    private static readonly Dictionary<string, TcpOptionKind> Kinds = new(StringComparer.Ordinal)
    {
        ["window-scale"] = TcpOptionKind.WindowScale,
        ["timestamps"] = TcpOptionKind.Timestamps,
        ["sack"] = TcpOptionKind.SackPermitted,
        ["mss"] = TcpOptionKind.MaximumSegmentSize,
        ["fast-open"] = TcpOptionKind.FastOpen,
    };

    public static IReadOnlyList<TcpOptionKind> Read(Parameters settings, string key)
    {
        var kinds = new List<TcpOptionKind>();
        foreach (var name in settings.Texts(key))
        {
            if (Kinds.TryGetValue(name, out var kind)) kinds.Add(kind);
            else settings.Fault(settings.LineOf(key), $"unknown TCP option '{name}'; known: {string.Join(", ", Kinds.Keys)}", $"未知的 TCP 选项“{name}”；已知的有：{string.Join("、", Kinds.Keys)}");
        }

        return kinds;
    }

    /// <summary>Where the value of an option lies in the packet; -1 where there is none.</summary>
    public static int Find(Packet packet, TcpOptionKind wanted)
    {
        if (!packet.IsTcp || !TcpView.TryParse(packet.Transport, out var tcp).IsComplete) return -1;
        var options = tcp.Options;
        while (options.Next(out var kind, out _))
        {
            if (kind == wanted) return packet.TransportAt + TcpView.HeaderLengthMinimum + options.Offset + 2;
        }

        return -1;
    }

    public static TcpFlags Flags(Packet packet) => packet.IsTcp ? (TcpFlags)packet.Transport[13] : TcpFlags.None;

    public static bool IsSyn(Packet packet) => (Flags(packet) & (TcpFlags.Syn | TcpFlags.Ack)) == TcpFlags.Syn;

    public static bool IsSynAck(Packet packet) => (Flags(packet) & (TcpFlags.Syn | TcpFlags.Ack)) == (TcpFlags.Syn | TcpFlags.Ack);
}
