using Demarc.Model;

namespace Demarc.Artifacts;

/// <summary>Why something was not read, in both languages: which file, what is the matter, what to do.</summary>
internal static class Reasons
{
    /// <summary>What to do with text that only eyes can read.</summary>
    public static readonly Bilingual TypeItOut = new("copy its text into a plain text file", "请把其中的文字复制到纯文本文件");

    public static Bilingual NoOcr(string name) =>
        NotYet(name, new("an image", "图片"), new($"{TypeItOut.En}, or install tesseract so that its text can be recognised", $"{TypeItOut.Zh}，或安装 tesseract 以识别其中文字"));

    public static Bilingual NothingRecognised(string name) =>
        NotYet(name, new("an image in which no text was recognised", "未识别出文字的图片"), TypeItOut);

    public static Bilingual Recognised(string name) =>
        new($"{name}: text recognised in a picture; characters may be misread, so hold figures and addresses against the picture", $"{name}：从图片识别出的文字，可能有误，请对照图片核对数字与地址");

    public static Bilingual Missing(string name) =>
        new($"{name} does not exist: check the path", $"{name} 不存在：请检查路径");

    public static Bilingual Empty(string name) =>
        new($"{name} is empty: save or export it again", $"{name} 是空的：请重新保存或导出");

    public static Bilingual EmptyFolder(string name) =>
        new($"{name} holds no files to read: give the folder with the evidence", $"{name} 中没有可读的文件：请给出存放证据的文件夹");

    public static Bilingual EmptyArchive(string name) =>
        new($"{name} holds no files to read: make the archive again", $"{name} 中没有可读的文件：请重新打包");

    public static Bilingual Denied(string name) =>
        new($"{name} may not be read: grant read permission or copy it to a readable place", $"没有读取 {name} 的权限：请授予读取权限，或把它复制到可读的位置");

    public static Bilingual Unreadable(string name, Exception fault)
    {
        if (fault is UnauthorizedAccessException) return Denied(name);
        if (fault is FileNotFoundException or DirectoryNotFoundException) return Missing(name);
        return new($"{name} could not be read: copy it to a local disk and give it again", $"{name} 读取失败：请复制到本地磁盘后重新给出");
    }

    public static Bilingual NotRegular(string name) =>
        new($"{name} is a device, pipe or socket, which is not opened: pass its content on standard input with '-'", $"{name} 是设备、管道或套接字，不予打开：请用“-”从标准输入传入其内容");

    public static Bilingual NoInput(string name) =>
        new($"{name} was not read: nothing is connected to standard input, or it was given twice", $"{name} 未读取：标准输入没有内容，或“-”给了两次");

    public static Bilingual LinkedTwice(string name) =>
        new($"{name} is a link back into the same folder and was skipped", $"{name} 是指回同一文件夹的链接，已跳过");

    public static Bilingual TooDeepFolder(string name, int depth) =>
        new($"{name} lies more than {depth} folders deep and was skipped: give it by itself", $"{name} 的层级超过 {depth} 层，已跳过：请单独给出");

    public static Bilingual TooManyFiles(string name, int files) =>
        new($"{name}: more than {files} files, the rest was skipped: give the folders one by one", $"{name}：文件超过 {files} 个，其余已跳过：请分批给出文件夹");

    public static Bilingual TooLong(string name, long bytes) =>
        new($"{name} is larger than {Size(bytes)}: cut out the part around the incident", $"{name} 大于 {Size(bytes)}：请截取故障前后的部分");

    public static Bilingual TooLongToHold(string name, long bytes) =>
        new($"{name} does not fit into the {Size(bytes)} held in memory, only its beginning was read: unpack it and give it as a plain file", $"{name} 超出内存中可容纳的 {Size(bytes)}，只读取了开头部分：请解开后以普通文件给出");

    public static Bilingual TooLongDocument(string name, long bytes) =>
        new($"{name} is a document larger than {Size(bytes)}: split it", $"{name} 是大于 {Size(bytes)} 的文档：请拆分");

    public static Bilingual TooDeepArchive(string name, int depth) =>
        new($"{name} is an archive more than {depth} archives deep: unpack it and give its files", $"{name} 的压缩包嵌套超过 {depth} 层：请解开后给出其中的文件");

    public static Bilingual TooManyEntries(string name, int entries) =>
        new($"{name}: more than {entries} members, the rest was skipped: unpack it and give the files that matter", $"{name}：成员超过 {entries} 个，其余已跳过：请解开后只给出有关的文件");

    public static Bilingual TooMuchUnpacked(string name, long bytes) =>
        new($"{name} would unpack to more than {Size(bytes)} in all, the rest was skipped: unpack it and give the files that matter", $"{name} 解开后总量超过 {Size(bytes)}，其余已跳过：请解开后只给出有关的文件");

    public static Bilingual Bomb(string name) =>
        new($"{name} unpacks to an implausible size and was not read on: unpack it by hand if you trust it", $"{name} 解开后的大小不合常理，未继续读取：若确认可信，请手工解开后给出");

    public static Bilingual BadName(string name) =>
        new($"{name}: a member's name points outside the archive, it was skipped: make the archive again without such paths", $"{name}：成员名指向压缩包之外，已跳过：请去掉此类路径后重新打包");

    public static Bilingual NotAFileInside(string name) =>
        new($"{name} is a link or device inside an archive and was skipped: pack the file it stands for", $"{name} 是压缩包内的链接或设备，已跳过：请打包它所指的文件");

    public static Bilingual Encrypted(string name) =>
        new($"{name} is protected by a password: unpack it and give its files", $"{name} 有密码保护：请解开后给出其中的文件");

    public static Bilingual Damaged(string name) =>
        new($"{name} is damaged or cut off, what came before was read: send it again", $"{name} 已损坏或不完整，此前的部分已读取：请重新发送");

    public static Bilingual BadChecksum(string name) =>
        new($"{name} does not match its checksum, it was damaged on the way: send the archive again", $"{name} 与校验和不符，传输中已损坏：请重新发送压缩包");

    public static Bilingual NotYet(string name, Bilingual what, Bilingual instead) =>
        new($"not read yet: {name} is {what.En}; {instead.En}", $"尚不读取：{name} 是{what.Zh}；{instead.Zh}");

    public static Bilingual LineCut(string name, int line, int chars) =>
        new($"{name}: line {line} is longer than {chars} characters, the rest of it was left out", $"{name}：第 {line} 行超过 {chars} 个字符，其余已略去");

    public static Bilingual Changed(string name) =>
        new($"{name} became shorter while it was read: copy it and give the copy", $"{name} 在读取过程中变短：请复制后给出副本");

    public static string Size(long bytes) => bytes >= 1 << 20 ? $"{bytes >> 20} MiB" : $"{bytes} B";
}
