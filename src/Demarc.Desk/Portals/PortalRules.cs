using Demarc.Desk.Store;

namespace Demarc.Desk.Portals;

/// <summary>What a link may be made to allow.</summary>
internal static class PortalRules
{
    private const int MostDays = 90;
    private const int MostUploads = 10_000;
    private const long MostOctets = 2_000_000_000_000;

    /// <exception cref="DeskFault">It would allow nothing, or without end.</exception>
    public static void Check(NewPortal wanted)
    {
        if (wanted.Holds <= TimeSpan.Zero || wanted.Holds > TimeSpan.FromDays(MostDays)) throw new DeskFault(DeskFaultKind.BadInput, new($"an upload link holds for at most {MostDays} days", $"上传链接有效期最长 {MostDays} 天"));
        if (wanted.MostUploads is < 1 or > MostUploads) throw new DeskFault(DeskFaultKind.BadInput, new($"an upload link takes 1 to {MostUploads} files", $"上传链接可接收 1 至 {MostUploads} 个文件"));
        if (wanted.MostOctets is < 1 or > MostOctets) throw new DeskFault(DeskFaultKind.BadInput, new("an upload link takes 1 octet to 2 TB", "上传链接可接收 1 字节至 2 TB"));
    }
}
