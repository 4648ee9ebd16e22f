namespace Demarc.Reasoning;

/// <summary>What a vantage is to the complaint.</summary>
public enum Role
{
    /// <summary>The place that complains, or a place nothing sets apart from it.</summary>
    Affected,

    /// <summary>Another machine of the same network.</summary>
    Peer,

    /// <summary>The affected place over another network: phone, hotspot, VPN.</summary>
    OtherNetwork,

    /// <summary>Another place.</summary>
    Control,

    /// <summary>The server itself.</summary>
    ServerItself,
}

/// <summary>What the name people give a place says about it.</summary>
public static class PlaceNames
{
    private static readonly string[] Server = ["server-itself", "server itself", "on-the-server", "localhost", "服务器本机", "服务器自身", "服务器上"];
    private static readonly string[] OtherNetwork = ["mobile", "4g", "5g", "lte", "hotspot", "phone", "other-network", "手机", "热点", "移动网络"];
    private static readonly string[][] Sites =
    [
        ["home", "flat", "家"], ["office", "办公", "公司"], ["branch", "分公司", "分部", "分店"], ["headquarters", "hq", "head-office", "总部"],
        ["datacenter", "datacentre", "data-center", "idc", "机房"], ["cloud", "vps", "aws", "azure", "aliyun", "云主机"],
    ];

    private static readonly string[] Peer = ["peer", "colleague", "neighbour", "same-network", "other-pc", "other-machine", "other-systems", "同事", "邻座", "其他电脑", "另一台"];

    /// <summary>The role a name tells; null when it tells none.</summary>
    public static Role? RoleOf(string? name)
    {
        if (name is null) return null;
        if (name == "affected-systems") return Role.Affected;
        if (Holds(name, Server) || name.Equals("server", StringComparison.OrdinalIgnoreCase)) return Role.ServerItself;
        if (Holds(name, OtherNetwork)) return Role.OtherNetwork;
        return Holds(name, Peer) ? Role.Peer : null;
    }

    /// <summary>Two names for one place: equal, or one holds the other (<c>home</c>, <c>home-laptop.example</c>).</summary>
    public static bool Same(string? one, string? other)
    {
        if (one is null || other is null) return false;
        if (one.Equals(other, StringComparison.OrdinalIgnoreCase)) return true;
        var (shorter, longer) = one.Length < other.Length ? (one, other) : (other, one);
        return shorter.Length >= 4 && longer.Contains(shorter, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The names are of different kinds of site, such as an office and a home.</summary>
    public static bool DifferentSites(string one, string other)
    {
        var (a, b) = (Array.FindIndex(Sites, words => Holds(one, words)), Array.FindIndex(Sites, words => Holds(other, words)));
        return a >= 0 && b >= 0 && a != b;
    }

    private static bool Holds(string name, string[] words)
    {
        foreach (var word in words)
        {
            if (name.Contains(word, StringComparison.OrdinalIgnoreCase)) return true;
        }

        return false;
    }
}
