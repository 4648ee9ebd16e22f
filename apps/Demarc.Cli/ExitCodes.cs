using Demarc.Model;

namespace Demarc.Cli;

/// <summary>What the program's exit status means (verdict-contract: Commands). Verbs that conclude use 0, 1 and 2.</summary>
public static class ExitCodes
{
    /// <summary>Healthy, or simply done.</summary>
    public const int Success = 0;

    /// <summary>A fault was found and its side named.</summary>
    public const int SideNamed = 1;

    /// <summary>A fault whose side is not settled, or nothing seen; the next tests are listed.</summary>
    public const int Undetermined = 2;

    public const int WrongUsage = 64;
    public const int NothingReadable = 65;
    public const int Unavailable = 69;
    public const int Defect = 70;

    /// <summary>It may go well later: a mail server keeps the mail and asks again (sysexits.h, EX_TEMPFAIL).</summary>
    public const int TryLater = 75;
    public const int NotPermitted = 77;
    public const int Interrupted = 130;

    /// <summary>The table that help prints.</summary>
    public static IReadOnlyList<(int Code, Bilingual Meaning)> All { get; } =
    [
        (Success, new("healthy: no fault found; for other verbs, done", "未见异常；对其他命令为已完成")),
        (SideNamed, new("a fault was found and its side named", "发现故障，并已定界到某一侧")),
        (Undetermined, new("undetermined; the next tests are listed", "暂不能定界；已列出下一步测试")),
        (WrongUsage, new("wrong usage", "用法错误")),
        (NothingReadable, new("nothing in the input could be read", "输入中没有可识别的内容")),
        (Unavailable, new("something needed is not available", "缺少所需的条件（服务器、数据库等）")),
        (Defect, new("a defect in Demarc", "Demarc 自身的缺陷")),
        (TryLater, new("not now; the same may go well later", "暂时无法完成，可稍后再试")),
        (NotPermitted, new("not permitted", "权限不足")),
        (Interrupted, new("interrupted", "被中断")),
    ];
}
