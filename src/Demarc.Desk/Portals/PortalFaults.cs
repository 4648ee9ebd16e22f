using Demarc.Desk.Store;

namespace Demarc.Desk.Portals;

/// <summary>What people outside are told. Why a link does not work is not among it: that would tell a guesser what they have hit.</summary>
internal static class PortalFaults
{
    public static DeskFault NotValid() => new(
        DeskFaultKind.NotFound,
        new("this link is not valid any more; reply to the mail it came with, or call your contact, and ask for a new one", "该链接已失效，请回复收到该链接的邮件或联系对接人员，索取新的链接"));

    public static DeskFault CodeNotValid() => new(
        DeskFaultKind.NotFound,
        new("this code is not valid, or not any more; check it, or ask your contact for a new one", "该代码无效或已失效，请核对，或联系对接人员索取新的代码"));

    public static DeskFault TooMany(TimeSpan wait)
    {
        var seconds = Math.Ceiling(wait.TotalSeconds).ToString("0", System.Globalization.CultureInfo.InvariantCulture);
        return new(DeskFaultKind.NotPermitted, new($"too many codes that do not exist; try again in {seconds} s", $"无效代码次数过多，请在 {seconds} 秒后重试"));
    }

    public static DeskFault NoRoom() => new(
        DeskFaultKind.Conflict,
        new("the link has taken as much as it may, so this file was not kept; ask your contact for a new link", "该链接可接收的数量或大小已用完，此文件未保存；请联系对接人员索取新的链接"));
}
