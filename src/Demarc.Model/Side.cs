using System.Text.Json.Serialization;

namespace Demarc.Model;

/// <summary>Where a fault sits, or that none was seen (<see cref="Healthy"/>), or that it cannot be told from here.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Side>))]
public enum Side
{
    [JsonStringEnumMemberName("undetermined")] Undetermined,
    [JsonStringEnumMemberName("client-host")] ClientHost,
    [JsonStringEnumMemberName("client-software")] ClientSoftware,
    [JsonStringEnumMemberName("local-network")] LocalNetwork,
    [JsonStringEnumMemberName("access-network")] AccessNetwork,
    [JsonStringEnumMemberName("transit")] Transit,
    [JsonStringEnumMemberName("far-network")] FarNetwork,
    [JsonStringEnumMemberName("server-host")] ServerHost,
    [JsonStringEnumMemberName("server-application")] ServerApplication,
    [JsonStringEnumMemberName("policy")] Policy,
    [JsonStringEnumMemberName("healthy")] Healthy,
}

/// <summary>The published ids of sides, and their names for people.</summary>
public static class Sides
{
    private static readonly (Side Side, string Id, Bilingual Name)[] Table =
    [
        (Side.ClientHost, "client-host", new("client host", "客户端主机")),
        (Side.ClientSoftware, "client-software", new("software on the client", "客户端软件")),
        (Side.LocalNetwork, "local-network", new("local network", "本地网络")),
        (Side.AccessNetwork, "access-network", new("access network", "接入网络")),
        (Side.Transit, "transit", new("transit network", "中间网络")),
        (Side.FarNetwork, "far-network", new("far network", "对端网络")),
        (Side.ServerHost, "server-host", new("server host", "服务器主机")),
        (Side.ServerApplication, "server-application", new("server application", "服务端应用")),
        (Side.Policy, "policy", new("access policy", "访问策略")),
        (Side.Healthy, "healthy", new("no fault found", "未见异常")),
        (Side.Undetermined, "undetermined", new("undetermined", "暂不能定界")),
    ];

    /// <summary>Every side in path order from the client to the server, then policy, healthy and undetermined.</summary>
    public static IReadOnlyList<Side> All { get; } = [.. Table.Select(row => row.Side)];

    /// <summary>The id used in files and JSON, such as <c>server-host</c>.</summary>
    public static string Id(this Side side) => Row(side).Id;

    /// <summary>What a person reads, in both languages.</summary>
    public static Bilingual Name(this Side side) => Row(side).Name;

    /// <summary>Reads a published id; false when it is none.</summary>
    public static bool TryParse(string? id, out Side side)
    {
        foreach (var row in Table)
        {
            if (row.Id == id)
            {
                side = row.Side;
                return true;
            }
        }

        side = Side.Undetermined;
        return false;
    }

    private static (Side Side, string Id, Bilingual Name) Row(Side side)
    {
        foreach (var row in Table)
        {
            if (row.Side == side) return row;
        }

        throw new ArgumentOutOfRangeException(nameof(side), side, "not a side");
    }
}
