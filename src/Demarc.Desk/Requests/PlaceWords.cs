using Demarc.Model;

namespace Demarc.Desk.Requests;

/// <summary>How places, permissions and shells read in a request.</summary>
internal static class PlaceWords
{
    private static readonly Dictionary<string, Bilingual> Places = new(StringComparer.Ordinal)
    {
        ["client"] = new("the affected machine", "受影响的机器"),
        ["control"] = new("another place where it works", "能正常访问的另一地点"),
        ["same network"] = new("another machine of the same network", "同一网络的另一台机器"),
        ["other network"] = new("the affected machine on another network, such as a phone's hotspot", "受影响的机器换用另一网络（例如手机热点）"),
        ["one client"] = new("one affected machine", "一台受影响的机器"),
        ["server"] = new("the server", "服务器"),
        ["server or gateway"] = new("the server or the gateway", "服务器或网关"),
        ["either"] = new("either end of the connection", "连接的任意一端"),
        ["gateway"] = new("the gateway", "网关"),
        ["any"] = new("the affected machine or its neighbour on the network", "受影响的机器或与其相邻的网络设备"),
        ["desk"] = new("our side; we only need the list", "由我方进行，只需提供名单"),
    };

    private static readonly Dictionary<string, Bilingual> Permissions = new(StringComparer.Ordinal)
    {
        ["none"] = new("no special permission", "无需特别许可"),
        ["user"] = new("the user's consent", "需使用者同意"),
        ["administrator"] = new("an administrator's permission", "需管理员权限"),
        ["capture"] = new("permission to capture packets", "需抓包许可"),
        ["server owner"] = new("the server owner's consent", "需服务器负责人同意"),
        ["network owner"] = new("the network owner's consent", "需网络负责人同意"),
    };

    /// <summary>The words for a place of tests.tsv; the id where there are none.</summary>
    public static Bilingual Place(string id) => Places.GetValueOrDefault(id) ?? new(id, id);

    /// <summary>The words for a permission of tests.tsv; the id where there are none.</summary>
    public static Bilingual Permission(string id) => Permissions.GetValueOrDefault(id) ?? new(id, id);

    /// <summary>Where a command is pasted. Captures and changes on Windows need a raised PowerShell; sudo asks elsewhere.</summary>
    public static Bilingual Shell(string system, string command) => system switch
    {
        "windows" when NeedsAdministrator(command) => new("Windows, PowerShell as administrator", "Windows，以管理员身份打开 PowerShell"),
        "windows" => new("Windows, PowerShell", "Windows，PowerShell"),
        "macos" => new("macOS, Terminal", "macOS，终端"),
        _ => new("Linux, shell", "Linux，命令行"),
    };

    private static bool NeedsAdministrator(string command) =>
        command.Contains("netsh trace", StringComparison.Ordinal) || command.Contains(" set ", StringComparison.Ordinal);
}
